import { valueAt } from "../worker/values.ts"
import { json } from "./printed.ts"

/** Takes a value and the arguments of the template. */
type Filter = (value: unknown, ...options: ReadonlyArray<unknown>) => unknown

interface Sentence {
  /** Says how many values are named. */
  readonly limit: number
  readonly between: string
  readonly betweenTwo: string
  readonly beforeLast: string
  /** Counts the values that are not named. */
  readonly rest: (count: number) => string
}

const toSentence = (values: ReadonlyArray<unknown>, { beforeLast, between, betweenTwo, limit, rest }: Sentence) => {
  if (values.length < 2) return values[0] ?? ""
  if (values.length === 2) return values.join(betweenTwo)
  if (limit >= values.length) return `${values.slice(0, -1).join(between)}${beforeLast}${String(values.at(-1))}`
  const named = values.slice(0, limit).join(between)
  return `${named}${limit === 1 ? betweenTwo : beforeLast}${rest(values.length - limit)}`
}

/** Returns the members at a path of all items, in words, or the items themselves without a path. */
const membersAt = (items: unknown, path: unknown): ReadonlyArray<unknown> => {
  if (!Array.isArray(items)) return []
  if (typeof path !== "string" || path === "") return items
  return items.map((item) => {
    const found = valueAt(item, path)
    const text = typeof found === "object" && found !== null ? JSON.stringify(found) : found
    return text === undefined || text === null || text === "{}" ? "" : String(text)
  })
}

/** Inflects a regular noun of English. */
const plural = (word: string): string => {
  if (/([^aou]us|x|ch|ss|sh|zz)$/i.test(word)) return `${word}es`
  if (/s$/i.test(word)) return word
  return /([^aeiou]|qu)y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`
}

const countOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length
  return typeof value === "object" && value !== null ? Object.keys(value).length : Number(value)
}

const given = (option: unknown, otherwise: string): string => option === undefined ? otherwise : String(option)

const limitOf = (option: unknown): number => option === undefined ? 2 : Number(option)

/**
 * Lists the filters that Novu has beyond those of Liquid. Their defaults are Novu's.
 *
 * @see https://docs.novu.co/platform/workflow/digest
 */
export const filters: Readonly<Record<"digest" | "json" | "pluralize" | "toSentence", Filter>> = {
  json,
  digest: (items, limit, path, between) =>
    toSentence(membersAt(items, path), {
      limit: limitOf(limit),
      between: given(between, ", "),
      betweenTwo: " and ",
      beforeLast: " and ",
      rest: (count) => `${count} ${count === 1 ? "other" : "others"}`
    }),
  toSentence: (items, path, limit, other, between, betweenTwo, beforeLast) =>
    toSentence(membersAt(items, path), {
      limit: limitOf(limit),
      between: given(between, ", "),
      betweenTwo: given(betweenTwo, " and "),
      beforeLast: given(beforeLast, ", and "),
      rest: (count) => `${count} ${count === 1 ? given(other, "other") : plural(given(other, "other"))}`
    }),
  pluralize: (value, singular, several, showCount) => {
    const count = countOf(value)
    if (!(count > 0)) return ""
    const one = given(singular, "")
    const word = count === 1 ? one : given(several, "") || plural(one)
    return given(showCount, "true") === "true" ? `${count} ${word}` : word
  }
}
