/** Answers a request of Novu's: reads it, handles its event once, and says how that went. */
import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import type * as HttpServerError from "effect/http/HttpServerError"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Metric from "effect/Metric"
import * as Option from "effect/Option"
import type { Delivery } from "../../Webhooks/Delivery.ts"
import type { WebhookError } from "../../Webhooks/WebhookError.ts"
import type { RouteSettings } from "./routeSettings.ts"
import { attribute, type Outcome, received } from "./webhookTelemetry.ts"

interface Event {
  readonly type: string
}

interface Meta {
  readonly deliveryId: string
  readonly attemptedAt: DateTime.Utc
}

type Claim =
  | { readonly _tag: "Fresh"; readonly token: string }
  | { readonly _tag: "Running"; readonly remaining: Duration.Duration }
  | { readonly _tag: "Done" }

/** As much of a ledger as a route needs. */
interface Ledger {
  readonly claim: (id: string, lease: Duration.Duration) => Effect.Effect<Claim, unknown>
  readonly complete: (id: string, token: string) => Effect.Effect<void, unknown>
  readonly release: (id: string, token: string) => Effect.Effect<void, unknown>
}

export interface Route<E extends Event, R> {
  readonly settings: RouteSettings
  readonly receive: (delivery: Delivery) => Effect.Effect<Meta & { readonly event: E }, WebhookError>
  readonly ledger: Option.Option<Ledger>
  /** Returns the handler of an event, if there is one. */
  readonly handlerOf: (event: E) => ((event: E, meta: Meta) => Effect.Effect<unknown, unknown, R>) | undefined
  readonly context: Context.Context<R>
}

type Answer = HttpServerResponse.HttpServerResponse

/** How a request ended. */
interface Ended {
  readonly status: number
  readonly outcome: Outcome
  readonly type: string
  readonly retryAfter?: Duration.Duration
}

/** Events whose type is not known yet are counted under this name. */
const noType = "none"

/** Novu delivers again after five seconds at the earliest, so this is when another attempt makes sense. */
const soon = Duration.seconds(5)

const toResponse = ({ retryAfter, status }: Ended): Answer =>
  HttpServerResponse.empty({
    status,
    ...(retryAfter && { headers: { "retry-after": String(Math.max(1, Math.ceil(Duration.toSeconds(retryAfter)))) } })
  })

const isTooLarge = ({ reason }: HttpServerError.HttpServerError): boolean =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"

/** Reads the body as bytes, or says why it cannot be read. */
const readBody = (
  request: HttpServerRequest.HttpServerRequest,
  { maxBodySize, timeout }: RouteSettings
): Effect.Effect<Uint8Array | Ended> => {
  const length = Number(request.headers["content-length"] ?? 0)
  const tooLarge: Ended = { status: 413, outcome: "too large", type: noType }
  if (length > Number(maxBodySize)) return Effect.succeed(tooLarge)
  const read: Effect.Effect<Uint8Array | Ended> = request.arrayBuffer.pipe(
    Effect.provideService(HttpIncomingMessage.MaxBodySize, maxBodySize),
    Effect.match({
      onSuccess: (bytes) => new Uint8Array(bytes),
      onFailure: (error): Ended => isTooLarge(error) ? tooLarge : { status: 400, outcome: "unreadable", type: noType }
    })
  )
  return Effect.timeoutOrElse(read, {
    duration: timeout,
    orElse: () => Effect.succeed<Ended>({ status: 408, outcome: "timed out", type: noType })
  })
}

const statusOf = (error: WebhookError, { ackUndecodable }: RouteSettings): Ended => {
  const { isAuthentic, reason } = error
  if (!isAuthentic) return { status: 401, outcome: "rejected", type: noType }
  if (reason._tag !== "DecodeFailed") return { status: 400, outcome: "unreadable", type: noType }
  return { status: ackUndecodable ? 204 : 500, outcome: "unreadable", type: reason.type ?? noType }
}

/** Says why a webhook was not taken, in words that show nothing of it. */
const report = (error: WebhookError) =>
  Effect.annotateLogs(Effect.logWarning(`webhook not taken: ${error.message}`), attribute.reason, error.reason._tag)

const reportFailure = (type: string, cause: Cause.Cause<unknown>) =>
  Effect.annotateLogs(Effect.logError(`the handler of ${type} failed`, cause), attribute.type, type)

