/**
 * Checks the signature that Novu puts on requests that it makes with an
 * environment's secret key: HTTP-request steps of workflows, callbacks of
 * agents, and its calls to a bridge. Webhooks are signed otherwise: see
 * `NovuWebhooks`.
 *
 * @see https://docs.novu.co/framework/endpoint
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import type * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"
import { InvalidInput } from "../Errors/NovuErrorReason.ts"
import { timeLimit } from "../internal/input/timeInput.ts"
import { checkTime } from "../internal/webhooks/checkSignature.ts"
import { bytesOf, hintOf } from "../internal/webhooks/delivery.ts"
import { concat, hmacWith, isSame, utf8 } from "../internal/webhooks/hmac.ts"
import { apiKeys } from "../internal/webhooks/keys.ts"
import { headersOf } from "../internal/webhooks/signedHeaders.ts"
import { parsedJson } from "../internal/wire/parsedJson.ts"
import type { Delivery } from "./Delivery.ts"
import {
  InvalidHeader,
  InvalidJson,
  InvalidSecret,
  MissingHeader,
  SignatureMismatch,
  UnsupportedSignature,
  WebhookError
} from "./WebhookError.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface NovuSignatureOptions {
  /**
   * The secret key of the environment, and others while one is replaced. For
   * mail that is forwarded to an agent it is the key of the integration.
   */
  readonly secretKey: Redacted.Redacted | ReadonlyArray<Redacted.Redacted>
  /**
   * How far the time of the request may be from now.
   *
   * @default "5 minutes"
   */
  readonly tolerance?: Duration.Input | undefined
}

/**
 * Holds a request whose signature was checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SignedRequest {
  readonly sentAt: DateTime.Utc
  /** The body as JSON. It is `{}` where the request has none. */
  readonly payload: Schema.Json
}

const header = "novu-signature"

/** Epoch milliseconds. */
const time = /^\d{1,15}$/

const fail = (reason: WebhookError["reason"]) => Effect.fail(new WebhookError({ reason }))

const partsOf = (value: string): ReadonlyMap<string, string> =>
  new Map(
    value.split(",").map((part): [string, string] => {
      const equals = part.indexOf("=")
      return [part.slice(0, Math.max(equals, 0)), part.slice(equals + 1)]
    })
  )

/** The texts that Novu may have signed: the body as it came, or as JSON that it wrote before something else rewrote it. */
const contents = (body: Uint8Array, json: unknown): ReadonlyArray<Uint8Array> =>
  body.length === 0 ? [utf8("{}")] : json === undefined ? [body] : [body, utf8(JSON.stringify(json))]

/**
 * Checks header, time and signature, in this order, and reads the body. The
 * body is what was sent, before anything parsed it; where it was parsed and
 * written again on its way, Novu's own form of it is tried too.
 *
 * @category verifying
 * @since 0.1.0
 */
export const verify = Effect.fnUntraced(function*({ body, headers }: Delivery, options: NovuSignatureOptions) {
  const { secretKey, tolerance: given } = options
  const keys = apiKeys(secretKey)
  if (keys instanceof InvalidSecret) return yield* fail(keys)
  const limit = timeLimit("tolerance", given, Duration.minutes(5))
  if (limit instanceof InvalidInput) return yield* fail(limit)
  const tolerance = Duration.toMillis(limit)

  const value: unknown = headersOf(headers)[header]
  if (typeof value !== "string" || value === "") return yield* fail(new MissingHeader({ header }))
  const parts = partsOf(value)
  const sent = parts.get("t")
  if (sent === undefined || !time.test(sent)) {
    return yield* fail(new InvalidHeader({ header, detail: "it has no t in epoch milliseconds" }))
  }
  const late = checkTime(Number(sent), yield* Clock.currentTimeMillis, tolerance)
  if (late !== undefined) return yield* Effect.fail(late)
  const signature = parts.get("v1")
  if (signature === undefined) {
    return yield* fail(
      new UnsupportedSignature({ versions: [...parts.keys()].filter((name) => /^v\d[a-z]?$/.test(name)) })
    )
  }

  const bytes = bytesOf(body)
  if (bytes === undefined) return yield* fail(new SignatureMismatch({ versions: ["v1"], hint: hintOf(body) }))
  const json = bytes.length === 0 ? {} : parsedJson(new TextDecoder().decode(bytes))
  for (const key of keys) {
    const hmac = yield* hmacWith(key)
    for (const content of contents(bytes, json)) {
      if (!isSame(signature, Hex.encode(yield* hmac(concat(`${sent}.`, content))))) continue
      if (json === undefined) return yield* fail(new InvalidJson({ detail: "the body is not JSON" }))
      const request: SignedRequest = {
        sentAt: DateTime.makeUnsafe(Number(sent)),
        payload: json as Schema.Json
      }
      return request
    }
  }
  return yield* fail(new SignatureMismatch({ versions: ["v1"], hint: hintOf(body) }))
})
