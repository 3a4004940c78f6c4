/** Writes and reads the state that goes to a provider and comes back from it. */
import * as Effect from "effect/Effect"
import * as Base64Url from "effect/encoding/Base64Url"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { hmacWith, isSame, utf8 } from "../../webhooks/hmac.ts"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import type { Organization, Store } from "../store/store.ts"

const OAuthState = Schema.Struct({
  environmentId: Schema.String,
  organizationId: Schema.String,
  integrationIdentifier: Schema.String,
  subscriberId: Schema.optional(Schema.NullOr(Schema.String)),
  connectionIdentifier: Schema.optional(Schema.NullOr(Schema.String)),
  context: Schema.optional(Schema.Unknown),
  connectionMode: Schema.optional(Schema.NullOr(Schema.String)),
  autoLinkUser: Schema.optional(Schema.NullOr(Schema.Boolean)),
  mode: Schema.Literals(["connect", "link_user"]),
  timestamp: Schema.Number
})

/** Carries what was asked for, because the provider knows nothing of it. */
export type OAuthState = typeof OAuthState.Type

const signatureOf = (secretKey: string, content: string): Effect.Effect<string> =>
  Effect.gen(function*() {
    const sign = yield* hmacWith(utf8(secretKey))
    return Base64Url.encode(yield* sign(utf8(content)))
  })

/** Signs with the key of the environment, so that nobody else can make one. */
export const writeState = (secretKey: string, state: unknown): Effect.Effect<string> => {
  const body = Base64Url.encode(utf8(JSON.stringify(state)))
  return Effect.map(signatureOf(secretKey, body), (signature) => `${body}.${signature}`)
}

const lifetimeMillis = 300_000

const invalid = badRequest("Invalid or expired OAuth state parameter")

const decode = (body: string): OAuthState | undefined => {
  const text = Base64Url.decodeString(body)
  if (Result.isFailure(text)) return undefined
  const state = Schema.decodeUnknownResult(Schema.fromJsonString(OAuthState))(text.success)
  return Result.getOrElse(state, () => undefined)
}

/** Returns a state that is signed and recent, and the environment that it is of. */
export const readState = (
  organization: Organization,
  sent: string,
  now: number
): Effect.Effect<{ readonly state: OAuthState; readonly store: Store }, Rejection> =>
  Effect.gen(function*() {
    const [body = "", signature = ""] = sent.split(".")
    const state = decode(body)
    const store = state === undefined ? undefined : organization.storeOf(state.environmentId)
    if (state === undefined || store === undefined) return yield* Effect.fail(invalid)
    const isSigned = isSame(signature, yield* signatureOf(store.secretKey, body))
    const isRecent = now - state.timestamp <= lifetimeMillis
    return isSigned && isRecent ? { state, store } : yield* Effect.fail(invalid)
  })
