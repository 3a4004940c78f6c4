import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Organization } from "../store/store.ts"
import type { Store } from "../store/store.ts"
import { jsonAnswer } from "./answer.ts"
import { authenticate } from "./authentication.ts"
import { checkBuild, checkOpen, checkPlan } from "./availability.ts"
import { parseBody } from "./bodyParser.ts"
import { envelope } from "./envelope.ts"
import { errorBody } from "./errorBody.ts"
import { formOf } from "./formParser.ts"
import { HandlerFault } from "./handlerFault.ts"
import type { Idempotency, IdempotencyDecision } from "./idempotency.ts"
import type { FakeAnswer, FakeRequest, HeaderPair } from "./message.ts"
import { parseQuery } from "./query.ts"
import type { RateLimiter } from "./rateLimit.ts"
import { rateLimited, type Rejection } from "./rejection.ts"
import { Reply, type Status } from "./route.ts"
import type { Match, MatchRoute } from "./routing.ts"

export interface PipelineParts {
  readonly matchRoute: MatchRoute
  readonly organization: Organization
  readonly rateLimiter: RateLimiter | undefined
  readonly idempotency: Idempotency | undefined
  /** Says how long a handler takes; `undefined` means no time. */
  readonly latency: Effect.Effect<void> | undefined
}

/** An admitted request has passed every stage before the handler. */
interface Admitted extends Match {
  readonly body: unknown
  /** Is what is stored of the environment of the key. */
  readonly store: Store
  readonly decision: IdempotencyDecision
}

/** A success whose envelope is written already. Idempotency stores it as text. */
interface Written {
  readonly status: Status
  readonly body: string
}

/**
 * Takes one request through the stages of the server, in their order: body
 * parser, route, authentication, rate limit, idempotency, validation and handler,
 * envelope. The exception filter writes the answer to whatever a stage rejects, with
 * the headers that earlier stages have set.
 */
export const runPipeline = (parts: PipelineParts, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  Effect.flatMap(Clock.currentTimeMillis, (arrived) => {
    const { admission, headers } = admit(parts, request, arrived)
    const finish = (outcome: Result.Result<Written, Rejection>, now: number): FakeAnswer =>
      Result.isSuccess(outcome)
        ? succeeded(outcome.success, headers)
        : rejected(parts, request, now, headers, outcome.failure)

    if (Result.isFailure(admission)) return Effect.succeed(finish(Result.fail(admission.failure), arrived))
    const { body, decision, route: { status } } = admission.success
    if (decision._tag === "Settled") {
      return Effect.succeed(finish(Result.map(decision.outcome, (stored) => ({ status, body: stored })), arrived))
    }
    return Effect.flatMap(
      handle(parts, request, admission.success),
      (outcome) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          if (decision._tag === "First" && parts.idempotency !== undefined) {
            const key = request.headers["idempotency-key"] ?? ""
            parts.idempotency.settle(key, body, Result.map(outcome, (written) => written.body), now)
          }
          return finish(outcome, now)
        })
    )
  })

/** Runs the stages before the handler. A rejection keeps the headers of the stages before it. */
const admit = (
  { idempotency, matchRoute, organization, rateLimiter }: PipelineParts,
  request: FakeRequest,
  now: number
): { readonly admission: Result.Result<Admitted, Rejection>; readonly headers: ReadonlyArray<HeaderPair> } => {
  const headers: Array<HeaderPair> = []
  const admission = Result.gen(function*() {
    const body = yield* parseBody(request)
    const { options } = organization
    const match = yield* matchRoute(request.method, request.target, options.prefix ?? "")
    const { availability, isPublic } = match.route
    yield* checkBuild(availability, options, request)
    const store = isPublic ? organization.main : yield* authenticate(request.headers["authorization"], organization)
    yield* checkOpen(availability, options)
    if (rateLimiter !== undefined && !isPublic) {
      const limit = rateLimiter.spend(match.route.category, match.route.cost, now)
      headers.push(...limit.headers)
      if (!limit.allowed) return yield* Result.fail(rateLimited)
    }
    yield* checkPlan(availability, options)
    const decision = idempotency?.begin(request.method, request.headers["idempotency-key"], body, now) ??
      { _tag: "Ignored" as const }
    if (decision._tag !== "Ignored") headers.push(...decision.headers)
    return { ...match, body, store, decision }
  })
  return { admission, headers }
}

/** Waits for the latency, runs the handler, and writes the envelope. */
const handle = (
  { latency }: PipelineParts,
  request: FakeRequest,
  { body, params, route, store }: Admitted
): Effect.Effect<Result.Result<Written, Rejection>> => {
  const answer = Effect.flatMap(Effect.all([HandlerFault, Clock.currentTimeMillis]), ([fault, now]) => {
    if (fault !== undefined) return Effect.succeed(Result.fail(fault))
    const result = route.handler({ params, query: parseQuery(request.target), body, now, store, form: formOf(request) })
    const settled = Result.isResult(result) ? Effect.succeed(result) : Effect.result(result)
    return Effect.map(settled, Result.map((value) => write(value, route.status)))
  })
  return latency === undefined ? answer : Effect.andThen(latency, answer)
}

const write = (value: unknown, status: Status): Written => {
  const reply = value instanceof Reply ? value : { status, body: value }
  return { status: reply.status, body: JSON.stringify(envelope(reply.body)) }
}

const succeeded = ({ body, status }: Written, headers: ReadonlyArray<HeaderPair>): FakeAnswer =>
  status === 204 ? { status, headers, body: undefined } : jsonAnswer(status, headers, body)

const rejected = (
  { organization }: PipelineParts,
  request: FakeRequest,
  now: number,
  headers: ReadonlyArray<HeaderPair>,
  rejection: Rejection
): FakeAnswer =>
  jsonAnswer(
    rejection.status,
    headers,
    JSON.stringify(errorBody(rejection, { path: request.target, now, errorId: organization.ids.uuid }))
  )
