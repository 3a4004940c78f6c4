/** Serves workflows: lists, reads and previews them, and copies them to another environment. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { checkQuery, parameter } from "../protocol/query.ts"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { nested, numeric, object, oneOf, optional, required, string, validate } from "../protocol/validation.ts"
import { copyWorkflow } from "../store/copyWorkflow.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { channels } from "../worker/makeMessage.ts"
import { objectOf } from "../worker/values.ts"
import { checkScope } from "./environmentScope.ts"
import { numberOf, valuesOf } from "./listQuery.ts"
import { isSlugOf } from "./slugs.ts"
import { payloadExampleOf, variablesOf } from "./stepVariables.ts"
import { toListed, toStep, toWorkflow } from "./workflowRow.ts"
import { create, findWorkflow, patch, remove, update } from "./workflowWrites.ts"

const listRules = {
  limit: numeric(1, 100),
  offset: numeric(0),
  orderDirection: optional(oneOf(["ASC", "DESC"])),
  orderBy: optional(oneOf(["createdAt", "updatedAt", "name", "lastTriggeredAt"])),
  query: optional(string)
}

type Listed = ReturnType<typeof toListed>

/** Compares by a member, and by the time of creation where it is the same. */
const by = (member: "createdAt" | "updatedAt" | "name" | "lastTriggeredAt") => (a: Listed, b: Listed): number => {
  const [first = "", second = ""] = [a[member], b[member]]
  return first < second ? -1 : first > second ? 1 : 0
}

const orders = ["createdAt", "updatedAt", "name", "lastTriggeredAt"] as const

const list: Handler = ({ query, store }) =>
  Result.map(checkQuery(query, listRules), () => {
    const order = orders.find((each) => each === parameter(query, "orderBy")) ?? "createdAt"
    const wanted = parameter(query, "query")?.toLowerCase() ?? ""
    const [tags, statuses] = [valuesOf(query, "tags"), valuesOf(query, "status")]
    const found = store.workflows.createdAt.rows.map((row) => toListed(store, row)).filter((row) =>
      (row.name.toLowerCase().includes(wanted) || row.workflowId.toLowerCase().includes(wanted)) &&
      (tags === undefined || row.tags.some((tag) => tags.includes(tag))) &&
      (statuses === undefined || statuses.includes(row.status))
    ).toSorted(by(order))
    const rows = parameter(query, "orderDirection") === "ASC" ? found : found.toReversed()
    const offset = numberOf(query, "offset", 0)
    return { workflows: rows.slice(offset, offset + numberOf(query, "limit", 50)), totalCount: found.length }
  })

/** Returns the environment that a request reads in. */
const environmentOf = (store: Store, named: string | undefined): Result.Result<Store, Rejection> => {
  if (named === undefined) return Result.succeed(store)
  return Result.flatMap(checkScope(store, [named], "2026-08"), () => {
    const other = store.organization.storeOf(named)
    return other === undefined ? Result.fail(notFound("Workflow cannot be found")) : Result.succeed(other)
  })
}

const retrieve: Handler = ({ params: { workflowId = "" }, query, store: ofKey }) =>
  Result.gen(function*() {
    const store = yield* environmentOf(ofKey, parameter(query, "environmentId"))
    return toWorkflow(store, yield* findWorkflow(store, workflowId))
  })

interface Found {
  readonly row: WorkflowRow
  readonly step: StepRow
}

/** Finds a step by Novu's id, by its identifier or by a slug. */
const findStep = (
  store: Store,
  { stepId = "", workflowId = "" }: Readonly<Record<string, string>>
): Result.Result<Found, Rejection> =>
  Result.flatMap(findWorkflow(store, workflowId), (row) => {
    const step = row.steps.find((each) => each._id === stepId || each.stepId === stepId) ??
      row.steps.find((each) => isSlugOf(each, "st", stepId))
    if (step !== undefined) return Result.succeed({ row, step })
    const rejection = notFound("Step cannot be found using the UUID Supplied")
    return Result.fail({ ...rejection, fields: { ...rejection.fields, stepUuid: stepId } })
  })

const retrieveStep: Handler = ({ params, store }) =>
  Result.map(findStep(store, params), ({ row, step }) => toStep(store, row, step))

/** Renders every text of a value where the fake has an engine for texts. */
const rendered = (store: Store, value: unknown, scope: Readonly<Record<string, unknown>>): unknown => {
  const engine = store.options.engines?.text
  if (typeof value === "string") return engine?.(value, scope) ?? value
  if (Array.isArray(value)) return value.map((each) => rendered(store, each, scope))
  return isReadonlyObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rendered(store, each, scope)]))
    : value
}

/** Renders what was sent, or else what is stored. */
const preview: Handler = ({ body, params, store }) =>
  Result.gen(function*() {
    const rules = {
      controlValues: optional(object),
      previewPayload: optional(nested({
        subscriber: optional(object),
        payload: optional(object),
        steps: optional(object),
        context: optional(object),
        env: optional(object)
      }))
    }
    const input = yield* validate(rules, body)
    const { row, step } = yield* findStep(store, params)
    const values = isReadonlyObject(input["controlValues"]) ? input["controlValues"] : step.controls
    const given = objectOf(input["previewPayload"])
    const example = {
      ...given,
      payload: { ...payloadExampleOf(row), ...objectOf(given["payload"]) },
      subscriber: objectOf(given["subscriber"])
    }
    const { body: text, subject } = objectOf(rendered(store, values, example))
    return {
      result: {
        type: step.type,
        ...(channels.has(step.type) && { preview: { subject: subject ?? "", body: text ?? "" } })
      },
      previewPayloadExample: example,
      schema: variablesOf(row, step)
    }
  })

/** A workflow that code defines is brought to another environment by that code. */
const checkOrigin = ({ origin, workflowId }: WorkflowRow): Result.Result<void, Rejection> => {
  if (origin === "novu-cloud") return Result.succeed(undefined)
  const allowedOrigins = ["novu-cloud"]
  const rejection = badRequest(
    `Cannot sync workflow: origin '${origin}' is not allowed (must be one of: ${allowedOrigins.join(", ")})`
  )
  return Result.fail({ ...rejection, fields: { ...rejection.fields, workflowId, origin, allowedOrigins } })
}

const sync: Handler = ({ body, now, params: { workflowId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ targetEnvironmentId: required(string) }, body)
    const target = String(input["targetEnvironmentId"])
    if (target === store.environmentId) {
      return yield* Result.fail(badRequest("Cannot sync workflow to the same environment"))
    }
    const to = store.organization.storeOf(target)
    if (to === undefined) return yield* Result.fail(notFound(`Environment ${target} not found`))
    const row = yield* findWorkflow(store, workflowId)
    yield* checkOrigin(row)
    return toWorkflow(to, copyWorkflow(store, row, to, now))
  })

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
  route("POST", `${base}/{workflowId}/step/{stepId}/preview`, 201, preview, { level: "example" }),
  route("PUT", `${base}/{workflowId}/sync`, 200, sync, { availability: { since: "2026-05" } })
]
