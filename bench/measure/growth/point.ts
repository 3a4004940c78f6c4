/** Lists what is measured at several sizes. */
export const subjects = ["calls", "waiting", "list", "events"] as const

export type Subject = (typeof subjects)[number]

export const growing = ["ours", "peer", "bare"] as const

export type Growing = (typeof growing)[number]

/** Holds what was measured at one size: each measurement fills what it is about. */
export interface Point {
  /** Is the processor time of a unit: a call, an item, an event. */
  readonly micros?: number
  readonly perSecond?: number
  /** Is what is held in the heap, without its garbage. */
  readonly kilobytes?: number
  /** Is the most memory that the process had, over what it had when everything was loaded. */
  readonly megabytes?: number
}
