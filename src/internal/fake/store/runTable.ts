import type { RunRow } from "./rows.ts"
import { Table } from "./table.ts"

/** A table that also finds the runs of a transaction, oldest first. */
export class RunTable extends Table<RunRow> {
  readonly #byTransaction = new Map<string, Array<RunRow>>()

  constructor(changed?: () => void) {
    super((row) => row._id, changed)
  }

  ofTransaction(transactionId: string): ReadonlyArray<RunRow> {
    return this.#byTransaction.get(transactionId) ?? []
  }

  override insert(row: RunRow): RunRow {
    const others = this.#byTransaction.get(row.transactionId)
    if (others === undefined) this.#byTransaction.set(row.transactionId, [row])
    else others.push(row)
    return super.insert(row)
  }

  override replace(row: RunRow, next: RunRow): RunRow {
    const others = this.#byTransaction.get(row.transactionId)
    if (others !== undefined) others[others.indexOf(row)] = next
    return super.replace(row, next)
  }

  override forget(row: RunRow): void {
    const others = this.ofTransaction(row.transactionId).filter((other) => other !== row)
    if (others.length === 0) this.#byTransaction.delete(row.transactionId)
    else this.#byTransaction.set(row.transactionId, others)
    super.forget(row)
  }
}
