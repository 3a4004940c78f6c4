/** Serves what compares two environments, and what copies from one to the other. */
import * as Result from "effect/Result"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { boolean, nested, oneOf, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import { copyLayout, copyWorkflow } from "../store/copyWorkflow.ts"
import type { LayoutRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf, textOf } from "../worker/values.ts"
import {
  differences,
  layoutChanges,
  layoutPairs,
  type Pair,
  workflowChanges,
  workflowPairs
} from "./environmentDiff.ts"
import { checkScope } from "./environmentScope.ts"
import { removeLayout } from "./layouts.ts"
import { removeWorkflow } from "./workflowWrites.ts"

type Input = Readonly<Record<string, unknown>>

const isId = (id: string): boolean => /^[0-9a-f]{24}$/i.test(id)

const found = (store: Store, id: string, kind: string): Result.Result<Store, Rejection> => {
  const other = store.organization.storeOf(id)
  return other === undefined ? Result.fail(badRequest(`${kind} environment not found`)) : Result.succeed(other)
}

const developmentId = ({ organization }: Store): Result.Result<string, Rejection> => {
  const row = organization.environments.byKey.get("Development")
  return row === undefined ? Result.fail(badRequest("Development environment not found")) : Result.succeed(row._id)
}

/** Finds both environments, which a key of the newest servers never may, since they are to be different ones. */
const between = (
  store: Store,
  targetId: string,
  { sourceEnvironmentId }: Input
): Result.Result<{ readonly source: Store; readonly target: Store }, Rejection> =>
  Result.gen(function*() {
    const sourceId = textOf(sourceEnvironmentId) ?? (yield* developmentId(store))
    yield* checkScope(store, [sourceId, targetId], "2026-08")
    if (sourceId === targetId) {
      return yield* Result.fail(badRequest("Source and target environments cannot be the same"))
    }
    if (!isId(sourceId) || !isId(targetId)) return yield* Result.fail(badRequest("Invalid environment ID format"))
    return { source: yield* found(store, sourceId, "Source"), target: yield* found(store, targetId, "Target") }
  })

const diff: Handler = ({ body, params: { targetEnvironmentId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ sourceEnvironmentId: optional(string) }, body)
    const { source, target } = yield* between(store, targetEnvironmentId, input)
    const resources = differences(source, target)
    const totalChanges = resources.reduce((sum, { changes }) => sum + changes.length, 0)
    return {
      sourceEnvironmentId: source.environmentId,
      targetEnvironmentId,
      resources,
      summary: { totalEntities: resources.length, totalChanges, hasChanges: totalChanges > 0 }
    }
  })

/** Agents can be named, and the fake has none. */
const publishable = ["workflow", "layout", "agent"]

const named: Rule = (value, name) =>
  Array.isArray(value)
    ? nested({ resourceType: required(oneOf(publishable)), resourceId: required(string) })(value, name)
    : [`${name} must be an array`]

const publishRules = {
  sourceEnvironmentId: optional(string),
  dryRun: optional(boolean),
  resources: optional(named)
}

/** Says whether a resource is among those that a request names. One that names none is about all. */
const selection = ({ resources }: Input) => {
  const wanted = (Array.isArray(resources) ? resources : []).map(objectOf)
  return (type: string, id: string): boolean =>
    wanted.length === 0 || wanted.some(({ resourceId, resourceType }) => resourceType === type && resourceId === id)
}

/** Says what is done with one resource, and does it when it is told to. */
interface Step {
  readonly resourceType: string
  readonly resourceId: string
  readonly resourceName: string
  readonly isChanged: boolean
  readonly action: "created" | "updated" | "deleted"
  readonly run: () => Result.Result<unknown, Rejection>
}

const actionOf = ({ source, target }: Pair<unknown>): Step["action"] =>
  source === undefined ? "deleted" : target === undefined ? "created" : "updated"

