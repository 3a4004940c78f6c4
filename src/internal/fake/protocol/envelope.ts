/**
 * Wraps a result in `data` as Novu's response interceptor does. A result that
 * already has `data` is sent as it is, unless it has an id and so is an entity.
 */
export const envelope = (result: unknown): unknown => {
  if (result === undefined) return {}
  if (typeof result !== "object" || result === null) return { data: result }
  const entity = result as { readonly data?: unknown; readonly _id?: unknown; readonly id?: unknown }
  return entity.data && !entity._id && !entity.id ? result : { data: result }
}
