/** Moves the time of the fake. What becomes due on the way happens at its own time, in its order. */
import * as Effect from "effect/Effect"
import type { FakeTime } from "../protocol/time.ts"
import type { Organization } from "../store/store.ts"
import type { Endpoint } from "../webhooks/endpoint.ts"
import { nextDue } from "../worker/worker.ts"

const earliest = (times: ReadonlyArray<number | undefined>): number | undefined => {
  const known = times.filter((each) => each !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

/** Returns when the next job is due, or the next attempt of a webhook. */
const nextStop = (organization: Organization, time: FakeTime): number | undefined =>
  earliest([...organization.stores().map(nextDue), time.nextWake()])

/** A snooze that is over is left as it is until somebody lists it, and does not count. */
const nextUnsnoozed = (organization: Organization, now: number): number | undefined => {
  let next: number | undefined
  for (const store of organization.stores()) {
    for (const { snoozedUntil } of store.messages.createdAt.rows) {
      if (typeof snoozedUntil === "number" && snoozedUntil > now) next = Math.min(snoozedUntil, next ?? Infinity)
    }
  }
  return next
}

/** Returns when something happens next: a delay, a digest or a snooze ends, or a webhook is tried again. */
export const nextEvent = (organization: Organization, time: FakeTime, now: number): number | undefined =>
  earliest([nextStop(organization, time), nextUnsnoozed(organization, now)])

export interface MovingParts {
  readonly organization: Organization
  readonly time: FakeTime
  readonly endpoints: ReadonlySet<Endpoint>
  /** Does what is due by now. */
  readonly advance: Effect.Effect<void>
}

/** An endpoint that does not answer holds the way up for so long at each stop. */
const patience = "1 second"

/** No program waits as often as this; a way with more stops ends by one jump. */
const mostStops = 1000

/** Moves time forward by so many milliseconds, exactly, however long the way takes. */
export const moveBy = (
  { advance, endpoints, organization, time }: MovingParts,
  millis: number
): Effect.Effect<void> =>
  Effect.gen(function*() {
    const moment = (yield* time.now) + millis
    const goal = time.offset() + millis
    const jump = Effect.fnUntraced(function*(to: number) {
      const now = yield* time.now
      time.shift(Math.max(0, Math.min(to - now, goal - time.offset())), now)
      yield* advance
      if (endpoints.size > 0) {
        yield* Effect.timeoutOption(Effect.forEach([...endpoints], ({ settled }) => settled), patience)
      }
    })
    for (let stops = 0; stops < mostStops; stops++) {
      const next = nextStop(organization, time)
      if (next === undefined || next > moment) break
      yield* jump(next)
    }
    yield* jump(Infinity)
  })
