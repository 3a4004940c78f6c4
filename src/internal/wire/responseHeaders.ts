import * as Cookies from "effect/http/Cookies"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { splitTopLevel } from "../headers/headerList.ts"

/**
 * Lists the fields whose value is one thing although it may hold a comma, by
 * their grammar in RFC 9110 and its relatives. Every other field may be a list.
 */
const singletons = new Set([
  "age",
  "authorization",
  "content-disposition",
  "content-length",
  "content-location",
  "content-range",
  "content-security-policy",
  "content-security-policy-report-only",
  "content-type",
  "date",
  "deprecation",
  "etag",
  "expires",
  "from",
  "host",
  "idempotency-key",
  "idempotency-replay",
  "last-modified",
  "location",
  "max-forwards",
  "nel",
  "origin",
  "permissions-policy",
  "proxy-authenticate",
  "referer",
  "report-to",
  "retry-after",
  "retry-after-ms",
  "server",
  "strict-transport-security",
  "sunset",
  "traceparent",
  "user-agent",
  "www-authenticate",
  "x-powered-by",
  "x-request-id"
])

/**
 * Returns the value once where a field of one value arrived several times with
 * the same value. Clients join them with `", "`, as in `"3, 3"`.
 */
const once = (value: string): string => {
  for (let times = 2; times <= mostRepeats; times++) {
    const length = (value.length + 2) / times - 2
    if (length < 1) break
    const first = value.slice(0, length)
    if (Number.isInteger(length) && value === Array.from({ length: times }, () => first).join(", ")) return first
  }
  return value
}

/** Limits how often a field may have been repeated: at most once by each proxy on the way. */
const mostRepeats = 8

/** Reads the headers once: on fetch, each access parses them anew. */
export const readHeaders = (response: HttpClientResponse.HttpClientResponse): ResponseHeaders => {
  const read: Record<string, ReadonlyArray<string>> = {}
  const headers = response.headers
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || name === "__proto__") continue
    if (name === "set-cookie") {
      // Clients disagree on how several cookies look in `headers`, but not in `cookies`.
      read[name] = Cookies.toSetCookieHeaders(response.cookies)
    } else if (!value.includes(",")) {
      read[name] = [value]
    } else if (singletons.has(name)) {
      read[name] = [once(value)]
    } else {
      const parts = splitTopLevel(value, ",")
      read[name] = parts.length === 0 ? [value] : parts
    }
  }
  return read
}
