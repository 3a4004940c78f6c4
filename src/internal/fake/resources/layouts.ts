import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { checkQuery, parameter } from "../protocol/query.ts"
import { badRequest, conflict, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import {
  boolean,
  nested,
  numeric,
  object,
  oneOf,
  optional,
  required,
  type Rule,
  string,
  validate
} from "../protocol/validation.ts"
import { addLayout } from "../store/layouts.ts"
import type { LayoutRow, StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { objectOf, textOf } from "../worker/values.ts"
import { checkContent } from "./layoutContent.ts"
import { layoutByAny } from "./layoutRef.ts"
import { numberOf } from "./listQuery.ts"
import { slug, slugified } from "./slugs.ts"

const text: Rule = (value, name) => [
  ...(value === "" ? [`${name} must be longer than or equal to 1 characters`] : []),
  ...string(value, name)
]

const toLayout = (row: LayoutRow) => ({
  _id: row._id,
  layoutId: row.layoutId,
  slug: slug(row, "layout"),
  name: row.name,
  isDefault: row.isDefault,
  isTranslationEnabled: row.isTranslationEnabled,
  origin: "novu-cloud",
  type: "BRIDGE",
  variables: {
    type: "object",
    properties: { subscriber: { type: "object" }, content: { type: "string" } }
  },
  controls: { values: row.controlValues },
  ...timesOf(row)
})

const findLayout = (store: Store, id: string): Result.Result<LayoutRow, Rejection> => {
  const row = layoutByAny(store, id)
  return row === undefined ? Result.fail(notFound(`Layout not found for id ${id}`)) : Result.succeed(row)
}

/** Limits the layouts of an environment. */
const most = 100

const checkLimit = (store: Store): Result.Result<void, Rejection> => {
  const currentCount = store.layouts.byKey.size
  if (currentCount < most) return Result.succeed(undefined)
  const rejection = badRequest("Layout limit exceeded. Please contact us to support more layouts.")
  return Result.fail({ ...rejection, fields: { ...rejection.fields, currentCount, limit: most } })
}

/** Returns an identifier that is free. What is known of Novu leaves open what it does about one that is taken. */
const freeId = (store: Store, layoutId: string): Result.Result<string, Rejection> =>
  !store.layouts.byKey.has(layoutId)
    ? Result.succeed(layoutId)
    : store.options.takenIdentifier === "refused"
    ? Result.fail(conflict(`Layout with id ${layoutId} already exists`))
    : Result.succeed(`${layoutId}-${store.ids.token(4).toLowerCase()}`)

const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const rules = {
      layoutId: required(text),
      name: required(text),
      isTranslationEnabled: optional(boolean),
      __source: optional(oneOf(["dashboard"]))
    }
    const input = yield* validate(rules, body)
    yield* checkLimit(store)
    const layoutId = yield* freeId(store, String(input["layoutId"]))
    const isTranslationEnabled = input["isTranslationEnabled"] === true
    return toLayout(addLayout(store, { layoutId, name: String(input["name"]), isTranslationEnabled }, now))
  })

const listRules = {
  limit: numeric(1, 100),
  offset: numeric(0),
  orderDirection: optional(oneOf(["ASC", "DESC"])),
  orderBy: optional(oneOf(["createdAt", "updatedAt", "name"])),
  query: optional(string)
}

