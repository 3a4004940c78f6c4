/**
 * Describes mail that Novu received for a domain's route.
 *
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import {
  countKey,
  isRecord,
  loosely,
  nullableTextKey,
  nullishKey,
  Secret,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { entity } from "../Schema/Entity.ts"

const Json = Schema.Record(Schema.String, Schema.Json)

/**
 * Describes who sent mail, or got it.
 *
 * @category models
 * @since 0.1.0
 */
export class MailAddress extends entity<MailAddress>()(undefined, {
  address: textKey,
  name: textKey
}) {}

type Address = typeof MailAddress.Encoded

const isAddress = (value: unknown): value is Address => isRecord<Address>(value)

/** Reads one address, several, or none as a list: Novu's document has one `from`, and servers send several. */
const addresses = Schema.optionalKey(loosely(Schema.Array(Schema.toEncoded(MailAddress)))).pipe(
  Schema.decodeTo(Schema.Array(MailAddress), {
    decode: SchemaGetter.transformOptional((given) => {
      const value: unknown = Option.getOrUndefined(given)
      return Option.some((Array.isArray(value) ? value : [value]).filter(isAddress))
    }),
    encode: SchemaGetter.passthrough()
  })
)

const attachment = Schema.Struct({
  filename: textKey,
  contentType: textKey,
  /** Bytes. */
  size: countKey,
  /** Where to fetch it until `expiresAt`. Who knows the URL can. */
  url: nullishKey(Secret, isString),
  expiresAt: uncheckedTimeKey,
  /** The bytes as Novu writes them, where it does. Deprecated in favour of `url`. */
  content: Schema.optionalKey(Schema.Json),
  contentBytes: Schema.optionalKey(Schema.Json)
})

/** Older servers send what their parser of mail made, which has other names. */
interface Parsed {
  readonly fileName?: unknown
  readonly generatedFileName?: unknown
  readonly length?: unknown
}

type Attachment = typeof attachment.Encoded

const withNewNames = (value: Attachment & Parsed): Attachment => {
  const filename = value.filename ?? value.fileName ?? value.generatedFileName
  const size = value.size ?? value.length
  return {
    ...value,
    ...(isString(filename) && { filename }),
    ...(typeof size === "number" && { size })
  }
}

/**
 * Describes an attachment. Members that older servers name otherwise have their
 * newer names.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MailAttachment = loosely(Schema.toEncoded(attachment)).pipe(
  Schema.decodeTo(attachment, {
    decode: SchemaGetter.transform((value) => isRecord<Attachment>(value) ? withNewNames(value) : {}),
    encode: SchemaGetter.passthrough()
  })
)

/**
 * @category models
 * @since 0.1.0
 */
export type MailAttachment = typeof MailAttachment.Type

/**
 * Describes mail as it came.
 *
 * @category models
 * @since 0.1.0
 */
export class InboundMail extends entity<InboundMail>()(undefined, {
  from: addresses,
  to: addresses,
  cc: addresses,
  /** Holds those who got it and are neither in `to` nor in `cc`. */
  bcc: addresses,
  subject: nullableTextKey,
  html: nullableTextKey,
  text: nullableTextKey,
  messageId: textKey,
  inReplyTo: textKey,
  /** A text or a list of them. */
  references: Schema.optionalKey(Schema.Json),
  /** By names in lower case; each is a text or a list of them. */
  headers: nullishKey(Json, isRecord),
  date: uncheckedTimeKey,
  attachments: nullishKey(Schema.Array(MailAttachment), Array.isArray)
}) {}

/**
 * Describes the domain that mail came to.
 *
 * @category models
 * @since 0.1.0
 */
export class InboundDomain extends entity<InboundDomain>()(undefined, {
  id: textKey,
  name: textKey,
  data: nullishKey(Json, isRecord)
}) {}

/**
 * Describes the route of a domain that mail took.
 *
 * @category models
 * @since 0.1.0
 */
export class InboundRoute extends entity<InboundRoute>()(undefined, {
  address: textKey,
  data: nullishKey(Json, isRecord)
}) {}

/**
 * Describes mail, and how it came.
 *
 * @category models
 * @since 0.1.0
 */
export class InboundEmail extends entity<InboundEmail>()(undefined, {
  domain: nullishKey(InboundDomain, isRecord),
  route: nullishKey(InboundRoute, isRecord),
  mail: InboundMail
}) {}
