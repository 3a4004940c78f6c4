import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { NovuError } from "../../Errors/NovuError.ts"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { BulkOptions, BulkOutcome, BulkSource } from "../../Transport/Bulk.ts"
import { type Composing, composing } from "../call/composing.ts"
import { deliver } from "./deliver.ts"
import { grouped, SourceFailure } from "./groups.ts"
import type { Entry, Plan } from "./plan.ts"
import { type BulkSettings, bulkSettings } from "./settings.ts"
import { readSource } from "./source.ts"

/** Holds the outcomes of a group, and why the run ends after them. */
interface Told<Item, A> {
  readonly outcomes: ReadonlyArray<BulkOutcome<Item, A>>
  readonly fatal?: NovuError
}

/** Makes entries of items. */
const prepare = Effect.fnUntraced(function*<Item, Ready>(
  plan: Plan<Item, Ready, unknown>,
  items: ReadonlyArray<Item>,
  first: number
) {
  const entries: Array<Entry<Item, Ready>> = []
  for (const item of items) {
    const made = plan.prepare(item)
    const index = first + entries.length
    entries.push({ index, item, ready: Result.isResult(made) ? made : yield* made })
  }
  return entries
})

/** Puts the results of what was sent into the places of their entries. */
const outcomesOf = <Item, A>(
  group: ReadonlyArray<Entry<Item, unknown>>,
  results: ReadonlyArray<Result.Result<A, NovuError>>
): ReadonlyArray<BulkOutcome<Item, A>> => {
  const outcomes: Array<BulkOutcome<Item, A>> = []
  let sent = 0
  for (const { index, item, ready } of group) {
    const result = Result.isFailure(ready) ? Result.fail(ready.failure) : results[sent++]
    // A failure that ends the run leaves the rest of the group without a result.
    if (result === undefined) break
    outcomes.push({ index, item, result })
  }
  return outcomes
}

const sendGroup = <Item, Ready, A>(
  plan: Plan<Item, Ready, A>,
  settings: BulkSettings,
  group: ReadonlyArray<Entry<Item, Ready>>
): Effect.Effect<Told<Item, A>> => {
  const places = group.flatMap(({ index, ready }) => Result.isSuccess(ready) ? [{ index, ready: ready.success }] : [])
  return places.length === 0
    ? Effect.succeed({ outcomes: outcomesOf(group, []) })
    : Effect.map(
      deliver(plan, settings, places),
      ({ fatal, results }) => ({ outcomes: outcomesOf(group, results), ...(fatal && { fatal }) })
    )
}

const run = <Item, Ready, A, E, R>(
  plan: Plan<Item, Ready, A>,
  source: BulkSource<Item, E, R>,
  settings: BulkSettings,
  whole: Composing
): Stream.Stream<BulkOutcome<Item, A>, E | NovuError, R> => {
  const { concurrency, from, within } = settings
  const first = plan.aligned ? from - from % plan.size : from
  let next = first
  let isStopped = false

  const items = readSource(plan.method.name, source, { size: plan.size, skipped: first, stopped: () => isStopped })
  const entries: Stream.Stream<Entry<Item, Ready> | SourceFailure<E | NovuError>, never, R> = items.pipe(
    Stream.chunks,
    Stream.mapEffect((chunk) => {
      const index = next
      next += chunk.length
      return prepare(plan, chunk, index)
    }),
    Stream.flattenIterable,
    Stream.catchCause((cause) => Stream.succeed(new SourceFailure(cause)))
  )

  const send = (
    group: ReadonlyArray<Entry<Item, Ready>> | SourceFailure<E | NovuError>
  ): Effect.Effect<Told<Item, A> | SourceFailure<E | NovuError>> => {
    if (group instanceof SourceFailure) return Effect.succeed(group)
    if (isStopped) return Effect.succeed({ outcomes: [] })
    return Effect.tap(whole.part(sendGroup(plan, settings, group)), ({ fatal }) => {
      if (fatal !== undefined) isStopped = true
      return Effect.void
    })
  }

  return grouped(entries, plan, within).pipe(
    Stream.mapEffect(send, { concurrency }),
    Stream.flatMap((told): Stream.Stream<BulkOutcome<Item, A>, E | NovuError> => {
      if (told instanceof SourceFailure) return Stream.failCause(told.cause)
      const outcomes = Stream.fromIterable(told.outcomes)
      return told.fatal === undefined ? outcomes : Stream.concat(outcomes, Stream.fail(whole.failure(told.fatal)))
    }),
    first === from ? (outcomes) => outcomes : Stream.filter(({ index }) => index >= from)
  )
}

/**
 * Sends all items of a source, several in one request, and streams what became
 * of each in the order of the source. The failure of an item is its own, and
 * ends nothing; what would fail every other item, too, ends the stream after all
 * earlier outcomes.
 */
export const sendAll = <Item, Ready, A, E, R>(
  plan: Plan<Item, Ready, A>,
  source: BulkSource<Item, E, R>,
  options: BulkOptions | undefined
): Stream.Stream<BulkOutcome<Item, A>, E | NovuError, R> =>
  composing(plan.method, sendAll, (whole) => {
    const settings = bulkSettings(options)
    return settings instanceof InvalidInput
      ? Stream.fail(whole.failure(new NovuError({ operation: plan.method.name, attempts: 0, reason: settings })))
      : run(plan, source, settings, whole)
  }, plan.workflow)
