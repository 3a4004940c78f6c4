/** Waits for the rows that a request asks for. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Store } from "../../store/store.ts"
import { nextDue } from "../../worker/worker.ts"
import type { Controlled } from "./controlled.ts"
import type { Waits } from "./waits.ts"

/** Finds what is asked for, or says why nobody can. */
export type Find<A> = (store: Store) => Result.Result<ReadonlyArray<A>, string>

/** Returns when the worker has something to do next by itself, in any environment. */
const nextDueIn = ({ organization }: Store): number =>
  Math.min(...organization.stores().map((store) => nextDue(store) ?? Infinity))

/** No wait is as long. A timer cannot be longer than 24 days. */
const longest = 3_600_000

/** Waits for a write, or until a delay is over that could cause one. */
const somethingNew = (waits: Waits, seen: number, millis: number): Effect.Effect<void> =>
  Number.isFinite(millis)
    ? Effect.race(waits.after(seen), Effect.sleep(Math.min(Math.max(millis, 0), longest)))
    : waits.after(seen)

/**
 * Answers as soon as there is something to find. At the end of the wait, and when the
 * server ends, the answer is an empty list.
 */
export const awaited = <A>(
  { waits, look }: Controlled,
  find: Find<A>,
  wait: number
): Effect.Effect<Result.Result<ReadonlyArray<A>, string>> => {
  const search = Effect.gen(function*() {
    while (true) {
      const { due, found, now, seen } = yield* look((store, at) => ({
        found: find(store),
        seen: waits.version(),
        due: nextDueIn(store),
        now: at
      }))
      if (Result.isFailure(found) || found.success.length > 0 || wait === 0 || !waits.isOpen()) return found
      yield* somethingNew(waits, seen, due - now)
    }
  })
  return wait === 0 ? search : Effect.timeoutOrElse(search, {
    duration: wait,
    orElse: () => Effect.succeed(Result.succeed([]))
  })
}
