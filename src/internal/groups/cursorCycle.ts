/** Holds the state of Brent's search for a cycle: one cursor that is remembered, and for how many more it is. */
export interface CursorWatch {
  readonly remembered: string | undefined
  /** Cursors since the remembered one. */
  readonly since: number
  /** Cursors after which the newest one is remembered instead. */
  readonly reach: number
}

export const noCursor: CursorWatch = { remembered: undefined, since: 0, reach: 1 }

/**
 * Takes the next cursor of a list, and returns `undefined` when it is the
 * remembered one. The reach doubles, so a cycle of any length is found within
 * three times the pages that it takes to come back, in constant memory.
 */
export const follow = ({ reach, remembered, since }: CursorWatch, cursor: string): CursorWatch | undefined => {
  if (cursor === remembered) return undefined
  return remembered === undefined || since + 1 === reach
    ? { remembered: cursor, since: 0, reach: reach * 2 }
    : { remembered, since: since + 1, reach }
}
