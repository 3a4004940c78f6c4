/** Runs a program and says which promises were broken. */
import { Duration, Effect, Exit, Fiber, Layer, Redacted, References } from "effect"
import { ChannelConnections, ChannelEndpoints, CircuitBreaker, Contexts, NovuTransport, RateLimits } from "effect-novu"
import { defaultSeed, FakeNovu, type FakeState } from "effect-novu/Testing/FakeNovu"
import { HttpClient } from "effect/http"
import { CircuitBreaker as Breaker } from "effect/persistence"
import { TestClock } from "effect/testing"
import { middlewares, type Program, secretKey } from "./program.ts"
import { type CallRecord, recording, track } from "./record.ts"
import { absent, Register } from "./register.ts"
import { brokenBy } from "./rules.ts"
import { callOf, connectionOf, contextOf, sharedSubscriber, subscriberOf, targetOf, valueOf } from "./steps.ts"

export interface Violation {
  readonly seed: number
  /** Says what was called, and what is wrong with it. */
  readonly words: string
}

export interface Finished {
  readonly calls: number
  readonly succeeded: number
  readonly requests: number
  readonly violations: ReadonlyArray<Violation>
}

export interface Options {
  /** Stands between the client and the network, to break a rule on purpose. */
  readonly sabotage?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
  /** Gets every result of every call. */
  readonly watch?: ((exit: Exit.Exit<unknown, unknown>) => void) | undefined
  /** Provides loggers and a tracer. */
  readonly surroundings?: Layer.Layer<never> | undefined
}

const breaker = CircuitBreaker.layer({ tripPolicy: Breaker.consecutive(3), openDuration: "2 seconds" })

const clientOf = (program: Program, network: (client: HttpClient.HttpClient) => HttpClient.HttpClient) =>
  Layer.mergeAll(ChannelConnections.layer, ChannelEndpoints.layer, Contexts.layer).pipe(
    Layer.provide(NovuTransport.layer({
      secretKey: Redacted.make(secretKey),
      transformClient: program.middleware && middlewares[program.middleware]
    })),
    // This is below the transport's own client, which would not let a request be sent twice.
    Layer.provide(Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, network))),
    Layer.provide(program.limits ? RateLimits.layer : Layer.empty),
    Layer.provide(program.breaker ? breaker : Layer.empty),
    Layer.provideMerge(FakeNovu.layer({
      ...program.fake,
      seed: {
        ...defaultSeed,
        subscribers: [sharedSubscriber, ...program.callers.map((_, caller) => subscriberOf(caller))]
      }
    }))
  )

/** Runs the steps of one caller one after the other, and judges each against what may be stored. */
const caller = Effect.fnUntraced(function*(
  program: Program,
  number: number,
  calls: Array<CallRecord>,
  violate: (call: CallRecord, words: string) => void,
  options: Options
) {
  const registers = { connection: new Register(), context: new Register() }
  for (const step of program.callers[number] ?? []) {
    if (step.pause > 0) yield* Effect.sleep(step.pause)
    const call: CallRecord = {
      caller: number,
      step,
      sent: [],
      started: 0,
      ended: 0,
      interrupted: false,
      exit: undefined,
      strays: 0
    }
    calls.push(call)
    const exit = yield* track(call, callOf(step, number))
    options.watch?.(exit)
    const { action, register } = targetOf(step.kind)
    if (register !== undefined) {
      const noChance = program.limits || call.ended - call.started >= step.options.totalMillis
      const wrong = registers[register].observe(
        action,
        valueOf(step, number),
        Exit.map(exit, ({ seen }) => seen),
        call.sent.length,
        noChance || call.sent.some(({ method }) => method === "GET")
      )
      if (wrong !== undefined) violate(call, wrong)
    }
    if (Exit.isFailure(exit)) yield* Effect.sleep(program.settling)
  }
  return registers
})

/** Moves the clock on until the fiber is done. */
const drive = Effect.fnUntraced(function*<A, E>(fiber: Fiber.Fiber<A, E>, jumps: ReadonlyArray<number>) {
  for (let turn = 0; fiber.pollUnsafe() === undefined; turn++) {
    yield* TestClock.adjust(Duration.millis(jumps[turn % jumps.length] ?? 1000))
  }
  return yield* Fiber.join(fiber)
})

