import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime, slack } from "../support/client.ts"

const body = { statusCode: 429, message: "API rate limit exceeded", path: "/v1/channel-connections" }

const create = ChannelConnections.use((connections) => connections.create(slack))

describe("an answer that is not 2xx and whose body does not arrive whole", () => {
  for (const cut of ["hang-up", "stall"] as const) {
    const table: ReadonlyArray<readonly [number, Readonly<Record<string, string>>, string]> = [
      [429, { "retry-after": "600" }, "RateLimited"],
      [409, {}, "Conflict"],
      [409, { "retry-after": "600" }, "InProgress"],
      [401, {}, "Unauthorized"],
      [404, {}, "NotFound"],
      [413, {}, "PayloadTooLarge"],
      [422, {}, "ValidationFailed"],
      [500, { "idempotency-key": "k" }, "ServerFailed"],
      [302, { location: "https://elsewhere.test/" }, "UnexpectedStatus"]
    ]
    for (const [status, headers, reason] of table) {
      it.effect(`is ${reason} after one request: ${status}, ${cut}`, () =>
        Effect.gen(function*() {
          yield* (yield* FakeNovu).rule({}, Fault.respond({ status, headers, body, cut }))
          const error = yield* inVirtualTime(Effect.flip(create))
          assert.strictEqual(error.reason._tag, reason)
          assert.lengthOf(yield* (yield* FakeNovu).requests, 1)
          assert.propertyVal(error.reason, "status", status)
        }).pipe(Effect.provide(client())))
    }

    it.effect(`keeps what Retry-After asks for: ${cut}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(Fault.respond({ status: 503, headers: { "retry-after": "7" }, body, cut }))
        yield* inVirtualTime(create)
        const [first, second] = (yield* (yield* FakeNovu).requests).map(({ at }) => at)
        assert.strictEqual((second ?? 0) - (first ?? 0), cut === "stall" ? 17_000 : 7000)
      }).pipe(Effect.provide(client())))
  }

  it.effect("keeps its status also when the whole call is out of time", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule(
        {},
        Fault.respond({ status: 429, headers: { "retry-after": "9" }, body, cut: "stall" })
      )
      const start = yield* Clock.currentTimeMillis
      const [error, end] = yield* inVirtualTime(Effect.zip(
        Effect.flip(ChannelConnections.use((connections) => connections.create(slack, { totalTimeout: "2 seconds" }))),
        Clock.currentTimeMillis
      ))
      assert.strictEqual(error.reason._tag, "RateLimited")
      assert.deepStrictEqual(error.retryAfter, Duration.seconds(9))
      assert.strictEqual(end - start, 2000)
    }).pipe(Effect.provide(client())))

  it.effect("is not mistaken for the answer to an attempt that got none", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(
        Fault.respond({ status: 503, headers: { "retry-after": "0" }, body, cut: "hang-up" }),
        Fault.stall("headers"),
        Fault.stall("headers")
      )
      const error = yield* inVirtualTime(Effect.flip(create))
      assert.strictEqual(error.reason._tag, "TimedOut")
    }).pipe(Effect.provide(client())))
})
