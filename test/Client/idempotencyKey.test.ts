import { afterEach, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { vi } from "vitest"
import { client, slack } from "../support/client.ts"

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const keys = (calls: number) =>
  Effect.gen(function*() {
    const connections = yield* ChannelConnections
    for (let call = 0; call < calls; call++) yield* Effect.ignore(connections.create(slack))
    return (yield* (yield* FakeNovu).requests).map(({ headers }) => headers["idempotency-key"] ?? "none")
  })

describe("an idempotency key", () => {
  afterEach(() => vi.restoreAllMocks())

  for (const randomUUID of ["with", "without"]) {
    it.effect(`is a version 7 of its own for each call, ${randomUUID} randomUUID`, () =>
      Effect.gen(function*() {
        if (randomUUID === "without") {
          vi.spyOn(globalThis, "crypto", "get").mockReturnValue({
            getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto)
          } as Crypto)
        }
        const made = yield* keys(200)
        for (const key of made) assert.match(key, version7)
        assert.lengthOf(new Set(made), 200)
      }).pipe(Effect.provide(client())))
  }

  it.effect("begins with the time, so that keys sort by it", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.UTC(2026, 0, 2))
      const [earlier] = yield* keys(1)
      yield* TestClock.adjust("1 second")
      const [, later] = yield* keys(1)
      assert.isBelow(earlier?.localeCompare(later ?? "") ?? 1, 0)
      assert.strictEqual(Number.parseInt(earlier?.slice(0, 13).replace("-", "") ?? "", 16), Date.UTC(2026, 0, 2))
    }).pipe(Effect.provide(client())))
})
