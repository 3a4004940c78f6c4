/**
 * A campaign that survives the death of its process. It is a workflow of segments,
 * which runners share out, and a segment sends its chunks one after the other. What is
 * stored of a chunk is how it ended; one that did not end is sent again whole.
 */
import { Effect, Result, Schedule, Schema, Stream } from "effect"
import { type BulkOutcome, Events, type NovuError, Trigger, type Triggered } from "effect-novu"
import { Activity, Workflow } from "effect/workflow"

export const Sale = Trigger.make("spring-sale", {
  payload: { campaign: Schema.String, firstName: Schema.String, code: Schema.String },
  // Novu's worker drops an event whose id it knows, so nobody is told twice.
  key: ({ campaign }) => campaign
})

/** Stands for a table of yours, read by ranges of a key that does not change while the campaign runs. */
const customers = (campaign: string, from: number, to: number) =>
  Stream.range(from, to - 1).pipe(Stream.map((n) => ({
    to: `customer-${n}`,
    payload: { campaign, firstName: `Ada ${n}`, code: `SPRING-${n}` }
  })))

/** Says why one customer was not reached. Who that is stands in the table: what is stored here is no personal data. */
const Failure = Schema.Struct({ index: Schema.Int, reason: Schema.String, detail: Schema.String })

const mostFailures = 100

const Report = Schema.Struct({ sent: Schema.Int, failed: Schema.Int, failures: Schema.Array(Failure) })
type Report = typeof Report.Type

const nothing: Report = { sent: 0, failed: 0, failures: [] }

const together = (one: Report, other: Report): Report => ({
  sent: one.sent + other.sent,
  failed: one.failed + other.failed,
  failures: [...one.failures, ...other.failures].slice(0, mostFailures)
})

const counted = (chunkFrom: number) => (report: Report, { index, result }: BulkOutcome<unknown, Triggered>): Report =>
  together(
    report,
    Result.isSuccess(result) ? { ...nothing, sent: 1 } : {
      ...nothing,
      failed: 1,
      failures: [{
        index: chunkFrom + index,
        reason: result.failure.reason._tag,
        detail: result.failure.reason.detail
      }]
    }
  )

const members = {
  id: Schema.String,
  /**
   * Keys hold the environment, because Novu shares them between the environments of an
   * organisation: those of a rehearsal would otherwise answer for the real campaign.
   */
  environment: Schema.String,
  from: Schema.Int,
  to: Schema.Int,
  /** Customers that are sent together, and sent again together after a crash. */
  chunk: Schema.Int
}

type Part = Schema.Struct.Type<typeof members>

/** What fails every customer, such as a key that was withdrawn, is said and waited for, so that nothing is given up. */
const waiting = Schedule.min([Schedule.exponential("1 second"), Schedule.spaced("1 minute")])

const sayWhy = ({ message }: NovuError) => Effect.sync(() => console.error(`waiting: ${message}`))

const sendChunk = ({ environment, from, id, to }: Part) =>
  Activity.make({
    name: `chunk/${from}`,
    success: Report,
    execute: Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const outcomes = triggerAll(Sale, customers(id, from, to), {
        idempotencyKey: (group) => `${environment}/Events.triggerAll/${id}/${from + group.from}+${group.size}`
      })
      return yield* Stream.runFold(outcomes, () => nothing, counted(from)).pipe(
        Effect.tapError(sayWhy),
        Effect.retry(waiting),
        Effect.orDie
      )
    })
  })

const Segment = Workflow.make("example/CampaignSegment", {
  payload: members,
  success: Report,
  idempotencyKey: ({ environment, from, id }) => `${environment}/${id}/${from}`
})

export const Campaign = Workflow.make("example/Campaign", {
  payload: members,
  success: Report,
  idempotencyKey: ({ environment, id }) => `${environment}/${id}`
})

/** Runners share out the segments of a campaign. */
const segments = 8

const parts = ({ from, to, ...rest }: Part, size: number): ReadonlyArray<Part> =>
  Array.from({ length: Math.ceil((to - from) / size) }, (_, index) => ({
    ...rest,
    from: from + index * size,
    to: Math.min(to, from + (index + 1) * size)
  }))

/**
 * Runs campaigns and their segments, and tells of the chunks of the segments that this
 * process runs. A workflow that goes on runs from its beginning, and takes what had
 * ended from the database, so those chunks are told of again.
 */
export const campaigns = (ended: (chunk: Part) => void) => {
  const runSegment = Segment.toLayer((segment) =>
    Effect.map(
      Effect.forEach(parts(segment, segment.chunk), (part) =>
        Effect.tap(sendChunk(part), () => Effect.sync(() => ended(part)))),
      (reports) =>
        reports.reduce(together, nothing)
    )
  )
  const runCampaign = Campaign.toLayer((campaign) => {
    const chunks = Math.ceil((campaign.to - campaign.from) / campaign.chunk)
    const size = Math.ceil(chunks / segments) * campaign.chunk
    return Effect.map(
      Effect.forEach(parts(campaign, size), (part) => Segment.execute(part), { concurrency: "unbounded" }),
      (reports) => reports.reduce(together, nothing)
    )
  })
  return [runSegment, runCampaign] as const
}
