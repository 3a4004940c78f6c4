import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Redacted } from "effect"
import { Environments, type NovuError, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client } from "../support/client.ts"
import { Sink } from "./sink.ts"

/** Is the key of another environment, which no client knows to be a secret. */
const foreign = "sk_foreign_0a1b2c3d4e5f"

const production = "6615943e7ace93b0540ae378"

const row = { _id: production, name: "Production", apiKeys: [{ key: foreign, hash: foreign, _userId: "u" }] }

/** Newer servers might show a key in any of these answers. */
const showing: ReadonlyArray<Fault.Fault> = [
  Fault.respond({ status: 200, body: { data: row } }),
  Fault.respond({ status: 200, body: { data: [row] } }),
  Fault.respond({ status: 200, body: { data: { ...row, _id: 7, name: null } } }),
  Fault.respond({ status: 200, body: { data: [{ ...row, _id: null }] } }),
  Fault.hangUp("in-body")
]

describe("the keys of environments", () => {
  it.effect("are shown by no call whose answer holds them", () =>
    Effect.gen(function*() {
      const sink = new Sink(foreign)
      const { create, list, update } = yield* Environments
      const watched = <A>(call: Effect.Effect<A, NovuError>) =>
        Effect.map(Effect.exit(call).pipe(Effect.provide(sink.layer)), sink.exit)
      const options = { retry: RetryPolicy.none }
      for (const fault of showing) {
        for (
          const call of [
            list(options),
            create({ name: "Own", color: "#000" }, options),
            update(production, { name: "Own" }, options)
          ] as ReadonlyArray<Effect.Effect<unknown, NovuError>>
        ) {
          yield* (yield* FakeNovu).script(fault)
          yield* watched(call)
        }
      }
      yield* (yield* FakeNovu).script(...showing.slice(1, 2))
      const { result } = yield* list()
      const key = result[0]?.apiKeys?.[0]?.key
      assert.strictEqual(key && Redacted.value(key), foreign)
      sink.exit(Exit.succeed(yield* (yield* FakeNovu).state))
      yield* sink.metrics
      assert.deepStrictEqual(sink.found, [])
      assert.isAtLeast(sink.read, 5_000)
    }).pipe(Effect.provide(client({ fake: { seed: { environments: [{ name: "Foreign", secretKey: foreign }] } } }))))
})
