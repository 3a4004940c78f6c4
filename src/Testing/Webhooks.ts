/**
 * Signs webhooks as Novu does, for tests of what receives them.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { utf8 } from "../internal/webhooks/hmac.ts"
import { signingKeys } from "../internal/webhooks/keys.ts"
import { sampleEvent } from "../internal/webhooks/sampleEvents.ts"
import { newDeliveryId, signedDelivery } from "../internal/webhooks/signedDelivery.ts"
import { InvalidSecret, WebhookError } from "../Webhooks/WebhookError.ts"
import type { WebhookEventType } from "../Webhooks/WebhookEvent.ts"
import type { HeaderFamily } from "./FakeWebhooks.ts"

export type { HeaderFamily } from "./FakeWebhooks.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface SignOptions {
  /** The secret of the endpoint, or several, all of which sign, as while Svix replaces one. */
  readonly secret: Redacted.Redacted | ReadonlyArray<Redacted.Redacted>
  /** What is sent: an event on the wire, such as one of `sample`, which is written as JSON, or the text or bytes of a body. */
  readonly body: Readonly<Record<string, unknown>> | string | Uint8Array
  /** @default one that is like no other */
  readonly id?: string | undefined
  /** @default now, by the `Clock` */
  readonly attemptedAt?: DateTime.DateTime | undefined
  /** @default "webhook" */
  readonly family?: HeaderFamily | undefined
}

/**
 * Holds a webhook as a server posts it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SignedWebhook {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

const bytesOf = (body: SignOptions["body"]): Uint8Array =>
  body instanceof Uint8Array ? body : utf8(typeof body === "string" ? body : JSON.stringify(body))

/**
 * Signs a webhook. Fails with `InvalidSecret` where a secret cannot be that of
 * an endpoint.
 *
 * @category signing
 * @since 0.1.0
 */
export const sign = Effect.fnUntraced(function*(options: SignOptions) {
  const keys = signingKeys(options.secret)
  if (keys instanceof InvalidSecret) return yield* Effect.fail(new WebhookError({ reason: keys }))
  const { attemptedAt, family = "webhook", id = newDeliveryId() } = options
  const now = attemptedAt === undefined ? yield* Clock.currentTimeMillis : DateTime.toEpochMillis(attemptedAt)
  const body = Uint8Array.from(bytesOf(options.body))
  const headers = yield* signedDelivery({ id, attemptedAt: now, body, family }, keys)
  const signed: SignedWebhook = { headers, body }
  return signed
})

let samples = 0

/**
 * Makes an event of a type as Novu's servers write it, with the members that
 * are given in place of the sample's. Each has another id.
 *
 * @category sampling
 * @since 0.1.0
 */
export const sample = (
  type: WebhookEventType,
  members: Readonly<Record<string, unknown>> = {}
): Readonly<Record<string, unknown>> => ({
  ...sampleEvent(type, {
    id: `evt_${(++samples).toString(16).padStart(24, "0")}`,
    environmentId: "env-sample",
    timestamp: "2026-08-03T09:14:07.512Z"
  }),
  ...members
})
