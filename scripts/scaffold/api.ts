import {
  componentName,
  type Document,
  type Parameter,
  type PathItem,
  type RequestBody,
  resolved,
  type Response
} from "./document.ts"
import type { Names } from "./names.ts"
import { type Components, type Member, type Shape, shapeOf } from "./shape.ts"

const verbs = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const

type Verb = keyof typeof verbs

/** Describes an operation that has a name, as the document does. */
export interface Described {
  readonly group: string
  readonly name: string
  readonly verb: Verb
  readonly path: string
  readonly params: ReadonlyArray<string>
  readonly query: ReadonlyArray<Member>
  /** Lists the headers that Novu requires. */
  readonly headers: ReadonlyArray<string>
  readonly payload: Shape | undefined
  readonly isForm: boolean
  readonly success: Shape | undefined
  /** Lists every 2xx that the document has. */
  readonly statuses: ReadonlyArray<number>
  readonly deprecated: boolean
}

/** Holds everything that files are scaffolded from. */
export interface Api {
  /** Are in the order of the names. */
  readonly operations: ReadonlyArray<Described>
  readonly components: Components
  /** Lists operations of the document that have no name. */
  readonly unnamed: ReadonlyArray<string>
  /** Lists named operations that the document does not have. */
  readonly absent: ReadonlyArray<string>
}

const form = "multipart/form-data"

const bodyOf = (document: Document, body: RequestBody) => {
  const schemas = document.components?.schemas ?? {}
  const isForm = body.content?.[form] !== undefined
  const schema = body.content?.[isForm ? form : "application/json"]?.schema
  return { isForm, payload: schema === undefined ? undefined : shapeOf(schemas, schema) }
}

/** Returns the first 2xx answer that has a body, or else the first. */
const answerOf = (document: Document, responses: ReadonlyArray<readonly [string, Response]>) => {
  const successes = responses.filter(([status]) => status.startsWith("2"))
  const schemaOf = ([, { content }]: readonly [string, Response]) => content?.["application/json"]?.schema
  const found = successes.find((each) => schemaOf(each) !== undefined) ?? successes[0]
  const schema = found && schemaOf(found)
  return {
    statuses: successes.map(([status]) => Number(status)).filter((status) => Number.isInteger(status)),
    success: schema === undefined ? undefined : shapeOf(document.components?.schemas ?? {}, schema)
  }
}

const memberOf = (document: Document) => ({ deprecated, name, required, schema }: Parameter): Member => ({
  name,
  shape: shapeOf(document.components?.schemas ?? {}, schema ?? {}),
  required: required === true,
  deprecated: deprecated === true
})

const operationOf = (document: Document, item: PathItem, verb: Verb) => {
  const operation = item[verbs[verb]]
  if (operation === undefined) return undefined
  const { components } = document
  const parameters = [...item.parameters ?? [], ...operation.parameters ?? []].map((each) =>
    resolved(each, components?.parameters)
  )
  const body = operation.requestBody && bodyOf(document, resolved(operation.requestBody, components?.requestBodies))
  const responses = Object.entries(operation.responses ?? {}).map(([status, each]) =>
    [status, resolved(each, components?.responses)] as const
  )
  return {
    query: parameters.filter((each) => each.in === "query").map(memberOf(document)),
    headers: parameters.filter((each) => each.in === "header" && each.required === true).map(({ name }) => name),
    payload: body?.payload,
    isForm: body?.isForm === true,
    ...answerOf(document, responses),
    deprecated: operation.deprecated === true
  }
}

const isVerb = (text: string): text is Verb => text in verbs

/** Splits `"POST /v2/contexts"` in two. */
const placeOf = (place: string): { readonly verb: Verb; readonly path: string } => {
  const [verb = "", path = ""] = place.split(" ")
  if (!isVerb(verb)) throw new Error(`${place} has no method that is known here`)
  return { verb, path }
}

const paramsOf = (path: string): ReadonlyArray<string> =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name)

/** Reads the operations of a document by their names. */
export const readApi = (document: Document, names: Names): Api => {
  const named = Object.entries(names).flatMap(([group, methods]) =>
    Object.entries(methods).map(([name, place]) => ({ group, name, place }))
  )
  const operations = named.flatMap(({ group, name, place }): ReadonlyArray<Described> => {
    const { path, verb } = placeOf(place)
    const described = operationOf(document, document.paths[path] ?? {}, verb)
    return described === undefined ? [] : [{ group, name, verb, path, params: paramsOf(path), ...described }]
  })
  const found = new Set(operations.map(({ path, verb }) => `${verb} ${path}`))
  const known = new Set(named.map(({ place }) => place))
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(verbs).filter(([, key]) => item[key] !== undefined).map(([verb]) => `${verb} ${path}`)
  )
  return {
    operations,
    components: new Map(
      Object.entries(document.components?.schemas ?? {}).map(([name, node]) => [
        componentName(name),
        shapeOf(document.components?.schemas ?? {}, node)
      ])
    ),
    unnamed: all.filter((place) => !known.has(place)),
    absent: named.filter(({ place }) => !found.has(place)).map(({ place }) => place)
  }
}
