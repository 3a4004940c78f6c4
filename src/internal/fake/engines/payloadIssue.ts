import { isReadonlyObject } from "effect/Predicate"
import type { PayloadIssue } from "../../../Testing/FakeOptions.ts"

/** Is the part of an `ErrorObject` of ajv that Novu reads. */
export interface SchemaError {
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string | undefined
}

/**
 * Returns an error of ajv as Novu lists it. Novu does not undo the escapes of a JSON
 * pointer: a member named `a/b` is the field `a~1b`, and has no value.
 */
export const toPayloadIssue = (
  { instancePath, message, params: { missingProperty: missing }, schemaPath }: SchemaError,
  payload: unknown
): PayloadIssue => {
  const path = instancePath.split("/").slice(1)
  const field = path.length === 0 ? "root" : path.join(".")
  return {
    field: typeof missing === "string" && missing !== "" ? `${field}.${missing}` : field,
    message: message ?? "Validation failed",
    value: path.filter((name) => name !== "").reduce(memberOf, payload),
    schemaPath
  }
}

const memberOf = (value: unknown, name: string): unknown => {
  if (Array.isArray(value)) return value[Number(name)]
  return isReadonlyObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
