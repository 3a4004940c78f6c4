/** Serves the preferences of the caller, whose requests have the channels flat. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { checkQuery, parameter } from "../protocol/query.ts"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, type HandlerInput, makeRoute, type Route } from "../protocol/route.ts"
import { oneOf, optional, validate } from "../protocol/validation.ts"
import { anyOf, valuesOf } from "../resources/listQuery.ts"
import {
  booleansIn,
  channelRules,
  checkCount,
  criticalities,
  findWorkflows,
  showUpdated
} from "../resources/preferences.ts"
import { globalChannels, overridesOf } from "../resources/preferenceView.ts"
import { workflowBy } from "../resources/workflowRef.ts"
import { preferenceOf, setPreference } from "../store/preferences.ts"
import type { WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf } from "../worker/values.ts"
import { forCaller } from "./caller.ts"
import { inboxSchedule } from "./scheduleRules.ts"
import { updateSubscriptionPreferences } from "./subscriptionPreference.ts"

const channelsIn = (input: Readonly<Record<string, unknown>>): Readonly<Record<string, boolean>> =>
  booleansIn(Object.fromEntries(Object.keys(channelRules).map((name) => [name, input[name]])))

const activeIn = (store: Store): ReadonlyArray<WorkflowRow> =>
  store.workflows.createdAt.rows.filter(({ active }) => active)

/** The channel `tool` is stored and never shown. */
const shown = (channels: Readonly<Record<string, boolean>>) =>
  Object.fromEntries(Object.entries(channels).filter(([name]) => name !== "tool"))

const showGlobal = (store: Store, subscriberId: string) => ({
  level: "global",
  enabled: true,
  channels: shown(globalChannels(store, subscriberId, activeIn(store))),
  schedule: preferenceOf(store, subscriberId)?.schedule
})

const showWorkflow = (store: Store, subscriberId: string, workflow: WorkflowRow) => {
  const preference = showUpdated(store, subscriberId, workflow)
  return {
    ...preference,
    channels: shown(preference.channels),
    overrides: overridesOf(store, subscriberId, workflow)
  }
}

const list: Handler = ({ params: { subscriberId = "" }, query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, { criticality: optional(oneOf(criticalities)) })
    const criticality = parameter(query, "criticality") ?? "nonCritical"
    const checks = [
      ...anyOf(valuesOf(query, "tags"), ({ tags }: WorkflowRow) => tags),
      ...anyOf(valuesOf(query, "severity"), ({ severity }: WorkflowRow) => [severity])
    ]
    const workflows = activeIn(store).filter((row) =>
      (criticality === "all" || row.critical === (criticality === "critical")) && checks.every((check) => check(row))
    )
    return [
      showGlobal(store, subscriberId),
      ...workflows.map((workflow) => showWorkflow(store, subscriberId, workflow))
    ]
  })

const retrieveGlobal: Handler = ({ params: { subscriberId = "" }, store }) =>
  Result.succeed(showGlobal(store, subscriberId))

const updateGlobal: Handler = ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.map(validate({ ...channelRules, schedule: optional(inboxSchedule) }, body), (input) => {
    const { schedule } = input
    setPreference(store, {
      subscriberId,
      workflowId: undefined,
      channels: channelsIn(input),
      ...(isReadonlyObject(schedule) ? { schedule } : undefined)
    }, now)
    return showGlobal(store, subscriberId)
  })

const findWorkflow = (store: Store, id: string): Result.Result<WorkflowRow, Rejection> => {
  const workflow = workflowBy(store, id)
  if (workflow === undefined) return Result.fail(notFound(`Workflow with id: ${id} is not found`))
  return workflow.critical
    ? Result.fail(badRequest(`Critical workflow with id: ${id} cannot be updated`))
    : Result.succeed(workflow)
}

const updateWorkflow: Handler = ({ body, now, params: { subscriberId = "", workflowId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(channelRules, body)
    const workflow = yield* findWorkflow(store, workflowId)
    setPreference(store, { subscriberId, workflowId: workflow._id, channels: channelsIn(input) }, now)
    return showWorkflow(store, subscriberId, workflow)
  })

/** Writes all or nothing. Of several items for one workflow, the last counts, and there is one result. */
const updateWorkflows = (
  { now, params: { subscriberId = "" }, store }: HandlerInput,
  items: ReadonlyArray<Readonly<Record<string, unknown>>>
) =>
  Result.gen(function*() {
    const preferences = items.map((item) => ({ channels: channelsIn(item), id: String(item["workflowId"]) }))
    const workflows = yield* findWorkflows(store, preferences.map(({ id }) => id))
    for (const workflow of workflows) {
      const last = preferences.findLast(({ id }) => workflowBy(store, id) === workflow)
      setPreference(store, { subscriberId, workflowId: workflow._id, channels: last?.channels ?? {} }, now)
    }
    return workflows.map((workflow) => showWorkflow(store, subscriberId, workflow))
  })

/** The items are about workflows everywhere, or about workflows in subscriptions to topics. */
const updateBulk: Handler = (request) =>
  Result.gen(function*() {
    const input = objectOf(request.body)
    const { preferences } = input
    const items = (Array.isArray(preferences) ? preferences : []).map(objectOf)
    yield* checkCount(items)
    return items.some(({ subscriptionIdentifier }) => typeof subscriptionIdentifier === "string")
      ? yield* updateSubscriptionPreferences(request, items)
      : yield* updateWorkflows(request, items)
  })

const route = makeRoute({ category: "configuration", level: "stored", isPublic: true })

const base = "/v1/inbox/preferences"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, forCaller(list)),
  route("GET", `${base}/global`, 200, forCaller(retrieveGlobal)),
  route("PATCH", base, 200, forCaller(updateGlobal)),
  route("PATCH", `${base}/bulk`, 200, forCaller(updateBulk)),
  route("PATCH", `${base}/{workflowId}`, 200, forCaller(updateWorkflow))
]
