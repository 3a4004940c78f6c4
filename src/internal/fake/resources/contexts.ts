import * as Result from "effect/Result"
import { cursorPage, type Filter } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter, type Query } from "../protocol/query.ts"
import { conflict, notFound, type Rejection } from "../protocol/rejection.ts"
import type { Handler } from "../protocol/route.ts"
import { isRecord, object, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import type { ContextRow, Store } from "../store/store.ts"
import { dataTooLarge } from "./contextPayload.ts"

const name: Rule = (value, field) => {
  const messages: Array<string> = []
  const text = typeof value === "string" ? value : ""
  if (!/^[a-zA-Z0-9_-]+$/.test(text)) messages.push(`${field} must match /^[a-zA-Z0-9_-]+$/ regular expression`)
  if (text.length > 100) messages.push(`${field} must be shorter than or equal to 100 characters`)
  if (text.length < 1) messages.push(`${field} must be longer than or equal to 1 characters`)
  return [...messages, ...string(value, field)]
}

const data: Rule = (value, field) => {
  const tooLarge = isRecord(value) ? dataTooLarge(field, value) : undefined
  return [...object(value, field), ...(tooLarge === undefined ? [] : [tooLarge])]
}

const createRules = { type: required(name), id: required(name), data: optional(data), bridgeUrl: optional(string) }

/** @internal */
export const createContext: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    const type = String(input["type"])
    const id = String(input["id"])
    if (store.contexts.byKey.has(`${type}:${id}`)) {
      return yield* Result.fail(conflict(`Context with type '${type}' and id '${id}' already exists`))
    }
    return toResponse(store.contexts.insert({
      _id: store.ids.objectId(now),
      type,
      id,
      data: isRecord(input["data"]) ? input["data"] : {},
      bridgeUrl: input["bridgeUrl"] ? String(input["bridgeUrl"]) : undefined,
      createdAt: now,
      updatedAt: now
    }))
  })

/** @internal */
export const listContexts: Handler = ({ query, store }) =>
  Result.flatMap(
    cursorQuery(query, { type: optional(string), id: optional(string), search: optional(string) }),
    (cursor) => cursorPage(store.contexts, cursor, filterOf(query), toResponse)
  )

const filterOf = (query: Query): Filter<ContextRow> | undefined => {
  const checks: Array<(row: ContextRow) => boolean> = []
  for (const name of ["type", "id"] as const) {
    const value = parameter(query, name)
    if (value !== undefined) checks.push((row) => row[name] === value)
  }
  const search = parameter(query, "search")?.toLowerCase()
  if (search !== undefined) checks.push((row) => `${row.type}:${row.id}`.toLowerCase().includes(search))
  return filterBy(query, checks)
}

/** @internal */
export const retrieveContext: Handler = ({ params, store }) => Result.map(find(store, params), toResponse)

/** @internal */
export const updateContext: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ data: required(data), bridgeUrl: optional(string) }, body)
    const row = yield* find(store, params)
    const bridgeUrl = input["bridgeUrl"] === undefined ? row.bridgeUrl : input["bridgeUrl"] || undefined
    return toResponse(store.contexts.replace(row, {
      ...row,
      data: isRecord(input["data"]) ? input["data"] : {},
      bridgeUrl: typeof bridgeUrl === "string" ? bridgeUrl : undefined,
      updatedAt: now
    }))
  })

/** @internal */
export const deleteContext: Handler = ({ params, store }) =>
  Result.map(find(store, params), (row) => store.contexts.remove(row))

const find = (store: Store, params: Readonly<Record<string, string>>): Result.Result<ContextRow, Rejection> => {
  const { id, type } = params
  const row = store.contexts.byKey.get(`${type}:${id}`)
  return row === undefined
    ? Result.fail(notFound(`Context with type '${type}' and id '${id}' not found`))
    : Result.succeed(row)
}

const toResponse = (row: ContextRow) => ({
  type: row.type,
  id: row.id,
  data: row.data,
  ...(row.bridgeUrl === undefined ? undefined : { bridgeUrl: row.bridgeUrl }),
  createdAt: new Date(row.createdAt).toISOString(),
  updatedAt: new Date(row.updatedAt).toISOString()
})
