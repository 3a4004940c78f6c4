/**
 * Describes e-mails that Novu received for a route of one of your domains.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { countKey, isRecord, nullishKey, textKey } from "../internal/schema/schema.ts"
import { rawKey, recordKey, renewedRecord, secretKey, timeKey } from "../internal/webhooks/eventSchema.ts"
import { renewMail } from "../internal/webhooks/renewMail.ts"
import { entity } from "../Schema/Entity.ts"

/**
 * @category models
 * @since 0.1.0
 */
export class InboundDomain extends entity<InboundDomain>()(undefined, {
  /** Novu's own id. */
  id: textKey,
  name: textKey,
  data: recordKey
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class InboundRoute extends entity<InboundRoute>()(undefined, {
  /** The part before the `@`, or `*`. */
  address: textKey,
  data: recordKey
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class InboundAddress extends entity<InboundAddress>()(undefined, { address: textKey, name: textKey }) {}

/**
 * Describes an attachment. Newer servers keep its bytes at `url`; others send
 * them in the event.
 *
 * @category models
 * @since 0.1.0
 */
export class InboundAttachment extends entity<InboundAttachment>()(undefined, {
  filename: textKey,
  contentType: textKey,
  /** In bytes. */
  size: countKey,
  /** Who knows it can download the attachment until `expiresAt`. */
  url: secretKey,
  expiresAt: timeKey,
  /** Is `{ type: "Buffer", data: number[] }` where a server sends the bytes. */
  content: rawKey,
  contentBytes: rawKey
}) {}

const addresses = Schema.Array(InboundAddress)

/**
 * Describes an e-mail. Its lists are empty where a server leaves them out.
 *
 * @category models
 * @since 0.1.0
 */
export class InboundMail extends Schema.Opaque<InboundMail>()(renewedRecord(
  Schema.Struct({
    from: addresses,
    to: addresses,
    cc: addresses,
    /** The recipients of the envelope that are in neither `to` nor `cc`. */
    bcc: addresses,
    subject: textKey,
    html: textKey,
    text: textKey,
    messageId: textKey,
    /** Has a text, or a list of texts, per name in lower case. */
    headers: recordKey,
    date: timeKey,
    inReplyTo: textKey,
    references: Schema.Array(Schema.String),
    attachments: Schema.Array(InboundAttachment)
  }),
  renewMail
)) {}

/**
 * Describes an e-mail, and the route that it came by.
 *
 * @category models
 * @since 0.1.0
 */
export class InboundEmail extends entity<InboundEmail>()(undefined, {
  domain: nullishKey(InboundDomain, isRecord),
  route: nullishKey(InboundRoute, isRecord),
  mail: InboundMail
}) {}
