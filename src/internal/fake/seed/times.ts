/** Writes times of rows as the texts of a seed, and reads them. */

/** Is the last time that a `Date` can hold. A delay may end later, which makes no difference. */
const latest = 8_640_000_000_000_000

export const timeOf = (millis: number): string => new Date(Math.min(Math.max(millis, -latest), latest)).toISOString()

export const maybeTimeOf = (millis: number | undefined): string | undefined =>
  millis === undefined ? undefined : timeOf(millis)

/** Leaves `null` as it is, which says that a time was taken back. */
export const clearedTimeOf = (millis: number | null | undefined): string | null | undefined =>
  millis === null ? null : maybeTimeOf(millis)

/** Reads a time that the schema of a seed has let pass. */
export const millisOf = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time)

export const clearedMillisOf = (time: string | null | undefined): number | null | undefined =>
  time === null ? null : millisOf(time)
