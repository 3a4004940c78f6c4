import type { RecordedRequest } from "../../../Testing/FakeState.ts"
import type { Store } from "../store/store.ts"

const redacted = "<redacted>"

/** Shorter texts are replaced by the name of their member alone: they may be part of any word. */
const shortest = 6

const secretName = /token|secret|password|authorization|cookie|credential|signature|api-?_?key|routing-?_?key/i

/** `expiresAt` and the like say when, not what. */
const harmlessName = /expires/i

/** Members whose every text may be a secret. */
const secretWhole = new Set(["auth", "endpoint", "credentials"])

const isSecret = (name: string): boolean => secretName.test(name) && !harmlessName.test(name)

/** Members of an endpoint's payload that are more than an address. */
const secretOfEndpoint = /url|headers/i

/** The texts in a value, those about times apart. */
const textsIn = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, member]) => harmlessName.test(name) ? [] : textsIn(member))
    : []

const blank = (value: unknown): unknown => {
  if (typeof value === "string" || typeof value === "number") return redacted
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(blank)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, harmlessName.test(name) ? member : blank(member)])
  )
}

/** Texts that are secrets wherever else they stand. */
const secretsIn = (name: string, value: unknown): ReadonlyArray<string> => {
  if (name !== "endpoint") return secretWhole.has(name) || isSecret(name) ? textsIn(value) : []
  return typeof value !== "object" || value === null ?
    [] :
    Object.entries(value).flatMap(([key, member]) => isSecret(key) || secretOfEndpoint.test(key) ? textsIn(member) : [])
}

/** For `JSON.parse`: the names of secrets stay, to see what was sent. */
const blankMember = (name: string, value: unknown): unknown =>
  secretWhole.has(name) || isSecret(name) ? blank(value) : value

/** A body that is no object cannot be told from a secret. */
const redactBody = (body: string): string => {
  if (body === "") return body
  try {
    const json: unknown = JSON.parse(body, blankMember)
    return typeof json === "object" && json !== null ? JSON.stringify(json) : redacted
  } catch {
    return redacted
  }
}

const redactQuery = (url: string): string =>
  url.replaceAll(
    /([?&])([^=&#]*)=([^&#]*)/g,
    (pair, mark: string, name: string) => isSecret(decoded(name)) ? `${mark}${name}=${redacted}` : pair
  )

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const secretsSent = ({ body }: RecordedRequest): ReadonlyArray<string> => {
  const found: Array<string> = []
  try {
    JSON.parse(body, (name: string, value: unknown) => {
      found.push(...secretsIn(name, value))
      return value
    })
  } catch {
    // Nothing of such a body is shown.
  }
  return found
}

/** A secret as it is, in a JSON text, in a path and in a query. */
const formsOf = (secret: string): ReadonlyArray<string> => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  ...(secret.isWellFormed()
    ? [encodeURIComponent(secret), new URLSearchParams([["", secret]]).toString().slice(1)]
    : [])
]

/**
 * A recorded request as it is shown.
 *
 * @internal
 */
export type ShownRequest = Omit<RecordedRequest, "headers" | "status"> & {
  readonly headers: Readonly<Record<string, string>>
  readonly status: number | null
}

/**
 * What the fake shows over HTTP of what it holds: neither tokens nor keys, by
 * their names, and wherever else they stand.
 *
 * @internal
 */
export const makeRedaction = (store: Store, requests: ReadonlyArray<RecordedRequest>) => {
  const { connections, endpoints } = store
  const secrets = new Set([
    store.secretKey,
    ...requests.flatMap(secretsSent),
    ...connections.createdAt.rows.flatMap(({ auth }) => secretsIn("auth", auth)),
    ...endpoints.createdAt.rows.flatMap(({ endpoint }) => secretsIn("endpoint", endpoint))
  ])
  const forms = [...new Set([...secrets].filter(({ length }) => length >= shortest).flatMap(formsOf))]
    // The longest first: one secret may be part of another.
    .toSorted((a, b) => b.length - a.length)

  const text = (shown: string): string => forms.reduce((clean, form) => clean.replaceAll(form, redacted), shown)

  return {
    text,
    /** Written twice, because what is redacted already says so when it is written. */
    json: (value: unknown): string =>
      JSON.stringify(
        JSON.parse(JSON.stringify(value), blankMember),
        (_, member: unknown) => typeof member === "string" ? text(member) : member
      ),
    request: ({ at, body, headers, method, status, url }: RecordedRequest): ShownRequest => ({
      method,
      url: text(redactQuery(url)),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, isSecret(name) ? redacted : text(value)])
      ),
      body: text(redactBody(body)),
      at,
      status: status ?? null
    })
  }
}
