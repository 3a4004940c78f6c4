/** Says what is wrong with a step, which Novu stores all the same. */
import type { Plan } from "../../../Testing/FakeOptions.ts"
import { planOf } from "../protocol/availability.ts"
import type { StepRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { textOf } from "../worker/values.ts"

interface Issue {
  readonly issueType: string
  readonly message: string
  readonly variableName?: string
}

type Controls = Readonly<Record<string, ReadonlyArray<Issue>>>

/** Returns the texts of a value by their dotted paths. */
export const textsIn = (value: unknown, path = ""): ReadonlyArray<readonly [path: string, text: string]> =>
  typeof value === "string"
    ? [[path, value]]
    : typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, member]) => textsIn(member, path === "" ? name : `${path}.${name}`))
    : []

const missing = (name: string, message: string): Controls => ({
  [name]: [{ issueType: "MISSING_VALUE", message, variableName: name }]
})

/** Lists the texts that a type of step cannot do without. */
const needs: Readonly<Record<string, ReadonlyArray<string>>> = {
  email: ["subject", "body"],
  sms: ["body"],
  push: ["subject", "body"],
  chat: ["body"]
}

const missingIn = ({ controls, type }: StepRow): Controls => {
  if (type === "in_app") {
    const hasText = textOf(controls["subject"]) !== undefined || textOf(controls["body"]) !== undefined
    return hasText ? {} : missing("body", "Subject or body is required")
  }
  const lacking = (needs[type] ?? []).filter((name) => textOf(controls[name]) === undefined)
  return Object.assign(
    {},
    ...lacking.map((name) => missing(name, `${name[0]?.toUpperCase()}${name.slice(1)} is required`))
  )
}

/** A link is a whole URL, a path, or a template. */
const isLink = (text: string): boolean => /^(https?:\/\/|mailto:|\/|#)|\{\{/.test(text)

const badLinks = ({ controls, type }: StepRow): Controls =>
  type !== "in_app"
    ? {}
    : Object.fromEntries(
      textsIn(controls)
        .filter(([path, text]) => /(^|\.)redirect\.url$/.test(path) && text !== "" && !isLink(text))
        .map(([path]) => [path, [{ issueType: "INVALID_URL", message: "Invalid URL", variableName: path }]])
    )

const emptyVariables = ({ controls }: StepRow): Controls =>
  Object.fromEntries(
    textsIn(controls).filter(([, text]) => /\{\{\s*\}\}/.test(text)).map(([path]) => [path, [{
      issueType: "ILLEGAL_VARIABLE_IN_CONTROL_VALUE",
      message: "Variable {{}} is not supported",
      variableName: "{{}}"
    }]])
  )

/** Says for how many days a plan lets a run wait. The figures are no claim about Novu; that there is a limit is. */
const mostDays: Readonly<Record<Plan, number>> = { "self-hosted": 90, free: 1, pro: 7, business: 90, enterprise: 180 }

const daysOf: Readonly<Record<string, number>> = {
  seconds: 1 / 86_400,
  minutes: 1 / 1440,
  hours: 1 / 24,
  days: 1,
  weeks: 7,
  months: 30
}

const tooLong = ({ options }: Store, { controls, type }: StepRow): Controls => {
  if (type !== "digest" && type !== "delay") return {}
  const days = Number(controls["amount"]) * (daysOf[String(controls["unit"])] ?? 0)
  const most = mostDays[planOf(options)]
  if (!(days > most)) return {}
  const message = `The maximum that the plan allows is ${most} days`
  return {
    amount: [{ issueType: "TIER_LIMIT_EXCEEDED", message }],
    unit: [{ issueType: "TIER_LIMIT_EXCEEDED", message }]
  }
}

/** These channels are sent by an integration. */
const external = new Set(["email", "sms", "push", "chat"])

const missingIntegration = ({ integrations, options }: Store, { type }: StepRow): Controls =>
  options.connectAllChannels !== false || !external.has(type) ||
    integrations.createdAt.rows.some(({ active, channel }) => active && channel === type)
    ? {}
    : { [type]: [{ issueType: "MISSING_INTEGRATION", message: `Missing active ${type} integration provider` }] }

/** Lists the issues of a step. Code that Novu calls checks its own steps. */
export const issuesOf = (store: Store, step: StepRow, origin: string) => {
  const controls = origin === "external"
    ? {}
    : { ...missingIn(step), ...tooLong(store, step), ...badLinks(step), ...emptyVariables(step) }
  const integration = missingIntegration(store, step)
  return {
    ...(Object.keys(controls).length > 0 && { controls }),
    ...(Object.keys(integration).length > 0 && { integration })
  }
}

export const hasIssues = (store: Store, step: StepRow, origin: string): boolean =>
  Object.keys(issuesOf(store, step, origin)).length > 0
