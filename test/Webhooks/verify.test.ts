import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Redacted, Result } from "effect"
import { sample, sign } from "effect-novu/Testing/Webhooks"
import { NovuWebhooks, WebhookError } from "effect-novu/Webhooks"
import { WebCrypto } from "effect/crypto"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import { Webhook as Standard } from "standardwebhooks"
import { Webhook as Svix } from "svix"
import { Draws } from "../campaign/random.ts"
import { first, firstAt, secret, vectors } from "./vectors.ts"

const other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

const layer = (...secrets: ReadonlyArray<string>) =>
  NovuWebhooks.layer({ secret: secrets.map((text) => Redacted.make(text)) })

const verify = (headers: Readonly<Record<string, string>>, body: string | Uint8Array) =>
  NovuWebhooks.use((webhooks) => webhooks.verify({ headers, body }))

const reasonOf = (headers: Readonly<Record<string, string>>, body: string | Uint8Array = first.body) =>
  Effect.map(Effect.flip(verify(headers, body)), ({ reason }) => reason)

const changed = (changes: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...first.headers, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]]
    )
  )

/** The public vector of the other kind of signature, which is no matter of a shared secret. */
const ed25519 = "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="

const valid = first.headers["webhook-signature"]

describe("NovuWebhooks.verify", () => {
  for (const { body, id, secret, signature, timestamp } of vectors) {
    for (const family of ["webhook", "svix"]) {
      for (const text of [secret, secret.slice("whsec_".length), ` ${secret}\n`]) {
        it.effect(`takes ${id} "${body.slice(0, 20)}" with ${family}-id and ${JSON.stringify(text.slice(0, 8))}`, () =>
          Effect.gen(function*() {
            yield* TestClock.setTime(timestamp * 1000)
            const headers = {
              [`${family}-id`]: id,
              [`${family}-timestamp`]: String(timestamp),
              [`${family}-signature`]: signature
            }
            const verified = yield* verify(headers, body)
            assert.strictEqual(verified.deliveryId, id)
            assert.strictEqual(new TextDecoder().decode(verified.body), body)
            yield* verify(headers, new TextEncoder().encode(body))
            const upper = Object.fromEntries(
              Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])
            )
            yield* verify(upper, body)
          }).pipe(Effect.provide(layer(text))))
      }
    }
  }

  it.effect("takes the headers of a web request, in any order, beside others", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      const headers = new Headers(Object.entries(first.headers).toReversed())
      headers.set("user-agent", "Svix-Webhooks/1.2")
      const { verify } = yield* NovuWebhooks
      yield* verify({ headers, body: first.body })
    }).pipe(Effect.provide(layer(secret))))

  it.effect("takes one good signature among others, and one good secret among others", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      const another = "Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
      yield* verify(changed({ "webhook-signature": `v1,${another} v2,${another} ${valid} v1,${another}` }), first.body)
      yield* verify(changed({ "webhook-signature": `junk ,, v9 ${valid}` }), first.body)
      yield* verify(changed({ "webhook-signature": `${ed25519} ${valid}` }), first.body)
    }).pipe(Effect.provide(layer(other, secret))))

  it.effect("takes what is as old, or as new, as is tolerated, and nothing beyond", () =>
    Effect.gen(function*() {
      for (const [seconds, tag] of [[301, "TimestampTooOld"], [-301, "TimestampTooNew"]] as const) {
        yield* TestClock.setTime(firstAt + (seconds - Math.sign(seconds)) * 1000)
        yield* verify(first.headers, first.body)
        yield* TestClock.setTime(firstAt + seconds * 1000)
        assert.strictEqual((yield* reasonOf(first.headers))._tag, tag)
      }
    }).pipe(Effect.provide(layer(secret))))

  const refused: ReadonlyArray<readonly [what: string, Record<string, string | undefined>, string]> = [
    ["no id", { "webhook-id": undefined }, "MissingHeader"],
    ["no time", { "webhook-timestamp": undefined }, "MissingHeader"],
    ["no signature", { "webhook-signature": undefined }, "MissingHeader"],
    ["an empty id", { "webhook-id": "" }, "MissingHeader"],
    ["families that are mixed", { "webhook-id": undefined, "svix-id": first.headers["webhook-id"] }, "MissingHeader"],
    ["a time in words", { "webhook-timestamp": "hello" }, "InvalidHeader"],
    ["digits and letters", { "webhook-timestamp": "1614265330abc" }, "InvalidHeader"],
    ["a blank before the time", { "webhook-timestamp": " 1614265330" }, "InvalidHeader"],
    ["a part of a second", { "webhook-timestamp": "1614265330.9" }, "InvalidHeader"],
    ["the year 2000", { "webhook-timestamp": "946684800" }, "TimestampTooOld"],
    ["another signature", { "webhook-signature": "v1,dawfeoifkpqwoekfpqoekf" }, "SignatureMismatch"],
    ["an empty signature", { "webhook-signature": "v1," }, "SignatureMismatch"],
    ["the first eight characters", { "webhook-signature": valid.slice(0, 11) }, "SignatureMismatch"],
    ["base64 alone", { "webhook-signature": valid.slice(3) }, "InvalidHeader"],
    ["other text of the same bytes", { "webhook-signature": valid.replace("1OE=", "1OF=") }, "SignatureMismatch"],
    ["a line end in base64", { "webhook-signature": `${valid.slice(0, 20)}\n${valid.slice(20)}` }, "SignatureMismatch"],
    ["no padding", { "webhook-signature": valid.slice(0, -1) }, "SignatureMismatch"],
    [
      "only ed25519",
      { "webhook-signature": ed25519 },
      "UnsupportedSignature"
    ],
    ["another id", { "webhook-id": "msg_other" }, "SignatureMismatch"],
    ["an id with a time", { "webhook-id": `${first.headers["webhook-id"]}.1614265330` }, "InvalidHeader"]
  ]
  for (const [what, changes, tag] of refused) {
    it.effect(`refuses ${what}`, () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(firstAt)
        assert.strictEqual((yield* reasonOf(changed(changes)))._tag, tag)
      }).pipe(Effect.provide(layer(secret))))
  }

  it.effect("refuses another body, and says what may have happened to it", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      const reason = yield* reasonOf(first.headers, "{\"test\":2432232314}")
      assert(reason._tag === "SignatureMismatch")
      assert.match(reason.hint ?? "", /written again/)
      const parsed = yield* reasonOf(first.headers, { test: 2432232314 } as never)
      assert(parsed._tag === "SignatureMismatch")
      assert.match(parsed.hint ?? "", /parsed/)
    }).pipe(Effect.provide(layer(secret))))

  it.effect("signs once for each secret, however many signatures come", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      let signed = 0
      const subtle = new Proxy(crypto.subtle, {
        get: (target, name) => {
          if (name === "sign") signed++
          const member: unknown = Reflect.get(target, name)
          return typeof member === "function" ? member.bind(target) : member
        }
      })
      const many = Array.from({ length: 500 }, (_, index) => `v1,${btoa(String(index))}`).join(" ")
      yield* reasonOf(changed({ "webhook-signature": many })).pipe(
        Effect.provide(layer(other, secret)),
        Effect.provideService(WebCrypto.WebCrypto, { ...crypto, subtle })
      )
      assert.strictEqual(signed, 2)
    }))

  it.effect("reads its secrets from the environment", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      const environment = (env: Record<string, string>) =>
        Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnv({ env }))
      const program = Effect.provide(verify(first.headers, first.body), NovuWebhooks.layerConfig)
      const NOVU_WEBHOOK_SECRET = `${other}  ${secret}\n`
      yield* program.pipe(environment({ NOVU_WEBHOOK_SECRET }))
      const missing = yield* Effect.flip(program.pipe(environment({})))
      assert.include(missing.message, "NOVU_WEBHOOK_SECRET")
      const wrong = yield* Effect.flip(program.pipe(environment({ NOVU_WEBHOOK_SECRET: "sk_live_key" })))
      assert.strictEqual(wrong.reason._tag, "InvalidSecret")
    }))

  it.effect("shows no secret, signature or body in an error", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      const error = yield* Effect.flip(verify(changed({ "webhook-id": "msg_other" }), first.body))
      const shown = `${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${String(error)}`
      for (const hidden of ["MfKQ9r8", "g0hM9SsE", "2432232314"]) assert.notInclude(shown, hidden)
    }).pipe(Effect.provide(layer(secret))))

  it.effect("takes none of many mutations of a good delivery", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      const draws = new Draws(1)
      const names = Object.keys(first.headers) as Array<keyof typeof first.headers>
      const mutated = (text: string): string => {
        const at = draws.between(0, text.length)
        const other = String.fromCharCode(draws.between(32, 126))
        return draws.pick([
          () => text.slice(0, at) + other + text.slice(at),
          () => text.slice(0, at) + text.slice(at + 1),
          () => text.slice(0, at) + other + text.slice(at + 1),
          () => text.slice(0, at),
          () => text.slice(0, at) + draws.pick(["\n", "\t", "\u00a0", "\0", "é"]) + text.slice(at)
        ])()
      }
      let taken = 0
      for (let count = 0; count < 20_000; count++) {
        const headers: Record<string, string> = { ...first.headers }
        let { body } = first
        if (draws.chance(0.3)) body = mutated(body)
        else {
          const name = draws.pick(names)
          headers[name] = mutated(first.headers[name])
          if (headers[name] === first.headers[name]) continue
        }
        if (body === first.body && names.every((name) => headers[name] === first.headers[name])) continue
        const result = yield* Effect.result(verify(headers, body))
        if (Result.isSuccess(result)) taken++
        else assert.instanceOf(result.failure, WebhookError)
      }
      assert.strictEqual(taken, 0)
    }).pipe(Effect.provide(layer(secret))), 60_000)

  it.effect("takes what svix and standardwebhooks sign, and they take what is signed for tests", () =>
    Effect.gen(function*() {
      const now = Math.floor(Date.now() / 1000) * 1000
      yield* TestClock.setTime(now)
      const bodies = ["{}", "", "{\"a\":\"Grüße 🎉\"}", "[1, 2]", "x".repeat(100_000)]
      for (const oracle of [new Svix(secret), new Standard(secret)]) {
        for (const [index, body] of bodies.entries()) {
          const id = `msg_${index}`
          const headers = {
            "webhook-id": id,
            "webhook-timestamp": String(now / 1000),
            "webhook-signature": oracle.sign(id, new Date(now), body)
          }
          assert.strictEqual((yield* verify(headers, body)).deliveryId, id)
        }
      }
      for (const body of ["{}", "{\"a\":\"Grüße 🎉\"}", "[1, 2]", JSON.stringify(sample("email.received"))]) {
        for (const family of ["webhook", "svix", "both"] as const) {
          const signed = yield* sign({ secret: [Redacted.make(other), Redacted.make(secret)], body, family })
          const text = new TextDecoder().decode(signed.body)
          assert.deepStrictEqual(new Svix(secret).verify(text, signed.headers), JSON.parse(text))
          if (family !== "svix") {
            assert.deepStrictEqual(new Standard(secret).verify(text, signed.headers), JSON.parse(text))
          }
        }
      }
    }).pipe(Effect.provide(layer(secret))))

  const unusable: ReadonlyArray<readonly [unknown, string]> = [
    ["", "empty"],
    [" \n", "empty"],
    ["whsec_", "empty"],
    ["whsec_not base64!", "base64"],
    ["0123456789abcdef0123456789abcdef", "API key"],
    ["ApiKey abc", "API key"],
    ["whpk_ZlN4eg7dSSqi0moX9hQUk3orrOouK3QVQSlJa248c/g=", "ed25519"]
  ]
  for (const [text, why] of unusable) {
    it.effect(`refuses the secret ${JSON.stringify(text)} when the layer is built, without showing it`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(Layer.build(NovuWebhooks.layer({ secret: Redacted.make(text as string) })))
        assert(error.reason._tag === "InvalidSecret")
        assert.include(error.reason.why, why)
        if (String(text).length > 8) assert.notInclude(inspect(error, { depth: 9 }), String(text).slice(6))
      }).pipe(Effect.scoped))
  }

  it.effect("refuses what is no secret, and no tolerance", () =>
    Effect.gen(function*() {
      for (
        const options of [{ secret: secret }, { secret: [] }, { secret: undefined }, {
          secret: Redacted.make(secret),
          tolerance: "soon"
        }]
      ) {
        const error = yield* Effect.flip(Layer.build(NovuWebhooks.layer(options as never)))
        assert.instanceOf(error, WebhookError)
      }
    }).pipe(Effect.scoped))
})
