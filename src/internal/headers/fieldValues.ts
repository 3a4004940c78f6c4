import { splitTopLevel } from "./headerList.ts"
import { parseHttpDate } from "./httpDate.ts"

/** `ResponseHeaders`, which stands above this room. */
export type HeaderFields = Readonly<Record<string, ReadonlyArray<string>>>

/** A whole number in digits alone. */
export const count = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

/**
 * What a field says, as often as it arrived: a proxy may repeat a field, and
 * clients join fields of one name with commas.
 */
export const values = (headers: HeaderFields, name: string): ReadonlyArray<string> =>
  (headers[name] ?? []).flatMap((value) => value.includes(",") ? splitTopLevel(value, ",") : value.trim())

/**
 * The same for a field that holds a date, whose comma follows the day of the
 * week, in epoch milliseconds.
 */
export const dates = (headers: HeaderFields, name: string, now: number): ReadonlyArray<number> =>
  (headers[name] ?? [])
    .flatMap((value) => value.split(/(?<!day|mon|tue|wed|thu|fri|sat|sun),/i))
    .map((value) => parseHttpDate(value, now))
    .filter((time) => time !== undefined)

export const counts = (headers: HeaderFields, name: string): ReadonlyArray<number> =>
  values(headers, name).map(count).filter((value) => value !== undefined)

// Not `Math.min(...numbers)`: a hostile field holds more of them than a call can take.
export const least = (numbers: ReadonlyArray<number>): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.min(a, b))

export const greatest = (numbers: ReadonlyArray<number>): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.max(a, b))
