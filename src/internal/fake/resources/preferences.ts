/** Serves the preferences of a subscriber. Contexts do not divide them, as where Novu's flag for that is off. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { checkQuery, parameter } from "../protocol/query.ts"
import { badRequest, notFound, type Rejection, validationFailed } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { boolean, nested, oneOf, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import { setPreference } from "../store/preferences.ts"
import type { SubscriberRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf } from "../worker/values.ts"
import { contextPayload } from "./contextPayload.ts"
import { showPreferences, workflowChannels } from "./preferenceView.ts"
import { requireRecipient } from "./recipients.ts"
import { schedule } from "./scheduleRule.ts"
import { workflowBy, workflowByAny } from "./workflowRef.ts"

export const criticalities: ReadonlyArray<string> = ["critical", "nonCritical", "all"]

const workflowsOf = (store: Store, criticality = "nonCritical"): ReadonlyArray<WorkflowRow> =>
  store.workflows.createdAt.rows.filter(({ critical }) =>
    criticality === "all" || critical === (criticality === "critical")
  )

const list: Handler = ({ params: { subscriberId = "" }, query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, { criticality: optional(oneOf(criticalities)) })
    yield* requireRecipient(store, subscriberId, (id) => notFound(`Subscriber ${id} not found`))
    return showPreferences(store, subscriberId, workflowsOf(store, parameter(query, "criticality")))
  })

const findToUpdate = (store: Store, subscriberId: string): Result.Result<SubscriberRow, Rejection> =>
  requireRecipient(store, subscriberId, (id) => notFound(`Subscriber with id: ${id} is not found`))

/** Has a flag for each channel. */
export const channelRules = {
  in_app: optional(boolean),
  email: optional(boolean),
  sms: optional(boolean),
  chat: optional(boolean),
  push: optional(boolean),
  tool: optional(boolean)
}

const updateRules = {
  channels: optional(nested(channelRules)),
  workflowId: optional(string),
  schedule: optional(schedule),
  context: optional(contextPayload)
}

export const booleansIn = (sent: unknown): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    Object.entries(objectOf(sent)).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean")
  )

const findWorkflow = (store: Store, id: string): Result.Result<WorkflowRow, Rejection> => {
  const workflow = workflowByAny(store, id)
  if (workflow === undefined) {
    return Result.fail({ ...notFound("Workflow cannot be found"), fields: { workflowId: id } })
  }
  return workflow.critical
    ? Result.fail(badRequest(`Critical workflow with id: ${id} can not be updated`))
    : Result.succeed(workflow)
}

/** With a workflow, a schedule is ignored. Without one, the preferences for everything are changed. */
const update: Handler = ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(updateRules, body)
    yield* findToUpdate(store, subscriberId)
    const { channels, schedule: plan, workflowId } = input
    if (typeof workflowId === "string" && workflowId !== "") {
      const { _id } = yield* findWorkflow(store, workflowId)
      setPreference(store, { subscriberId, workflowId: _id, channels: booleansIn(channels) }, now)
    } else {
      const kept = isReadonlyObject(plan) ? plan : undefined
      setPreference(store, { subscriberId, workflowId: undefined, channels: booleansIn(channels), schedule: kept }, now)
    }
    return showPreferences(store, subscriberId, workflowsOf(store))
  })

const maximumItems = 100

const items = nested({ workflowId: required(string), channels: required(nested(channelRules)) })

const itemsOf: Rule = (value, name) => Array.isArray(value) ? items(value, name) : [`${name} must be an array`]

export const checkCount = ({ length }: ReadonlyArray<unknown>): Result.Result<void, Rejection> => {
  if (length === 0) return Result.fail(badRequest("No preferences provided for bulk update"))
  return length > maximumItems
    ? Result.fail(validationFailed([`preferences must contain no more than ${maximumItems} elements`]))
    : Result.succeed(undefined)
}

/** Finds the workflows of all items, each once. A slug is not known here, although Novu's document says so. */
export const findWorkflows = (
  store: Store,
  ids: ReadonlyArray<string>
): Result.Result<ReadonlyArray<WorkflowRow>, Rejection> => {
  const unknown = ids.filter((id) => workflowBy(store, id) === undefined)
  if (unknown.length > 0) return Result.fail(notFound(`Workflows with ids: ${unknown.join(", ")} not found`))
  const found = ids.flatMap((id) => workflowBy(store, id) ?? [])
  const critical = found.filter((workflow) => workflow.critical).map(({ _id }) => _id)
  return critical.length > 0
    ? Result.fail(badRequest(`Critical workflows with ids: ${critical.join(", ")} cannot be updated`))
    : Result.succeed([...new Set(found)])
}

export const showUpdated = (store: Store, subscriberId: string, workflow: WorkflowRow) => ({
  level: "template",
  enabled: true,
  channels: workflowChannels(store, subscriberId, workflow),
  workflow: {
    id: workflow._id,
    identifier: workflow.workflowId,
    name: workflow.name,
    critical: workflow.critical,
    tags: workflow.tags,
    data: workflow.data,
    severity: workflow.severity
  }
})

/** Writes all or nothing. Of several items for one workflow, the last counts. */
const updateBulk: Handler = ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ preferences: itemsOf, context: optional(contextPayload) }, body)
    const sent: ReadonlyArray<unknown> = Array.isArray(input["preferences"]) ? input["preferences"] : []
    yield* findToUpdate(store, subscriberId)
    yield* checkCount(sent)
    const preferences = sent.map(objectOf).map(({ channels, workflowId }) => ({ channels, id: String(workflowId) }))
    const workflows = yield* findWorkflows(store, preferences.map(({ id }) => id))
    for (const workflow of workflows) {
      const last = preferences.findLast(({ id }) => workflowBy(store, id) === workflow)
      setPreference(store, { subscriberId, workflowId: workflow._id, channels: booleansIn(last?.channels) }, now)
    }
    return workflows.map((workflow) => showUpdated(store, subscriberId, workflow))
  })

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v2/subscribers/{subscriberId}/preferences"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, list),
  route("PATCH", base, 200, update),
  route("PATCH", `${base}/bulk`, 200, updateBulk)
]
