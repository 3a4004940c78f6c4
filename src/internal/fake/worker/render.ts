import { isReadonlyObject } from "effect/Predicate"
import { valueAt } from "./values.ts"

/** Has what a template can name: `payload`, `subscriber`, `workflow` and `steps`. */
export type Scope = Readonly<Record<string, unknown>>

/**
 * Replaces `{{payload.x}}` and its like. A name that is not in the scope is looked
 * up in the payload, as in Novu's older templates, and filters are left out.
 */
export const renderText = (template: string, scope: Scope): string =>
  template.replaceAll(/\{\{\s*([^{}|]+?)\s*(?:\|[^{}]*)?\}\}/g, (_, path: string) => show(find(scope, path)))

const find = (scope: Scope, path: string): unknown => {
  const [head = ""] = path.split(/[.[]/)
  return Object.hasOwn(scope, head) ? valueAt(scope, path) : valueAt(scope["payload"], path)
}

const show = (value: unknown): string => {
  if (value === undefined || value === null) return ""
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

/** Renders every text in a value. */
export const renderDeep = (value: unknown, scope: Scope): unknown => {
  if (typeof value === "string") return renderText(value, scope)
  if (Array.isArray(value)) return value.map((item) => renderDeep(item, scope))
  if (!isReadonlyObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, renderDeep(member, scope)]))
}
