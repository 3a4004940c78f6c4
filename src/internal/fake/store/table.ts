/** Every stored row has these members. `_id` names the row in cursors and is never sent otherwise. */
export interface Row {
  readonly _id: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** Writes the times of a row as texts, as Novu and the fake's state show them. */
export const timesOf = ({ createdAt, updatedAt }: Pick<Row, "createdAt" | "updatedAt">) => ({
  createdAt: new Date(createdAt).toISOString(),
  updatedAt: new Date(updatedAt).toISOString()
})

export type SortField = "createdAt" | "updatedAt"

/** Keeps rows in the order of one field. `_id` decides between equal ones. */
class SortedRows<R extends Row> {
  readonly rows: Array<R> = []
  readonly #field: SortField

  constructor(field: SortField) {
    this.#field = field
  }

  /** Returns the index that a row has, or would have. */
  indexOf(row: R): number {
    let low = 0
    let high = this.rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const candidate = this.rows[middle]
      if (candidate !== undefined && this.#precedes(candidate, row)) low = middle + 1
      else high = middle
    }
    return low
  }

  insert(row: R): void {
    const last = this.rows.at(-1)
    if (last === undefined || this.#precedes(last, row)) this.rows.push(row)
    else this.rows.splice(this.indexOf(row), 0, row)
  }

  remove(row: R): void {
    this.rows.splice(this.indexOf(row), 1)
  }

  #precedes(a: R, b: R): boolean {
    return a[this.#field] === b[this.#field] ? a._id < b._id : a[this.#field] < b[this.#field]
  }
}

/** Is told of each write: what was there before, and what is there afterwards. */
export type Watch<R> = (before: R | undefined, after: R | undefined) => void

/**
 * Keeps rows by key, by id and in both orders that a list can ask for, so that a
 * request without a filter never looks at every row.
 */
export class Table<R extends Row> {
  readonly byKey = new Map<string, R>()
  readonly byId = new Map<string, R>()
  readonly createdAt = new SortedRows<R>("createdAt")
  readonly updatedAt = new SortedRows<R>("updatedAt")
  readonly #keyOf: (row: R) => string
  readonly #watch: Watch<R> | undefined
  readonly #counts = new Map<string, number>()

  constructor(keyOf: (row: R) => string, watch?: Watch<R>) {
    this.#keyOf = keyOf
    this.#watch = watch
  }

  insert(row: R): R {
    this.#counts.clear()
    this.byKey.set(this.#keyOf(row), row)
    this.byId.set(row._id, row)
    this.createdAt.insert(row)
    this.updatedAt.insert(row)
    this.#watch?.(undefined, row)
    return row
  }

  remove(row: R): void {
    this.forget(row)
    this.#watch?.(row, undefined)
  }

  /** Removes a row without telling anybody, because nothing happened to what it stands for. */
  forget(row: R): void {
    this.#counts.clear()
    this.byKey.delete(this.#keyOf(row))
    this.byId.delete(row._id)
    this.createdAt.remove(row)
    this.updatedAt.remove(row)
  }

  /** Puts `next` in the place of `row`. Both must have the same id and creation time, and no other row the key of `next`. */
  replace(row: R, next: R): R {
    this.#counts.clear()
    const key = this.#keyOf(next)
    if (key !== this.#keyOf(row)) this.byKey.delete(this.#keyOf(row))
    this.byKey.set(key, next)
    this.byId.set(next._id, next)
    this.createdAt.rows[this.createdAt.indexOf(row)] = next
    this.updatedAt.remove(row)
    this.updatedAt.insert(next)
    this.#watch?.(row, next)
    return next
  }

  /** Keeps a count until the next write, so that reading all pages counts once. */
  counted(key: string, count: () => number): number {
    const known = this.#counts.get(key)
    if (known !== undefined) return known
    const counted = count()
    this.#counts.set(key, counted)
    return counted
  }
}
