import { isBoolean, isNumber, isObject, isString } from "effect/Predicate"
import { isList, type Json, referred } from "./schemaPointer.ts"
import { listOf } from "./sentForms.ts"
import { deepest } from "./storedParts.ts"

type Test = (value: unknown) => boolean

const isSchema: Test = (value) => isObject(value) || isBoolean(value)

const isPattern: Test = (value) => {
  try {
    return isString(value) && new RegExp(value, "u") instanceof RegExp
  } catch {
    return false
  }
}

const isUnique: Test = (value) =>
  isList(value) && new Set(value.map((each) => JSON.stringify(each))).size === value.length

const isNames: Test = (value) => isUnique(value) && listOf(value).every(isString)

const members = /^(?:properties|patternProperties|definitions|\$defs|dependencies)$/

const lists = /^(?:allOf|anyOf|oneOf)$/

const single = /^(?:not|if|then|else|contains|propertyNames|additionalProperties|additionalItems)$/

/** Says what Ajv asks of the values of keywords before it compiles a schema. */
const shapes: ReadonlyArray<readonly [keywords: RegExp, Test]> = [
  [
    /^(?:properties|patternProperties|definitions|\$defs)$/,
    (value) => isObject(value) && Object.values(value).every(isSchema)
  ],
  [
    /^dependencies$/,
    (value) => isObject(value) && Object.values(value).every((each) => isSchema(each) || isNames(each))
  ],
  [/^patternProperties$/, (value) => Object.keys(Object(value)).every(isPattern)],
  [lists, (value) => isList(value) && value.length > 0 && value.every(isSchema)],
  [single, isSchema],
  [/^items$/, (value) => isSchema(value) || (isList(value) && value.length > 0 && value.every(isSchema))],
  [/^required$/, isNames],
  [/^enum$/, (value) => isUnique(value) && listOf(value).length > 0],
  [/^examples$/, isList],
  [/^type$/, (value) => {
    const types = isList(value) ? value : [value]
    return types.length > 0 && isUnique(types) &&
      types.every((type) => isString(type) && /^(?:object|array|string|number|integer|boolean|null)$/.test(type))
  }],
  [/^(?:exclusiveM|m)(?:in|ax)imum$/, isNumber],
  [/^multipleOf$/, (value) => isNumber(value) && value > 0],
  [/^m(?:in|ax)(?:Length|Items|Properties)$/, (value) => Number.isInteger(value) && Number(value) >= 0],
  [/^(?:uniqueItems|readOnly|nullable)$/, isBoolean],
  [/^(?:\$(?:id|schema|ref|comment)|title|description|format|content(?:MediaType|Encoding))$/, isString],
  [/^pattern$/, isPattern]
]

const faultOf = (document: unknown, part: Json): string | undefined => {
  const { $id, $ref, $schema, nullable, type } = part
  const malformed = Object.keys(part).find((keyword) =>
    shapes.some(([keywords, test]) => keywords.test(keyword) && !test(part[keyword]))
  )
  if (malformed !== undefined) return `it is malformed at ${malformed}`
  if ($ref !== undefined && referred(document, $ref) === undefined) return `the reference ${String($ref)} leads nowhere`
  if ($id !== undefined && part !== document) return "a part of it has an $id of its own"
  if (
    $schema !== undefined && part === document &&
    !/^http:\/\/json-schema\.org\/draft-07\/schema#?$/.test(String($schema))
  ) {
    return `Novu does not know the $schema ${String($schema)}`
  }
  return nullable === undefined ||
      (type !== undefined && (nullable === true || !listOf([type].flat()).includes("null")))
    ? undefined
    : "it has nullable without a type that allows it"
}

const schemasIn = (part: Json): ReadonlyArray<unknown> =>
  Object.entries(part).flatMap(([keyword, value]): ReadonlyArray<unknown> =>
    members.test(keyword)
      ? Object.values(Object(value))
      : single.test(keyword) || lists.test(keyword) || keyword === "items"
      ? [value].flat()
      : []
  )

/**
 * Looks for what keeps Ajv from compiling a schema, so that Novu refuses all payloads. That may be
 * in a part of it which no payload comes to. Novu's Ajv knows draft 7 only.
 */
export const schemaFault = (document: unknown): string | undefined => {
  if (!isSchema(document)) return "it is no object"
  let parts: ReadonlyArray<unknown> = [document]
  for (let depth = 0; parts.length > 0; depth++) {
    const found = parts.filter(isObject)
    for (const part of found) {
      const fault = faultOf(document, part)
      if (fault !== undefined) return fault
    }
    if (depth > deepest) return "it is nested too deeply"
    parts = found.flatMap(schemasIn)
  }
  return undefined
}
