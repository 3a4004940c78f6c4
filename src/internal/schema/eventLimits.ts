import * as Schema from "effect/Schema"
import { isRecord } from "../input/isRecord.ts"

/** Recipients of one event at most. */
const mostRecipients = 100

/**
 * Bytes of a payload at most, without the files of its attachments.
 *
 * @see https://docs.novu.co/platform/limits
 */
const mostBytes = 524_288

/** Bytes of all attachments of an event at most. */
const mostAttached = 20 * 1024 * 1024

export const recipientsFit = Schema.makeFilter((recipients: ReadonlyArray<unknown>) => {
  if (recipients.length === 0) return "Expected at least one recipient"
  return recipients.length <= mostRecipients ||
    `Expected at most ${mostRecipients} recipients: Events.triggerMany reaches more`
})

export const eventsFit = Schema.makeFilter((events: ReadonlyArray<unknown>) =>
  (events.length >= 1 && events.length <= 100) || "Expected 1 to 100 events"
)

const utf8 = new TextEncoder()

const fileOf = (attachment: unknown): string =>
  isRecord<{ readonly file?: unknown }>(attachment) && typeof attachment.file === "string" ? attachment.file : ""

/** Looks at a payload as it is sent. Novu stores the files of attachments elsewhere and does not count them. */
const sizeIssue = (payload: Schema.Json): string | undefined => {
  const attachments = isRecord<{ readonly attachments?: unknown }>(payload) && Array.isArray(payload.attachments)
    ? payload.attachments
    : []
  const files = attachments.reduce((sum: number, each) => sum + fileOf(each).length, 0)
  // Base64 writes three bytes in four characters.
  if (files * 3 / 4 > mostAttached) return `Expected at most ${mostAttached} bytes of attachments`
  const bytes = utf8.encode(JSON.stringify(payload)).length - files
  return bytes > mostBytes ? `Expected at most ${mostBytes} bytes as JSON` : undefined
}

const Sized = Schema.Json.check(Schema.makeFilter((payload) => sizeIssue(payload)))

/** Describes a payload as JSON, which it is on the wire whatever it is in the program, within Novu's limits of size. */
export const sized = <P>(payload: Schema.Codec<P, unknown>): Schema.Codec<P, Schema.Json> =>
  Sized.pipe(Schema.decodeTo(Schema.toCodecJson(payload)))
