/** Makes the steps of a workflow of those that a request has. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { parsedJson } from "../../wire/parsedJson.ts"
import { badRequest, type Rejection, validationFailed } from "../protocol/rejection.ts"
import { isSince } from "../store/eras.ts"
import type { StepRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf, textOf } from "../worker/values.ts"
import { layoutByAny } from "./layoutRef.ts"
import { slugified } from "./slugs.ts"
import { knownStepMembers, stepTypes } from "./workflowRules.ts"

type Values = StepRow["controls"]

const mostSteps = 20

const isDocument = (body: unknown): boolean => typeof body === "string" && objectOf(parsedJson(body))["type"] === "doc"

/** Writes a document of the block editor as HTML. Only its texts are kept, where Novu renders it as it looks. */
const html = (node: unknown): string => {
  const { content, text } = objectOf(node)
  return Array.isArray(content) ? `<p>${content.map(html).join("")}</p>` : textOf(text) ?? ""
}

/** The body has to be of its editor: a document in the HTML editor becomes HTML, and the block editor empties what is none. */
const converted = (values: Values): Values => {
  const { body, editorType } = values
  if (editorType === "html" && isDocument(body)) return { ...values, body: html(parsedJson(String(body))) }
  return editorType === "block" && body !== undefined && !isDocument(body) ? { ...values, body: "" } : values
}

/** A layout is stored by its identifier. Older servers put the default one in the place of `null`. */
const withLayout = (store: Store, values: Values): Result.Result<Values, Rejection> => {
  const { layoutId } = values
  if (typeof layoutId === "string") {
    const layout = layoutByAny(store, layoutId)
    return layout === undefined
      ? Result.fail(badRequest(`Layout not found for id: ${layoutId}`))
      : Result.succeed({ ...values, layoutId: layout.layoutId })
  }
  if (layoutId !== null || isSince(store, "2026-05")) return Result.succeed(values)
  const main = store.layouts.createdAt.rows.find(({ isDefault }) => isDefault)
  return Result.succeed(main === undefined ? values : { ...values, layoutId: main.layoutId })
}

/** Values that are left out stay, `null` deletes them, and an object replaces them. */
const valuesOf = (
  store: Store,
  type: string,
  sent: unknown,
  before: Values | undefined
): Result.Result<Values, Rejection> => {
  if (sent === undefined) return Result.succeed(before ?? {})
  const values = objectOf(sent)
  return type === "email" ? withLayout(store, converted(values)) : Result.succeed(values)
}

const checkType = (type: string, before: StepRow | undefined, at: string): Result.Result<void, Rejection> =>
  stepTypes.has(type) || before?.type === type
    ? Result.succeed(undefined)
    : Result.fail(validationFailed([`${at}.type must be one of the following values: ${[...stepTypes].join(", ")}`]))

/** A step of another workflow is refused since 2026, and made anew before. */
const checkOwner = (store: Store, id: string, before: StepRow | undefined): Result.Result<void, Rejection> => {
  const isForeign = before === undefined && isSince(store, "2026-08") &&
    store.workflows.createdAt.rows.some(({ steps }) => steps.some(({ _id }) => _id === id))
  return isForeign
    ? Result.fail(badRequest(`Step with id ${id} does not belong to the workflow`))
    : Result.succeed(undefined)
}

const checkCount = (count: number): Result.Result<void, Rejection> => {
  if (count <= mostSteps) return Result.succeed(undefined)
  const rejection = badRequest(
    `Workflow steps limit exceeded. Maximum allowed steps is ${mostSteps}, but got ${count} steps.`
  )
  return Result.fail({ ...rejection, fields: { ...rejection.fields, providedStepsCount: count, maxSteps: mostSteps } })
}

/**
 * Makes the steps of a request. One with the `_id` of a step of the workflow is that
 * step, and keeps its identifier. Every other one is new, and gets another identifier
 * than those that the workflow has, even if they go with this request.
 */
export const makeStepRows = (
  store: Store,
  sent: unknown,
  before: ReadonlyArray<StepRow>,
  now: number
): Result.Result<ReadonlyArray<StepRow>, Rejection> =>
  Result.gen(function*() {
    const steps = Array.isArray(sent) ? sent.filter(isReadonlyObject) : []
    yield* checkCount(steps.length)
    const taken = new Set(before.map(({ stepId }) => stepId))
    const rows: Array<StepRow> = []
    for (const [index, step] of steps.entries()) {
      const { _id, controlValues, name, providerOverrides, type } = step
      const existing = before.find((each) => each._id === _id)
      yield* checkType(String(type), existing, `steps.${index}`)
      if (typeof _id === "string") yield* checkOwner(store, _id, existing)
      const wanted = textOf(step["stepId"]) ?? (slugified(String(name)) || String(type))
      const stepId = existing?.stepId ?? (taken.has(wanted) ? `${wanted}-${store.ids.token(4).toLowerCase()}` : wanted)
      taken.add(stepId)
      rows.push({
        _id: existing?._id ?? store.ids.objectId(now),
        stepId,
        name: String(name),
        type: String(type),
        active: existing?.active ?? true,
        controls: yield* valuesOf(store, String(type), controlValues, existing?.controls),
        providerOverrides: providerOverrides === undefined
          ? existing?.providerOverrides
          : isReadonlyObject(providerOverrides)
          ? providerOverrides
          : undefined,
        others: Object.fromEntries(Object.entries(step).filter(([member]) => !knownStepMembers.has(member)))
      })
    }
    return rows
  })
