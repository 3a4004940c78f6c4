/**
 * Lists who may be measured: this package; Novu's SDK; that SDK in `Effect.tryPromise`;
 * the same call written by hand with Effect's client and schemas; a request of
 * Effect's client and its text; and the bare platform.
 */
export const contestants = ["ours", "peer", "wrapped", "byHand", "effect", "bare"] as const

export type Contestant = (typeof contestants)[number]

export type Other = Exclude<Contestant, "ours">

export const others: ReadonlyArray<Other> = contestants.filter((name) => name !== "ours")

/** Is one line of the report: a figure of ours beside those of others. */
export interface Row extends Readonly<Partial<Record<Other, number>>> {
  readonly what: string
  readonly unit: string
  readonly ours: number
  /** Holds what ours is of each other's figure, where that is not the figures divided. */
  readonly ratios?: Readonly<Partial<Record<Other, number>>>
  readonly asked?: ReadonlyArray<Asked>
  /** Says where the row is in the picture of growth. */
  readonly at?: { readonly curve: string; readonly count: number }
}

/** Sets a limit for a ratio or, against nothing else, for the figure itself. */
export interface Asked {
  readonly against: Other | "nothing"
  readonly atMost?: number
  readonly atLeast?: number
}

export interface Section {
  readonly title: string
  readonly note: string
  /** Names the peer of this section, where it is not Novu's SDK. */
  readonly peer?: string
  readonly rows: ReadonlyArray<Row>
}

export const over = (row: Row, other: Other): number | undefined => {
  if (row.ratios !== undefined) return row.ratios[other]
  const figure = row[other]
  // Nothing can be measured against nothing.
  return figure === undefined || figure === 0 ? undefined : row.ours / figure
}

/** A goal holds when it is missed by no more than this share, because no two runs measure the same. */
export const tolerance = 0.03

/** Says whether a limit is kept; `undefined` if there is nothing to hold against it. */
export const keeps = (row: Row, { against, atLeast = 0, atMost = Infinity }: Asked, room = 0): boolean | undefined => {
  const value = against === "nothing" ? row.ours : over(row, against)
  return value === undefined ? undefined : value <= atMost * (1 + room) && value >= atLeast * (1 - room)
}

/** Says which limits of a row are not kept. */
export const missed = (row: Row, room = 0): ReadonlyArray<Asked> =>
  (row.asked ?? []).filter((asked) => keeps(row, asked, room) === false)
