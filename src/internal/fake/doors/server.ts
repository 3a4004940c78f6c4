import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import type { FakeWebhooksOptions } from "../../../Testing/FakeWebhooks.ts"
import { defaultSeed, type Seed } from "../../../Testing/Seed.ts"
import { applyFault } from "../faults/applyFault.ts"
import { makeFaults } from "../faults/faults.ts"
import { makeIdempotency } from "../protocol/idempotency.ts"
import type { FakeAnswer, FakeRequest, Outcome } from "../protocol/message.ts"
import { type PipelineParts, runPipeline } from "../protocol/pipeline.ts"
import { makeRateLimiter } from "../protocol/rateLimit.ts"
import { makeRouter } from "../protocol/routing.ts"
import { asksForHealth } from "../resources/healthCheck.ts"
import { routes } from "../resources/routes.ts"
import { addSeed } from "../seed/addSeed.ts"
import { exportSeed } from "../seed/exportSeed.ts"
import { makeOrganization } from "../store/organization.ts"
import type { Store, Watches } from "../store/store.ts"
import { type Endpoint, makeEndpoint } from "../webhooks/endpoint.ts"
import { type Happening, mailHappenings, messageHappenings, preferenceHappenings } from "../webhooks/eventsOf.ts"
import { advance, flush, hold } from "../worker/worker.ts"
import { makeWaits } from "./control/waits.ts"
import { inboxOf, type MessageFilter, messagesOf, sentTriggers } from "./notifications.ts"
import { makeHiding, makeRedaction } from "./redaction.ts"
import { makeRequestLog } from "./requestLog.ts"
import { snapshot } from "./snapshot.ts"

const matchRoute = makeRouter(routes)

/**
 * Makes the server without a socket. `respond` takes a request and returns an
 * outcome; the other members let a test look inside and interfere.
 */
export const makeServer = (options: FakeNovuOptions) =>
  Effect.gen(function*() {
    const scope = yield* Scope.Scope
    const log = makeRequestLog()
    const faults = makeFaults()
    const latency = Duration.fromInputUnsafe(options.latency ?? Duration.zero)
    const endpoints = new Set<Endpoint>()
    const waits = makeWaits()
    const clock = yield* Clock.Clock
    /** Tells every endpoint what a write has caused. What a seed writes is no event. */
    const tell = (happenings: (store: Store) => ReadonlyArray<Happening>): void => {
      if (endpoints.size === 0 || isSeeding) return
      const now = clock.currentTimeMillisUnsafe()
      for (const happening of happenings(parts.organization.main)) {
        for (const endpoint of endpoints) endpoint.tell(happening, now)
      }
    }
    const watches: Watches = {
      messages: (before, after) => tell(() => messageHappenings(before, after)),
      preferences: (_, after) => tell((store) => preferenceHappenings(store, after)),
      changed: waits.tell,
      mails: (_, after) => tell(() => mailHappenings(after)),
      hasWebhooks: () => endpoints.size > 0
    }
    let isSeeding = false
    let parts = makeParts(options, watches, latency, yield* Clock.currentTimeMillis)

    /** Looks at the store after the worker has done what is due by now. */
    const look = <A>(read: (store: Store, now: number) => A): Effect.Effect<A> =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        for (const store of parts.organization.stores()) advance(store, now)
        return read(parts.organization.main, now)
      })

    /** Writes what causes no event, because a test did it and nobody by the API. */
    const quietly = <A>(write: (store: Store, now: number) => A): Effect.Effect<A> =>
      look((store, now) => {
        isSeeding = true
        try {
          return write(store, now)
        } finally {
          isSeeding = false
        }
      })

    /** A handler that takes time goes on when its client leaves, as it does on a server. */
    const run = (request: FakeRequest): Effect.Effect<FakeAnswer> => {
      const answer = Effect.andThen(look(() => undefined), runPipeline(parts, request))
      return parts.latency === undefined ? answer : Effect.flatMap(Effect.forkIn(answer, scope), Fiber.join)
    }

    /** Who asks every second whether the fake is ready uses up no fault, and leaves no trace among the requests. */
    const respond = (request: FakeRequest): Effect.Effect<Outcome> =>
      asksForHealth(request, options.prefix)
        ? Effect.map(run(request), (answer) => ({ _tag: "Answered", answer, delivery: { _tag: "Whole" } }))
        : recorded(request)

    /** Records a request, and answers it unless a fault does. */
    const recorded = (request: FakeRequest): Effect.Effect<Outcome> =>
      Effect.gen(function*() {
        const entry = log.record(request, yield* Clock.currentTimeMillis)
        const outcome = yield* applyFault(yield* faults.next(request), run(request))
        if (outcome._tag !== "Answered") return outcome
        entry.status = outcome.answer.status
        return { ...outcome, answer: dated(outcome.answer, yield* Clock.currentTimeMillis) }
      })

    return {
      respond,
      look,
      waits,
      log,
      faults,
      options,
      quietly,
      seed: (seed: Seed) => quietly((store, now) => sow(store, seed, now)),
      webhooks: (webhooks: FakeWebhooksOptions) =>
        Effect.acquireRelease(
          Effect.tap(makeEndpoint(webhooks), (endpoint) => Effect.sync(() => endpoints.add(endpoint))),
          (endpoint) => Effect.sync(() => endpoints.delete(endpoint))
        ),
      state: look(snapshot),
      saved: look(({ organization }) => exportSeed(organization)),
      sent: () => look(sentTriggers),
      messages: (filter: MessageFilter = {}) => look((store) => messagesOf(store, filter)),
      inbox: (subscriberId: string) => look((store) => inboxOf(store, subscriberId)),
      hold: look(({ organization }) => organization.stores().forEach(hold)),
      flush: look(({ organization }, now) => {
        for (const store of organization.stores()) flush(store, now)
      }),
      hiding: () => makeHiding(parts.organization),
      redaction: () => makeRedaction(parts.organization, log.all()),
      reset: Effect.map(Clock.currentTimeMillis, (now) => {
        log.reset()
        faults.reset()
        parts = makeParts(options, watches, latency, now)
        waits.tell()
      })
    }
  })

export type Server = Effect.Success<ReturnType<typeof makeServer>>

/** Adds a seed. The worker does at once what the seed leaves to it, unless it is held. */
const sow = (store: Store, seed: Seed, now: number): void => {
  addSeed(store, seed, now)
  for (const each of store.organization.stores()) {
    if (!each.worker.held && each.worker.queue.length > 0) flush(each, now)
  }
}

/** Makes everything that a reset replaces. */
const makeParts = (
  options: FakeNovuOptions,
  watches: Watches,
  latency: Duration.Duration,
  now: number
): PipelineParts => {
  const organization = makeOrganization(options, now, watches)
  sow(organization.main, options.seed ?? defaultSeed, now)
  return {
    matchRoute,
    organization,
    rateLimiter: options.rateLimit ? makeRateLimiter(options.rateLimit) : undefined,
    idempotency: options.idempotency === true ? makeIdempotency() : undefined,
    latency: Duration.isZero(latency) ? undefined : Effect.sleep(latency)
  }
}

/** Adds a `Date`, as every HTTP server does. Clients learn the server's time from it. */
const dated = (answer: FakeAnswer, now: number): FakeAnswer =>
  answer.headers.some(([name]) => name.toLowerCase() === "date")
    ? answer
    : { ...answer, headers: [...answer.headers, ["Date", new Date(now).toUTCString()]] }
