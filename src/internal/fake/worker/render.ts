import * as Option from "effect/Option"
import { isReadonlyObject } from "effect/Predicate"
import type { TextEngine } from "../../../Testing/FakeOptions.ts"

/**
 * Renders every text in a value by an engine. Without one, texts stay as the workflow
 * has them. One text that cannot be rendered leaves nothing of the value.
 */
export const renderDeep = (
  value: unknown,
  engine: TextEngine | undefined,
  scope: Readonly<Record<string, unknown>>
): Option.Option<unknown> => {
  if (engine === undefined) return Option.some(value)
  if (typeof value === "string") return Option.fromUndefinedOr(engine(value, scope))
  if (Array.isArray(value)) return Option.all(value.map((item) => renderDeep(item, engine, scope)))
  if (!isReadonlyObject(value)) return Option.some(value)
  const members = Object.entries(value).map(([name, member]) =>
    Option.map(renderDeep(member, engine, scope), (rendered) => [name, rendered] as const)
  )
  return Option.map(Option.all(members), Object.fromEntries)
}
