/** Lists what a server, a proxy or a network can do to one request. */
import * as Fault from "effect-novu/Testing/Fault"

export interface Event {
  /** Describes the event in the words of the page. */
  readonly says: string
  readonly fault: Fault.Fault
  /** Says how many milliseconds our attempt takes, which is its time limit if nothing else ends it. */
  readonly takes?: number
}

const attemptTimeout = 10_000

const words = (status: number, message: string, more: Readonly<Record<string, unknown>> = {}) => ({
  statusCode: status,
  timestamp: "2026-08-03T09:14:07.512Z",
  path: "/v1/channel-connections",
  message,
  ctx: {},
  ...more
})

const answers = (
  status: number,
  message: string,
  headers: Fault.FaultHeaders = {},
  more: Readonly<Record<string, unknown>> = {}
): Fault.Fault => Fault.respond({ status, headers, body: words(status, message, more) })

const limited = {
  status: 429,
  headers: { "retry-after": "2" },
  body: words(429, "API rate limit exceeded")
}

const events = {
  answer: { says: "Novu's own answer", fault: Fault.pass },

  refused: { says: "connection refused", fault: Fault.refuse },
  "reset-before": { says: "connection reset, nothing written", fault: Fault.hangUp("before-write") },
  "reset-after": { says: "connection reset after the write", fault: Fault.hangUp("after-write") },
  "cut-body": { says: "connection cut inside the body", fault: Fault.hangUp("in-body") },
  "silent-headers": { says: "silence instead of headers", fault: Fault.stall("headers"), takes: attemptTimeout },
  "silent-body": { says: "silence inside the body", fault: Fault.stall("body"), takes: attemptTimeout },

  "200-truncated": { says: "2xx, JSON that stops half way", fault: Fault.truncated },
  "200-malformed": { says: "2xx, not JSON", fault: Fault.malformed },
  "200-html": { says: "200 with a proxy's HTML page", fault: Fault.html({ status: 200 }) },
  "202-empty": { says: "202 without a body", fault: Fault.respond({ status: 202, text: "" }) },
  "302": {
    says: "302 to another host",
    fault: Fault.respond({ status: 302, headers: { location: "https://elsewhere.test/" }, text: "" })
  },

  "400": { says: "400", fault: answers(400, "Either subscriberId or context must be provided") },
  "401": { says: "401", fault: answers(401, "API Key not found") },
  "402": { says: "402", fault: answers(402, "Payment Required") },
  "403": { says: "403", fault: answers(403, "Forbidden") },
  "404": { says: "404", fault: answers(404, "Not Found") },
  "404-ingress": {
    says: "404 of an ingress without a backend",
    fault: Fault.respond({ status: 404, text: "default backend - 404" })
  },
  "408": { says: "408", fault: answers(408, "Request Timeout") },
  "409-exists": {
    says: "409, exists already",
    fault: answers(409, "Channel connection with identifier \"x\" already exists in environment \"e\"")
  },
  "409-running": {
    says: "409 with `Retry-After: 1`, same key still running",
    fault: answers(409, "Request with key \"k\" is currently being processed. Please retry after 1 second", {
      "retry-after": "1"
    })
  },
  "413": { says: "413", fault: answers(413, "Payload Too Large") },
  "418": { says: "418", fault: answers(418, "I'm a teapot") },
  "422": {
    says: "422, wrong input",
    fault: answers(422, "Validation Error", {}, { errors: { general: { messages: ["auth must be an object"] } } })
  },
  "422-key": {
    says: "422, idempotency key used for another body",
    fault: answers(422, "Request with key \"k\" is being reused for a different body")
  },
  "429": { says: "429 without a hint", fault: answers(429, "API rate limit exceeded") },
  "429-0s": {
    says: "429 with `Retry-After: 0`",
    fault: answers(429, "API rate limit exceeded", { "retry-after": "0" })
  },
  "429-2s": {
    says: "429 with `Retry-After: 2`",
    fault: answers(429, "API rate limit exceeded", { "retry-after": "2" })
  },
  "429-2s-twice": {
    says: "429 with `Retry-After: 2` twice",
    fault: answers(429, "API rate limit exceeded", { "retry-after": ["2", "2"] })
  },
  "429-2s-asctime": {
    says: "429 with a `Retry-After` in two seconds, in the form that names no zone",
    fault: answers(429, "API rate limit exceeded", {
      date: "Mon, 03 Aug 2026 09:14:07 GMT",
      "retry-after": "Mon Aug  3 09:14:09 2026"
    })
  },
  "429-2s-cut": {
    says: "429 with `Retry-After: 2`, cut inside the body",
    fault: Fault.respond({ ...limited, cut: "hang-up" })
  },
  "429-2s-silent": {
    says: "429 with `Retry-After: 2`, silence inside the body",
    fault: Fault.respond({ ...limited, cut: "stall" }),
    takes: attemptTimeout
  },
  "429-10min": {
    says: "429 with `Retry-After: 600`",
    fault: answers(429, "API rate limit exceeded", { "retry-after": "600" })
  },
  "500": { says: "500", fault: answers(500, "Internal server error") },
  "500-stored": {
    says: "500 that Novu stores under the key",
    fault: answers(500, "Internal server error", { "idempotency-key": "k" })
  },
  "500-replayed": {
    says: "500 replayed from an earlier request",
    fault: answers(500, "Internal server error", { "idempotency-key": "k", "idempotency-replay": "true" })
  },
  "500-replayed-twice": {
    says: "500 that says twice that it is replayed",
    fault: answers(500, "Internal server error", { "idempotency-replay": ["true", "true"] })
  },
  "502": { says: "502 with a proxy's HTML page", fault: Fault.html({ status: 502 }) },
  "502-after": {
    says: "502 from a proxy after the write",
    fault: Fault.failAfterWrite({ status: 502, headers: { "content-type": "text/html" }, text: "<html></html>" })
  },
  "503": { says: "503", fault: answers(503, "Service Unavailable") },
  "503-3s": { says: "503 with `Retry-After: 3`", fault: answers(503, "Service Unavailable", { "retry-after": "3" }) },
  "504": { says: "504 with an empty body", fault: Fault.respond({ status: 504, text: "" }) }
} satisfies Readonly<Record<string, Event>>

export type EventName = keyof typeof events

export const eventOf = (name: EventName): Event => events[name]
