import type * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { Entry, Plan } from "./plan.ts"

/** Stands in the place where the source failed, so that what it gave before is sent and told of first. */
export class SourceFailure<E> {
  readonly cause: Cause.Cause<E>

  constructor(cause: Cause.Cause<E>) {
    this.cause = cause
  }
}

type Group<Item, Ready> = ReadonlyArray<Entry<Item, Ready>>

/** Collects entries until a group is full by number or by bytes, or the next entry does not belong to it. */
class Grouping<Item, Ready, E> {
  #group: Array<Entry<Item, Ready>> = []
  #bytes = 0
  readonly #plan: Plan<Item, Ready, unknown>

  constructor(plan: Plan<Item, Ready, unknown>) {
    this.#plan = plan
  }

  /** Takes entries in, and returns the groups that are complete. */
  add(
    entries: ReadonlyArray<Entry<Item, Ready> | SourceFailure<E>>,
    isWhole: boolean
  ): ReadonlyArray<Group<Item, Ready> | SourceFailure<E>> {
    const complete: Array<Group<Item, Ready> | SourceFailure<E>> = []
    for (const entry of entries) {
      if (entry instanceof SourceFailure) {
        // A run that goes on would send an aligned group again as a whole, which is then another one than this part of it.
        const rest = this.flush()
        complete.push(...(this.#plan.aligned ? [] : rest), entry)
        continue
      }
      const bytes = Result.isSuccess(entry.ready) ? this.#plan.bytesOf(entry.ready.success) : 0
      if (!this.#hasRoomFor(entry, bytes)) complete.push(...this.flush())
      this.#group.push(entry)
      this.#bytes += bytes
      if (this.#isFull(entry)) complete.push(...this.flush())
    }
    return isWhole ? [...complete, ...this.flush()] : complete
  }

  /** Returns what was collected, which is then a group of its own. */
  flush(): ReadonlyArray<Group<Item, Ready>> {
    const group = this.#group
    this.#group = []
    this.#bytes = 0
    return group.length === 0 ? [] : [group]
  }

  #isFull({ index }: Entry<Item, Ready>): boolean {
    const { aligned, size } = this.#plan
    return (aligned ? (index + 1) % size : this.#group.length % size) === 0
  }

  #hasRoomFor({ ready }: Entry<Item, Ready>, bytes: number): boolean {
    const last = this.#group.at(-1)
    if (last === undefined) return true
    if (this.#bytes + bytes > this.#plan.bytes) return false
    const { joins } = this.#plan
    return joins === undefined || Result.isFailure(last.ready) || Result.isFailure(ready) ||
      joins(last.ready.success, ready.success)
  }
}

/** Groups entries. With `within`, what has come in that time is sent though the group is not full. */
export const grouped = <Item, Ready, E, R>(
  entries: Stream.Stream<Entry<Item, Ready> | SourceFailure<E>, never, R>,
  plan: Plan<Item, Ready, unknown>,
  within: Duration.Duration | undefined
): Stream.Stream<Group<Item, Ready> | SourceFailure<E>, never, R> => {
  const batches: Stream.Stream<ReadonlyArray<Entry<Item, Ready> | SourceFailure<E>>, never, R> = within === undefined
    ? Stream.chunks(entries)
    : Stream.groupedWithin(entries, plan.size, within)
  return Stream.mapAccum(
    batches,
    () => new Grouping<Item, Ready, E>(plan),
    (grouping, batch) => [grouping, grouping.add(batch, within !== undefined)] as const,
    { onHalt: (grouping) => [...grouping.flush()] }
  )
}
