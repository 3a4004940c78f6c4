import { isString } from "effect/Predicate"
import { isList, type Json, own } from "./schemaPointer.ts"
import { type Form, listOf } from "./sentForms.ts"

/** Describes members of an object that have no names of their own. All of the schemas hold for them. */
export interface Unnamed {
  readonly pattern?: string
  readonly schemas: ReadonlyArray<unknown>
}

/** Returns what holds for a member of a sent object. */
export const memberOf = ({ parts }: Form, name: string): ReadonlyArray<unknown> =>
  parts.map(({ additionalProperties, patternProperties, properties }) =>
    own(properties, name) ?? (patternProperties === undefined ? additionalProperties : true)
  )

export const isAlwaysSent = ({ parts }: Form, name: string): boolean =>
  parts.some(({ required }) => listOf(required).includes(name))

export const namesOf = ({ parts }: Form): ReadonlyArray<string> => [
  ...new Set(parts.flatMap(({ properties, required }) => [
    ...Object.keys(Object(properties)),
    ...listOf(required).filter(isString)
  ]))
]

const describesMembers = ({ additionalProperties, patternProperties, properties }: Json): boolean =>
  (additionalProperties ?? patternProperties ?? properties) !== undefined

/**
 * Effect writes `additionalProperties: true` beside the members of a struct, of
 * which it sends no others. It leaves the keyword out where others are sent.
 */
const dropsOthers = ({ additionalProperties, patternProperties, properties }: Json): boolean =>
  additionalProperties === true && (properties ?? patternProperties) !== undefined

const isClosed = (parts: ReadonlyArray<Json>): boolean => {
  const describing = parts.filter(describesMembers)
  return describing.some((part) => part["additionalProperties"] === false) ||
    (describing.length > 0 && describing.every(dropsOthers))
}

/** Returns the members of a sent object that have no names. There are none of most. */
export const unnamedOf = ({ parts }: Form): ReadonlyArray<Unnamed> => [
  ...parts.flatMap(({ patternProperties }) =>
    Object.entries(Object(patternProperties)).map(([pattern, schema]) => ({ pattern, schemas: [schema] }))
  ),
  ...(isClosed(parts) ? [] : [{ schemas: parts.map(({ additionalProperties }) => additionalProperties) }])
]

/** Returns what holds for an item of a sent list. A place behind those that are described one by one stands for all others. */
export const itemOf = ({ parts }: Form, index: number): ReadonlyArray<unknown> =>
  parts.map(({ additionalItems, items, prefixItems }) =>
    isList(items) ? index < items.length ? items[index] : additionalItems : own(prefixItems, String(index)) ?? items
  )

/**
 * Adds the defaults that Ajv may fill in before it goes on: what is checked is then more than what is
 * sent. `around` are the schemas that have them.
 */
export const withDefaults = (form: Form, around: ReadonlyArray<Json>): Form => {
  const defaults = form.type !== "object" ?
    [] :
    around.flatMap(({ properties }) =>
      Object.entries(Object(properties)).map(([name, schema]) => [name, own(schema, "default")] as const)
    ).filter(([name, value]) => value !== undefined && !isAlwaysSent(form, name))
  if (defaults.length === 0) return form
  const unnamed = unnamedOf(form)
  const sent = namesOf(form)
  const names = [...new Set([...sent, ...defaults.map(([name]) => name)])]
  const memberWith = (name: string): unknown => {
    const filled = defaults.filter(([each]) => each === name).map(([, value]) => ({ const: value }))
    const member = sent.includes(name) || unnamed.length > 0 ? both(memberOf(form, name)) : false
    return filled.length === 0 ? member : { anyOf: [member, ...filled] }
  }
  const rest = unnamed.find(({ pattern }) => pattern === undefined)
  const part = {
    properties: Object.fromEntries(names.map((name) => [name, memberWith(name)])),
    required: sent.filter((name) => isAlwaysSent(form, name)),
    patternProperties: Object.fromEntries(
      unnamed.flatMap(({ pattern, schemas }) => pattern === undefined ? [] : [[pattern, both(schemas)]])
    ),
    additionalProperties: rest !== undefined && both(rest.schemas)
  }
  return { type: form.type, parts: [part] }
}

/** Keeps a single schema as the object that it is, by which a recursive one is known. */
const both = (schemas: ReadonlyArray<unknown>): unknown => {
  const [first, ...others] = schemas.filter((schema) => schema !== undefined && schema !== true)
  return first === undefined ? {} : others.length === 0 ? first : { allOf: [first, ...others] }
}
