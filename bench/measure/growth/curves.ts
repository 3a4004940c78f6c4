import type { Point, Subject } from "./point.ts"

/** Is one figure over several sizes: a table, and a panel of the picture. */
export interface Curve {
  readonly title: string
  readonly subject: Subject
  readonly figure: keyof Point
  readonly unit: string
  /** Says what is counted along the picture. */
  readonly along: string
}

export const curves: ReadonlyArray<Curve> = [
  { title: "a call", subject: "calls", figure: "micros", unit: "µs", along: "calls in flight" },
  { title: "calls a second", subject: "calls", figure: "perSecond", unit: "calls/s", along: "calls in flight" },
  { title: "memory of a waiting call", subject: "waiting", figure: "kilobytes", unit: "KB", along: "calls in flight" },
  { title: "an item of a list", subject: "list", figure: "micros", unit: "µs", along: "items" },
  { title: "memory that a list holds", subject: "list", figure: "kilobytes", unit: "KB", along: "items" },
  { title: "an event", subject: "events", figure: "micros", unit: "µs", along: "events" },
  { title: "memory added at most", subject: "events", figure: "megabytes", unit: "MB", along: "events" }
]

/** Has the sizes at which each subject is measured, and fewer where a quick look is enough. */
export const sizes = (subject: Subject, quick: boolean): ReadonlyArray<number> => {
  const all = subject === "list" || subject === "events" ? [1e3, 1e4, 1e5, 1e6] : [1, 10, 100, 1e3, 1e4]
  return quick ? all.slice(0, -1) : all
}
