/** Serves workflows: what a trigger sets off. They are the rows that triggers and the worker use. */
import * as Result from "effect/Result"
import { checkQuery, parameter, type Query } from "../protocol/query.ts"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { numeric, oneOf, optional, required, type Rule, string, strings, validate } from "../protocol/validation.ts"
import { copyWorkflow } from "../store/copyWorkflow.ts"
import { isSince } from "../store/eras.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { checkScope } from "./environmentScope.ts"
import { anyOf, numberOf, valuesOf } from "./listQuery.ts"
import { statusOf } from "./stepIssues.ts"
import { previewOf, previewRules } from "./workflowPreview.ts"
import { parsedId, stepAt, workflowAt } from "./workflowRef.ts"
import { showListed, showStep, showWorkflow, triggeredAt } from "./workflowRow.ts"
import { createRules, patchRules, updateRules } from "./workflowRules.ts"
import { createWorkflow, patchWorkflow, removeWorkflow, updateWorkflow } from "./workflowWrites.ts"

/** Names the workflow as Novu understood it. */
const missing = (store: Store, workflowId: string): Rejection => ({
  ...notFound("Workflow cannot be found"),
  fields: { workflowId: parsedId(store, "wf", workflowId) }
})

const findWorkflow = (store: Store, workflowId = ""): Result.Result<WorkflowRow, Rejection> => {
  const row = workflowAt(store, workflowId)
  return row === undefined ? Result.fail(missing(store, workflowId)) : Result.succeed(row)
}

const findStep = (store: Store, workflow: WorkflowRow, stepId = ""): Result.Result<StepRow, Rejection> => {
  const step = stepAt(store, workflow, stepId)
  return step === undefined
    ? Result.fail({
      ...notFound("Step cannot be found using the UUID Supplied"),
      fields: { stepUuid: parsedId(store, "st", stepId) }
    })
    : Result.succeed(step)
}

const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules(store), body)
    return showWorkflow(store, yield* createWorkflow(store, input, now))
  })

const each = (rule: Rule): Rule => (value, name) =>
  (Array.isArray(value) ? value : [value]).flatMap((item) => rule(item, `each value in ${name}`))

/** Older servers had no limit. */
const listRules = (store: Store) => ({
  limit: numeric(1, isSince(store, "2026-05") ? 100 : undefined),
  offset: numeric(0),
  orderDirection: optional(oneOf(["ASC", "DESC"])),
  orderBy: optional(oneOf(["createdAt", "updatedAt", "name", "lastTriggeredAt"])),
  query: optional(string),
  tags: optional((value, name) => typeof value === "string" ? [] : strings(value, name)),
  status: optional(each(oneOf(["ACTIVE", "INACTIVE", "ERROR"])))
})

