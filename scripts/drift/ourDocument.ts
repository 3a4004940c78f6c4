import { Schema, SchemaRepresentation } from "effect"
import { groups } from "effect-novu/Client/groups"
import { formBody } from "effect-novu/Transport/FormBody"
import type { BodyFormat, Method } from "effect-novu/Transport/Operation"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"

/** Has as much of an operation as a document describes. */
export interface Described {
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly query?: Schema.Top | undefined
  readonly payload?: Schema.Top | undefined
  readonly body?: BodyFormat | undefined
  readonly success?: Schema.Top | undefined
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Says whether a schema accepts only `undefined`. */
const isUndefined = (value: unknown): boolean =>
  isNode(value) &&
  (value["_tag"] === "Undefined" || (Array.isArray(value["types"]) && value["types"].every(isUndefined)))

/** Says whether a member may be present. One that must be absent is left out of the document. */
const isHere = (value: unknown): boolean => !(isNode(value) && "isOptional" in value && isUndefined(value["type"]))

/** Returns what Novu documents for a member that is read loosely. Of any other such member, nothing is known. */
const documented = (annotations: unknown): unknown => {
  const wire = isNode(annotations) ? annotations["wire"] : undefined
  if (!Schema.isSchema(wire)) return { _tag: "Unknown", checks: [] }
  return jsonOnly(Schema.toRepresentation(wire, { referencePolicy: () => undefined }).representation)
}

/** Describes a file of a form as Novu does: as one part of the body. The fields of its schema say nothing of that. */
const file = { _tag: "String", checks: [], annotations: { format: "binary" } }

const isFile = ({ annotations }: Node): boolean => isNode(annotations) && annotations["identifier"] === "FormFile"

/**
 * Reduces a schema to what JSON can say of it. JSON has no `undefined`, and checks
 * are not compared, except those that make a number finite.
 */
const jsonOnly = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter(isHere).map(jsonOnly)
  if (!isNode(value)) return value
  if (isFile(value)) return file
  if (value["_tag"] === "Declaration" || value["_tag"] === "Unknown") return documented(value["annotations"])
  if (value["_tag"] === "Number") return value
  if (value["_tag"] === "Union" && Array.isArray(value["types"])) {
    const types = value["types"].filter((type) => !isUndefined(type)).map(jsonOnly)
    return types.length === 1 ? types[0] : { ...value, types, checks: [] }
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === "annotations" ? member : name === "checks" ? [] : jsonOnly(member)
    ])
  )
}

const revivers = [
  SchemaRepresentation.isFiniteReviver,
  SchemaRepresentation.isIntReviver,
  SchemaRepresentation.isBetweenReviver,
  SchemaRepresentation.isGreaterThanOrEqualToReviver
]

// Without codecs an endpoint requires schemas that encode to texts. These are only described, never used to encode.
const described = (schema: Schema.Top): Schema.Codec<string> => {
  const document = Schema.toRepresentation(schema)
  return Schema.make(SchemaRepresentation.fromRepresentation(jsonOnly(document) as typeof document, { revivers }).ast)
}

/** Says how a payload becomes a body; no other place does. */
const bodyOf = ({ body, payload }: Described) =>
  body === formBody ? payload && HttpApiSchema.asMultipart()(described(payload)) : payload && described(payload)

/** Adds what the transport sends where Novu reads it. */
const headers = { "idempotency-key": Schema.optionalKey(Schema.String) }

const toEndpoint = (operation: Described) => {
  const { method, name, path, query, success } = operation
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, param = ""]) => [param, Schema.String] as const)
  const route = `/${path.slice(1).replaceAll(/\{(\w+)\}/g, ":$1")}` as const
  const options = {
    disableCodecs: true,
    params: Object.fromEntries(params),
    query: query && described(query),
    success: success && described(success)
  } as const
  if (method === "GET") return HttpApiEndpoint.make(method)(name, route, options)
  return HttpApiEndpoint.make(method)(name, route, {
    ...options,
    headers: method === "POST" || method === "PATCH" ? headers : undefined,
    payload: bodyOf(operation)
  })
}

/** Makes the OpenAPI document of some operations. */
export const documentOf = (operations: ReadonlyArray<Described>): unknown => {
  const [first, ...rest] = operations.map(toEndpoint)
  if (first === undefined) throw new Error("there are no operations")
  return OpenApi.fromApi(HttpApi.make("novu").add(HttpApiGroup.make("novu").add(first, ...rest)))
}

/** Makes the OpenAPI document of our operations. */
export const ourDocument = (): unknown =>
  documentOf(Object.values(groups).flatMap(({ operations }) => Object.values<Described>(operations)))
