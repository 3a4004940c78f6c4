import type * as HttpClientError from "effect/http/HttpClientError"
import { TransportFailed } from "../../Errors/NovuErrorReason.ts"
import { neverConnected } from "./neverConnected.ts"
import { codeOf, scrubbedCause } from "./scrubbedCause.ts"

/** What the failure is about. */
interface Asked {
  /** The host that was called. */
  readonly host: string
  /** Takes what the caller sent in secret out of a text. */
  readonly clean: (text: string) => string
}

/** Class names that say nothing beside a code. */
const plain = new Set(["Error", "AggregateError"])

/** The first code from the outside in, with its class where that says something; else the innermost class that does. */
const kindOf = (cause: Error | undefined): string => {
  let name = cause?.name
  for (let each: unknown = cause; each instanceof Error; each = each.cause) {
    const code = codeOf(each)
    if (code !== undefined) return plain.has(each.name) ? code : `${each.name} ${code}`
    if (!plain.has(each.name)) name = each.name
  }
  return name ?? ""
}

/**
 * A failure of the HTTP client. Its own error is not kept, because it holds the
 * whole request: a scrubbed copy of what caused it is.
 */
export const transportFailed = (error: HttpClientError.HttpClientError, { clean, host }: Asked): TransportFailed => {
  const { reason } = error
  // Not its message, in which the URL is.
  const said = {
    name: reason._tag,
    message: "description" in reason ? reason.description : undefined,
    cause: "cause" in reason ? reason.cause : undefined
  }
  const cause = scrubbedCause(said.cause ?? said, clean)
  const answered = error.response !== undefined
  const notSent = !answered &&
    (reason._tag === "EncodeError" || reason._tag === "InvalidUrlError" || neverConnected(said))
  const what = notSent
    ? `no connection to ${host}`
    : answered
    ? `the response from ${host} broke off`
    : `no response from ${host}`
  const kind = kindOf(cause)
  return new TransportFailed({
    detail: kind === "" ? what : `${what} (${kind})`,
    outcome: notSent ? "not-sent" : "unknown",
    ...(cause === undefined ? {} : { cause })
  })
}
