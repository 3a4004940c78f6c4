/** Runs many items over a random server until each has its outcome, and says which promises were broken. */
import { Cause, Duration, Effect, Exit, Fiber, Layer, Redacted, References, Result, Stream } from "effect"
import {
  type BulkOptions,
  type BulkOutcome,
  type BulkSource,
  CircuitBreaker,
  Events,
  NovuError,
  NovuTransport,
  RateLimits,
  SubscriberPreferences,
  Subscribers,
  TopicSubscriptions
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpClient } from "effect/http"
import { CircuitBreaker as Breaker } from "effect/persistence"
import { TestClock } from "effect/testing"
import type { BulkKind, BulkProgram } from "./bulkProgram.ts"
import { secretMark } from "./program.ts"
import type { Finished, Options, Violation } from "./run.ts"

const topic = "campaign"
const workflows = ["welcome", "digest", "alert"] as const

/** Is who the item with this index is about. The preferences of a person are three items. */
const personOf = (kind: BulkKind, index: number): string =>
  kind === "updateAll" ? `person-${Math.floor(index / workflows.length)}` : `person-${index}`

const workflowOf = (index: number) => workflows[index % workflows.length] ?? "welcome"

const eventOf = ({ kind, named }: BulkProgram, index: number) => ({
  name: "welcome",
  to: personOf(kind, index),
  payload: { token: `${secretMark}-${index}` },
  ...(named ? { transactionId: `event-${index}` } : {})
})

type Failure = "the source fails"

type Outcomes = Stream.Stream<BulkOutcome<unknown, unknown>, NovuError | Failure>

/** Gives the items of a program as its source gives them, up to where it fails. */
const sourceOf = <Item>(
  { count, seed, source, within }: BulkProgram,
  itemOf: (index: number) => Item,
  failsAt: number | undefined
): BulkSource<Item, Failure> => {
  const generate = function*() {
    for (let index = 0; index < count; index++) {
      if (index === failsAt) throw new Error("the source fails")
      yield itemOf(index)
    }
  }
  if (source === "generator") return generate()
  if (source === "list") return Array.from({ length: count }, (_, index) => itemOf(index))
  const items = Stream.range(0, (failsAt ?? count) - 1).pipe(
    Stream.rechunk(1 + (seed % 150)),
    Stream.map(itemOf)
  )
  const slowly = within === undefined ? items : Stream.tap(items, () => Effect.sleep(seed % 20))
  return failsAt === undefined ? slowly : Stream.concat(slowly, Stream.fail("the source fails" as const))
}

const send = Effect.fnUntraced(function*(program: BulkProgram, options: BulkOptions, failsAt: number | undefined) {
  const { kind, named } = program
  const sourceBy = <Item>(itemOf: (index: number) => Item) => sourceOf(program, itemOf, failsAt)
  const groups = {
    events: yield* Events,
    subscribers: yield* Subscribers,
    preferences: yield* SubscriberPreferences,
    subscriptions: yield* TopicSubscriptions
  }
  const runs: Readonly<Record<BulkKind, () => Outcomes>> = {
    triggerAll: () => groups.events.triggerAll(sourceBy((index) => eventOf(program, index)), options),
    triggerMany: () => {
      const event = { name: "welcome", payload: { token: secretMark }, ...(named ? { transactionId: "sale" } : {}) }
      return groups.events.triggerMany(event, options)(sourceBy((index) => personOf(kind, index)))
    },
    createAll: () =>
      groups.subscribers.createAll(sourceBy((index) => ({ subscriberId: personOf(kind, index) })), options),
    subscribeAll: () => groups.subscriptions.createAll(topic, sourceBy((index) => personOf(kind, index)), options),
    updateAll: () =>
      groups.preferences.updateAll(
        sourceBy((index) => ({
          subscriberId: personOf(kind, index),
          workflowId: workflowOf(index),
          channels: { email: false }
        })),
        options
      )
  }
  return runs[kind]()
})

