import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { NovuError } from "../../Errors/NovuError.ts"
import { InvalidInput, TimedOut } from "../../Errors/NovuErrorReason.ts"
import type { ActivityNotification } from "../../Schema/Notification.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composing } from "../call/composing.ts"
import { composition } from "../call/composition.ts"
import { monotonic } from "../call/monotonic.ts"
import { checkOptions } from "../call/settings.ts"
import { withTimeLimit } from "../call/timeLimit.ts"
import { kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { timeLimit } from "../input/timeInput.ts"

type Row = ActivityNotification

/** Repeats `AwaitActivityOptions` of `Notifications`, which stands above this room. */
interface Options extends RequestOptions {
  readonly recipients?: number | undefined
  readonly until: (row: Row) => boolean
  readonly within: Duration.Input
}

/** Reads all rows of one transaction. */
type ReadRows = (transactionId: string, options: RequestOptions) => Stream.Stream<Row, NovuError>

/** What the last poll saw. */
interface Seen {
  readonly rows: ReadonlyMap<string, Row>
  /** How many of the rows were as asked for. */
  readonly done: number
  /** How many polls there were. */
  readonly polls: number
}

/** What a caller passed, with its defaults. */
interface Settings {
  readonly recipients: number
  readonly until: (row: Row) => boolean
  readonly within: Duration.Duration
}

const awaiting = composition("Notifications.awaitActivity", [])

const keyOf = (row: Row): string => row._id ?? JSON.stringify(row)

/** Waits longer after each poll, up to 5 s: rows change within moments of a trigger, or after a delay or a digest. */
const pauseAfter = (polls: number): number => Math.min(5000, 250 * 1.5 ** (polls - 1))

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`

/** Tells the states of all steps, without anything that a payload or an address could be in. */
const stepsOf = (rows: Iterable<Row>): string => {
  const numbers = new Map<string, number>()
  for (const { jobs } of rows) {
    for (const { status = "unknown" } of jobs ?? []) numbers.set(status, (numbers.get(status) ?? 0) + 1)
  }
  return [...numbers].map(([status, number]) => `${number} ${status}`).join(", ") || "none"
}

const lateness = ({ done, rows }: Seen, { recipients, within }: Settings): TimedOut => {
  const steps = rows.size === 0 ? "" : `, with steps ${stepsOf(rows.values())}`
  return new TimedOut({
    scope: "total",
    detail: `${done} of ${count(recipients, "row")} were as asked for within ${Duration.format(within)}; ` +
      `seen: ${count(rows.size, "row")}${steps}`
  })
}

const failWith = (reason: InvalidInput | TimedOut): NovuError =>
  new NovuError({ operation: awaiting.name, attempts: 0, reason, readOnly: true })

/** Checks what a caller passed, who may have no types. */
const checked = (transactionId: unknown, options: unknown): Settings | InvalidInput => {
  const wrong = checkOptions(options ?? null)
  if (wrong !== undefined) return wrong
  const { recipients = 1, until, within } = options as Partial<Options>
  // Without an id, Novu lists the rows of all transactions.
  if (typeof transactionId !== "string" || transactionId === "") {
    return invalidInput("transactionId", "must be a text that is not empty")
  }
  if (!Number.isSafeInteger(recipients) || recipients < 1) {
    return invalidInput("recipients", "must be a whole number above zero")
  }
  if (typeof until !== "function") return invalidInput("until", `must be a function of a row, and is ${kindOf(until)}`)
  if (within === undefined) return invalidInput("within", "must be a duration above zero, such as \"10 seconds\"")
  const time = timeLimit("within", within, Duration.infinity)
  return time instanceof InvalidInput ? time : { recipients, until, within: time }
}

/** Polls the rows of a transaction, and streams those that are new or have changed, until enough are as asked for. */
export const awaitActivity = (
  readRows: ReadRows,
  transactionId: string,
  given: Options
): Stream.Stream<Row, NovuError> =>
  composing(awaiting, awaitActivity, ({ failure, part }) => {
    const options = checked(transactionId, given)
    if (options instanceof InvalidInput) return Stream.fail(failure(failWith(options)))
    const { attemptTimeout, retry, totalTimeout } = given
    const poll = part(Stream.runCollect(readRows(transactionId, { attemptTimeout, retry, totalTimeout })))
    return Stream.mapError(watch(poll, options), failure)
  })

const watch = (
  poll: Effect.Effect<ReadonlyArray<Row>, NovuError>,
  options: Settings
): Stream.Stream<Row, NovuError> => {
  const { recipients, until, within } = options

  const isDone = (row: Row) =>
    Effect.try({ try: () => until(row), catch: () => failWith(invalidInput("until", "threw for a row")) })

  /** Waits, polls once, and returns the rows that changed and what comes next. */
  const step = (left: () => number) =>
    Effect.fnUntraced(function*(seen: Seen) {
      const late = () => Effect.fail(failWith(lateness(seen, options)))
      if (seen.polls > 0) yield* Effect.sleep(Math.min(pauseAfter(seen.polls), Math.max(0, left())))
      if (left() <= 0) return yield* late()
      // A row that was made in between shifts the pages, and another comes twice.
      const rows = new Map((yield* withTimeLimit(poll, left(), late)).map((row) => [keyOf(row), row]))
      const changed = [...rows].filter(([key, row]) => !Equal.equals(seen.rows.get(key), row)).map(([, row]) => row)
      const done = (yield* Effect.filter(rows.values(), isDone)).length
      const next = done >= recipients ? Option.none<Seen>() : Option.some({ rows, done, polls: seen.polls + 1 })
      return [changed, next] as const
    })

  const start: Seen = { rows: new Map(), done: 0, polls: 0 }
  return Stream.unwrap(Effect.clockWith((clock) => {
    const end = monotonic(clock) + Duration.toMillis(within)
    return Effect.succeed(Stream.paginate(start, step(() => end - monotonic(clock))))
  }))
}
