/** Makes and reads the tokens of Inbox sessions, which are JWTs as Novu's are. */
import * as Effect from "effect/Effect"
import * as Base64Url from "effect/encoding/Base64Url"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { hmacWith, isSame, utf8 } from "../../webhooks/hmac.ts"

const issuer = "novu_api"
const audience = "widget_user"
const lifetimeSeconds = 15 * 24 * 60 * 60

/** Is what a token says. */
const Claims = Schema.Struct({
  _id: Schema.String,
  subscriberId: Schema.String,
  firstName: Schema.optional(Schema.String),
  lastName: Schema.optional(Schema.String),
  email: Schema.optional(Schema.String),
  organizationId: Schema.String,
  environmentId: Schema.String,
  contextKeys: Schema.Array(Schema.String),
  /** Names the memory of the fake that made the token. Novu's tokens have no such claim. */
  instance: Schema.String
})

export type Claims = typeof Claims.Type

const Signed = Schema.fromJsonString(Schema.Struct({
  ...Claims.fields,
  iss: Schema.Literal(issuer),
  aud: Schema.Literal(audience),
  exp: Schema.Number
}))

const Header = Schema.fromJsonString(Schema.Struct({ alg: Schema.Literal("HS256") }))

const encode = (value: unknown): string => Base64Url.encode(utf8(JSON.stringify(value)))

/** Signs with the key of the environment, so that a token outlives the memory of the fake. */
const signatureOf = (secretKey: string, content: string): Effect.Effect<string> =>
  Effect.gen(function*() {
    const sign = yield* hmacWith(utf8(secretKey))
    return Base64Url.encode(yield* sign(utf8(content)))
  })

export const signToken = (secretKey: string, claims: Claims, now: number): Effect.Effect<string> => {
  const issuedAt = Math.floor(now / 1000)
  const times = { iat: issuedAt, exp: issuedAt + lifetimeSeconds }
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${
    encode({ ...claims, ...times, iss: issuer, aud: audience })
  }`
  return Effect.map(signatureOf(secretKey, content), (signature) => `${content}.${signature}`)
}

const read = <A>(schema: Schema.Codec<A, string>, part: string): A | undefined => {
  const text = Base64Url.decodeString(part)
  if (Result.isFailure(text)) return undefined
  return Result.getOrElse(Schema.decodeUnknownResult(schema)(text.success), () => undefined)
}

/** Returns what a token says if one of the keys has signed it and it has not expired. */
export const readToken = (
  secretKeys: ReadonlyArray<string>,
  token: string,
  now: number
): Effect.Effect<Claims | undefined> =>
  Effect.gen(function*() {
    const [header = "", payload = "", signature = "", ...more] = token.split(".")
    if (more.length > 0 || read(Header, header) === undefined) return undefined
    const claims = read(Signed, payload)
    if (claims === undefined || claims.exp * 1000 <= now) return undefined
    for (const key of secretKeys) {
      if (isSame(signature, yield* signatureOf(key, `${header}.${payload}`))) return claims
    }
    return undefined
  })