const stepOf = <R extends { readonly name: string }>(
  resourceType: string,
  pair: Pair<R>,
  resourceId: (row: R) => string,
  isChanged: boolean,
  put: (row: R) => void,
  remove: (row: R) => Result.Result<void, Rejection>
): ReadonlyArray<Step> => {
  const { source, target } = pair
  const row = source ?? target
  if (row === undefined) return []
  const run = () => source === undefined ? remove(row) : Result.succeed(put(source))
  return [{
    resourceType,
    resourceId: resourceId(row),
    resourceName: row.name,
    isChanged,
    action: actionOf(pair),
    run
  }]
}

/** Layouts go before the workflows that stand in them, and are removed after those. */
const stepsOf = (source: Store, target: Store, now: number): ReadonlyArray<Step> => {
  const layouts = layoutPairs(source, target).flatMap((pair) =>
    stepOf<LayoutRow>(
      "layout",
      pair,
      ({ layoutId }) => layoutId,
      layoutChanges(pair).length > 0,
      (row) => copyLayout(target, row, now),
      (row) => removeLayout(target, row, row.layoutId)
    )
  )
  const workflows = workflowPairs(source, target).flatMap((pair) =>
    stepOf<WorkflowRow>(
      "workflow",
      pair,
      ({ workflowId }) => workflowId,
      workflowChanges(pair).length > 0,
      (row) => copyWorkflow(source, target, row, now),
      (row) => Result.succeed(removeWorkflow(target, row))
    )
  )
  const isDeleted = ({ action }: Step): boolean => action === "deleted"
  return [
    ...layouts.filter((step) => !isDeleted(step)),
    ...workflows,
    ...layouts.filter(isDeleted)
  ]
}

/** Tells what became of one resource. */
const outcomeOf = ({ action, isChanged, resourceId, resourceName, resourceType, run }: Step, dryRun: boolean) => {
  const resource = { resourceType, resourceId, resourceName }
  const skipped = (reason: string) => ({ kind: "skipped" as const, entry: { ...resource, action: "skipped", reason } })
  if (!isChanged) return skipped("No changes detected")
  if (dryRun) return skipped(`Dry run: would be ${action}`)
  return Result.match(run(), {
    onFailure: ({ message }) => ({ kind: "failed" as const, entry: { ...resource, error: message } }),
    onSuccess: () => ({ kind: "successful" as const, entry: { ...resource, action } })
  })
}

type Outcome = ReturnType<typeof outcomeOf>

const resultOf = (resourceType: string, outcomes: ReadonlyArray<Outcome>) => {
  const own = outcomes.filter(({ entry }) => entry.resourceType === resourceType)
  const entries = (wanted: Outcome["kind"]) => own.filter(({ kind }) => kind === wanted).map(({ entry }) => entry)
  return {
    resourceType,
    successful: entries("successful"),
    failed: entries("failed"),
    skipped: entries("skipped"),
    totalProcessed: own.length
  }
}

/** Only what is deleted can fail here, which Novu tells with a 200. */
const publish: Handler = ({ body, now, params: { targetEnvironmentId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(publishRules, body)
    const { source, target } = yield* between(store, targetEnvironmentId, input)
    const isWanted = selection(input)
    const outcomes = stepsOf(source, target, now)
      .filter(({ resourceId, resourceType }) => isWanted(resourceType, resourceId))
      .map((step) => outcomeOf(step, input["dryRun"] === true))
    const count = (wanted: Outcome["kind"]) => outcomes.filter(({ kind }) => kind === wanted).length
    return {
      results: ["layout", "workflow"].map((type) => resultOf(type, outcomes)).filter((each) => each.totalProcessed > 0),
      summary: {
        resources: outcomes.length,
        successful: count("successful"),
        failed: count("failed"),
        skipped: count("skipped")
      }
    }
  })

const route = makeRoute({ category: "global", level: "stored", availability: { since: "2026-05" } })

const base = "/v2/environments/{targetEnvironmentId}"

export const routes: ReadonlyArray<Route> = [
  route("POST", `${base}/diff`, 200, diff),
  route("POST", `${base}/publish`, 200, publish)
]