/** Says how often what an item asks for was carried out. */
const carriedOut = Effect.fnUntraced(function*({ count, kind }: BulkProgram) {
  const fake = yield* FakeNovu
  const times = new Map<string, number>()
  const add = (name: string) => times.set(name, (times.get(name) ?? 0) + 1)
  const state = yield* fake.state
  switch (kind) {
    case "triggerAll":
    case "triggerMany":
      for (const { subscriberId } of yield* fake.sent()) add(subscriberId)
      break
    case "createAll":
      state.subscribers.forEach(add)
      break
    case "subscribeAll":
      state.topics.find(({ key }) => key === topic)?.subscribers.forEach(add)
      break
    case "updateAll":
      for (const { channels, subscriberId, workflowId } of state.preferences) {
        if (channels["email"] === false) add(`${subscriberId} ${workflowId}`)
      }
  }
  const nameOf = (index: number): string =>
    kind === "updateAll" ? `${personOf(kind, index)} ${workflowOf(index)}` : personOf(kind, index)
  return Array.from({ length: count }, (_, index) => times.get(nameOf(index)) ?? 0)
})

const breaker = CircuitBreaker.layer({ tripPolicy: Breaker.consecutive(3), openDuration: "2 seconds" })

const clientOf = (program: BulkProgram, network: (client: HttpClient.HttpClient) => HttpClient.HttpClient) => {
  const people = program.kind === "createAll"
    ? []
    : Array.from({ length: program.count }, (_, index) => personOf(program.kind, index))
  return Layer.mergeAll(Events.layer, Subscribers.layer, SubscriberPreferences.layer, TopicSubscriptions.layer).pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(program.fake.secretKey ?? "") })),
    Layer.provide(Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, network))),
    Layer.provide(program.limits ? RateLimits.layer : Layer.empty),
    Layer.provide(program.breaker ? breaker : Layer.empty),
    Layer.provideMerge(FakeNovu.layer({
      ...program.fake,
      seed: { subscribers: [...new Set(people)], workflows: workflows.map((id) => ({ id, steps: ["email"] })) }
    }))
  )
}

const fatal: ReadonlySet<string> = new Set(["Unauthorized", "PaymentRequired", "Forbidden", "CircuitOpen"])

/** A run goes on where the one before ended. A program needs no more of them than this. */
const mostRuns = 200

/** Nothing takes longer than this in virtual milliseconds, however often Novu refuses. */
const mostTime = Duration.toMillis("48 hours")

