import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import type { Delivery } from "../../Webhooks/Delivery.ts"
import {
  InvalidHeader,
  MissingHeader,
  SignatureMismatch,
  TimestampTooNew,
  TimestampTooOld,
  UnsupportedSignature,
  WebhookError
} from "../../Webhooks/WebhookError.ts"
import { bytesOf, hintOf } from "./delivery.ts"
import { concat, type Hmac, isSame } from "./hmac.ts"
import { signedHeaders } from "./signedHeaders.ts"

/** One item of the list of signatures. */
interface Signature {
  readonly version: string
  readonly value: string
}

const signaturesIn = (header: string): ReadonlyArray<Signature> =>
  header.split(" ").flatMap((item) => {
    const comma = item.indexOf(",")
    return comma < 1 ? [] : [{ version: item.slice(0, comma), value: item.slice(comma + 1) }]
  })

/** Checks when a webhook was sent, in epoch milliseconds. A webhook that is exactly as old as is tolerated passes. */
export const checkTime = (sent: number, now: number, tolerance: number): WebhookError | undefined => {
  const age = now - sent
  if (age > tolerance) return new WebhookError({ reason: new TimestampTooOld({ age: Duration.millis(age) }) })
  if (-age > tolerance) return new WebhookError({ reason: new TimestampTooNew({ ahead: Duration.millis(-age) }) })
  return undefined
}

/** A webhook whose sender and time were checked. */
interface Authentic {
  readonly deliveryId: string
  /** Epoch milliseconds. */
  readonly attemptedAt: number
  readonly body: Uint8Array
}

/** Epoch seconds, far beyond any time that is near now. */
const seconds = /^\d{1,12}$/

/**
 * An id that ends like this could be another id and its time, because dots join
 * what is signed. Novu's have no dot.
 */
const ambiguousId = /\.\d+$/

/** Errors name only such versions, because anything may stand in their place. */
const plainVersion = /^v\d[a-z]?$/

const fail = (reason: WebhookError["reason"]) => Effect.fail(new WebhookError({ reason }))

/**
 * Checks headers, time and signature, in this order. Each secret signs once,
 * and the text of its signature is compared with all that came: to compare the
 * bytes would take other texts for the same signature.
 */
export const checkSignature = Effect.fnUntraced(function*(
  { body, headers }: Delivery,
  keys: ReadonlyArray<Hmac>,
  tolerance: number
) {
  const signed = signedHeaders(headers)
  if ("missing" in signed) return yield* fail(new MissingHeader({ header: signed.missing }))
  const { id, signature, timestamp } = signed
  if (ambiguousId.test(id)) {
    return yield* fail(new InvalidHeader({ header: "webhook-id", detail: "the id ends in what could be a time" }))
  }
  if (!seconds.test(timestamp)) {
    const detail = "the time is not in digits, as epoch seconds are"
    return yield* fail(new InvalidHeader({ header: "webhook-timestamp", detail }))
  }
  const signatures = signaturesIn(signature)
  // Blanks at an end or beside each other would be another text for the same list.
  if (signatures.length === 0 || signature.split(" ").includes("")) {
    const detail = "the list is none of signatures, each of which is a version, a comma and base64"
    return yield* fail(new InvalidHeader({ header: "webhook-signature", detail }))
  }

  const attemptedAt = Number(timestamp) * 1000
  const now = Math.floor((yield* Clock.currentTimeMillis) / 1000) * 1000
  const late = checkTime(attemptedAt, now, tolerance)
  if (late !== undefined) return yield* Effect.fail(late)

  const versions = [...new Set(signatures.map(({ version }) => plainVersion.test(version) ? version : "other"))]
  const candidates = signatures.filter(({ version }) => version === "v1")
  if (candidates.length === 0) return yield* fail(new UnsupportedSignature({ versions }))
  const bytes = bytesOf(body)
  if (bytes === undefined) return yield* fail(new SignatureMismatch({ versions, hint: hintOf(body) }))
  const content = concat(`${id}.${timestamp}.`, bytes)
  for (const hmac of keys) {
    const expected = Base64.encode(yield* hmac(content))
    if (candidates.some(({ value }) => isSame(value, expected))) {
      const authentic: Authentic = { deliveryId: id, attemptedAt, body: bytes }
      return authentic
    }
  }
  return yield* fail(new SignatureMismatch({ versions, hint: hintOf(body) }))
})
