import type { RecordedRequest } from "../../../Testing/FakeState.ts"
import { percentDecoded } from "../../percentDecoded.ts"
import type { Organization } from "../store/store.ts"
import type { Store } from "../store/store.ts"

const redacted = "<redacted>"

/** A secret shorter than this is hidden in its own member only, because elsewhere it may be a part of any word. */
const shortest = 6

const secretName = /token|secret|password|authorization|cookie|credential|signature|api-?_?key|routing-?_?key/i

/** Members such as `expiresAt` hold a time and no secret. */
const harmlessName = /expires/i

/** Every text in these members may be a secret. */
const secretWhole = new Set(["auth", "endpoint", "credentials", "env"])

const isSecret = (name: string): boolean => secretName.test(name) && !harmlessName.test(name)

/** These members of an endpoint's payload may hold a credential; the others are addresses. */
const secretOfEndpoint = /url|headers/i

/** Collects the texts in a value, except times. */
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

/** The bridge of an agent may have a token in its URL. */
const bridgeName = /^(dev)?bridgeUrl$/i

/** Whether a member holds files of a reply, whose addresses may be signed. */
const isFiles = (name: string, value: unknown): value is ReadonlyArray<{ readonly url?: unknown }> =>
  name === "files" && Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null)

type VariableValue = Readonly<Record<"_environmentId" | "value", unknown>>

/** Whether a member holds values of a variable, each with its environment. Each may be a secret. */
const isVariable = (name: string, value: unknown): value is ReadonlyArray<VariableValue> =>
  name === "values" && Array.isArray(value) &&
  value.every((each) => typeof each === "object" && each !== null && "value" in each)

/** Collects the texts of a member that are secrets and have to be hidden wherever else they appear. */
const secretsIn = (name: string, value: unknown): ReadonlyArray<string> => {
  if (isVariable(name, value)) return value.flatMap((each) => textsIn(each.value))
  if (isFiles(name, value)) return value.flatMap(({ url }) => textsIn(url))
  if (bridgeName.test(name)) return textsIn(value)
  if (name !== "endpoint") return secretWhole.has(name) || isSecret(name) ? textsIn(value) : []
  return typeof value !== "object" || value === null ?
    [] :
    Object.entries(value).flatMap(([key, member]) => isSecret(key) || secretOfEndpoint.test(key) ? textsIn(member) : [])
}

/** Hides the value of a secret for `JSON.parse`. Its name stays, so that a reader sees what was sent. */
const blankMember = (name: string, value: unknown): unknown =>
  isVariable(name, value)
    ? value.map((each) => ({ ...each, value: blank(each.value) }))
    : isFiles(name, value)
    ? value.map((each) => "url" in each ? { ...each, url: blank(each.url) } : each)
    : bridgeName.test(name) || secretWhole.has(name) || isSecret(name)
    ? blank(value)
    : value

/** Hides the secrets in a body. A body that is not a JSON object is hidden whole, because any part may be a secret. */
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
    (pair, mark: string, name: string) => isSecret(percentDecoded(name)) ? `${mark}${name}=${redacted}` : pair
  )

const secretsSent = ({ body }: RecordedRequest): ReadonlyArray<string> => {
  const found: Array<string> = []
  try {
    JSON.parse(body, (name: string, value: unknown) => {
      found.push(...secretsIn(name, value))
      return value
    })
  } catch {
    // No part of a body that is not JSON is shown, so that it holds nothing to look for.
  }
  return found
}

/** Returns the forms that a secret takes: plain, in a JSON text, in a path and in a query. */
const formsOf = (secret: string): ReadonlyArray<string> => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  ...(secret.isWellFormed()
    ? [encodeURIComponent(secret), new URLSearchParams([["", secret]]).toString().slice(1)]
    : [])
]

/** Turns a recorded request into the form in which it is shown over HTTP. */
export type ShownRequest = Omit<RecordedRequest, "headers" | "status"> & {
  readonly headers: Readonly<Record<string, string>>
  readonly status: number | null
}

/** Collects what an environment stores that is secret. Variables are the organisation's. */
const secretsStored = (
  { agents, connections, conversations, endpoints, integrations, secretKey, subscribers }: Store
): ReadonlyArray<string> =>
  [secretKey].concat(
    agents.createdAt.rows.flatMap(({ bridgeUrl, devBridgeUrl }) => textsIn([bridgeUrl, devBridgeUrl])),
    conversations.createdAt.rows.flatMap(({ messages }) =>
      messages.flatMap(({ content }) => secretsIn("files", content["files"]))
    ),
    connections.createdAt.rows.flatMap(({ auth }) => secretsIn("auth", auth)),
    endpoints.createdAt.rows.flatMap(({ endpoint }) => secretsIn("endpoint", endpoint)),
    integrations.createdAt.rows.flatMap(({ credentials }) => secretsIn("credentials", credentials)),
    subscribers.createdAt.rows.flatMap(({ channels }) =>
      (channels ?? []).flatMap(({ credentials }) => secretsIn("credentials", credentials))
    )
  )

/** Makes what hides secrets in a text, in whatever form. */
const hidingOf = (secrets: ReadonlySet<string>): (shown: string) => string => {
  const forms = [...new Set([...secrets].filter(({ length }) => length >= shortest).flatMap(formsOf))]
    // The longest comes first, because one secret may be a part of another.
    .toSorted((a, b) => b.length - a.length)
  return (shown) => forms.reduce((clean, form) => clean.replaceAll(form, redacted), shown)
}

/**
 * Hides what is stored as a secret in what recipients got, and leaves the rest as it
 * is: a link to set a password has a token that a test has to follow.
 */
export const makeHiding = (organization: Organization): (shown: string) => string =>
  hidingOf(
    new Set([
      ...organization.stores().flatMap(secretsStored),
      ...organization.variables.createdAt.rows.flatMap(({ isSecret: hidden, values }) =>
        hidden ? values.map(({ value }) => value) : []
      )
    ])
  )

/**
 * Hides tokens and keys in what the fake shows over HTTP: in the members that hold
 * them, and wherever else the same text appears.
 */
export const makeRedaction = (organization: Organization, requests: ReadonlyArray<RecordedRequest>) => {
  const secrets = new Set([
    ...requests.flatMap(secretsSent),
    ...organization.stores().flatMap(secretsStored),
    ...organization.variables.createdAt.rows.flatMap(({ values }) => values.map(({ value }) => value))
  ])
  const text = hidingOf(secrets)

  return {
    text,
    /**
     * Writes the value twice. The first time each `Redacted` becomes its placeholder,
     * and the second time secrets are hidden in the other texts.
     */
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
