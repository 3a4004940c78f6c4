import { Schema, SchemaRepresentation } from "effect"
import { groups } from "effect-novu/Client/groups"
import { formBody } from "effect-novu/Transport/FormBody"
import type { BodyFormat, Method } from "effect-novu/Transport/Operation"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"

/** As much of an operation as a document says. */
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

/** Whether nothing but `undefined` fits. */
const isUndefined = (value: unknown): boolean =>
  isNode(value) &&
  (value["_tag"] === "Undefined" || (Array.isArray(value["types"]) && value["types"].every(isUndefined)))

/** A member that must not be there is not there. */
const isHere = (value: unknown): boolean => !(isNode(value) && "isOptional" in value && isUndefined(value["type"]))

/** What Novu documents for a member that is read loosely; of any other declaration nothing is known. */
const documented = (annotations: unknown): unknown => {
  const wire = isNode(annotations) ? annotations["wire"] : undefined
  if (!Schema.isSchema(wire)) return { _tag: "Unknown", checks: [] }
  return jsonOnly(Schema.toRepresentation(wire, { referencePolicy: () => undefined }).representation)
}

/** A file of a form, which the fields of its schema say nothing of: it is one part of the body, as Novu documents it. */
const file = { _tag: "String", checks: [], annotations: { format: "binary" } }

const isFile = ({ annotations }: Node): boolean => isNode(annotations) && annotations["identifier"] === "FormFile"

/**
 * What JSON can say of a schema: `undefined` is no value of its own there, and
 * checks go beyond what is compared, but for those that make a number finite.
 */
const jsonOnly = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter(isHere).map(jsonOnly)
  if (!isNode(value)) return value
  if (isFile(value)) return file
  if (value["_tag"] === "Declaration") return documented(value["annotations"])
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
  SchemaRepresentation.isBetweenReviver
]

// Without codecs an endpoint wants schemas that encode to texts. These are described only: nothing is encoded.
const described = (schema: Schema.Top): Schema.Codec<string> => {
  const document = Schema.toRepresentation(schema)
  return Schema.make(SchemaRepresentation.fromRepresentation(jsonOnly(document) as typeof document, { revivers }).ast)
}

/** The one place that says how a payload becomes a body. */
const bodyOf = ({ body, payload }: Described) =>
  body === formBody ? payload && HttpApiSchema.asMultipart()(described(payload)) : payload && described(payload)

/** What the transport adds where Novu reads it. */
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

/** The OpenAPI document of some operations. */
export const documentOf = (operations: ReadonlyArray<Described>): unknown => {
  const [first, ...rest] = operations.map(toEndpoint)
  if (first === undefined) throw new Error("there are no operations")
  return OpenApi.fromApi(HttpApi.make("novu").add(HttpApiGroup.make("novu").add(first, ...rest)))
}

/** The OpenAPI document of our operations. */
export const ourDocument = (): unknown =>
  documentOf(Object.values(groups).flatMap(({ operations }) => Object.values<Described>(operations)))
