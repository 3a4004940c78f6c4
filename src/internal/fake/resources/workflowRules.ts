/** Has the rules for the bodies of requests that write workflows. */
import { boolean, object, oneOf, optional, required, type Rule, string, strings } from "../protocol/validation.ts"

const atLeastOne = (name: string) => `${name} must be longer than or equal to 1 characters`

const atMost = (name: string, most: number) => `${name} must be shorter than or equal to ${most} characters`

const name: Rule = (value, at) => [
  ...(value === "" ? [atLeastOne(at)] : []),
  ...(typeof value === "string" && value.length > 64 ? [atMost(at, 64)] : []),
  ...string(value, at)
]

const description: Rule = (value, at) => [
  ...(typeof value === "string" && value.length > 256 ? [atMost(at, 256)] : []),
  ...string(value, at)
]

const tags: Rule = (value, at) => {
  if (!Array.isArray(value)) return strings(value, at)
  const fits = (tag: unknown) => typeof tag !== "string" || (tag.length > 0 && tag.length <= 32)
  return [
    ...(value.length > 16 ? [`${at} must contain no more than 16 elements`] : []),
    ...(new Set(value).size < value.length ? [`All ${at}'s elements must be unique`] : []),
    ...(value.every(fits)
      ? []
      : [`each value in ${at} must be longer than or equal to 1 and shorter than or equal to 32 characters`]),
    ...strings(value, at)
  ]
}

const slugText: Rule = (value, at) => [
  ...(typeof value === "string" && !/^[A-Za-z0-9._-]+$/.test(value) ? [`${at} must be a valid slug`] : []),
  ...string(value, at)
]

const anything: Rule = () => []

const preferences: Rule = (value, at) => object(value, at)

/** The types of steps are checked where it is known which the workflow has already. */
const step: Readonly<Record<string, Rule>> = {
  _id: optional(string),
  stepId: optional(slugText),
  name: required(name),
  type: required(string),
  controlValues: optional(object),
  providerOverrides: optional(object)
}

const steps: Rule = (value, at) =>
  !Array.isArray(value)
    ? [`${at} must be an array`]
    : value.flatMap((each: unknown, index) =>
      typeof each !== "object" || each === null
        ? [`each value in ${at} must be an object`]
        : Object.entries(step).flatMap(([member, rule]) => rule(Reflect.get(each, member), `${at}.${index}.${member}`))
    )

const settings = {
  description: optional(description),
  tags: optional(tags),
  active: optional(boolean),
  validatePayload: optional(boolean),
  payloadSchema: optional(object),
  isTranslationEnabled: optional(boolean)
}

const severity = optional(oneOf(["high", "medium", "low", "none"]))

export const createRules = {
  workflowId: required(slugText),
  name: required(name),
  ...settings,
  severity,
  agent: optional(object),
  preferences: optional(preferences),
  steps: required(steps),
  __source: optional(string)
}

export const updateRules = {
  name: required(name),
  ...settings,
  // What was stored by a newer server is taken back.
  severity: optional(string),
  agent: optional(object),
  preferences: required(preferences),
  steps: required(steps),
  origin: anything,
  workflowId: anything
}

export const patchRules = { name: optional(name), ...settings }

/** Every other member of a body is one that no release knows. Those that Novu writes by itself are ignored. */
export const knownMembers: ReadonlySet<string> = new Set([
  ...Object.keys(createRules),
  ...Object.keys(updateRules),
  "_id",
  "slug",
  "createdAt",
  "updatedAt",
  "updatedBy",
  "lastPublishedAt",
  "lastPublishedBy",
  "lastTriggeredAt",
  "status",
  "issues",
  "payloadExample"
])

export const knownStepMembers: ReadonlySet<string> = new Set([
  ...Object.keys(step),
  "slug",
  "origin",
  "workflowId",
  "workflowDatabaseId",
  "issues",
  "stepResolverHash",
  "controls",
  "variables"
])

export const stepTypes: ReadonlySet<string> = new Set([
  "in_app",
  "email",
  "sms",
  "push",
  "chat",
  "tool",
  "digest",
  "delay",
  "throttle",
  "custom",
  "http_request"
])
