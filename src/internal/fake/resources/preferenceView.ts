/** Writes the preferences of a subscriber as Novu shows them. */
import { preferenceOf } from "../store/preferences.ts"
import type { PreferenceRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { channels as messageChannels } from "../worker/makeMessage.ts"
import { slugOf } from "./workflowRef.ts"

type Channels = Readonly<Record<string, boolean>>

/** Lists the channels of the active steps of a workflow. No other channel is ever shown. */
const channelsOf = ({ steps }: WorkflowRow): ReadonlyArray<string> => [
  ...new Set(steps.filter(({ active, type }) => active && messageChannels.has(type)).map(({ type }) => type))
]

/** A channel is on unless the subscriber turned it off, and a later preference decides before an earlier one. */
const effective = (names: ReadonlyArray<string>, ...preferences: ReadonlyArray<PreferenceRow | undefined>): Channels =>
  Object.fromEntries(
    names.map((
      name
    ) => [name, preferences.findLast((each) => each?.channels[name] !== undefined)?.channels[name] ?? true])
  )

/** Returns the channels of one workflow. Nobody turns off those of a critical one. */
export const workflowChannels = (store: Store, subscriberId: string, workflow: WorkflowRow): Channels =>
  workflow.critical
    ? effective(channelsOf(workflow))
    : effective(
      channelsOf(workflow),
      preferenceOf(store, subscriberId),
      preferenceOf(store, subscriberId, workflow._id)
    )

export const overridesOf = (store: Store, subscriberId: string, workflow: WorkflowRow) => {
  const set = workflow.critical
    ? []
    : [preferenceOf(store, subscriberId), preferenceOf(store, subscriberId, workflow._id)]
  return channelsOf(workflow).filter((channel) => set.some((each) => each?.channels[channel] !== undefined)).map(
    (channel) => ({ channel, source: "subscriber" })
  )
}

const showWorkflow = (store: Store, subscriberId: string, workflow: WorkflowRow) => {
  const own = preferenceOf(store, subscriberId, workflow._id)
  return {
    enabled: true,
    channels: workflowChannels(store, subscriberId, workflow),
    overrides: overridesOf(store, subscriberId, workflow),
    workflow: {
      slug: slugOf(workflow),
      identifier: workflow.workflowId,
      name: workflow.name,
      updatedAt: timesOf(workflow).updatedAt
    },
    ...(own === undefined ? undefined : { updatedAt: timesOf(own).updatedAt })
  }
}

/** Returns the channels that some of the workflows has, as the subscriber takes them everywhere. */
export const globalChannels = (store: Store, subscriberId: string, workflows: ReadonlyArray<WorkflowRow>): Channels =>
  effective([...new Set(workflows.flatMap(channelsOf))], preferenceOf(store, subscriberId))

/** Shows the preferences for everything and for the given workflows. A channel that none of them has is not shown. */
export const showPreferences = (store: Store, subscriberId: string, workflows: ReadonlyArray<WorkflowRow>) => {
  const forAll = preferenceOf(store, subscriberId)
  return {
    global: {
      enabled: true,
      channels: globalChannels(store, subscriberId, workflows),
      schedule: forAll?.schedule
    },
    workflows: workflows.map((workflow) => showWorkflow(store, subscriberId, workflow))
  }
}
