import type * as HttpClientError from "effect/http/HttpClientError"
import { TransportFailed } from "../Errors/NovuErrorReason.ts"

/** Failures before a connection stood: no byte of the request can have left. */
const beforeConnecting = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID"
])

/** Deno says it in words only, and fetch that it never connects to a port such as 9. */
const refusedInWords = /connection refused|dns error|failed to lookup address|bad port/i

const member = (value: object, key: string): unknown => Reflect.get(value, key)

/** An error and what it was caused by, clients nest them. */
const chain = (error: unknown, depth = 0): ReadonlyArray<object> => {
  if (typeof error !== "object" || error === null || depth > 5) return []
  const errors = member(error, "errors")
  return [
    error,
    ...chain(member(error, "cause"), depth + 1),
    ...(Array.isArray(errors) ? errors.flatMap((each) => chain(each, depth + 1)) : [])
  ]
}

/**
 * A failure of the HTTP client. Its own error is not kept: it holds the whole
 * request, and some causes quote bytes of the body.
 *
 * @internal
 */
export const transportFailed = (error: HttpClientError.HttpClientError): TransportFailed => {
  const causes = chain(error.reason)
  const codes = causes.map((cause) => member(cause, "code")).filter((code) => typeof code === "string")
  const code = codes.find((each) => /^\w{3,60}$/.test(each))
  const notSent = error.reason._tag === "EncodeError" || error.reason._tag === "InvalidUrlError" ||
    codes.some((each) => beforeConnecting.has(each)) ||
    causes.some((cause) => member(cause, "syscall") === "connect" || member(cause, "syscall") === "getaddrinfo") ||
    causes.some((cause) => refusedInWords.test(String(member(cause, "message"))))
  const what = notSent
    ? "no connection to Novu"
    : error.response === undefined
    ? "no response"
    : "the response broke off"
  return new TransportFailed({
    detail: code === undefined ? what : `${what} (${code})`,
    outcome: notSent ? "not-sent" : "unknown"
  })
}
