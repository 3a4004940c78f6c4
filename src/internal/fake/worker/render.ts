import { isReadonlyObject } from "effect/Predicate"
import type { TextEngine } from "../../../Testing/FakeOptions.ts"

/** Renders every text in a value by an engine. Without one, texts stay as the workflow has them. */
export const renderDeep = (
  value: unknown,
  engine: TextEngine | undefined,
  scope: Readonly<Record<string, unknown>>
): unknown => {
  if (engine === undefined) return value
  if (typeof value === "string") return engine(value, scope)
  if (Array.isArray(value)) return value.map((item) => renderDeep(item, engine, scope))
  if (!isReadonlyObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, renderDeep(member, engine, scope)]))
}
