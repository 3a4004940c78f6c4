import type { ConnectionRow } from "./rows.ts"
import { Table } from "./table.ts"

/** A place is the combination of values that must be unique per connection. */
type Place = Pick<ConnectionRow, "contextKeys" | "integrationIdentifier" | "subscriberId">

const placeKey = ({ contextKeys, integrationIdentifier, subscriberId }: Place): string =>
  JSON.stringify([integrationIdentifier, subscriberId, contextKeys])

/** A table that also finds a connection by its place. */
export class ConnectionTable extends Table<ConnectionRow> {
  /** Several connections can have one place, because a shared one is checked with its subscriber and stored without. */
  readonly #byPlace = new Map<string, Array<ConnectionRow>>()

  constructor() {
    super((row) => row.identifier)
  }

  /** Finds the oldest connection in a place. */
  at(place: Place): ConnectionRow | undefined {
    return this.#byPlace.get(placeKey(place))?.[0]
  }

  override insert(row: ConnectionRow): ConnectionRow {
    const key = placeKey(row)
    const others = this.#byPlace.get(key)
    if (others === undefined) this.#byPlace.set(key, [row])
    else others.push(row)
    return super.insert(row)
  }

  override replace(row: ConnectionRow, next: ConnectionRow): ConnectionRow {
    const others = this.#byPlace.get(placeKey(row))
    if (others !== undefined) others[others.indexOf(row)] = next
    return super.replace(row, next)
  }

  override remove(row: ConnectionRow): void {
    const key = placeKey(row)
    const others = (this.#byPlace.get(key) ?? []).filter((other) => other !== row)
    if (others.length === 0) this.#byPlace.delete(key)
    else this.#byPlace.set(key, others)
    super.remove(row)
  }
}
