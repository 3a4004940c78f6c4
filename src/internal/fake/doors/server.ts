import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import type { Fault, FaultResponse } from "../../../Testing/Fault.ts"
import { defaultSeed, type Seed } from "../../../Testing/Seed.ts"
import { headerPairs, scriptedAnswer } from "../faults/answer.ts"
import { makeFaults } from "../faults/faults.ts"
import { makeIdempotency } from "../protocol/idempotency.ts"
import type { Delivery, FakeAnswer, FakeRequest, Outcome } from "../protocol/message.ts"
import { type PipelineParts, runPipeline } from "../protocol/pipeline.ts"
import { makeRateLimiter } from "../protocol/rateLimit.ts"
import { internalError, reject, type Rejection, rejectPlainly } from "../protocol/rejection.ts"
import { makeRouter } from "../protocol/routing.ts"
import { routes } from "../resources/routes.ts"
import { addSeed } from "../store/seeding.ts"
import { makeStore } from "../store/store.ts"
import { makeRedaction } from "./redaction.ts"
import { makeRequestLog } from "./requestLog.ts"
import { snapshot } from "./snapshot.ts"

const matchRoute = makeRouter(routes)

/**
 * The server without a socket: requests in, outcomes out, and the handles by
 * which a test looks in and interferes.
 *
 * @internal
 */
export const makeServer = (options: FakeNovuOptions) =>
  Effect.gen(function*() {
    const scope = yield* Scope.Scope
    const log = makeRequestLog()
    const faults = makeFaults()
    const latency = Duration.fromInputUnsafe(options.latency ?? Duration.zero)
    const isInstant = Duration.isZero(latency)

    const makeParts = (now: number): PipelineParts => {
      const store = makeStore(options)
      addSeed(store, options.seed ?? defaultSeed, now)
      return {
        matchRoute,
        store,
        rateLimiter: options.rateLimit ? makeRateLimiter(options.rateLimit) : undefined,
        idempotency: options.idempotency === true ? makeIdempotency() : undefined,
        latency: isInstant ? undefined : Effect.sleep(latency)
      }
    }
    let parts = makeParts(yield* Clock.currentTimeMillis)

    /** A handler that takes time goes on without its client, as it would on a server. */
    const run = (request: FakeRequest, sabotage?: Rejection): Effect.Effect<FakeAnswer> => {
      const answer = runPipeline(parts, request, sabotage)
      return isInstant ? answer : Effect.flatMap(Effect.forkIn(answer, scope), Fiber.join)
    }

    const respond = (request: FakeRequest): Effect.Effect<Outcome> =>
      Effect.gen(function*() {
        const entry = log.record(request, yield* Clock.currentTimeMillis)
        const fault = yield* faults.next(request)
        const outcome = yield* fault._tag === "Pass"
          ? Effect.map(run(request), answered)
          : suffer(request, fault)
        if (outcome._tag !== "Answered") return outcome
        entry.status = outcome.answer.status
        return { ...outcome, answer: dated(outcome.answer, yield* Clock.currentTimeMillis) }
      })

    const suffer = (request: FakeRequest, fault: Fault): Effect.Effect<Outcome> => {
      switch (fault._tag) {
        case "Pass":
          return Effect.map(run(request), answered)
        case "Respond":
          return Effect.succeed(scripted(fault.response))
        case "FailAfterWrite":
          return Effect.as(run(request), scripted(fault.response))
        case "HandlerFails":
          return Effect.map(run(request, handlerFailure(fault.status, fault.message)), answered)
        case "Refuse":
          return Effect.succeed({ _tag: "Refused" })
        case "HangUp":
          switch (fault.at) {
            case "before-write":
              return Effect.succeed({ _tag: "HungUp", inHeaders: false })
            case "in-body":
              return Effect.map(run(request), (answer) => answered(answer, { _tag: "HangUpInBody" }))
            default:
              return Effect.as(run(request), { _tag: "HungUp", inHeaders: fault.at === "in-headers" })
          }
        case "Stall":
          if (fault.in === "body") {
            return Effect.map(run(request), (answer) => answered(answer, { _tag: "StallInBody", for: fault.for }))
          }
          return Effect.flatMap(run(request), (answer) =>
            fault.for === undefined ? Effect.never : Effect.as(Effect.sleep(fault.for), answered(answer)))
        case "Drip":
          return Effect.map(run(request), (answer) =>
            answered(answer, { _tag: "Drip", bytes: fault.bytes, every: fault.every }))
        case "Truncated":
          return edited(request, (body) =>
            body.slice(0, Math.ceil(body.length / 2)))
        case "Malformed":
          return edited(request, () =>
            "{\"data\":{oops")
        case "Mutate":
          return edited(request, (body) =>
            JSON.stringify(fault.edit(JSON.parse(body))))
        case "ContentType":
          return Effect.map(run(request), (answer) =>
            answered({
              ...answer,
              headers: [
                ...answer.headers.filter(([name]) => name.toLowerCase() !== "content-type"),
                ["Content-Type", fault.contentType]
              ]
            }))
        case "Headers":
          return Effect.map(run(request), (answer) =>
            answered({ ...answer, headers: [...answer.headers, ...headerPairs(fault.headers)] }))
      }
    }

    const edited = (request: FakeRequest, edit: (body: string) => string): Effect.Effect<Outcome> =>
      Effect.map(run(request), (answer) =>
        answered(answer.body === undefined ? answer : { ...answer, body: edit(answer.body) }))

    return {
      respond,
      log,
      faults,
      options,
      seed: (seed: Seed) =>
        Effect.map(Clock.currentTimeMillis, (now) =>
          addSeed(parts.store, seed, now)),
      state: Effect.sync(() =>
        snapshot(parts.store)
      ),
      redaction: () => makeRedaction(parts.store, log.all()),
      reset: Effect.map(Clock.currentTimeMillis, (now) => {
        log.reset()
        faults.reset()
        parts = makeParts(now)
      })
    }
  })

/** @internal */
export type Server = Effect.Success<ReturnType<typeof makeServer>>

const answered = (answer: FakeAnswer, delivery: Delivery = { _tag: "Whole" }): Outcome => ({
  _tag: "Answered",
  answer,
  delivery
})

/** As every HTTP server does; clients tell from it what time it is there. */
const dated = (answer: FakeAnswer, now: number): FakeAnswer =>
  answer.headers.some(([name]) => name.toLowerCase() === "date")
    ? answer
    : { ...answer, headers: [...answer.headers, ["Date", new Date(now).toUTCString()]] }

const cuts = {
  "hang-up": { _tag: "HangUpInBody" },
  stall: { _tag: "StallInBody", for: undefined }
} as const

const scripted = (response: FaultResponse): Outcome =>
  answered(scriptedAnswer(response), response.cut && cuts[response.cut])

const handlerFailure = (status: number, message: string | undefined): Rejection => {
  if (status === 500) return internalError
  return message === undefined ? rejectPlainly(status) : reject(status, message)
}
