import type { ConnectionRow } from "./rows.ts"
import { Table } from "./table.ts"

/** What must be unique about a connection. */
type Place = Pick<ConnectionRow, "contextKeys" | "integrationIdentifier" | "subscriberId">

const placeKey = ({ contextKeys, integrationIdentifier, subscriberId }: Place): string =>
  JSON.stringify([integrationIdentifier, subscriberId, contextKeys])

/** Connections by identifier, and by what must be unique about them. */
export class ConnectionTable extends Table<ConnectionRow> {
  /** Several connections may share a place, because a shared one is stored without the subscriber that it was checked for. */
  readonly #byPlace = new Map<string, Array<ConnectionRow>>()

  constructor() {
    super((row) => row.identifier)
  }

  /** The oldest connection in a place, if there is one. */
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
