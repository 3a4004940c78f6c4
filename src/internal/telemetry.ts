import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Metric from "effect/Metric"
import type * as Scope from "effect/Scope"
import * as Tracer from "effect/Tracer"
import { NovuError } from "../Errors/NovuError.ts"
import type { NovuErrorReason } from "../Errors/NovuErrorReason.ts"

/** Names what telemetry shows, in one place. Where OpenTelemetry has a name, it is that one. */
export const attribute = {
  operation: "novu.operation.name",
  workflow: "novu.workflow.id",
  outcome: "novu.outcome",
  template: "url.template",
  resendCount: "http.request.resend_count",
  errorType: "error.type",
  replayed: "novu.idempotency.replayed",
  errorId: "novu.error.id"
}

/** OpenTelemetry advises these boundaries for request durations, in seconds. */
const durationBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30]

export const budgetTokens = Metric.gauge("novu.client.retry_budget", {
  description: "Tokens left in the retry budget, of 500"
})

export const budgetExhausted = Metric.counter("novu.client.retry_budget.exhausted", {
  description: "Retries that the budget refused",
  incremental: true
})

/** Returns the value of `error.type`: the status of an answer or, without an answer, the tag of the reason. */
export const errorType = (reason: NovuErrorReason): string => "status" in reason ? String(reason.status) : reason._tag

const outcomeMetrics = (attributes: Readonly<Record<string, string>>) => ({
  requests: Metric.counter("novu.client.requests", {
    description: "Requests sent, retries included",
    incremental: true,
    attributes
  }),
  duration: Metric.histogram("novu.client.operation.duration", {
    description: "Time a call took, retries included",
    boundaries: durationBoundaries,
    attributes: { ...attributes, unit: "s" }
  }),
  retries: Metric.counter("novu.client.retries", {
    description: "Requests sent again",
    incremental: true,
    attributes
  })
})

/**
 * How many workflows the metrics of an operation tell apart. Effect keeps each
 * metric for as long as the process runs, and the names may come from anywhere.
 */
const mostWorkflows = 100

/**
 * Keeps the metrics of one operation by outcome and workflow. They are made
 * once, because the key that their attributes amount to is computed when a
 * metric is made, not when it is updated.
 */
export class OperationMetrics {
  readonly #made = new Map<string, ReturnType<typeof outcomeMetrics>>()
  readonly #workflows = new Set<string>()
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  of(outcome: string, workflow?: string) {
    const known = workflow === undefined || this.#tells(workflow) ? workflow : undefined
    const key = known === undefined ? outcome : `${outcome} ${known}`
    let metrics = this.#made.get(key)
    if (metrics === undefined) {
      metrics = outcomeMetrics({
        [attribute.operation]: this.#name,
        [attribute.outcome]: outcome,
        ...(known === undefined ? {} : { [attribute.workflow]: known })
      })
      this.#made.set(key, metrics)
    }
    return metrics
  }

  /** Whether the metrics tell this workflow from others. */
  #tells(workflow: string): boolean {
    if (this.#workflows.size < mostWorkflows) this.#workflows.add(workflow)
    return this.#workflows.has(workflow)
  }
}

/**
 * Whether a tracer was set. Without one we make no spans: Effect's default
 * tracer keeps spans that nobody can see, and making them slows down every
 * call.
 */
export const isTraced = (context: Context.Context<never>): boolean =>
  Context.getOrUndefined(context, Tracer.Tracer) !== undefined

const facts = (name: string, reason: NovuErrorReason): Record<string, unknown> => ({
  [attribute.operation]: name,
  [attribute.errorType]: errorType(reason)
})

export const reportRetry = (name: string, reason: NovuErrorReason, resendCount: number, delay: number) =>
  Effect.logDebug(`retrying ${name} in ${delay} ms after ${reason._tag}`).pipe(
    Effect.annotateLogs({ ...facts(name, reason), [attribute.resendCount]: resendCount })
  )

