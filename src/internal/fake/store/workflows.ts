/** Keeps workflows: what one has unless somebody says otherwise, and what its preferences say of a channel. */
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

/** Returns the preferences that count. */
export const preferencesOf = (
  { preferences, userPreferences }: Pick<WorkflowRow, "preferences" | "userPreferences">
): WorkflowPreferences => userPreferences ?? preferences

/** Whether nobody may say that they do not want a workflow. */
export const isCritical = (workflow: Pick<WorkflowRow, "preferences" | "userPreferences">): boolean =>
  preferencesOf(workflow).all?.readOnly ?? false

/** Whether a workflow sends in a channel to those who say nothing of it. */
export const isChannelOn = (workflow: WorkflowRow, channel: string): boolean => {
  const { all, channels: each } = preferencesOf(workflow)
  return (all?.enabled ?? true) && (each?.[channel]?.enabled ?? true)
}

type NewWorkflow =
  & Pick<WorkflowRow, "workflowId" | "name" | "steps">
  & Partial<Omit<WorkflowRow, "_id" | "createdAt" | "updatedAt" | "workflowId" | "name" | "steps" | "critical">>

/** Makes the row of a workflow. Whether it is critical follows from its preferences. */
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
    patchedStatus: undefined,
    others: {},
    ...workflow,
    createdAt: now,
    updatedAt: now
  }
  return { ...row, critical: isCritical(row) }
}

type NewStep = Pick<StepRow, "type"> & Partial<StepRow>

/** Makes steps, and gives each one without an identifier that of its type, or a number after it. */
export const makeSteps = (store: Store, steps: ReadonlyArray<NewStep>, now: number): ReadonlyArray<StepRow> => {
  const counts = new Map<string, number>()
  return steps.map(({ active = true, controls = {}, name, others = {}, providerOverrides, stepId, type }) => {
    const count = (counts.get(type) ?? 0) + 1
    counts.set(type, count)
    const id = stepId ?? (count === 1 ? type : `${type}-${count}`)
    return {
      _id: store.ids.objectId(now),
      stepId: id,
      name: name ?? id,
      type,
      active,
      controls,
      providerOverrides,
      others
    }
  })
}