/** Runs a handler for as long as it may take. */
const run = <E extends Event, R>(
  { context, settings: { timeout } }: Route<E, R>,
  handler: Effect.Effect<unknown, unknown, R>,
  type: string
): Effect.Effect<Ended> =>
  Effect.provideContext(handler, context).pipe(
    Effect.as(Option.some(undefined)),
    Effect.timeoutOrElse({ duration: timeout, orElse: () => Effect.succeed(Option.none()) }),
    Effect.exit,
    Effect.flatMap((exit): Effect.Effect<Ended> => {
      if (Exit.isSuccess(exit)) {
        return Effect.succeed(
          Option.isSome(exit.value)
            ? { status: 204, outcome: "handled", type }
            : { status: 503, outcome: "timed out", type, retryAfter: soon }
        )
      }
      return Effect.as(reportFailure(type, exit.cause), { status: 500, outcome: "failed", type })
    })
  )

const ledgerAway = (type: string) => (error: unknown): Effect.Effect<Ended> =>
  Effect.as(
    Effect.logWarning(`a webhook waits for its ledger: ${error instanceof Error ? error.message : "it failed"}`),
    { status: 503, outcome: "ledger unavailable", type, retryAfter: soon }
  )

/**
 * Asks a ledger for as long as a handler may take. The end of the request does
 * not end the question: what was handled is to be recorded.
 */
const asked = <A>(question: Effect.Effect<A, unknown>, timeout: Duration.Duration): Effect.Effect<A, unknown> =>
  Effect.uninterruptible(
    Effect.timeoutOrElse(Effect.interruptible(question), {
      duration: timeout,
      orElse: () => Effect.fail(new Error("it did not answer"))
    })
  )

/** Handles an event that no other delivery of it has handled, and records that it did. */
const runOnce = <R>(
  ledger: Ledger,
  { lease, timeout }: RouteSettings,
  { deliveryId: id }: Meta,
  type: string,
  handle: Effect.Effect<Ended, never, R>
): Effect.Effect<Ended, never, R> =>
  Effect.uninterruptibleMask((restore) =>
    asked(ledger.claim(id, lease), timeout).pipe(
      Effect.matchEffect({
        onFailure: ledgerAway(type),
        onSuccess: (claim): Effect.Effect<Ended, never, R> => {
          if (claim._tag === "Done") return Effect.succeed({ status: 204, outcome: "duplicate", type })
          if (claim._tag === "Running") {
            return Effect.succeed({ status: 503, outcome: "running", type, retryAfter: claim.remaining })
          }
          const { token } = claim
          // What the ledger cannot record is handled again, at the latest when the lease has ended.
          const settle = (how: Ledger["complete"]) =>
            Effect.catch(asked(how(id, token), timeout), () =>
              Effect.logWarning(`the ledger could not record a webhook of ${type}`))
          return restore(handle).pipe(
            Effect.onExit((exit) =>
              settle(Exit.isSuccess(exit) && exit.value.outcome === "handled" ? ledger.complete : ledger.release)
            )
          )
        }
      })
    )
  )

const handled = <E extends Event, R>(
  route: Route<E, R>,
  { event, ...meta }: Meta & { readonly event: E }
): Effect.Effect<Ended> => {
  const { type } = event
  const handler = route.handlerOf(event)
  if (handler === undefined) return Effect.succeed({ status: 204, outcome: "unhandled", type })
  const handle = run(route, Effect.suspend(() => handler(event, meta)), type)
  const { ledger, settings } = route
  const once = Option.isNone(ledger) ? handle : runOnce(ledger.value, settings, meta, type, handle)
  return Effect.flatMap(
    Clock.currentTimeMillis,
    (now) =>
      Effect.withSpan(
        Effect.tap(once, ({ outcome }) => Effect.annotateCurrentSpan(attribute.outcome, outcome)),
        `novu.webhook ${type}`,
        {
          attributes: {
            [attribute.type]: type,
            [attribute.id]: meta.deliveryId,
            [attribute.age]: (now - DateTime.toEpochMillis(meta.attemptedAt)) / 1000
          }
        }
      )
  )
}

export const answer = <E extends Event, R>(
  request: HttpServerRequest.HttpServerRequest,
  route: Route<E, R>
): Effect.Effect<Answer> =>
  readBody(request, route.settings).pipe(
    Effect.flatMap((body): Effect.Effect<Ended> =>
      body instanceof Uint8Array
        ? Effect.matchEffect(route.receive({ headers: request.headers, body }), {
          onFailure: (error) => Effect.as(report(error), statusOf(error, route.settings)),
          onSuccess: (webhook) => handled(route, webhook)
        })
        : Effect.succeed(body)
    ),
    Effect.tap(({ outcome, type }) => Metric.update(received(type, outcome), 1)),
    Effect.map(toResponse)
  )
