import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { parameter } from "../protocol/query.ts"
import { conflict } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { object, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import type { ContextRow } from "../store/rows.ts"
import { timesOf } from "../store/table.ts"
import { dataTooLarge } from "./contextPayload.ts"
import { resource } from "./resource.ts"

const name: Rule = (value, field) => {
  const messages: Array<string> = []
  const text = typeof value === "string" ? value : ""
  if (!/^[a-zA-Z0-9_-]+$/.test(text)) messages.push(`${field} must match /^[a-zA-Z0-9_-]+$/ regular expression`)
  if (text.length > 100) messages.push(`${field} must be shorter than or equal to 100 characters`)
  if (text.length < 1) messages.push(`${field} must be longer than or equal to 1 characters`)
  return [...messages, ...string(value, field)]
}

const data: Rule = (value, field) => {
  const tooLarge = isReadonlyObject(value) ? dataTooLarge(field, value) : undefined
  return [...object(value, field), ...(tooLarge === undefined ? [] : [tooLarge])]
}

const createRules = { type: required(name), id: required(name), data: optional(data), bridgeUrl: optional(string) }

const toResponse = (row: ContextRow) => ({
  type: row.type,
  id: row.id,
  data: row.data,
  ...(row.bridgeUrl === undefined ? undefined : { bridgeUrl: row.bridgeUrl }),
  ...timesOf(row)
})

const contexts = resource<ContextRow>({
  table: (store) => store.contexts,
  keyOf: ({ id, type }) => `${type}:${id}`,
  missing: ({ id, type }) => `Context with type '${type}' and id '${id}' not found`,
  toResponse,
  query: { type: optional(string), id: optional(string), search: optional(string) },
  equal: ["type", "id"],
  also: (query) => {
    const search = parameter(query, "search")?.toLowerCase()
    return search === undefined ? [] : [({ id, type }) => `${type}:${id}`.toLowerCase().includes(search)]
  }
})

const create: Handler = ({ body, now, store }) =>
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
      data: isReadonlyObject(input["data"]) ? input["data"] : {},
      bridgeUrl: input["bridgeUrl"] ? String(input["bridgeUrl"]) : undefined,
      createdAt: now,
      updatedAt: now
    }))
  })

const update: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ data: required(data), bridgeUrl: optional(string) }, body)
    const row = yield* contexts.find(store, params)
    const bridgeUrl = input["bridgeUrl"] === undefined ? row.bridgeUrl : input["bridgeUrl"] || undefined
    return toResponse(store.contexts.replace(row, {
      ...row,
      data: isReadonlyObject(input["data"]) ? input["data"] : {},
      bridgeUrl: typeof bridgeUrl === "string" ? bridgeUrl : undefined,
      updatedAt: now
    }))
  })

const route = makeRoute({ category: "global", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("POST", "/v2/contexts", 201, create),
  route("GET", "/v2/contexts", 200, contexts.list),
  route("GET", "/v2/contexts/{type}/{id}", 200, contexts.retrieve),
  route("PATCH", "/v2/contexts/{type}/{id}", 200, update),
  route("DELETE", "/v2/contexts/{type}/{id}", 204, contexts.delete)
]