const list: Handler = ({ query, store }) =>
  Result.map(checkQuery(query, listRules), () => {
    const order = parameter(query, "orderBy")
    const wanted = parameter(query, "query")?.toLowerCase() ?? ""
    const sorted = order === "name"
      ? store.layouts.createdAt.rows.toSorted((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
      : store.layouts[order === "updatedAt" ? "updatedAt" : "createdAt"].rows
    const found = sorted.filter(({ layoutId, name }) =>
      name.toLowerCase().includes(wanted) || layoutId.toLowerCase().includes(wanted)
    )
    const rows = parameter(query, "orderDirection") === "ASC" ? found : found.toReversed()
    const offset = numberOf(query, "offset", 0)
    const layouts = rows.slice(offset, offset + numberOf(query, "limit", 50)).map(toLayout)
    return { layouts, totalCount: found.length }
  })

const retrieve: Handler = ({ params: { layoutId = "" }, store }) => Result.map(findLayout(store, layoutId), toLayout)

const email = nested({ body: required(string), editorType: required(oneOf(["html", "block"])) })

/** Values that are left out stay, `null` clears them, and an object replaces them. */
const update: Handler = ({ body, now, params: { layoutId = "" }, store }) =>
  Result.gen(function*() {
    const rules = {
      name: required(text),
      isTranslationEnabled: optional(boolean),
      controlValues: optional(nested({ email }))
    }
    const input = yield* validate(rules, body)
    const row = yield* findLayout(store, layoutId)
    const { controlValues: sent, isTranslationEnabled, name } = input
    const controlValues = sent === undefined ? row.controlValues : objectOf(sent)
    if (sent !== undefined) yield* checkContent(controlValues)
    return toLayout(store.layouts.replace(row, {
      ...row,
      name: String(name),
      isTranslationEnabled: typeof isTranslationEnabled === "boolean" ? isTranslationEnabled : row.isTranslationEnabled,
      controlValues,
      updatedAt: now
    }))
  })

const usesLayout = ({ _id, layoutId }: LayoutRow) => ({ controls }: StepRow): boolean =>
  controls["layoutId"] === layoutId || controls["layoutId"] === _id

/** Returns the workflows that use a layout. */
export const workflowsOf = (store: Store, layout: LayoutRow): ReadonlyArray<WorkflowRow> =>
  store.workflows.createdAt.rows.filter(({ steps }) => steps.some(usesLayout(layout)))

const withoutLayout = (controls: StepRow["controls"]): StepRow["controls"] =>
  Object.fromEntries(Object.entries(controls).filter(([name]) => name !== "layoutId"))

/** Removes a layout. One that is in use is removed all the same, and the steps that use it lose its id. */
export const removeLayout = (store: Store, row: LayoutRow, layoutId: string): Result.Result<void, Rejection> => {
  if (row.isDefault) {
    return Result.fail(
      conflict(`Layout with id ${layoutId} is being used as a default layout, it can not be deleted`)
    )
  }
  const uses = usesLayout(row)
  for (const workflow of workflowsOf(store, row)) {
    const steps = workflow.steps.map((step) => uses(step) ? { ...step, controls: withoutLayout(step.controls) } : step)
    store.workflows.replace(workflow, { ...workflow, steps })
  }
  store.layouts.remove(row)
  return Result.succeed(undefined)
}

const remove: Handler = ({ params: { layoutId = "" }, store }) =>
  Result.flatMap(findLayout(store, layoutId), (row) => removeLayout(store, row, layoutId))

/** The copy is never the default. */
const duplicate: Handler = ({ body, now, params: { layoutId = "" }, store }) =>
  Result.gen(function*() {
    const rules = { name: required(text), layoutId: optional(text), isTranslationEnabled: optional(boolean) }
    const input = yield* validate(rules, body)
    const { controlValues } = yield* findLayout(store, layoutId)
    yield* checkLimit(store)
    const name = String(input["name"])
    const copy = {
      layoutId: yield* freeId(store, textOf(input["layoutId"]) ?? slugified(name)),
      name,
      isTranslationEnabled: input["isTranslationEnabled"] === true,
      isDefault: false,
      controlValues
    }
    return toLayout(addLayout(store, copy, now))
  })

/** Renders what was sent, or else what is stored, where the fake has an engine for texts. */
const preview: Handler = ({ body, params: { layoutId = "" }, store }) =>
  Result.gen(function*() {
    const rules = {
      controlValues: optional(object),
      previewPayload: optional(nested({ subscriber: optional(object) }))
    }
    const input = yield* validate(rules, body)
    const row = yield* findLayout(store, layoutId)
    const values = isReadonlyObject(input["controlValues"]) ? input["controlValues"] : row.controlValues
    const subscriber = objectOf(objectOf(input["previewPayload"])["subscriber"])
    const source = textOf(objectOf(values["email"])["body"])
    const rendered = source && (store.options.engines?.text?.(source, { subscriber, content: "" }) ?? source)
    return {
      result: { type: "email", ...(rendered === undefined ? undefined : { preview: { body: rendered } }) },
      previewPayloadExample: { subscriber },
      schema: { type: "object", properties: { subscriber: { type: "object" } } }
    }
  })

const retrieveUsage: Handler = ({ params: { layoutId = "" }, store }) =>
  Result.map(findLayout(store, layoutId), (row) => ({
    workflows: workflowsOf(store, row).map(({ name, workflowId }) => ({ name, workflowId }))
  }))

const route = makeRoute({ category: "configuration", level: "stored", availability: { since: "2026-05" } })

const base = "/v2/layouts"

export const routes: ReadonlyArray<Route> = [
  route("POST", base, 201, create),
  route("GET", base, 200, list),
  route("GET", `${base}/{layoutId}`, 200, retrieve),
  route("PUT", `${base}/{layoutId}`, 200, update),
  route("DELETE", `${base}/{layoutId}`, 204, remove),
  route("POST", `${base}/{layoutId}/duplicate`, 201, duplicate),
  route("POST", `${base}/{layoutId}/preview`, 201, preview, { level: "example" }),
  route("GET", `${base}/{layoutId}/usage`, 200, retrieveUsage)
]
