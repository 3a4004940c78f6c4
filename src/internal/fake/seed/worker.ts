import type { SeedTrigger, SeedWorker } from "../../../Testing/SeedNotifications.ts"
import { given } from "../../input/given.ts"
import type { AcceptedTrigger } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import type { Seeding } from "./seeding.ts"
import { savedWorkflow, workflowOf } from "./workflows.ts"

/** Holds the worker, and queues what it has yet to do: no more than that, if the seed says all. */
export const seedWorker = (seeding: Seeding, { held = false, queue = [] }: SeedWorker): void => {
  const { worker } = seeding.store
  if (seeding.isExact) worker.queue.length = 0
  worker.held = held
  worker.queue.push(...queue.flatMap((trigger) => triggerOf(seeding, trigger)))
}

/** Leaves a trigger out whose workflow does not exist. */
const triggerOf = (seeding: Seeding, seed: SeedTrigger): ReadonlyArray<AcceptedTrigger> => {
  const { workflow: named } = seed
  const workflow = typeof named === "string"
    ? seeding.store.workflows.byKey.get(named)
    : workflowOf(seeding, named)
  return workflow === undefined ? [] : [{
    workflow,
    transactionId: seed.transactionId,
    to: seed.to,
    isBroadcast: seed.isBroadcast ?? false,
    payload: seed.payload ?? {},
    overrides: seed.overrides ?? {},
    actor: seed.actor,
    tenant: seed.tenant,
    context: seed.context
  }]
}

/** A workflow that has changed since is written whole. */
const savedTrigger = ({ workflows }: Store, { workflow, ...trigger }: AcceptedTrigger): SeedTrigger => ({
  workflow: workflows.byKey.get(workflow.workflowId) === workflow ? workflow.workflowId : savedWorkflow(workflow),
  transactionId: trigger.transactionId,
  isBroadcast: trigger.isBroadcast,
  payload: trigger.payload,
  overrides: trigger.overrides,
  ...given({ to: trigger.to, actor: trigger.actor, tenant: trigger.tenant, context: trigger.context })
})

export const savedWorker = (store: Store): SeedWorker | undefined =>
  store.worker.held || store.worker.queue.length > 0
    ? { held: store.worker.held, queue: store.worker.queue.map((trigger) => savedTrigger(store, trigger)) }
    : undefined
