/** Brings e-mails of all servers, and as Novu's document has them, to one form. */
import { isString } from "effect/Predicate"
import { isRecord } from "../schema/schema.ts"
import type { WireRecord } from "./eventSchema.ts"

const listOf = (value: unknown): ReadonlyArray<unknown> =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

const addressOf = (value: unknown): ReadonlyArray<WireRecord> =>
  isRecord<WireRecord>(value) ? [value] : isString(value) ? [{ address: value }] : []

const addresses = (value: unknown): ReadonlyArray<WireRecord> => listOf(value).flatMap(addressOf)

const firstText = (...values: ReadonlyArray<unknown>): string | undefined =>
  values.filter(isString).find((text) => text !== "")

const given = (key: string, value: unknown): WireRecord => value === undefined || value === null ? {} : { [key]: value }

/** Takes the names of the mail parser that older servers pass on. */
const renewAttachment = (attachment: WireRecord): WireRecord => ({
  ...attachment,
  ...given("filename", firstText(attachment["filename"], attachment["fileName"], attachment["generatedFileName"])),
  ...given("size", attachment["size"] ?? attachment["length"])
})

export const renewMail = (mail: WireRecord): WireRecord => ({
  ...mail,
  from: addresses(mail["from"]),
  to: addresses(mail["to"]),
  cc: addresses(mail["cc"]),
  bcc: addresses(mail["bcc"]),
  references: listOf(mail["references"]).filter(isString),
  attachments: listOf(mail["attachments"]).filter(isRecord<WireRecord>).map(renewAttachment)
})

/** Adds the level `object`, which Novu's document does not have and servers send. */
export const underObject = (data: WireRecord): WireRecord => isRecord(data["object"]) ? data : { object: data }