/** Returns all workflows in an ascending order. Those that were never triggered come first. */
const sorted = (store: Store, order: string | undefined): ReadonlyArray<WorkflowRow> => {
  const { createdAt: { rows }, updatedAt } = store.workflows
  if (order === "updatedAt") return updatedAt.rows
  if (order === "name") return rows.toSorted((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  if (order !== "lastTriggeredAt") return rows
  return rows.toSorted((a, b) => (triggeredAt(store, a) ?? 0) - (triggeredAt(store, b) ?? 0))
}

const checksOf = (store: Store, query: Query): ReadonlyArray<(row: WorkflowRow) => boolean> => {
  const wanted = parameter(query, "query")?.toLowerCase() ?? ""
  return [
    ({ name, workflowId }) => name.toLowerCase().includes(wanted) || workflowId.toLowerCase().includes(wanted),
    ...anyOf<WorkflowRow>(valuesOf(query, "tags"), ({ tags }) => tags),
    ...anyOf<WorkflowRow>(valuesOf(query, "status"), (row) => [statusOf(store, row)])
  ]
}

const list: Handler = ({ query, store }) =>
  Result.map(checkQuery(query, listRules(store)), () => {
    const checks = checksOf(store, query)
    const found = sorted(store, parameter(query, "orderBy")).filter((row) => checks.every((check) => check(row)))
    const rows = parameter(query, "orderDirection") === "ASC" ? found : found.toReversed()
    const offset = numberOf(query, "offset", 0)
    const workflows = rows.slice(offset, offset + numberOf(query, "limit", 50)).map((row) => showListed(store, row))
    return { workflows, totalCount: found.length }
  })

/** Older servers read the workflow in any environment of the organisation. */
const retrieve: Handler = ({ params: { workflowId = "" }, query, store }) =>
  Result.gen(function*() {
    const environmentId = parameter(query, "environmentId") ?? store.environmentId
    yield* checkScope(store, [environmentId], "2026-08")
    const other = store.organization.storeOf(environmentId)
    if (other === undefined) return yield* Result.fail(missing(store, workflowId))
    return showWorkflow(other, yield* findWorkflow(other, workflowId))
  })

const update: Handler = ({ body, now, params: { workflowId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(updateRules(store, workflowAt(store, workflowId)), body)
    const row = yield* findWorkflow(store, workflowId)
    return showWorkflow(store, yield* updateWorkflow(store, row, input, now))
  })

const patch: Handler = ({ body, now, params: { workflowId }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(patchRules, body)
    const row = yield* findWorkflow(store, workflowId)
    return showWorkflow(store, patchWorkflow(store, row, input, now))
  })

const remove: Handler = ({ params: { workflowId }, store }) =>
  Result.map(findWorkflow(store, workflowId), (row) => removeWorkflow(store, row))

const retrieveStep: Handler = ({ params: { stepId, workflowId }, store }) =>
  Result.gen(function*() {
    const row = yield* findWorkflow(store, workflowId)
    return showStep(store, row, yield* findStep(store, row, stepId))
  })

const previewStep: Handler = ({ body, params: { stepId, workflowId }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(previewRules, body)
    const row = yield* findWorkflow(store, workflowId)
    return previewOf(store, row, yield* findStep(store, row, stepId), input)
  })

const findTarget = (store: Store, id: string): Result.Result<Store, Rejection> => {
  if (id === store.environmentId) return Result.fail(badRequest("Cannot sync workflow to the same environment"))
  const target = store.organization.storeOf(id)
  return target === undefined ? Result.fail(notFound(`Environment ${id} not found`)) : Result.succeed(target)
}

const allowedOrigins = ["novu-cloud"]

const checkOrigin = (store: Store, row: WorkflowRow): Result.Result<void, Rejection> => {
  const { origin, workflowId } = row
  if (allowedOrigins.includes(origin)) return Result.succeed(undefined)
  const allowed = `must be one of: ${allowedOrigins.join(", ")}`
  const rejection = badRequest(`Cannot sync workflow: origin '${origin}' is not allowed (${allowed})`)
  const more = { workflowId, status: statusOf(store, row), origin, allowedOrigins }
  return Result.fail({ ...rejection, fields: { ...rejection.fields, ...more } })
}

/** Nothing that is known says that Novu keeps a key to its environment here. */
const sync: Handler = ({ body, now, params: { workflowId }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ targetEnvironmentId: required(string) }, body)
    const target = yield* findTarget(store, String(input["targetEnvironmentId"]))
    const row = yield* findWorkflow(store, workflowId)
    yield* checkOrigin(store, row)
    return showWorkflow(target, copyWorkflow(store, target, row, now))
  })

/** The first servers that had these routes kept them from API keys. */
const route = makeRoute({ category: "configuration", level: "stored", availability: { openSince: "2025-05" } })

const base = "/v2/workflows"

export const routes: ReadonlyArray<Route> = [
  route("POST", base, 201, create),
  route("GET", base, 200, list),
  route("GET", `${base}/{workflowId}`, 200, retrieve),
  route("PUT", `${base}/{workflowId}`, 200, update),
  route("PATCH", `${base}/{workflowId}`, 200, patch),
  route("DELETE", `${base}/{workflowId}`, 204, remove),
  route("GET", `${base}/{workflowId}/steps/{stepId}`, 200, retrieveStep),
  route("POST", `${base}/{workflowId}/step/{stepId}/preview`, 201, previewStep, { level: "example" }),
  route("PUT", `${base}/{workflowId}/sync`, 200, sync, { availability: { since: "2026-05" } })
]
