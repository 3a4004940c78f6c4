import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted } from "effect"
import { NovuSignature } from "effect-novu/Webhooks"
import { TestClock } from "effect/testing"

const secretKey = Redacted.make("novu_secret_key")

const sentAt = 1614265330000

const one = "f130bc1f8bd1e4a100bdb138e4e9c2fee37ea53a45bcc2a7b846dd99863af6f7"
const empty = "b24b24d6a12b9bd5c00cfc4f61c874adcb2681ca20ce7473f9715c209d7883cc"

const header = (signature: string, sent: number | string = sentAt) => `t=${sent},v1=${signature}`

const verify = (
  value: string | undefined,
  body: string | Uint8Array,
  key: NovuSignature.NovuSignatureOptions["secretKey"] = secretKey
) => NovuSignature.verify({ headers: value === undefined ? {} : { "Novu-Signature": value }, body }, { secretKey: key })

const tagOf = (value: string | undefined, body: string | Uint8Array) =>
  Effect.map(Effect.flip(verify(value, body)), ({ reason }) => reason._tag)

describe("NovuSignature.verify", () => {
  it.effect("takes what Novu signs: a body, the same body written otherwise, and none", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(sentAt + 300_000)
      for (const body of ["{\"a\":1}", "{ \"a\": 1 }\n", new TextEncoder().encode("{\"a\":1}")]) {
        const request = yield* verify(header(one), body)
        assert.deepStrictEqual(request.payload, { a: 1 })
        assert.strictEqual(DateTime.toEpochMillis(request.sentAt), sentAt)
      }
      assert.deepStrictEqual((yield* verify(header(empty), "")).payload, {})
      assert.deepStrictEqual((yield* verify(header(empty), "{}")).payload, {})
    }))

  it.effect("takes the signature of any of several keys", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(sentAt)
      yield* verify(header(one), "{\"a\":1}", [Redacted.make("another"), secretKey])
    }))

  it.effect("refuses everything else, each with its reason", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(sentAt)
      const body = "{\"a\":1}"
      assert.strictEqual(yield* tagOf(undefined, body), "MissingHeader")
      assert.strictEqual(yield* tagOf(`v1=${one}`, body), "InvalidHeader")
      assert.strictEqual(yield* tagOf(header(one, "hello"), body), "InvalidHeader")
      assert.strictEqual(yield* tagOf(header(one, sentAt / 1000), body), "TimestampTooOld")
      assert.strictEqual(yield* tagOf(`t=${sentAt},v2=${one}`, body), "UnsupportedSignature")
      assert.strictEqual(yield* tagOf(header(one), "{\"a\":2}"), "SignatureMismatch")
      assert.strictEqual(yield* tagOf(header(one.toUpperCase()), body), "SignatureMismatch")
      assert.strictEqual(yield* tagOf(header(one.slice(0, 10)), body), "SignatureMismatch")
      assert.strictEqual(yield* tagOf(header(one), { a: 1 } as never), "SignatureMismatch")
      assert.strictEqual(yield* tagOf(header(one, sentAt + 1), body), "SignatureMismatch")
      yield* TestClock.setTime(sentAt + 300_001)
      assert.strictEqual(yield* tagOf(header(one), body), "TimestampTooOld")
      yield* TestClock.setTime(sentAt - 300_001)
      assert.strictEqual(yield* tagOf(header(one), body), "TimestampTooNew")
    }))

  it.effect("refuses the secret of a webhook in place of the key", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(verify(header(one), "{}", Redacted.make("whsec_bm92dQ==")))
      assert.strictEqual(error.reason._tag, "InvalidSecret")
    }))
})