export const reportExhaustedBudget = (name: string, reason: NovuErrorReason, aloud: boolean) =>
  Effect.withFiber((fiber) => {
    const span = Context.getOrUndefined(fiber.context, Tracer.ParentSpan)
    if (span?._tag === "Span") {
      span.event("novu.retry_budget.exhausted", fiber.getRef(Clock.Clock).currentTimeNanosUnsafe(), facts(name, reason))
    }
    if (!aloud) return Effect.void
    return Effect.logWarning(`not retrying ${name}: the retry budget is used up`).pipe(
      Effect.annotateLogs(facts(name, reason))
    )
  })

/**
 * Whether the calls of an effect are steps of an operation that has a span
 * already. Steps get no span of their own: one that fails as expected, such as
 * a conflict within `ensure`, must not look like an error.
 */
export const IsPart: Context.Reference<boolean> = Context.Reference<boolean>("effect-novu/internal/IsPart", {
  defaultValue: () => false
})

/** Says on a span what the failure was about. */
const describeFailure = (span: Tracer.Span, { reason }: NovuError): void => {
  span.attribute(attribute.errorType, errorType(reason))
  if ("replayed" in reason) span.attribute(attribute.replayed, reason.replayed)
  if ("errorId" in reason && reason.errorId !== undefined) span.attribute(attribute.errorId, reason.errorId)
}

const spanOptions = (name: string, workflow?: string) => ({
  attributes: { [attribute.operation]: name, ...(workflow === undefined ? {} : { [attribute.workflow]: workflow }) }
})

/** Runs an operation in a span that says what its failure was about. */
const traced = <A, R>(
  name: string,
  operation: Effect.Effect<A, NovuError, R>,
  describe: (span: Tracer.Span, error: NovuError) => void,
  workflow?: string
): Effect.Effect<A, NovuError, R> =>
  Effect.useSpan(
    name,
    spanOptions(name, workflow),
    (span) =>
      Effect.tapError(Effect.withParentSpan(operation, span, { captureStackTrace: false }), (error) =>
        Effect.sync(() => {
          describeFailure(span, error)
          describe(span, error)
        }))
  )

const describeAttempts = (span: Tracer.Span, { attempts }: NovuError): void =>
  span.attribute(attribute.resendCount, Math.max(0, attempts - 1))

/** Runs a call in a span, unless it is a step of an operation that has one. */
export const withCallSpan = <A, R>(
  name: string,
  call: Effect.Effect<A, NovuError, R>,
  workflowOf?: () => string | undefined
): Effect.Effect<A, NovuError, R> =>
  Effect.withFiber((fiber) =>
    isTraced(fiber.context) && !fiber.getRef(IsPart) ? traced(name, call, describeAttempts, workflowOf?.()) : call
  )

/** Runs an operation that consists of several calls in one span. */
export const withCompositionSpan = <A, R>(
  name: string,
  operation: Effect.Effect<A, NovuError, R>
): Effect.Effect<A, NovuError, R> =>
  Effect.withFiber((fiber) => isTraced(fiber.context) ? traced(name, operation, () => {}) : operation)

/** The span of a stream of several calls, if there is a tracer. */
interface StreamSpan {
  /** Puts the calls of an effect below it. */
  readonly within: <A, E, R>(calls: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** Says what the failure was about, where it was one of ours. */
  readonly ended: (exit: Exit.Exit<unknown, unknown>) => void
}

const untraced: StreamSpan = { within: (calls) => calls, ended: () => {} }

/** Makes the span of a stream of several calls. It ends with the stream. */
export const spanOfStream = (name: string, workflow?: string): Effect.Effect<StreamSpan, never, Scope.Scope> =>
  Effect.contextWith((context: Context.Context<Scope.Scope>) =>
    isTraced(context)
      ? Effect.map(Effect.makeSpanScoped(name, spanOptions(name, workflow)), (span) => ({
        within: Effect.provideService(Tracer.ParentSpan, span),
        ended: (exit) => {
          const error = failureIn(exit)
          if (error !== undefined) describeFailure(span, error)
        }
      }))
      : Effect.succeed(untraced)
  )

/** Returns the failure of an operation, unless it is none of ours: a stream may fail with what its source failed with. */
export const failureIn = (exit: Exit.Exit<unknown, unknown>): NovuError | undefined => {
  if (Exit.isSuccess(exit)) return undefined
  const error = exit.cause.reasons.find((reason) => reason._tag === "Fail")?.error
  return error instanceof NovuError ? error : undefined
}
