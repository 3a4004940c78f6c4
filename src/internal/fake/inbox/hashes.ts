/** Checks the hashes by which a server vouches for the subscriber and the context of a session. */
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import * as Result from "effect/Result"
import { canonicalJson } from "../../webhooks/canonicalJson.ts"
import { hmacWith, isSame, utf8 } from "../../webhooks/hmac.ts"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import type { Store } from "../store/store.ts"

/** Whether a hash of the content was made with one of the keys. */
const isHashOf = (secretKeys: ReadonlyArray<string>, content: string, hash: unknown): Effect.Effect<boolean> =>
  Effect.gen(function*() {
    if (typeof hash !== "string") return false
    for (const key of secretKeys) {
      const hmac = yield* hmacWith(utf8(key))
      if (isSame(hash, Hex.encode(yield* hmac(utf8(content))))) return true
    }
    return false
  })

export const isSubscriberHash = isHashOf

/** The order of the members of a context does not matter. */
export const isContextHash = (
  secretKeys: ReadonlyArray<string>,
  context: unknown,
  hash: unknown
): Effect.Effect<boolean> => {
  const text = canonicalJson(context)
  return Result.isFailure(text) ? Effect.succeed(false) : isHashOf(secretKeys, text.success, hash)
}

export const wrongContextHash = badRequest("Please provide a valid context HMAC hash")

/** Says whether the active in-app integration asks for hashes. */
export const asksForHashes = (store: Store): Effect.Effect<boolean, Rejection> => {
  const integration = store.integrations.createdAt.rows.find((row) => row.channel === "in_app" && row.active)
  return integration === undefined
    ? Effect.fail(notFound("The active in-app integration could not be found"))
    : Effect.succeed(integration.credentials?.["hmac"] === true || store.options.inbox?.hmac === true)
}
