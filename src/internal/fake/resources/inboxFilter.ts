/** Reads the filters of the inbox, which a query has as text and a body as JSON. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import type { MessageRow } from "../store/rows.ts"

export type Check = (row: MessageRow) => boolean

const textsOf = (value: unknown): ReadonlyArray<string> =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : typeof value === "string" ? [value] : []

/** Each group must have a tag of the item. A list of tags is one group, as is `{ or: [] }`. */
const groupsOf = (tags: unknown): ReadonlyArray<ReadonlyArray<string>> => {
  if (!isReadonlyObject(tags)) return [textsOf(tags)]
  return Array.isArray(tags["and"])
    ? tags["and"].map((group: unknown) => textsOf(isReadonlyObject(group) ? group["or"] : group))
    : [textsOf(tags["or"])]
}

/** An empty list of tags filters nothing. */
export const withTags = (tags: unknown): ReadonlyArray<Check> =>
  groupsOf(tags).filter((group) => group.length > 0).map((group) => (row) =>
    row.tags.some((tag) => group.includes(tag))
  )

export const parseJson = (text: string): Result.Result<unknown, Rejection> =>
  Result.try({ try: (): unknown => JSON.parse(text), catch: () => badRequest("Invalid JSON") })

/** A query has tags as one text, as repeated texts, or as the JSON of groups. */
export const tagsOf = (values: ReadonlyArray<string> | undefined): unknown => {
  const [first, ...others] = values ?? []
  if (first === undefined) return undefined
  const parsed = others.length === 0 && first.startsWith("{") ? Result.getOrElse(parseJson(first), () => first) : first
  return isReadonlyObject(parsed) ? parsed : [first, ...others]
}

type Data = Readonly<Record<string, unknown>>

const maximumText = 256

const complaintAbout = (data: Data, level = 1): string | undefined => {
  for (const [key, value] of Object.entries(data)) {
    const texts = textsOf(value)
    if (texts.some((text) => text.length > maximumText)) {
      return `String value for ${key} exceeds ${maximumText} characters`
    }
    if (!isReadonlyObject(value)) continue
    if (level === 2) return "Maximum nesting level exceeded (2 levels max)"
    const inner = complaintAbout(value, level + 1)
    if (inner !== undefined) return inner
  }
  return undefined
}

/** Parses the `data` filter, which is JSON text wherever it is sent. */
export const parseData = (text: string | undefined): Result.Result<Data | undefined, Rejection> => {
  if (text === undefined || text === "") return Result.succeed(undefined)
  const parsed = parseJson(text)
  if (Result.isFailure(parsed)) return Result.fail(badRequest("Invalid JSON format for data parameter"))
  const data = parsed.success
  if (!isReadonlyObject(data)) return Result.fail(badRequest("Data must be an object"))
  const complaint = complaintAbout(data)
  return complaint === undefined ? Result.succeed(data) : Result.fail(badRequest(complaint))
}

/** Says whether a value has what a filter asks for. An array in a filter asks for any of its items. */
const has = (value: unknown, wanted: unknown): boolean => {
  if (Array.isArray(wanted)) return wanted.some((each) => has(value, each))
  if (Array.isArray(value)) return value.some((each) => has(each, wanted))
  if (!isReadonlyObject(wanted)) return value === wanted
  return isReadonlyObject(value) && Object.entries(wanted).every(([key, each]) => has(value[key], each))
}

export const withData = (data: Data | undefined): ReadonlyArray<Check> =>
  data === undefined ? [] : [(row) => has(row.data, data)]

/** Says whether a payload has what a partial one asks for. */
export const withPayload = (payload: Data | undefined): ReadonlyArray<Check> =>
  payload === undefined ? [] : [(row) => has(row.payload, payload)]

export interface Flags {
  readonly read?: unknown
  readonly archived?: unknown
  readonly snoozed?: unknown
  readonly seen?: unknown
}

const states: ReadonlyArray<readonly [name: keyof Flags, of: Check]> = [
  ["read", (row) => row.read],
  ["archived", (row) => row.archived],
  ["snoozed", (row) => typeof row.snoozedUntil === "number"],
  ["seen", (row) => row.seen]
]

/** A flag that is absent filters nothing. Archived items are read, so one combination is refused. */
export const withFlags = (flags: Flags): Result.Result<ReadonlyArray<Check>, Rejection> =>
  flags.read === false && flags.archived === true
    ? Result.fail(badRequest("Filtering for unread and archived notifications is not supported."))
    : Result.succeed(states.flatMap(([name, of]) => {
      const wanted = flags[name]
      return typeof wanted === "boolean" ? [(row: MessageRow) => of(row) === wanted] : []
    }))

export const withSeverity = (severity: unknown): ReadonlyArray<Check> => {
  const wanted = textsOf(severity)
  return wanted.length === 0 ? [] : [(row) => wanted.includes(row.severity)]
}

export const inAppOf = (subscriberId: string): Check => (row) =>
  row.subscriberId === subscriberId && row.channel === "in_app"
