import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { NovuTransport, Operation } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { goneIs } from "../../src/internal/groups/goneIsDone.ts"
import { client, inVirtualTime } from "../support/client.ts"

const remove = Operation.make({
  name: "Things.delete",
  method: "DELETE",
  path: "/v1/things/{id}",
  success: Schema.Struct({ acknowledged: Schema.Boolean }),
  repeat: "guarded",
  reconcile: goneIs({ acknowledged: true }, 400)
})

/** Loses the first answer; the second is Novu's own. */
const repeated = (status: number) =>
  Effect.gen(function*() {
    const word = Fault.respond({
      status,
      body: { statusCode: status, path: "/v1/things/one", message: "no such thing", timestamp: "now" }
    })
    yield* (yield* FakeNovu).script(Fault.hangUp("after-write"), word)
    const { call } = yield* NovuTransport
    return yield* inVirtualTime(call(remove, { params: { id: "one" } }))
  })

describe("a delete that answers with a result", () => {
  it.effect("is done when Novu says with its own status that there is nothing left", () =>
    Effect.gen(function*() {
      const { result } = yield* repeated(400)
      assert.deepStrictEqual(result, { acknowledged: true })
    }).pipe(Effect.provide(client())))

  it.effect("fails on any other word", () =>
    Effect.gen(function*() {
      const { reason } = yield* Effect.flip(repeated(404))
      assert.strictEqual(reason._tag, "NotFound")
    }).pipe(Effect.provide(client())))
})
