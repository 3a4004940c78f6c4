import * as Headers from "effect/http/Headers"
import { isObject } from "effect/Predicate"

/** What the headers of a delivery say, as texts. */
export interface SignedHeaders {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
}

const members = ["id", "timestamp", "signature"] as const

/** The same three headers under either name: Svix has a switch for it. */
const families = ["webhook", "svix"] as const

/** Reads headers by lower-case names. What is none is left out. */
export const headersOf = (input: Headers.Input): Headers.Headers => {
  try {
    return isObject(input) ? Headers.fromInput(input) : Headers.empty
  } catch {
    return Headers.empty
  }
}

const textOf = (headers: Headers.Headers, name: string): string | undefined => {
  const value: unknown = headers[name]
  return typeof value === "string" && value.trim() !== "" ? value : undefined
}

/** Returns the headers of the first family that is complete, or the name of one that is missing. */
export const signedHeaders = (input: Headers.Input): SignedHeaders | { readonly missing: string } => {
  const headers = headersOf(input)
  const found = families.map((family) => ({
    family,
    values: members.map((member) => textOf(headers, `${family}-${member}`))
  }))
  for (const { values: [id, timestamp, signature] } of found) {
    if (id !== undefined && timestamp !== undefined && signature !== undefined) return { id, timestamp, signature }
  }
  const begun = found.find(({ values }) => values.some((value) => value !== undefined)) ?? found[0]
  const missing = members.find((_, index) => begun?.values[index] === undefined)
  return { missing: `${begun?.family}-${missing}` }
}
