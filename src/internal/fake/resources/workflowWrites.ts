/** Serves what creates, changes and deletes workflows. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { given } from "../../input/given.ts"
import { planOf } from "../protocol/availability.ts"
import { badRequest, conflict, notFound, type Rejection } from "../protocol/rejection.ts"
import type { Handler } from "../protocol/route.ts"
import { validate } from "../protocol/validation.ts"
import { isSince } from "../store/eras.ts"
import type { WorkflowPreferences, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { defaultPreferences, isCritical, makeWorkflow } from "../store/workflows.ts"
import { slugified } from "./slugs.ts"
import { workflowByAny } from "./workflowRef.ts"
import { toWorkflow } from "./workflowRow.ts"
import { createRules, knownMembers, patchRules, updateRules } from "./workflowRules.ts"
import { makeStepRows } from "./workflowSteps.ts"

type Input = Readonly<Record<string, unknown>>

export const findWorkflow = (store: Store, id: string): Result.Result<WorkflowRow, Rejection> => {
  const row = workflowByAny(store, id)
  if (row !== undefined) return Result.succeed(row)
  const rejection = notFound("Workflow cannot be found")
  return Result.fail({ ...rejection, fields: { ...rejection.fields, workflowId: id } })
}

/** Limits the workflows of an environment: by the plan, and in any case. */
const checkLimit = (store: Store): Result.Result<void, Rejection> => {
  const currentCount = store.workflows.byKey.size
  const limit = planOf(store.options) === "free" ? 20 : 100
  if (currentCount < limit) return Result.succeed(undefined)
  const rejection = badRequest("Workflow limit exceeded. Please contact us to support more workflows.")
  return Result.fail({ ...rejection, fields: { ...rejection.fields, currentCount, limit } })
}

/** Returns the identifier of a new workflow. Servers of 2025 make it of the name, and what is known of later ones leaves open what they do about one that is taken. */
const newId = (store: Store, input: Input): Result.Result<string, Rejection> => {
  const wanted = isSince(store, "2026-05") ? String(input["workflowId"]) : slugified(String(input["name"]))
  if (!store.workflows.byKey.has(wanted)) return Result.succeed(wanted)
  return store.options.takenIdentifier === "refused" && isSince(store, "2026-05")
    ? Result.fail(conflict(`Workflow with id ${wanted} already exists`))
    : Result.succeed(`${wanted}-${store.ids.token(4).toLowerCase()}`)
}

const preferencesIn = (input: Input, name: "user" | "workflow"): WorkflowPreferences | null => {
  const preferences = isReadonlyObject(input["preferences"]) ? input["preferences"][name] : undefined
  return isReadonlyObject(preferences) ? preferences : null
}

const textIn = (input: Input, name: string): string | undefined => {
  const value = input[name]
  return typeof value === "string" ? value : undefined
}

const flagIn = (input: Input, name: string): boolean | undefined => {
  const value = input[name]
  return typeof value === "boolean" ? value : undefined
}

const objectIn = (input: Input, name: string): Input | null | undefined => {
  const value = input[name]
  return value === null || isReadonlyObject(value) ? value : undefined
}

const tagsIn = (input: Input): ReadonlyArray<string> | undefined =>
  Array.isArray(input["tags"]) ? input["tags"].map(String) : undefined

/** Translations are a part of the cloud. */
const translated = ({ options }: Store, input: Input): boolean | undefined =>
  planOf(options) === "self-hosted" ? undefined : flagIn(input, "isTranslationEnabled")

const othersIn = (body: Input): Input =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !knownMembers.has(name)))

/** Takes any payload where it was given no schema. */
const openSchema = { type: "object", properties: {}, additionalProperties: true }

export const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    yield* checkLimit(store)
    const steps = yield* makeStepRows(store, input["steps"], [], now)
    const row = makeWorkflow(store, {
      workflowId: yield* newId(store, input),
      name: String(input["name"]),
      steps,
      active: flagIn(input, "active") ?? true,
      payloadSchema: objectIn(input, "payloadSchema") ?? openSchema,
      validatePayload: flagIn(input, "validatePayload") ?? true,
      userPreferences: preferencesIn(input, "user"),
      preferences: preferencesIn(input, "workflow") ?? defaultPreferences,
      others: othersIn(input),
      ...given({
        description: textIn(input, "description"),
        tags: tagsIn(input),
        severity: textIn(input, "severity"),
        isTranslationEnabled: translated(store, input),
        agent: objectIn(input, "agent")
      })
    }, now)
    return toWorkflow(store, store.workflows.insert(row))
  })

/** Replaces a workflow. Who is critical follows from its preferences. */
export const update: Handler = ({ body, now, params: { workflowId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(updateRules, body)
    const row = yield* findWorkflow(store, workflowId)
    const steps = yield* makeStepRows(store, input["steps"], row.steps, now)
    const next: WorkflowRow = {
      ...row,
      name: String(input["name"]),
      description: textIn(input, "description"),
      tags: tagsIn(input) ?? [],
      active: flagIn(input, "active") ?? true,
      validatePayload: flagIn(input, "validatePayload") ?? row.validatePayload,
      payloadSchema: input["payloadSchema"] === undefined ? row.payloadSchema : objectIn(input, "payloadSchema"),
      isTranslationEnabled: translated(store, input) ?? row.isTranslationEnabled,
      severity: textIn(input, "severity") ?? row.severity,
      agent: input["agent"] === undefined ? row.agent : objectIn(input, "agent"),
      userPreferences: preferencesIn(input, "user"),
      preferences: preferencesIn(input, "workflow") ?? defaultPreferences,
      patchedStatus: undefined,
      others: othersIn(input),
      steps,
      updatedAt: now
    }
    return toWorkflow(store, store.workflows.replace(row, { ...next, critical: isCritical(next) }))
  })

/** Changes what is sent. `null` counts as not sent. */
export const patch: Handler = ({ body, now, params: { workflowId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(patchRules, body)
    const row = yield* findWorkflow(store, workflowId)
    const active = flagIn(input, "active")
    const changes = given({
      name: textIn(input, "name"),
      description: textIn(input, "description"),
      tags: tagsIn(input),
      active,
      validatePayload: flagIn(input, "validatePayload"),
      payloadSchema: objectIn(input, "payloadSchema") ?? undefined,
      isTranslationEnabled: translated(store, input),
      patchedStatus: active === undefined ? undefined : active ? "ACTIVE" as const : "INACTIVE" as const
    })
    return toWorkflow(store, store.workflows.replace(row, { ...row, ...changes, updatedAt: now }))
  })

/** What subscribers prefer of the workflow goes with it. */
export const remove: Handler = ({ params: { workflowId = "" }, store }) =>
  Result.map(findWorkflow(store, workflowId), (row) => {
    for (const preference of store.preferences.createdAt.rows.filter((each) => each.workflowId === row._id)) {
      store.preferences.remove(preference)
    }
    store.workflows.remove(row)
  })
