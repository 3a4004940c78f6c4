import { splitTopLevel } from "./headerList.ts"
import { parseHttpDate } from "./httpDate.ts"

/** Repeats `ResponseHeaders`, which stands above this room and is not imported here. */
export type HeaderFields = Readonly<Record<string, ReadonlyArray<string>>>

/** Reads a whole number in digits alone. */
export const count = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

/** Returns every value of a field. A proxy may repeat a field, and clients join fields of one name with commas. */
export const values = (headers: HeaderFields, name: string): ReadonlyArray<string> =>
  (headers[name] ?? []).flatMap((value) => value.includes(",") ? splitTopLevel(value, ",") : value.trim())

/** Returns every date of a field, in epoch milliseconds. The comma after the day of the week is part of the date. */
export const dates = (headers: HeaderFields, name: string, now: number): ReadonlyArray<number> =>
  (headers[name] ?? [])
    .flatMap((value) => value.split(/(?<!day|mon|tue|wed|thu|fri|sat|sun),/i))
    .map((value) => parseHttpDate(value, now))
    .filter((time) => time !== undefined)

export const counts = (headers: HeaderFields, name: string): ReadonlyArray<number> =>
  values(headers, name).map(count).filter((value) => value !== undefined)

// `Math.min(...numbers)` could fail: a hostile field holds more numbers than a function call can take.
export const least = (numbers: ReadonlyArray<number>): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.min(a, b))

export const greatest = (numbers: ReadonlyArray<number>): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.max(a, b))
