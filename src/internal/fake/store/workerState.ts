import type { AcceptedTrigger, RunRow } from "./rows.ts"

/** Makes what the worker remembers between two requests. */
export const makeWorkerState = () => ({
  /** While held, the worker neither takes a trigger from its queue nor wakes a delayed job. */
  held: false,
  queue: [] as Array<AcceptedTrigger>,
  /** The runs that have a delayed job. */
  waiting: new Set<RunRow>()
})
