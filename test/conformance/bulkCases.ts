/** Says what `Events.triggerAll` does when something happens to one of its groups. */
import type { EventName } from "./events.ts"

/** Is how many events a case sends, in groups of a hundred, one after the other. */
export const eventCount = 300

export interface BulkConduct {
  readonly requests: number
  /** Counts the outcomes that are a success. */
  readonly taken: number
  /** Counts the events that Novu carried out, and those among them that it carried out before. */
  readonly carriedOut: number
  readonly twice: number
  /** Counts the outcomes that are a failure, by the tag of their reason. */
  readonly failed: Readonly<Record<string, number>>
  /** Is the tag of the reason that ended the stream, and is absent where it reached its end. */
  readonly ended?: string
}

export interface BulkCase {
  /** Says what happens to the requests that follow the first group; then Novu answers again. */
  readonly on: readonly [EventName, ...Array<EventName>]
  readonly conduct: BulkConduct
}

const all = (requests: number): BulkConduct => ({
  requests,
  taken: eventCount,
  carriedOut: eventCount,
  twice: 0,
  failed: {}
})

/** The second group fails, and the third is sent. */
const failsOne = (tag: string, requests: number, carriedOut: number): BulkConduct => ({
  requests,
  taken: 200,
  carriedOut,
  twice: 0,
  failed: { [tag]: 100 }
})

const ends = (tag: string): BulkConduct => ({
  requests: 2,
  taken: 100,
  carriedOut: 100,
  twice: 0,
  failed: {},
  ended: tag
})

export const bulkCases: ReadonlyArray<BulkCase> = [
  { on: ["answer"], conduct: all(3) },
  { on: ["refused"], conduct: all(4) },
  { on: ["reset-before"], conduct: all(4) },
  { on: ["reset-after"], conduct: all(4) },
  { on: ["cut-body"], conduct: all(4) },
  { on: ["silent-headers"], conduct: all(4) },
  { on: ["502-after"], conduct: all(4) },
  { on: ["503"], conduct: all(4) },
  { on: ["409-running"], conduct: all(4) },
  { on: ["429-2s"], conduct: all(4) },
  { on: ["429-2s", "429-2s", "429-2s", "429-2s", "429-2s", "429-2s", "429-2s"], conduct: all(10) },
  { on: ["413"], conduct: all(5) },
  { on: ["413", "413"], conduct: all(7) },
  { on: ["422"], conduct: all(5) },
  { on: ["400"], conduct: all(5) },
  { on: ["500", "500", "500"], conduct: failsOne("ServerFailed", 5, 200) },
  { on: ["502-after", "502-after", "502-after"], conduct: failsOne("ServerFailed", 5, 300) },
  { on: ["500-stored"], conduct: failsOne("ServerFailed", 3, 200) },
  { on: ["200-html"], conduct: failsOne("ResponseDecodeFailed", 3, 200) },
  { on: ["200-truncated"], conduct: failsOne("ResponseDecodeFailed", 3, 300) },
  { on: ["429-10min"], conduct: failsOne("RateLimited", 3, 200) },
  { on: ["401"], conduct: ends("Unauthorized") },
  { on: ["402"], conduct: ends("PaymentRequired") },
  { on: ["403"], conduct: ends("Forbidden") }
]
