/** Keeps workflows: what one has unless somebody says otherwise, and what its preferences say of a channel. */
import { isReadonlyObject } from "effect/Predicate"
import type { StepRow, WorkflowPreferences, WorkflowRow } from "./rows.ts"
import type { Store } from "./store.ts"

/** The channels that preferences speak of. */
const channels = ["in_app", "email", "sms", "push", "chat"]

const everythingOn: WorkflowPreferences["channels"] = Object.fromEntries(
  channels.map((each) => [each, { enabled: true }])
)

export const defaultPreferences: WorkflowPreferences = {
  all: { enabled: true, readOnly: false },
  channels: everythingOn
}

/** Preferences that say of everything that it must reach everybody. */
export const criticalPreferences: WorkflowPreferences = {
  ...defaultPreferences,
  all: { enabled: true, readOnly: true }
}

const memberOf = (value: unknown, name: string): unknown => isReadonlyObject(value) ? value[name] : undefined

const flagOf = (value: unknown, name: string, otherwise: boolean): boolean => {
  const flag = memberOf(value, name)
  return typeof flag === "boolean" ? flag : otherwise
}

/**
 * Completes preferences as Novu does before it stores them: a channel that is not
 * named is as `all` says. `undefined` where there are none.
 */
export const completePreferences = (sent: unknown): WorkflowPreferences | undefined => {
  if (sent === undefined || sent === null) return undefined
  const [all, each] = [memberOf(sent, "all"), memberOf(sent, "channels")]
  const enabled = flagOf(all, "enabled", true)
  return {
    all: { enabled, readOnly: flagOf(all, "readOnly", false) },
    channels: Object.fromEntries(
      channels.map((name) => [name, { enabled: flagOf(memberOf(each, name), "enabled", enabled) }])
    )
  }
}

/** Returns the preferences that count. */
const preferencesOf = (
  { preferences, userPreferences }: Pick<WorkflowRow, "preferences" | "userPreferences">
): WorkflowPreferences => userPreferences ?? preferences

/** Whether a workflow sends in a channel to those who say nothing of it. */
export const isChannelOn = (workflow: WorkflowRow, channel: string): boolean => {
  const { all, channels: each } = preferencesOf(workflow)
  return all.enabled && (each[channel]?.enabled ?? true)
}

type NewWorkflow =
  & Pick<WorkflowRow, "workflowId" | "name" | "steps">
  & Partial<Omit<WorkflowRow, "_id" | "createdAt" | "updatedAt" | "workflowId" | "name" | "steps" | "critical">>

/** Makes the row of a workflow. */
export const makeWorkflow = (store: Store, workflow: NewWorkflow, now: number): WorkflowRow => {
  const row = {
    _id: store.ids.objectId(now),
    active: true,
    tags: [],
    severity: "none",
    data: undefined,
    payloadSchema: undefined,
    validatePayload: false,
    triggerStatus: undefined,
    description: undefined,
    origin: "novu-cloud",
    isTranslationEnabled: false,
    userPreferences: null,
    preferences: defaultPreferences,
    agent: null,
    lastPublishedAt: undefined,
    isErrorHidden: false,
    others: {},
    ...workflow,
    createdAt: now,
    updatedAt: now
  }
  return judged(row)
}

/** Says of a workflow whether it is critical, which follows from its preferences. */
export const judged = (row: Omit<WorkflowRow, "critical">): WorkflowRow => ({
  ...row,
  critical: preferencesOf(row).all.readOnly
})

type NewStep = Pick<StepRow, "type"> & Partial<StepRow>

/** Makes steps, and gives each one without an identifier that of its type, or a number after it. */
export const makeSteps = (store: Store, steps: ReadonlyArray<NewStep>, now: number): ReadonlyArray<StepRow> => {
  const counts = new Map<string, number>()
  return steps.map((step) => {
    const { active = true, controls = {}, name, others = {}, providerOverrides, stepId, type } = step
    const count = (counts.get(type) ?? 0) + 1
    counts.set(type, count)
    const id = stepId ?? (count === 1 ? type : `${type}-${count}`)
    const _id = store.ids.objectId(now)
    return { _id, stepId: id, name: name ?? id, type, active, controls, providerOverrides, others }
  })
}
