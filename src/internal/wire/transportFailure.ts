import type * as HttpClientError from "effect/http/HttpClientError"
import { TransportFailed } from "../../Errors/NovuErrorReason.ts"
import { neverConnected } from "./neverConnected.ts"
import { codeOf, scrubbedCause } from "./scrubbedCause.ts"

/** Says which call the failure is about. */
interface Asked {
  /** The host that was called. */
  readonly host: string
  /** Takes what the caller sent in secret out of a text. */
  readonly clean: (text: string) => string
}

/** These class names say nothing beside a code. */
const plain = new Set(["Error", "AggregateError"])

/**
 * Returns the outermost code, with its class where that says something. Without
 * a code, returns the innermost class that says something.
 */
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
 * Makes the reason for a failure of the HTTP client. The client's own error is
 * not kept, because it holds the whole request. A scrubbed copy of its cause
 * is.
 */
export const transportFailed = (error: HttpClientError.HttpClientError, { clean, host }: Asked): TransportFailed => {
  const { reason } = error
  // The message is left out, because the URL is in it.
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