/** Compares what is stored in the end with what every caller was told. */
const finalViolations = (
  program: Program,
  state: FakeState,
  calls: ReadonlyArray<CallRecord>,
  registers: ReadonlyArray<{ readonly connection: Register; readonly context: Register }>
): ReadonlyArray<string> => {
  const broken: Array<string> = []
  const compare = (what: string, register: Register, there: string) => {
    if (!register.states.has(there)) {
      broken.push(`${what} is ${there}, possible is ${[...register.states].join(" or ")}`)
    }
  }
  for (const [number, { connection, context }] of registers.entries()) {
    const found = state.connections.filter(({ subscriberId }) => subscriberId === subscriberOf(number))
    if (found.length > 1) broken.push(`${found.length} connections of ${subscriberOf(number)}`)
    compare(connectionOf(number), connection, String(found[0]?.workspace["id"] ?? absent))
    const stored = state.contexts.find(({ id }) => id === contextOf(number))
    compare(contextOf(number), context, String(stored?.data["version"] ?? absent))
  }
  const shared = state.connections.filter(({ subscriberId }) => subscriberId === sharedSubscriber)
  if (shared.length > 1) broken.push(`${shared.length} shared connections`)
  const sharers = calls.filter(({ step }) => step.kind === "shared.ensure")
  if (shared.length === 0 && sharers.some(({ exit }) => exit && Exit.isSuccess(exit))) {
    broken.push("ensure succeeds, and there is no connection")
  }
  for (const { exit, sent, step } of calls.filter(({ step }) => step.kind === "endpoint.create")) {
    const made = state.endpoints.filter(({ endpoint }) => Redacted.value(endpoint)["channelId"] === step.id).length
    if (made > 1) broken.push(`${step.id}: ${made} endpoints of one create`)
    if (made === 0 && exit && Exit.isSuccess(exit)) broken.push(`${step.id}: create succeeds, and there is no endpoint`)
    if (made > 0 && sent.length === 0) broken.push(`${step.id}: an endpoint that nobody asked for`)
  }
  return broken.map((words) => `program ${program.seed}: ${words}`)
}

export const runProgram = (program: Program, options: Options = {}): Effect.Effect<Finished> => {
  const calls: Array<CallRecord> = []
  const violations: Array<Violation> = []
  const violate = ({ step }: CallRecord, words: string) =>
    violations.push({ seed: program.seed, words: `${step.kind} ${step.id}: ${words}` })
  const sabotage = options.sabotage ?? ((same) => same)

  return Effect.gen(function*() {
    const fake = yield* FakeNovu
    for (const { fault, rule } of program.faults) yield* fake.rule(rule, fault)
    const callers = program.callers.map((_, number) => caller(program, number, calls, violate, options))
    const registers = yield* drive(
      yield* Effect.forkChild(Effect.all(callers, { concurrency: "unbounded" })),
      program.jumps
    )
    // This gives requests that should not be sent any more the time to be sent.
    yield* TestClock.adjust("10 minutes")
    for (const call of calls) for (const words of brokenBy(call, program.slack)) violate(call, words)
    const state = yield* fake.state
    for (const words of finalViolations(program, state, calls, registers)) {
      violations.push({ seed: program.seed, words })
    }
    return {
      calls: calls.length,
      succeeded: calls.filter(({ exit }) => exit && Exit.isSuccess(exit)).length,
      requests: (yield* fake.requests).length,
      violations
    }
  }).pipe(
    Effect.provide(clientOf(program, (client) => sabotage(recording(client)))),
    Effect.provide(options.surroundings ?? Layer.succeed(References.MinimumLogLevel, "None")),
    Effect.provide(TestClock.layer({ warningDelay: "1 minute" })),
    Effect.catchCause((cause) =>
      Effect.succeed({
        calls: calls.length,
        succeeded: 0,
        requests: 0,
        violations: [{ seed: program.seed, words: `the program itself fails: ${String(cause)}` }]
      })
    )
  )
}
