/** Is one line of the report: a figure of ours beside the peer's and the bare platform's. */
export interface Row {
  readonly what: string
  readonly unit: string
  readonly ours: number
  readonly peer?: number
  readonly bare?: number
  /** Sets a limit for a ratio or, against nothing else, for the figure itself. */
  readonly asked?: Asked
}

export interface Asked {
  readonly against: "peer" | "bare" | "nothing"
  readonly atMost?: number
  readonly atLeast?: number
}

export interface Section {
  readonly title: string
  readonly note: string
  readonly rows: ReadonlyArray<Row>
}

export const overPeer = (row: Row): number | undefined => row.peer === undefined ? undefined : row.ours / row.peer

export const overBare = (row: Row): number | undefined => row.bare === undefined ? undefined : row.ours / row.bare

/** Says whether the limit is kept; `undefined` if there is none. */
export const holds = (row: Row): boolean | undefined => {
  if (row.asked === undefined) return undefined
  const ratio = { peer: overPeer(row), bare: overBare(row), nothing: row.ours }[row.asked.against]
  if (ratio === undefined) return undefined
  return ratio <= (row.asked.atMost ?? Infinity) && ratio >= (row.asked.atLeast ?? 0)
}
