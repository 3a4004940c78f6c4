import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Store } from "../store/store.ts"
import { jsonAnswer } from "./answer.ts"
import { authenticate } from "./authentication.ts"
import { parseBody } from "./bodyParser.ts"
import { envelope } from "./envelope.ts"
import { errorBody } from "./errorBody.ts"
import type { Idempotency, IdempotencyDecision } from "./idempotency.ts"
import type { FakeAnswer, FakeRequest, HeaderPair } from "./message.ts"
import { parseQuery } from "./query.ts"
import type { RateLimiter } from "./rateLimit.ts"
import { rateLimited, type Rejection } from "./rejection.ts"
import type { Match, MatchRoute } from "./routing.ts"

/** @internal */
export interface PipelineParts {
  readonly matchRoute: MatchRoute
  readonly store: Store
  readonly rateLimiter: RateLimiter | undefined
  readonly idempotency: Idempotency | undefined
  /** Time that a handler takes, or `undefined` for none. */
  readonly latency: Effect.Effect<void> | undefined
}

/** What is known once every check before the handler has passed. */
interface Admitted extends Match {
  readonly body: unknown
  readonly decision: IdempotencyDecision
}

/**
 * One request through the stages of the server, in their order: body parser,
 * route, authentication, rate limit, idempotency, validation and handler,
 * envelope. Whatever a stage rejects, the exception filter writes, with the
 * headers that earlier stages have set.
 *
 * @internal
 */
export const runPipeline = (
  parts: PipelineParts,
  request: FakeRequest,
  sabotage: Rejection | undefined
): Effect.Effect<FakeAnswer> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const headers: Array<HeaderPair> = []
    const admitted = admit(parts, request, now, headers)
    if (Result.isFailure(admitted)) return Effect.succeed(rejected(parts, request, now, headers, admitted.failure))
    const { decision, route } = admitted.success
    if (decision._tag === "Settled") {
      return Effect.succeed(Result.match(decision.outcome, {
        onFailure: (rejection) => rejected(parts, request, now, headers, rejection),
        onSuccess: (body) => jsonAnswer(route.status, headers, body)
      }))
    }
    return Effect.flatMap(handle(parts, request, admitted.success, sabotage), (outcome) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        if (decision._tag === "First" && parts.idempotency !== undefined) {
          parts.idempotency.settle(request.headers["idempotency-key"] ?? "", admitted.success.body, outcome, now)
        }
        if (Result.isFailure(outcome)) {
          return rejected(parts, request, now, headers, outcome.failure)
        }
        return route.status === 204
          ? { status: 204, headers, body: undefined }
          : jsonAnswer(route.status, headers, outcome.success)
      }))
  })

/** The stages before the handler. Those that speak in headers add them to `headers`. */
const admit = (
  { idempotency, matchRoute, rateLimiter, store }: PipelineParts,
  request: FakeRequest,
  now: number,
  headers: Array<HeaderPair>
): Result.Result<Admitted, Rejection> =>
  Result.gen(function*() {
    const body = yield* parseBody(request)
    const match = yield* matchRoute(request.method, request.target, store.options.prefix ?? "")
    yield* authenticate(request.headers["authorization"], store.secretKey)
    if (rateLimiter !== undefined) {
      const limit = rateLimiter.spend(match.route.category, now)
      headers.push(...limit.headers)
      if (!limit.allowed) return yield* Result.fail(rateLimited)
    }
    const decision = idempotency?.begin(request.method, request.headers["idempotency-key"], body, now) ??
      { _tag: "Ignored" as const }
    if (decision._tag !== "Ignored") headers.push(...decision.headers)
    return { ...match, body, decision }
  })

/** Validation and use case, then the envelope, written as it is stored under an idempotency key. */
const handle = (
  { latency, store }: PipelineParts,
  request: FakeRequest,
  { body, params, route }: Admitted,
  sabotage: Rejection | undefined
): Effect.Effect<Result.Result<string, Rejection>> => {
  const answer = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    if (sabotage !== undefined) return Effect.succeed(Result.fail(sabotage))
    const result = route.handler({ params, query: parseQuery(request.target), body, now, store })
    const written = Result.isResult(result) ? Effect.succeed(result) : Effect.result(result)
    return Effect.map(written, Result.map((value) => JSON.stringify(envelope(value))))
  })
  return latency === undefined ? answer : Effect.andThen(latency, answer)
}

const rejected = (
  { store }: PipelineParts,
  request: FakeRequest,
  now: number,
  headers: ReadonlyArray<HeaderPair>,
  rejection: Rejection
): FakeAnswer =>
  jsonAnswer(
    rejection.status,
    headers,
    JSON.stringify(errorBody(rejection, { path: request.target, now, errorId: store.ids.uuid }))
  )
