import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { NovuError } from "effect-novu"
import { InboxHash } from "effect-novu/Webhooks"

const key = Redacted.make("novu_secret_key")

describe("InboxHash", () => {
  it.effect("hashes the id of a subscriber as Novu does", () =>
    Effect.gen(function*() {
      const hash = yield* InboxHash.subscriberHash(key, "subscriber-123")
      assert.strictEqual(hash, "5e59555bed42d5f848a10bfc9953f8a7bc2c19cc0e0e9abcbd5fd41b3b513cd8")
      assert.isTrue(yield* InboxHash.verify(key, "subscriber-123", hash))
      assert.isFalse(yield* InboxHash.verify(key, "subscriber-124", hash))
      assert.isFalse(yield* InboxHash.verify(key, "subscriber-123", hash.toUpperCase()))
      assert.isFalse(yield* InboxHash.verify(key, "subscriber-123", ""))
      assert.isFalse(yield* InboxHash.verify(key, "subscriber-123", undefined as never))
    }))

  const contexts: ReadonlyArray<readonly [InboxHash.InboxContext, string]> = [
    [{ tenant: "acme" }, "b9d34b32d9d36369818645220d7a8e08acb45d28b43fbaa9b41cad06dfdb3d69"],
    [
      { b: { id: "x", data: { z: 1, a: "q\"uo\\te", n: null, t: true } }, a: "ümlaut\n" },
      "04c877c9b43a229531fd32d2cbc8147bb7cb6b79abd1520c9ea1ade3b814189c"
    ]
  ]
  it.effect.each(contexts)("hashes a context as Novu does: %j", ([context, expected]) =>
    Effect.gen(function*() {
      assert.strictEqual(yield* InboxHash.contextHash(key, context), expected)
      assert.isTrue(yield* InboxHash.verify(key, context, expected))
    }))

  const holdsItself: Record<string, unknown> = {}
  holdsItself["self"] = holdsItself
  const unusable: ReadonlyArray<readonly [string, unknown]> = [
    ["a part of a number", { tenant: { data: { share: 0.5 } } }],
    ["no number", { tenant: Number.NaN }],
    ["undefined", { tenant: undefined }],
    ["a date", { tenant: new Date(0) }],
    ["a function", { tenant: () => 1 }],
    ["a large integer", { tenant: 1n }],
    ["itself", holdsItself],
    ["nothing", undefined]
  ]
  it.effect.each(unusable)("fails on a context that holds %s", ([, context]) =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(InboxHash.contextHash(key, context as never))
      assert.instanceOf(error, NovuError)
      assert.strictEqual(error.reason._tag, "InvalidInput")
    }))

  it.effect("fails on an empty id and an empty key, without showing the key", () =>
    Effect.gen(function*() {
      for (
        const hash of [
          InboxHash.subscriberHash(key, ""),
          InboxHash.subscriberHash(key, 5 as never),
          InboxHash.subscriberHash(Redacted.make(""), "ada"),
          InboxHash.subscriberHash("novu_secret_key" as never, "ada"),
          InboxHash.subscriberHash(Redacted.make("whsec_bm92dQ=="), "ada")
        ]
      ) {
        const error = yield* Effect.flip(hash)
        assert.strictEqual(error.reason._tag, "InvalidInput")
        assert.notInclude(JSON.stringify(error), "novu_secret_key")
      }
    }))
})
