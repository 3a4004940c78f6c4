import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { slack } from "../support/client.ts"

describe("two fakes", () => {
  const createOne = Effect.gen(function*() {
    yield* (yield* ChannelConnections).create(slack)
    const { connections } = yield* (yield* FakeNovu).state
    return connections.length
  })

  it.effect("share nothing", () =>
    Effect.gen(function*() {
      const counts = yield* Effect.all(
        Array.from({ length: 5 }, () => Effect.provide(createOne, FakeNovu.layerClient())),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(counts, [1, 1, 1, 1, 1])
    }))
})
