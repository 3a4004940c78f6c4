/**
 * Makes the hashes that Novu's Inbox asks for when its integration has HMAC
 * on, so that nobody opens another subscriber's Inbox. Make them on the server,
 * because whoever has the secret key can make any.
 *
 * @see https://docs.novu.co/platform/inbox/prepare-for-production
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import type * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import { NovuError } from "../Errors/NovuError.ts"
import { invalidInput } from "../internal/input/invalidInput.ts"
import { canonicalJson } from "../internal/webhooks/canonicalJson.ts"
import { hmacWith, isSame, utf8 } from "../internal/webhooks/hmac.ts"
import { apiKeys } from "../internal/webhooks/keys.ts"
import { InvalidSecret } from "./WebhookError.ts"

/**
 * Is the `context` of an Inbox.
 *
 * @category models
 * @since 0.1.0
 */
export type InboxContext = Readonly<Record<string, Schema.Json>>

const fail = (name: string, path: string, message: string) =>
  Effect.fail(new NovuError({ operation: `InboxHash.${name}`, attempts: 0, reason: invalidInput(path, message) }))

const hash = Effect.fnUntraced(function*(name: string, secretKey: Redacted.Redacted, content: string) {
  const keys = apiKeys(secretKey)
  if (keys instanceof InvalidSecret) return yield* fail(name, "secretKey", keys.why)
  const [key] = keys
  if (key === undefined) return yield* fail(name, "secretKey", "is missing")
  const hmac = yield* hmacWith(key)
  return Hex.encode(yield* hmac(utf8(content)))
})

/**
 * Hashes the id of a subscriber, for the `subscriberHash` of the Inbox. The key
 * is the environment's secret key.
 *
 * **Gotchas**
 *
 * - All hashes change when the secret key is regenerated.
 *
 * @category hashing
 * @since 0.1.0
 */
export const subscriberHash = (
  secretKey: Redacted.Redacted,
  subscriberId: string
): Effect.Effect<string, NovuError> =>
  typeof subscriberId === "string" && subscriberId !== ""
    ? hash("subscriberHash", secretKey, subscriberId)
    : fail("subscriberHash", "subscriberId", "must be a text that is not empty, because Novu refuses its hash")

/**
 * Hashes a context, for the `contextHash` of the Inbox. Fails with
 * `InvalidInput` where the context holds what Novu cannot hash: numbers that
 * are not whole, and what is no JSON.
 *
 * @category hashing
 * @since 0.1.0
 */
export const contextHash = (
  secretKey: Redacted.Redacted,
  context: InboxContext
): Effect.Effect<string, NovuError> => {
  const text = canonicalJson(context)
  return Result.isFailure(text)
    ? fail("contextHash", "context", text.failure)
    : hash("contextHash", secretKey, text.success)
}

/**
 * Whether a hash is that of a subscriber's id, or of a context, compared in
 * constant time.
 *
 * @category verifying
 * @since 0.1.0
 */
export const verify = (
  secretKey: Redacted.Redacted,
  of: string | InboxContext,
  given: string
): Effect.Effect<boolean, NovuError> =>
  Effect.map(
    typeof of === "string" ? subscriberHash(secretKey, of) : contextHash(secretKey, of),
    (expected) => typeof given === "string" && isSame(given, expected)
  )
