/** Runs a case with this client, over the fake, in virtual time. */
import { Clock, Effect, Fiber, Layer, Random, Redacted, Result } from "effect"
import {
  ChannelConnections,
  ChannelEndpoints,
  type NovuError,
  type NovuOptions,
  NovuTransport,
  RetryPolicy
} from "effect-novu"
import { FakeNovu, type SeedConnection } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import type { Case, Conduct, Older, OperationName, Wait } from "./cases.ts"
import { eventOf } from "./events.ts"

/** Is the connection that `retrieve` asks for. */
export const seeded = "conformance"

const newConnection = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: Redacted.make("xoxb-conformance") }
}

const seedOf = (changes: Partial<SeedConnection>): SeedConnection => ({
  ...newConnection,
  auth: { accessToken: "xoxb-conformance" },
  ...changes
})

/** Has its members in the clear, as a server would have stored them. */
const older: Readonly<Record<Older, SeedConnection>> = {
  "the same, made before the call": seedOf({}),
  "with another refresh token": seedOf({ auth: { accessToken: "xoxb-conformance", refreshToken: "xoxr-another" } }),
  "with another bot": seedOf({ workspace: { ...newConnection.workspace, botUserId: "B2" } })
}

/** Has no identifier of its own, so a second one could be made. */
const newEndpoint = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  type: "slack_channel",
  endpoint: { channelId: "C1" }
} as const

export const operations: Readonly<
  Record<OperationName, Effect.Effect<unknown, NovuError, ChannelConnections | ChannelEndpoints>>
> = {
  idempotent: ChannelConnections.use((connections) => connections.retrieve(seeded)),
  guarded: ChannelConnections.use((connections) => connections.create(newConnection)),
  unguarded: ChannelEndpoints.use((endpoints) => endpoints.create(newEndpoint)),
  delete: ChannelConnections.use((connections) => connections.delete(seeded))
}

/** Makes a fresh server with the faults of the case. */
export const struck = Effect.fnUntraced(function*(on: Case["on"], there?: Older) {
  const fake = yield* FakeNovu
  if (there !== undefined) {
    yield* fake.seed({ connections: [older[there]] })
    yield* TestClock.adjust("1 minute")
  }
  yield* fake.seed({
    connections: [{ identifier: seeded, integrationIdentifier: "slack-eu", subscriberId: "ada" }]
  })
  const faults = on.map((name) => eventOf(name).fault)
  yield* fake.script(...faults.slice(0, -1))
  const last = faults.at(-1)
  if (last !== undefined) yield* fake.rule({}, last)
})

const clientWith = (transformClient: NovuOptions["transformClient"]) =>
  Layer.mergeAll(ChannelConnections.layer, ChannelEndpoints.layer).pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), transformClient })),
    Layer.provideMerge(FakeNovu.layer())
  )

export const Client = clientWith(undefined)

/** Says what differs from the defaults. */
interface Circumstances {
  readonly policy?: RetryPolicy.RetryPolicy
  /** Is a connection that exists before the call. */
  readonly there?: Older
  readonly transformClient?: NovuOptions["transformClient"]
}

interface Run {
  readonly result: Result.Result<unknown, NovuError>
  readonly arrivals: ReadonlyArray<number>
  /** Says after how many milliseconds the call ended. */
  readonly lasted: number
}

/** Makes every draw the same number, so that both ends of a wait can be measured. */
const run = (
  on: Case["on"],
  repeat: OperationName,
  draw: number,
  { policy, there, transformClient }: Circumstances
): Effect.Effect<Run> =>
  Effect.gen(function*() {
    yield* struck(on, there)
    const start = yield* Clock.currentTimeMillis
    const operation = policy === undefined ? operations[repeat] : RetryPolicy.provide(policy)(operations[repeat])
    const fiber = yield* Effect.forkChild(Effect.zip(Effect.result(operation), Clock.currentTimeMillis))
    yield* TestClock.adjust("1 hour")
    const [result, end] = yield* Fiber.join(fiber)
    const fake = yield* FakeNovu
    const arrivals = (yield* fake.requests).map(({ at }) => at)
    return { result, arrivals, lasted: end - start }
  }).pipe(
    Effect.provideService(Random.Random, { nextDoubleUnsafe: () => draw, nextIntUnsafe: () => 0 }),
    Effect.provide(Layer.fresh(clientWith(transformClient))),
    Effect.provide(TestClock.layer()),
    Effect.orDie
  )

/** Is the largest number that a draw from [0, 1) can be. */
const almostOne = 1 - Number.EPSILON / 2

const waitsOf = (on: Case["on"], { arrivals }: Run): ReadonlyArray<number> =>
  arrivals.slice(1).map((at, index) => {
    const name = on[Math.min(index, on.length - 1)] ?? "answer"
    return Math.round(at - (arrivals[index] ?? 0) - (eventOf(name).takes ?? 0))
  })

interface Measured extends Conduct {
  /** Is the longest time that the call took, in milliseconds. */
  readonly lasted: number
}

export const measure = Effect.fnUntraced(function*(
  on: Case["on"],
  repeat: OperationName,
  circumstances: Circumstances = {}
) {
  const quick = yield* run(on, repeat, 0, circumstances)
  const slow = yield* run(on, repeat, almostOne, circumstances)
  const least = waitsOf(on, quick)
  const most = waitsOf(on, slow)
  const conduct: Measured = {
    requests: slow.arrivals.length,
    waits: most.map((wait, index): Wait => [least[index] ?? Number.NaN, wait]),
    lasted: Math.round(slow.lasted),
    ...(Result.isSuccess(slow.result)
      ? { outcome: "answer" }
      : { outcome: slow.result.failure.reason._tag, attempts: slow.result.failure.attempts })
  }
  return conduct
})
