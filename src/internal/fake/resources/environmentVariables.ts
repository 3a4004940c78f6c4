/** Serves the variables of the organisation. An API key reads and writes their values in its own environment only. */
import { isReadonlyObject } from "effect/Predicate"
import { escape } from "effect/RegExp"
import * as Result from "effect/Result"
import { checkQuery, parameter } from "../protocol/query.ts"
import { badRequest, conflict, internalError, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { boolean, nested, oneOf, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import { isSince } from "../store/eras.ts"
import type { VariableRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { leavesOf } from "../worker/values.ts"
import { checkScope, outOfScope } from "./environmentScope.ts"
import { newestFirst } from "./listQuery.ts"

/** Novu shows this in place of the value of a secret, and refuses it as a value. */
const mask = "\u2022".repeat(8)

const maximumVariables = 10

const short: Rule = (value, name) => [
  ...(typeof value === "string" && value.length > 256
    ? [`${name} must be shorter than or equal to 256 characters`]
    : []),
  ...string(value, name)
]

const key: Rule = (value, name) => [
  ...(/^[A-Za-z][A-Za-z0-9_]*$/.test(typeof value === "string" ? value : "")
    ? []
    : [`${name} must match /^[A-Za-z][A-Za-z0-9_]*$/ regular expression`]),
  ...short(value, name)
]

const entries: Rule = (value, name) =>
  Array.isArray(value)
    ? nested({ _environmentId: required(string), value: required(short) })(value, name)
    : [`${name} must be an array`]

const members = { type: optional(oneOf(["string"])), isSecret: optional(boolean), values: optional(entries) }

type Values = VariableRow["values"]

const valuesIn = (input: Readonly<Record<string, unknown>>): Values | undefined =>
  Array.isArray(input["values"])
    ? input["values"].filter(isReadonlyObject).map((each) => ({
      environmentId: String(each["_environmentId"]),
      value: String(each["value"])
    }))
    : undefined

const environmentsOf = (values: Values) => values.map((each) => each.environmentId)

const checkMask = (values: Values, advice: string): Result.Result<void, Rejection> =>
  values.some(({ value }) => value === mask)
    ? Result.fail(
      badRequest(
        `Submitted value matches the secret mask placeholder; provide the real value or omit the entry${advice}`
      )
    )
    : Result.succeed(undefined)

/** Keys were kept to the values of their environment some months after variables came. */
const isScoped = (store: Store): boolean => isSince(store, "2026-08")

const toResponse = (row: VariableRow, store: Store) => ({
  _id: row._id,
  _organizationId: organizationId,
  key: row.key,
  type: row.type,
  isSecret: row.isSecret,
  values: row.values.filter((each) => !isScoped(store) || each.environmentId === store.environmentId).map((each) => ({
    _environmentId: each.environmentId,
    value: row.isSecret ? mask : each.value
  })),
  ...timesOf(row)
})

const find = (store: Store, variableKey = ""): Result.Result<VariableRow, Rejection> => {
  const row = store.variables.byKey.get(variableKey)
  return row === undefined
    ? Result.fail(notFound(`Environment variable with key "${variableKey}" not found`))
    : Result.succeed(row)
}

const retrieve: Handler = ({ params: { variableKey }, store }) =>
  Result.map(find(store, variableKey), (row) => toResponse(row, store))

const list: Handler = ({ query, store }) =>
  Result.map(checkQuery(query, { search: optional(short) }), () => {
    const search = parameter(query, "search")?.toLowerCase() ?? ""
    return newestFirst(store.variables, [(row) => row.key.toLowerCase().includes(search)]).map((row) =>
      toResponse(row, store)
    )
  })

const checkLimit = (store: Store): Result.Result<void, Rejection> => {
  const currentCount = store.variables.byKey.size
  return currentCount < maximumVariables ? Result.succeed(undefined) : Result.fail({
    status: 400,
    message: `Environment variables limit exceeded. Maximum allowed variables is ${maximumVariables}.`,
    fields: { currentCount, limit: maximumVariables }
  })
}

const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ key: required(key), ...members }, body)
    const values = valuesIn(input) ?? []
    yield* checkScope(store, environmentsOf(values), "2026-08")
    yield* checkLimit(store)
    const wanted = String(input["key"])
    if (store.variables.byKey.has(wanted)) {
      return yield* Result.fail(conflict(`Environment variable with key "${wanted}" already exists`))
    }
    yield* checkMask(values, ".")
    return toResponse(
      store.variables.insert({
        _id: store.ids.objectId(now),
        key: wanted,
        type: "string",
        isSecret: input["isSecret"] === true,
        values: merged([], values),
        createdAt: now,
        updatedAt: now
      }),
      store
    )
  })

/** Puts values in the place of those of the same environment. A value that is not named stays. */
const merged = (before: Values, given: Values): Values =>
  Array.from(new Map([...before, ...given].map((each) => [each.environmentId, each])).values())

/**
 * A key whose request names no value might mean every environment, so Novu refuses
 * it, unless it changes nothing at all.
 */
const update: Handler = ({ body, now, params: { variableKey }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ key: optional(key), ...members }, body)
    const values = valuesIn(input)
    const isEmpty = ["key", "type", "isSecret", "values"].every((name) => input[name] === undefined)
    if (values === undefined && !isEmpty && isScoped(store)) return yield* Result.fail(outOfScope)
    yield* checkScope(store, environmentsOf(values ?? []), "2026-08")
    const row = yield* find(store, variableKey)
    yield* checkMask(values ?? [], " to keep the existing one.")
    if (isEmpty) return yield* Result.fail(badRequest("At least one field must be provided to update"))
    const next: VariableRow = {
      ...row,
      key: typeof input["key"] === "string" ? input["key"] : row.key,
      isSecret: typeof input["isSecret"] === "boolean" ? input["isSecret"] : row.isSecret,
      values: merged(row.values, values ?? []),
      updatedAt: now
    }
    // Novu does not look for the other variable, and its database refuses a second one of this key.
    if (next.key !== row.key && store.variables.byKey.has(next.key)) return yield* Result.fail(internalError)
    return toResponse(store.variables.replace(row, next), store)
  })

const remove: Handler = ({ params: { variableKey }, store }) =>
  Result.map(find(store, variableKey), (row) => store.variables.remove(row))

const retrieveUsage: Handler = ({ params: { variableKey }, store }) =>
  Result.map(find(store, variableKey), (row) => {
    const use = new RegExp(`\\{[{%][^}]*(?<![\\w.])env\\.${escape(row.key)}(?!\\w)`)
    const isUsed = ({ steps }: { readonly steps: ReadonlyArray<{ readonly controls: unknown }> }) =>
      steps.some(({ controls }) => leavesOf(controls).some(({ text }) => use.test(text)))
    return {
      workflows: store.workflows.createdAt.rows.filter(isUsed).map(({ name, workflowId }) => ({ name, workflowId }))
    }
  })

const route = makeRoute({ category: "configuration", level: "stored", availability: { since: "2026-05" } })

const base = "/v1/environment-variables"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, list),
  route("POST", base, 200, create),
  route("GET", `${base}/{variableKey}`, 200, retrieve),
  route("PATCH", `${base}/{variableKey}`, 200, update),
  route("DELETE", `${base}/{variableKey}`, 204, remove),
  route("GET", `${base}/{variableKey}/usage`, 200, retrieveUsage)
]