export const runBulkProgram = (program: BulkProgram, options: Options = {}): Effect.Effect<Finished> => {
  const violations: Array<Violation> = []
  const violate = (words: string) => violations.push({ seed: program.seed, words: `${program.kind}: ${words}` })
  const told: Array<{ readonly run: number; readonly result: Result.Result<unknown, NovuError> }> = []
  let isRunning = false
  const watching = (client: HttpClient.HttpClient) =>
    HttpClient.transform(client, (request) =>
      Effect.suspend(() => {
        if (!isRunning) violate("a request is sent after the end of a run")
        return request
      }))
  const sabotage = options.sabotage ?? ((same) => same)

  const bulkOptions = (from: number): BulkOptions => ({
    concurrency: program.concurrency,
    from,
    ...(program.within === undefined ? {} : { within: program.within }),
    ...(program.keyed
      ? { idempotencyKey: (group) => `${program.kind}-${group.from}-${group.size}` }
      : {})
  })

  /** Takes the outcomes of one run, which goes on after all that was told of. */
  const takeOutcomes = Effect.fnUntraced(function*(run: number, failsAt: number | undefined) {
    const outcomes = yield* send(program, bulkOptions(told.length), failsAt)
    yield* Stream.runForEach(outcomes, ({ index, result }) =>
      Effect.sync(() => {
        if (index !== told.length) violate(`outcome ${index} comes in the place of ${told.length}`)
        options.watch?.(Result.isSuccess(result) ? Exit.succeed(result.success) : Exit.fail(result.failure))
        told.push({ run, result })
      }))
  })

  const judgeEnd = (
    exit: Exit.Exit<void, NovuError | Failure>,
    isStopped: boolean,
    failsAt: number | undefined
  ): void => {
    options.watch?.(exit)
    if (Exit.isSuccess(exit)) {
      if (told.length !== program.count) violate(`it ends after ${told.length} of ${program.count}`)
      return
    }
    for (const reason of exit.cause.reasons) {
      const error = reason._tag === "Fail" ? reason.error : undefined
      const isExpected = reason._tag === "Interrupt"
        ? isStopped
        : error instanceof NovuError
        ? fatal.has(error.reason._tag) || (failsAt !== undefined && error.reason._tag === "InvalidInput")
        : error === "the source fails" && failsAt !== undefined
      if (!isExpected) violate(`it ends with ${Cause.pretty(exit.cause)}`)
    }
    if (isStopped || failsAt === undefined || program.count === failsAt) return
    const [reason] = exit.cause.reasons
    const isSource = reason?._tag === "Fail" &&
      (!(reason.error instanceof NovuError) || reason.error.reason._tag === "InvalidInput")
    const wholeGroups = program.kind === "triggerMany" ? failsAt - failsAt % 100 : failsAt
    if (isSource && told.length < wholeGroups) violate(`${failsAt} items were read, and ${told.length} were told of`)
  }

  const all = Effect.gen(function*() {
    for (let run = 0; told.length < program.count; run++) {
      if (run === mostRuns) violate(`${run} runs do not suffice`)
      if (violations.length > 0) return
      const end = program.ends[run]
      const failsAt = end !== undefined && "sourceFailsAt" in end && program.source !== "list" &&
          end.sourceFailsAt > told.length
        ? end.sourceFailsAt
        : undefined
      let isStopped = false
      isRunning = true
      const taking = takeOutcomes(run, failsAt)
      const exit = yield* Effect.exit(
        end === undefined || !("interruptAfter" in end)
          ? taking
          : Effect.raceFirst(
            taking,
            Effect.flatMap(Effect.sleep(end.interruptAfter), () => {
              isStopped = true
              return Effect.interrupt
            })
          )
      )
      isRunning = false
      judgeEnd(exit, isStopped, failsAt)
      yield* Effect.sleep("2 minutes")
    }
  })

  return Effect.gen(function*() {
    const fake = yield* FakeNovu
    for (const { fault, rule } of program.faults) yield* fake.rule(rule, fault)
    const fiber = yield* Effect.forkChild(all)
    let time = 0
    for (let turn = 0; fiber.pollUnsafe() === undefined; turn++) {
      const jump = program.jumps[turn % program.jumps.length] ?? 1000
      time += jump
      if (time > mostTime) {
        violate("it does not end")
        yield* Fiber.interrupt(fiber)
        break
      }
      yield* TestClock.adjust(Duration.millis(jump))
    }
    yield* Fiber.await(fiber)
    yield* TestClock.adjust("10 minutes")

    const times = yield* carriedOut(program)
    // A run that ended may have sent items that it did not tell of, and a later one tells only of what it sent itself.
    const isOneRun = told.every(({ run }) => run === 0)
    for (const [index, { result }] of told.entries()) {
      const done = times[index] ?? 0
      if (done > 1) violate(`item ${index} is carried out ${done} times`)
      if (Result.isSuccess(result) && done === 0) violate(`item ${index} succeeds, and nothing came of it`)
      if (Result.isFailure(result) && !result.failure.mayHaveActed && done > 0 && isOneRun) {
        violate(`item ${index} fails with ${result.failure.reason._tag} for certain, and was carried out`)
      }
    }
    return {
      calls: told.length,
      succeeded: told.filter(({ result }) => Result.isSuccess(result)).length,
      requests: (yield* fake.requests).length,
      violations
    }
  }).pipe(
    Effect.provide(clientOf(program, (client) => sabotage(watching(client)))),
    Effect.provide(options.surroundings ?? Layer.succeed(References.MinimumLogLevel, "None")),
    Effect.provide(TestClock.layer({ warningDelay: "1 minute" })),
    Effect.catchCause((cause) =>
      Effect.succeed({
        calls: told.length,
        succeeded: 0,
        requests: 0,
        violations: [...violations, { seed: program.seed, words: `the program itself fails: ${String(cause)}` }]
      })
    )
  )
}
