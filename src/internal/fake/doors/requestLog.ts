import * as Headers from "effect/http/Headers"
import type { RecordedRequest } from "../../../Testing/FakeState.ts"
import type { FakeAnswer, FakeRequest, Outcome } from "../protocol/message.ts"
import { secretsSent } from "./redaction.ts"

export interface Entry {
  /** Counts from 1, and goes on counting when old entries are dropped. */
  readonly number: number
  readonly request: FakeRequest
  readonly at: number
  /** Says what came of the request; `undefined` while it is being handled, and `Left` where its client did not wait. */
  outcome: Outcome["_tag"] | "Left" | undefined
  answer: FakeAnswer | undefined
  /** Is the time until the answer, in milliseconds. */
  duration: number | undefined
}

const decoder = new TextDecoder()

/**
 * Records what arrived and what was answered, oldest first, at most `keep` of it. Bodies
 * are decoded only when somebody reads the record.
 */
export const makeRequestLog = (keep: number) => {
  const entries: Array<Entry> = []
  let count = 0
  const secrets = new Set<string>()
  /** Is the number of the last entry whose secrets are known. */
  let searched = 0

  const search = (entry: Entry): void => {
    if (entry.number <= searched) return
    searched = entry.number
    for (const secret of secretsSent(decoder.decode(entry.request.body))) secrets.add(secret)
  }

  return {
    keep,
    record: (request: FakeRequest, at: number): Entry => {
      const entry: Entry = {
        number: ++count,
        request,
        at,
        outcome: undefined,
        answer: undefined,
        duration: undefined
      }
      entries.push(entry)
      // What a dropped request sent may still be stored, so its secrets are looked for before it goes.
      while (entries.length > keep) {
        const [oldest] = entries.splice(0, 1)
        if (oldest !== undefined) search(oldest)
      }
      return entry
    },
    entries: (): ReadonlyArray<Entry> => entries,
    all: (): ReadonlyArray<RecordedRequest> => entries.map(toRecorded),
    size: () => entries.length,
    /** Returns every secret that a request sent since the last reset, whether or not the request is kept. */
    secrets: (): ReadonlySet<string> => {
      for (const entry of entries.slice(Math.max(0, entries.length - (count - searched)))) search(entry)
      return secrets
    },
    reset: () => {
      entries.length = 0
      secrets.clear()
    }
  }
}

export const toRecorded = ({ answer, at, duration, request }: Entry): RecordedRequest => ({
  method: request.method,
  url: request.target,
  headers: Headers.fromInput(request.headers),
  body: decoder.decode(request.body),
  at,
  status: answer?.status,
  duration,
  answer: answer === undefined
    ? undefined
    : { status: answer.status, headers: answer.headers, body: answer.body ?? "" }
})
