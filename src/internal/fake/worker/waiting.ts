import type { RunRow, StepRow } from "../store/rows.ts"
import { objectOf, valueAt } from "./values.ts"

export const unitMillis: Readonly<Record<string, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
  months: 2_592_000_000
}

/**
 * Says until when a delay or digest waits, in epoch milliseconds. It follows
 * `{ amount, unit }`, or the path in `dynamicKey` or `delayPath`, which leads to
 * such an amount or to a date. A step that says neither does not wait, and neither
 * does one with a cron expression, which the fake does not read.
 */
export const dueAtOf = ({ controls }: StepRow, { payload }: RunRow, now: number): number => {
  const path = controls["dynamicKey"] ?? controls["delayPath"]
  if (typeof path !== "string") return now + millisOf(controls)
  const found = valueAt(payload, path.replace(/^payload\./, ""))
  if (typeof found !== "string") return now + millisOf(objectOf(found))
  const date = Date.parse(found)
  return Number.isNaN(date) ? now : date
}

const millisOf = ({ amount, unit }: Readonly<Record<string, unknown>>): number => {
  const count = Number(amount ?? 0)
  return Number.isFinite(count) ? count * (unitMillis[String(unit)] ?? 0) : 0
}
