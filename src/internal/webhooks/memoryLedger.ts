import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { wholeMillis } from "./ledgerOptions.ts"

interface Running {
  readonly token: string
  readonly until: number
}

/** Both maps are in the order of insertion, which is nearly the order of time. */
interface Entries {
  readonly running: Map<string, Running>
  /** Holds the time until which each handled id is remembered. */
  readonly done: Map<string, number>
}

/** Drops what is over from the front of both maps, so that a claim costs the same however many ids there are. */
const prune = ({ running, done }: Entries, now: number, retention: number, capacity: number): void => {
  for (const [id, until] of done) {
    if (until > now && done.size <= capacity) break
    done.delete(id)
  }
  // A lease that ended is kept for as long as a handled id, because its holder may still complete it.
  for (const [id, { until }] of running) {
    if (until + retention > now) break
    running.delete(id)
  }
}

const claimed = ({ running, done }: Entries, id: string, now: number, lease: number) => {
  const until = done.get(id)
  if (until !== undefined && until > now) return { _tag: "Done" as const }
  const other = running.get(id)
  if (other !== undefined && other.until > now) {
    return { _tag: "Running" as const, remaining: Duration.millis(other.until - now) }
  }
  const token = crypto.randomUUID()
  done.delete(id)
  running.delete(id)
  running.set(id, { token, until: now + lease })
  return { _tag: "Fresh" as const, token }
}

const atNow = <A>(f: (now: number) => A): Effect.Effect<A> => Effect.map(Clock.currentTimeMillis, f)

/** Makes a ledger of maps; both times and the number of ids are checked by then. */
export const memoryLedger = (retention: number, capacity: number) => {
  const entries: Entries = { running: new Map(), done: new Map() }
  const { running, done } = entries
  const isOurs = (id: string, token: string) => running.get(id)?.token === token
  return {
    claim: (id: string, lease: Duration.Duration) =>
      atNow((now) => {
        prune(entries, now, retention, capacity)
        return claimed(entries, id, now, wholeMillis(lease))
      }),
    complete: (id: string, token: string) =>
      atNow((now) => {
        if (!isOurs(id, token)) return
        running.delete(id)
        done.set(id, now + retention)
        prune(entries, now, retention, capacity)
      }),
    release: (id: string, token: string) =>
      Effect.sync(() => {
        if (isOurs(id, token)) running.delete(id)
      }),
    forget: (id: string) =>
      Effect.sync(() => {
        running.delete(id)
        done.delete(id)
      })
  }
}
