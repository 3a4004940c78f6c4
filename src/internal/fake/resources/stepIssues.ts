/** Says what is wrong with the steps of a workflow. Novu stores them all the same, and so does the fake. */
import type { Plan } from "../../../Testing/FakeOptions.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { leavesOf, objectOf, textOf } from "../worker/values.ts"
import { unitMillis } from "../worker/waiting.ts"

interface Issue {
  readonly issueType: string
  readonly message: string
  readonly variableName?: string
}

type Issues = Readonly<Record<string, ReadonlyArray<Issue>>>

/** Lists what is wrong with a step. A kind of issue that it has none of is absent. */
export interface StepIssues {
  readonly controls?: Issues
  readonly integration?: Issues
}

type Controls = StepRow["controls"]

type Found = readonly [path: string, issue: Issue]

const required = (path: string, message: string): Found => [
  path,
  { message, issueType: "MISSING_VALUE", variableName: path }
]

/** These values have to be there, by the type of step. */
const requiredTexts: Readonly<Record<string, ReadonlyArray<string>>> = {
  email: ["subject", "body"],
  sms: ["body"],
  push: ["subject", "body"],
  chat: ["body"]
}

const missing = (type: string, controls: Controls): ReadonlyArray<Found> => {
  if (type === "in_app") {
    const isEmpty = textOf(controls["subject"]) === undefined && textOf(controls["body"]) === undefined
    return isEmpty ? [required("body", "Subject or body is required")] : []
  }
  return (requiredTexts[type] ?? []).filter((name) => textOf(controls[name]) === undefined).map((name) =>
    required(name, `${name.charAt(0).toUpperCase()}${name.slice(1)} is required`)
  )
}

const isUrl = (text: string): boolean =>
  text === "" || text.startsWith("/") || text.includes("{{") || /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/i.test(text) ||
  /^mailto:\S+$/i.test(text)

const redirects = (type: string, controls: Controls): ReadonlyArray<Found> =>
  type !== "in_app" ? [] : ["redirect", "primaryAction.redirect", "secondaryAction.redirect"].flatMap((path) => {
    const { url } = objectOf(path.split(".").reduce<unknown>((value, name) => objectOf(value)[name], controls))
    return typeof url === "string" && !isUrl(url)
      ? [[`${path}.url`, {
        message: "Invalid URL. Must be a valid full URL, path starting with /, or {{variable}}",
        issueType: "INVALID_URL",
        variableName: `${path}.url`
      }]]
      : []
  })

/** Says for how many days each plan lets a step wait. */
const days: Readonly<Record<Plan, number>> = { "self-hosted": 90, free: 1, pro: 7, business: 90, enterprise: 90 }

const tooLong = ({ options }: Store, type: string, { amount, unit }: Controls): ReadonlyArray<Found> => {
  if (type !== "digest" && type !== "delay") return []
  const limit = days[options.plan ?? "business"]
  const wait = Number(amount) * (unitMillis[String(unit)] ?? 0)
  if (!(wait > limit * 86_400_000)) return []
  const message = `The maximum delay allowed is ${limit} days. ` +
    "Please contact our support team to discuss extending this limit for your use case."
  return ["amount", "unit"].map((path) => [path, { message, issueType: "TIER_LIMIT_EXCEEDED" }])
}

/** Of what Novu says about templates the fake knows one thing: an empty variable. */
const illegal = (controls: Controls): ReadonlyArray<Found> =>
  leavesOf(controls).flatMap(({ path, text }) =>
    Array.from(text.matchAll(/\{\{\s*\}\}/g), ([variableName]): Found => [path, {
      message: `Variable ${variableName} is not a valid variable`,
      issueType: "ILLEGAL_VARIABLE_IN_CONTROL_VALUE",
      variableName
    }])
  )

const channels: ReadonlySet<string> = new Set(["email", "sms", "push", "chat"])

/** Where every channel can send, no integration is missing. */
const unconnected = (store: Store, type: string): Issues | undefined => {
  if (store.options.connectAllChannels !== false || !channels.has(type)) return undefined
  const isConnected = store.integrations.createdAt.rows.some(({ active, channel }) => active && channel === type)
  const kind = type === "email" || type === "sms" ? " primary" : ""
  const message = `Missing active${kind} integration provider`
  return isConnected ? undefined : { [type]: [{ issueType: "MISSING_INTEGRATION", message }] }
}

/** Lists what is wrong with a step. What code defines has values that nobody but the code knows the rules of. */
export const issuesOf = (
  store: Store,
  { origin }: Pick<WorkflowRow, "origin">,
  { controls, type }: StepRow
): StepIssues => {
  const found = origin === "external" ? [] : [
    ...missing(type, controls),
    ...redirects(type, controls),
    ...tooLong(store, type, controls),
    ...illegal(controls)
  ]
  const integration = unconnected(store, type)
  return {
    ...(found.length > 0 && {
      controls: Object.fromEntries(
        Array.from(Map.groupBy(found, ([path]) => path), ([path, each]) => [path, each.map(([, issue]) => issue)])
      )
    }),
    ...(integration !== undefined && { integration })
  }
}

/** Says how a workflow stands. One that was switched on by a PATCH hides its errors. */
export const statusOf = (store: Store, row: WorkflowRow): "ACTIVE" | "INACTIVE" | "ERROR" => {
  if (!row.active) return "INACTIVE"
  const hasIssues = row.steps.some((step) => Object.keys(issuesOf(store, row, step)).length > 0)
  return hasIssues && !row.isErrorHidden ? "ERROR" : "ACTIVE"
}
