import { isObject, isObjectOrArray, isString } from "effect/Predicate"
import { isList, type Json, referred } from "./schemaPointer.ts"

const isPattern = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, "u") instanceof RegExp
  } catch {
    return false
  }
}

const faultOf = (document: unknown, part: Json): string | undefined => {
  const { $id, $ref, $schema, nullable, pattern, patternProperties, type } = part
  if (isString($ref) && referred(document, $ref) === undefined) return `the reference ${$ref} leads nowhere`
  if (isString($id) && part !== document) return `a part of it has an $id of its own`
  if (isString($schema) && part === document && !/^http:\/\/json-schema\.org\/draft-07\/schema#?$/.test($schema)) {
    return `Novu does not know the $schema ${$schema}`
  }
  if (typeof nullable === "boolean" && type === undefined) return `it has nullable without a type`
  return [pattern, ...isObject(patternProperties) ? Object.keys(patternProperties) : []].every((each) =>
      !isString(each) || isPattern(each)
    )
    ? undefined
    : `it has a pattern that is none`
}

/**
 * Looks for what keeps Ajv from compiling a schema, so that Novu refuses all payloads. That may be
 * in a part of it which no payload comes to. Novu's Ajv knows draft 7 only.
 */
export const schemaFault = (document: unknown): string | undefined => {
  const queue = [document]
  for (const part of queue) {
    const fault = isObject(part) ? faultOf(document, part) : undefined
    if (fault !== undefined) return fault
    if (isObjectOrArray(part)) { for (const member of isList(part) ? part : Object.values(part)) queue.push(member) }
  }
  return undefined
}
