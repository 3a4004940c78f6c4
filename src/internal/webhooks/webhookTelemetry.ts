import * as Metric from "effect/Metric"

/** What became of a webhook at a route. */
export type Outcome =
  | "handled"
  | "duplicate"
  | "running"
  | "unhandled"
  | "failed"
  | "timed out"
  | "rejected"
  | "unreadable"
  | "too large"
  | "ledger unavailable"

export const attribute = {
  type: "novu.webhook.type",
  id: "novu.webhook.id",
  age: "novu.webhook.attempt_age",
  outcome: "novu.webhook.outcome",
  reason: "novu.webhook.reason"
}

/** Kept by type and outcome, of which there are few: Effect keeps each metric for as long as the process runs. */
const counters = new Map<string, Metric.Counter<number>>()

/** Counts the webhooks of a type that ended in an outcome. */
export const received = (type: string, outcome: Outcome): Metric.Counter<number> => {
  const key = `${type} ${outcome}`
  let counter = counters.get(key)
  if (counter === undefined) {
    counter = Metric.counter("novu.webhooks", {
      description: "Webhooks received",
      incremental: true,
      attributes: { [attribute.type]: type, [attribute.outcome]: outcome }
    })
    counters.set(key, counter)
  }
  return counter
}
