/** Has the rules for what a workflow is given, in the words of class-validator. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import { boolean, nested, object, oneOf, optional, required, type Rule, string } from "../protocol/validation.ts"
import { isSince } from "../store/eras.ts"
import type { WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

const length = (minimum: number, maximum = Infinity): Rule => (value, name) => [
  ...(typeof value === "string" && value.length < minimum
    ? [`${name} must be longer than or equal to ${minimum} characters`]
    : []),
  ...(typeof value === "string" && value.length > maximum
    ? [`${name} must be shorter than or equal to ${maximum} characters`]
    : []),
  ...string(value, name)
]

const identifier: Rule = (value, name) => [
  ...(typeof value === "string" && !/^[A-Za-z0-9._-]+$/.test(value)
    ? [`${name} must be a valid slug format (letters, numbers, hyphens, dot and underscores only)`]
    : []),
  ...string(value, name)
]

const isTag = (tag: unknown): boolean => typeof tag === "string" && tag.length >= 1 && tag.length <= 32

const tags: Rule = (value, name) => {
  if (!Array.isArray(value)) return [`${name} must be an array`]
  return [
    ...(value.length > 16 ? [`${name} must contain no more than 16 elements`] : []),
    ...(new Set(value).size < value.length ? [`All ${name}'s elements must be unique`] : []),
    ...(value.every(isTag)
      ? []
      : [`each value in ${name} must be longer than or equal to 1 and shorter than or equal to 32 characters`])
  ]
}

const severities = ["high", "medium", "low", "none"]

/** A newer server may have stored what this one does not know. It may be sent back. */
const orStored = (known: ReadonlyArray<string>, stored: string | undefined): Rule =>
  oneOf(stored === undefined || known.includes(stored) ? known : [...known, stored])

const preferences = optional(
  nested({
    all: optional(nested({ enabled: optional(boolean), readOnly: optional(boolean) })),
    channels: optional(object)
  })
)

const settings = {
  description: optional(length(0, 256)),
  tags: optional(tags),
  active: optional(boolean),
  validatePayload: optional(boolean),
  payloadSchema: optional(object),
  isTranslationEnabled: optional(boolean)
}

const bothPreferences: Rule = (value, name) =>
  isReadonlyObject(value) ? nested({ user: preferences, workflow: preferences })(value, name) : object(value, name)

const stepTypes = ["in_app", "email", "sms", "push", "chat", "digest", "trigger", "delay", "throttle", "custom"]

/** Types came with time: requests by HTTP in spring 2026, tools of agents in summer. */
const typesOf = (store: Store): ReadonlyArray<string> => [
  ...stepTypes,
  ...(isSince(store, "2026-05") ? ["http_request"] : []),
  ...(isSince(store, "2026-08") ? ["tool"] : [])
]

const stepRules = (store: Store, stored: string | undefined) => ({
  _id: optional(string),
  stepId: optional(identifier),
  name: required(length(1)),
  type: required(orStored(typesOf(store), stored)),
  controlValues: optional(object),
  providerOverrides: optional(object)
})

const steps = (store: Store, row: WorkflowRow | undefined): Rule => (value, name) =>
  !Array.isArray(value) ? [`${name} must be an array`] : value.flatMap((step: unknown, index) => {
    const at = `${name}.${index}`
    if (!isReadonlyObject(step)) return [`each value in nested property ${name} must be either object or array`]
    const stored = row?.steps.find(({ _id }) => _id === step["_id"])
    return nested(stepRules(store, stored?.type))(step, at)
  })

const name = length(1, 64)

export const createRules = (store: Store): Readonly<Record<string, Rule>> => ({
  workflowId: required(identifier),
  name: required(name),
  ...settings,
  severity: optional(oneOf(severities)),
  agent: optional(nested({ identifier: required(length(1)) })),
  preferences: optional(bothPreferences),
  steps: required(steps(store, undefined))
})

/** Validation comes before the workflow is looked for, so that there may be none. */
export const updateRules = (store: Store, row: WorkflowRow | undefined): Readonly<Record<string, Rule>> => ({
  workflowId: optional(string),
  name: required(name),
  ...settings,
  severity: optional(orStored(severities, row?.severity)),
  agent: optional(object),
  preferences: required(bothPreferences),
  steps: required(steps(store, row))
})

export const patchRules: Readonly<Record<string, Rule>> = { ...settings, name: optional(name) }

const withFields = (message: string, more: Readonly<Record<string, unknown>>): Rejection => {
  const rejection = badRequest(message)
  return { ...rejection, fields: { ...rejection.fields, ...more } }
}

const limitOf = ({ plan }: FakeNovuOptions): number => plan === "free" ? 20 : 100

/** Checks that one more workflow may be made. */
export const checkLimit = (store: Store): Result.Result<void, Rejection> => {
  const [currentCount, limit] = [store.workflows.byKey.size, limitOf(store.options)]
  return currentCount < limit
    ? Result.succeed(undefined)
    : Result.fail(
      withFields("Workflow limit exceeded. Please contact us to support more workflows.", { currentCount, limit })
    )
}

const maxSteps = 20

export const checkSteps = ({ length: count }: ReadonlyArray<unknown>): Result.Result<void, Rejection> =>
  count <= maxSteps
    ? Result.succeed(undefined)
    : Result.fail(
      withFields(`Workflow steps limit exceeded. Maximum allowed steps is ${maxSteps}, but got ${count} steps.`, {
        providedStepsCount: count,
        maxSteps
      })
    )
