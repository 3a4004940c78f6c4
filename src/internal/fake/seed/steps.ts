import type { SeedStep } from "../../../Testing/SeedWorkflows.ts"
import { given } from "../../input/given.ts"
import type { StepRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { othersOf, stepMembers } from "../store/workflowMembers.ts"
import { makeSteps } from "../store/workflows.ts"

const membersOf = (step: string | SeedStep) => {
  if (typeof step === "string") return { type: step }
  const { _id: _, more = {}, ...members } = step
  return { ...given(members), type: step.type, others: othersOf(more, stepMembers) }
}

/** Makes the steps of a workflow. Each has the id that the seed gives it, or a new one. */
export const stepsOf = (store: Store, seeds: ReadonlyArray<string | SeedStep>, now: number): ReadonlyArray<StepRow> =>
  makeSteps(store, seeds.map(membersOf), now).map((step, index) => withId(store, step, seeds[index]))

const withId = (store: Store, step: StepRow, seed: string | SeedStep | undefined): StepRow => {
  if (typeof seed !== "object" || seed._id === undefined) return step
  store.ids.take(seed._id)
  return { ...step, _id: seed._id }
}

export const savedStep = ({ _id, active, controls, name, others, providerOverrides, stepId, type }: StepRow) => ({
  _id,
  type,
  stepId,
  name,
  active,
  ...given({ providerOverrides }),
  ...(Object.keys(controls).length === 0 ? undefined : { controls }),
  ...(Object.keys(others).length === 0 ? undefined : { more: others })
})
