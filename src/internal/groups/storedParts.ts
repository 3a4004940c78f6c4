import { isObject } from "effect/Predicate"
import { type Json, own, referred } from "./schemaPointer.ts"
import { type Budget, listOf } from "./sentForms.ts"

/** A schema that is nested deeper is not compared. */
export const deepest = 60

/**
 * Returns all schemas that hold at a place, with those behind `$ref` and `allOf`. There is no
 * answer where a reference leads to itself, which Ajv follows until it fails.
 */
export const partsOf = (
  document: unknown,
  schema: unknown,
  budget: Budget,
  above: ReadonlyArray<unknown> = []
): ReadonlyArray<Json | boolean> | undefined => {
  if (typeof schema === "boolean") return [schema]
  if (!isObject(schema) || above.includes(schema) || above.length > deepest || --budget.steps < 0) return undefined
  const { $ref, allOf } = schema
  const parts: Array<Json | boolean> = [schema]
  const inner = [...$ref === undefined ? [] : [referred(document, $ref)], ...allOf === undefined ? [] : listOf(allOf)]
  for (const each of inner) {
    const found = partsOf(document, each, budget, [...above, schema])
    if (found === undefined) return undefined
    parts.push(...found)
  }
  return parts
}

/** Adds the schemas that say something of the same value, whether they have to hold or not. */
export const schemasAt = (
  document: unknown,
  schemas: ReadonlyArray<unknown>,
  budget: Budget
): ReadonlyArray<Json> => {
  const found = new Set<Json>()
  const queue = [...schemas]
  for (const each of queue) {
    if (!isObject(each) || found.has(each)) continue
    found.add(each)
    const { $ref, allOf, anyOf, dependencies, if: condition, not, oneOf, then, else: otherwise } = each
    queue.push(referred(document, $ref), not, condition, then, otherwise, ...Object.values(Object(dependencies)))
    queue.push(...listOf(allOf), ...listOf(anyOf), ...listOf(oneOf))
  }
  budget.steps -= found.size
  return [...found]
}

export const schemasOfMember = (schemas: ReadonlyArray<Json>, name: string): ReadonlyArray<unknown> =>
  schemas.flatMap(({ additionalProperties, patternProperties, properties }) => [
    own(properties, name),
    additionalProperties,
    ...Object.values(Object(patternProperties))
  ])

export const schemasOfItems = (schemas: ReadonlyArray<Json>): ReadonlyArray<unknown> =>
  schemas.flatMap(({ additionalItems, items, prefixItems }) => [items, additionalItems, prefixItems].flat())
