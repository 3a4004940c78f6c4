import { Schema } from "effect"

/** Has as much of an OpenAPI schema as is read: no description, no example, no name of a person or thing. */
export interface Node {
  readonly $ref?: string
  readonly type?: string | ReadonlyArray<string>
  readonly format?: string
  readonly enum?: ReadonlyArray<Schema.Json>
  readonly const?: Schema.Json
  readonly nullable?: boolean
  readonly deprecated?: boolean
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: ReadonlyArray<string>
  readonly items?: Node
  readonly additionalProperties?: boolean | Node
  readonly oneOf?: ReadonlyArray<Node>
  readonly anyOf?: ReadonlyArray<Node>
  readonly allOf?: ReadonlyArray<Node>
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
}

const nodes = Schema.optionalKey(Schema.Array(Schema.suspend((): Schema.Codec<Node> => Node)))
const node = Schema.optionalKey(Schema.suspend((): Schema.Codec<Node> => Node))
const text = Schema.optionalKey(Schema.String)
const number = Schema.optionalKey(Schema.Finite)
const flag = Schema.optionalKey(Schema.Boolean)

const Node: Schema.Codec<Node> = Schema.Struct({
  $ref: text,
  type: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
  format: text,
  enum: Schema.optionalKey(Schema.Array(Schema.Json)),
  const: Schema.optionalKey(Schema.Json),
  nullable: flag,
  deprecated: flag,
  properties: Schema.optionalKey(Schema.Record(Schema.String, Schema.suspend((): Schema.Codec<Node> => Node))),
  required: Schema.optionalKey(Schema.Array(Schema.String)),
  items: node,
  additionalProperties: Schema.optionalKey(
    Schema.Union([Schema.Boolean, Schema.suspend((): Schema.Codec<Node> => Node)])
  ),
  oneOf: nodes,
  anyOf: nodes,
  allOf: nodes,
  minLength: number,
  maxLength: number,
  minItems: number,
  maxItems: number,
  minimum: number,
  maximum: number,
  pattern: text
})

const Parameter = Schema.Struct({
  name: Schema.String,
  in: Schema.String,
  required: flag,
  deprecated: flag,
  schema: node
})

const content = Schema.optionalKey(Schema.Record(Schema.String, Schema.Struct({ schema: node })))
const RequestBody = Schema.Struct({ required: flag, content })
const Response = Schema.Struct({ content })

const Reference = Schema.Struct({ $ref: Schema.String })
const parameters = Schema.optionalKey(Schema.Array(Schema.Union([Reference, Parameter])))

const Operation = Schema.Struct({
  deprecated: flag,
  parameters,
  requestBody: Schema.optionalKey(Schema.Union([Reference, RequestBody])),
  responses: Schema.optionalKey(Schema.Record(Schema.String, Schema.Union([Reference, Response])))
})

const operation = Schema.optionalKey(Operation)

const PathItem = Schema.Struct({
  parameters,
  get: operation,
  post: operation,
  put: operation,
  patch: operation,
  delete: operation
})

const components = <A>(of: Schema.Codec<A, unknown>) => Schema.optionalKey(Schema.Record(Schema.String, of))

/** Is an OpenAPI document of version 3, without its descriptions. */
export const Document = Schema.Struct({
  paths: Schema.Record(Schema.String, PathItem),
  components: Schema.optionalKey(Schema.Struct({
    schemas: components(Node),
    parameters: components(Parameter),
    requestBodies: components(RequestBody),
    responses: components(Response)
  }))
})

export type Document = typeof Document.Type
export type PathItem = typeof PathItem.Type
export type Parameter = typeof Parameter.Type
export type RequestBody = typeof RequestBody.Type
export type Response = typeof Response.Type

/** Returns the last segment of a `$ref`, which is the name of the component. */
export const componentName = ($ref: string): string => decodeURIComponent($ref.slice($ref.lastIndexOf("/") + 1))

/** Returns what a reference stands for, or the value itself. */
export const resolved = <A extends object>(
  given: A | typeof Reference.Type,
  among: Readonly<Record<string, A>> | undefined
): A => {
  if (!("$ref" in given)) return given
  const found = among?.[componentName(given.$ref)]
  if (found === undefined) throw new Error(`the document has no ${given.$ref}`)
  return found
}
