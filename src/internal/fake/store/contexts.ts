import { isReadonlyObject } from "effect/Predicate"
import { type Store, upsertContext } from "./store.ts"

/**
 * Creates or updates the contexts of a valid payload, and returns their keys in the
 * order in which a row stores them.
 */
export const resolveContexts = (store: Store, payload: unknown, now: number): ReadonlyArray<string> => {
  if (!isReadonlyObject(payload)) return []
  return contextEntries(payload).map(({ data, id, type }) => {
    upsertContext(store, { type, id, data }, now)
    return `${type}:${id}`
  }).toSorted((a, b) => a.localeCompare(b))
}

const contextEntries = (payload: Readonly<Record<string, unknown>>) =>
  Object.entries(payload).map(([type, context]) => ({
    type,
    id: String(isReadonlyObject(context) ? context["id"] : context),
    data: isReadonlyObject(context) && isReadonlyObject(context["data"]) ? context["data"] : undefined
  }))
