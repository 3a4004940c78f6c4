import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Layer, Redacted, Stream } from "effect"
import { ChannelConnections, CircuitBreaker, Contexts, type NovuError, NovuTransport, Operation } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { CircuitBreaker as Breaker } from "effect/persistence"
import { client, inVirtualTime, secretKey, slack } from "../support/client.ts"

const things = Operation.make({ name: "Things.list", method: "GET", path: "/v1/things" })

type Failing = Effect.Effect<unknown, NovuError, ChannelConnections | Contexts | NovuTransport>

const calls: Readonly<Record<string, Failing>> = {
  "a call": Effect.gen(function*() {
    return yield* (yield* ChannelConnections).retrieve("gone")
  }),
  "a call in a lambda": ChannelConnections.use((connections) => connections.retrieve("gone")),
  "a call with two identifiers": Contexts.use((contexts) => contexts.retrieve("tenant", "gone")),
  "a call that sends nothing": ChannelConnections.use((connections) => connections.retrieve("")),
  "an operation of one's own": NovuTransport.use(({ call }) => call(things, {})),
  "ensure": ChannelConnections.use((connections) => connections.ensure({ ...slack, integrationIdentifier: "none" })),
  "listAll": Effect.flatMap(
    ChannelConnections,
    (connections) => Stream.runDrain(connections.listAll({ channel: "chat", limit: 1000 }))
  )
}

const guarded = ChannelConnections.layer.pipe(
  Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(secretKey) })),
  Layer.provide(CircuitBreaker.layer({ tripPolicy: Breaker.consecutive(1), openDuration: "2 hours" })),
  Layer.provideMerge(FakeNovu.layer())
)

describe("the stack of an error", () => {
  for (const [what, call] of Object.entries(calls)) {
    it.effect(`names the file that called: ${what}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(call)
        const [header, ...frames] = error.stack?.split("\n") ?? []
        assert.strictEqual(header, `NovuError: ${error.message}`)
        assert.include(frames.slice(0, 3).join("\n"), "callSite.test.ts")
        assert.include(Cause.pretty(Cause.fail(error)), "callSite.test.ts")
      }).pipe(Effect.provide(client())))
  }

  it.effect("names it also when a circuit breaker held the call back", () =>
    Effect.gen(function*() {
      const { retrieve } = yield* ChannelConnections
      yield* (yield* FakeNovu).rule({}, Fault.respond({ status: 500 }))
      yield* inVirtualTime(Effect.flip(retrieve("a")))
      const error = yield* Effect.flip(retrieve("a"))
      assert.strictEqual(error.reason._tag, "CircuitOpen")
      assert.include(error.stack, "callSite.test.ts")
    }).pipe(Effect.provide(guarded)))

  it.effect("can be assigned to, as tools do that shorten it", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* ChannelConnections).retrieve("gone"))
      error.stack = "short"
      assert.strictEqual(error.stack, "short")
    }).pipe(Effect.provide(client())))
})
