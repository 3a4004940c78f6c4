import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import type { FakeWebhooksOptions } from "../../../Testing/FakeWebhooks.ts"
import { defaultSeed, type Seed } from "../../../Testing/Seed.ts"
import { applyFault } from "../faults/applyFault.ts"
import { makeFaults } from "../faults/faults.ts"
import { callerByToken } from "../inbox/caller.ts"
import { makeLive } from "../inbox/live.ts"
import { inboxRoutes } from "../inbox/routes.ts"
import { makeIdempotency } from "../protocol/idempotency.ts"
import type { FakeAnswer, FakeRequest, Outcome } from "../protocol/message.ts"
import { type PipelineParts, runPipeline } from "../protocol/pipeline.ts"
import { makeRateLimiter } from "../protocol/rateLimit.ts"
import { makeRouter } from "../protocol/routing.ts"
import { makeTime } from "../protocol/time.ts"
import { asksForHealth } from "../resources/healthCheck.ts"
import { localOAuthRoutes } from "../resources/localOAuth.ts"
import { routes } from "../resources/routes.ts"
import { wake } from "../resources/snoozing.ts"
import { addSeed } from "../seed/addSeed.ts"
import { exportSeed } from "../seed/exportSeed.ts"
import { makeOrganization } from "../store/organization.ts"
import type { Store, Watches } from "../store/store.ts"
import { type Endpoint, makeEndpoint } from "../webhooks/endpoint.ts"
import { type Happening, mailHappenings, messageHappenings, preferenceHappenings } from "../webhooks/eventsOf.ts"
import { advance, flush, hold, runNow } from "../worker/worker.ts"
import { makeWaits } from "./control/waits.ts"
import { forgetOldest } from "./keeping.ts"
import { moveBy, nextEvent } from "./moving.ts"
import { inboxOf, type MessageFilter, messagesOf, sentTriggers } from "./notifications.ts"
import { makeHiding, makeRedaction } from "./redaction.ts"
import { makeRequestLog } from "./requestLog.ts"
import { snapshot } from "./snapshot.ts"

const matchRoute = makeRouter([...routes, ...inboxRoutes, ...localOAuthRoutes])

/**
 * Makes the server without a socket. `respond` takes a request and returns an
 * outcome; the other members let a test look inside and interfere.
 */
export const makeServer = (options: FakeNovuOptions) =>
  Effect.gen(function*() {
    const scope = yield* Scope.Scope
    const keep = options.keep ?? Infinity
    const log = makeRequestLog(keep)
    const changes = makeWaits()
    const faults = makeFaults(changes.tell)
    const time = makeTime()
    let endpointCount = 0
    const latency = Duration.fromInputUnsafe(options.latency ?? Duration.zero)
    const endpoints = new Set<Endpoint>()
    const waits = makeWaits()
    const clock = yield* Clock.Clock
    /** Tells every endpoint what a write has caused. What a seed writes is no event. */
    const tell = (happenings: (store: Store) => ReadonlyArray<Happening>): void => {
      if (endpoints.size === 0 || isSeeding) return
      const now = time.nowBy(clock)
      for (const happening of happenings(parts.organization.main)) {
        for (const endpoint of endpoints) endpoint.tell(happening, now)
      }
    }
    const watches: Watches = {
      messages: (before, after) => tell(() => messageHappenings(before, after)),
      preferences: (_, after) => tell((store) => preferenceHappenings(store, after)),
      changed: waits.tell,
      mails: (_, after) => tell(() => mailHappenings(after)),
      hasWebhooks: () => endpoints.size > 0,
      inboxes: (environmentId) => live.watch(environmentId)
    }
    const live = makeLive((environmentId) => parts.organization.storeOf(environmentId))
    const closing = yield* Latch.make()
    let isSeeding = false
    let parts = makeParts(options, watches, latency, time.now, yield* time.now)

    /** Looks at the store after the worker has done what is due by now. */
    const look = <A>(read: (store: Store, now: number) => A): Effect.Effect<A> =>
      Effect.map(time.now, (now) => {
        let woke = false
        for (const store of parts.organization.stores()) woke = advance(store, now) || woke
        if (woke) {
          forgetOldest(parts.organization, keep)
          changes.tell()
        }
        return read(parts.organization.main, now)
      })

    /** Makes a change of what is stored, and tells of it. */
    const change = <A>(write: (store: Store, now: number) => A): Effect.Effect<A> =>
      Effect.tap(look(write), () => Effect.sync(changes.tell))

    /** Writes what causes no event, because a test did it and nobody by the API. */
    const quietly = <A>(write: (store: Store, now: number) => A): Effect.Effect<A> =>
      change((store, now) => {
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

    /** Records a request and what comes of it. */
    const recorded = (request: FakeRequest, handle: Effect.Effect<Outcome>): Effect.Effect<Outcome> =>
      Effect.gen(function*() {
        const entry = log.record(request, yield* time.now)
        changes.tell()
        const begun = yield* Clock.currentTimeNanos
        const outcome = yield* Effect.onInterrupt(handle, () =>
          Effect.sync(() => {
            entry.outcome = "Left"
            changes.tell()
          }))
        entry.outcome = outcome._tag
        entry.duration = Number((yield* Clock.currentTimeNanos) - begun) / 1_000_000
        const shown = outcome._tag === "Answered"
          ? { ...outcome, answer: dated(outcome.answer, yield* time.now) }
          : outcome
        if (shown._tag === "Answered") entry.answer = shown.answer
        forgetOldest(parts.organization, keep)
        changes.tell()
        return shown
      })

    const newEndpoint = (webhooks: FakeWebhooksOptions, generated: boolean) =>
      Effect.suspend(() =>
        makeEndpoint(webhooks, { number: ++endpointCount, generated, time, keep, changed: changes.tell })
      ).pipe(
        Effect.tap((endpoint) =>
          Effect.sync(() => {
            endpoints.add(endpoint)
            changes.tell()
          })
        )
      )

    const plainly = (request: FakeRequest): Effect.Effect<Outcome> =>
      Effect.map(run(request), (answer): Outcome => ({ _tag: "Answered", answer, delivery: { _tag: "Whole" } }))

    /** Who asks every second whether the fake is ready uses up no fault, and leaves no trace among the requests. */
    const respond = (request: FakeRequest): Effect.Effect<Outcome> =>
      asksForHealth(request, options.prefix)
        ? plainly(request)
        : recorded(request, Effect.flatMap(faults.next(request), (fault) => applyFault(fault, run(request))))

    return {
      respond,
      /** Answers a request of the page, which no fault is meant for. */
      act: (request: FakeRequest): Effect.Effect<Outcome> => recorded(request, plainly(request)),
      look,
      waits,
      log,
      faults,
      options,
      changes,
      time,
      organization: () => parts.organization,
      endpoints: (): ReadonlyArray<Endpoint> => [...endpoints],
      /** Returns the time at which something will happen by itself; `undefined` where nothing waits. */
      nextEvent: Effect.map(time.now, (now) => nextEvent(parts.organization, time, now)),
      /** Moves time forward. What becomes due on the way happens in its order. */
      moveBy: (millis: number): Effect.Effect<void> =>
        moveBy({ organization: parts.organization, time, endpoints, advance: look(() => undefined) }, millis).pipe(
          Effect.andThen(Effect.sync(changes.tell))
        ),
      /** Ends the wait of a run before its time, and says whether it waited. */
      runNow: (environmentId: string | undefined, runId: string): Effect.Effect<boolean> =>
        change((_, now) => {
          const { organization } = parts
          const stores = environmentId === undefined ? organization.stores() : [organization.storeOf(environmentId)]
          return stores.some((store) => store !== undefined && runNow(store, runId, now))
        }),
      quietly,
      seed: (seed: Seed) => quietly((store, now) => sow(store, seed, now)),
      /** Delivers webhooks to a URL until the fake ends, signed with a secret that is made for it. */
      addWebhooks: (url: string) => {
        const secret = newSigningSecret()
        return newEndpoint({ to: url, secret }, true).pipe(
          Effect.orDie,
          Scope.provide(scope),
          Effect.map(({ number }) => ({ number, secret }))
        )
      },
      webhooks: (webhooks: FakeWebhooksOptions) =>
        Effect.acquireRelease(
          newEndpoint(webhooks, false),
          (endpoint) => Effect.sync(() => endpoints.delete(endpoint))
        ),
      state: look(snapshot),
      saved: look(({ organization }) => exportSeed(organization)),
      sent: () => look(sentTriggers),
      inboxes: {
        join: live.join,
        /** Returns whose token it is. */
        callerOf: (token: string) =>
          Effect.flatMap(look((_, now) => now), (now) => callerByToken(parts.organization, token, now)),
        /** Does what is due by now, which otherwise waits for somebody who asks. */
        tick: look(({ organization }, now) => {
          for (const store of organization.stores()) wake(store, now)
        }),
        /** Is opened when the fake goes away, and then stays open. */
        closing
      },
      messages: (filter: MessageFilter = {}) => look((store) => messagesOf(store, filter)),
      inbox: (subscriberId: string) => look((store) => inboxOf(store, subscriberId)),
      hold: change(({ organization }) => organization.stores().forEach(hold)),
      flush: change(({ organization }, now) => {
        for (const store of organization.stores()) flush(store, now)
      }),
      hiding: () => makeHiding(parts.organization),
      redaction: () => makeRedaction(parts.organization, log.secrets()),
      reset: Effect.map(Effect.andThen(Effect.sync(time.reset), time.now), (now) => {
        log.reset()
        faults.reset()
        parts = makeParts(options, watches, latency, time.now, now)
        live.refresh()
        changes.tell()
        waits.tell()
      })
    }
  })

export type Server = Effect.Success<ReturnType<typeof makeServer>>

/** Makes a signing secret as Svix does. */
const newSigningSecret = (): Redacted.Redacted =>
  Redacted.make(`whsec_${Base64.encode(crypto.getRandomValues(new Uint8Array(24)))}`)
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
  time: Effect.Effect<number>,
  now: number
): PipelineParts => {
  const organization = makeOrganization(options, now, watches)
  sow(organization.main, options.seed ?? defaultSeed, now)
  return {
    matchRoute,
    organization,
    rateLimiter: options.rateLimit ? makeRateLimiter(options.rateLimit) : undefined,
    idempotency: options.idempotency === true ? makeIdempotency() : undefined,
    latency: Duration.isZero(latency) ? undefined : Effect.sleep(latency),
    now: time
  }
}

/** Adds a `Date`, as every HTTP server does. Clients learn the server's time from it. */
const dated = (answer: FakeAnswer, now: number): FakeAnswer =>
  answer.headers.some(([name]) => name.toLowerCase() === "date")
    ? answer
    : { ...answer, headers: [...answer.headers, ["Date", new Date(now).toUTCString()]] }
