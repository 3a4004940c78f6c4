import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { ChannelConnections, type NovuErrorReason, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client } from "../support/client.ts"

const reasonOf = (fault: Fault.Fault) =>
  Effect.gen(function*() {
    yield* (yield* FakeNovu).script(fault)
    const error = yield* Effect.flip((yield* ChannelConnections).retrieve("x", { retry: RetryPolicy.none }))
    return error.reason
  }).pipe(Effect.provide(client()))

const answered = (status: number, body?: unknown, headers?: Record<string, string>) =>
  Fault.respond({ status, body, ...(headers === undefined ? {} : { headers }) })

const nest = (message: unknown, extra: object = {}) => ({
  statusCode: 400,
  timestamp: "2026-08-03T09:14:07.512Z",
  path: "/v1/channel-connections?subscriberId=ada",
  message,
  ctx: {},
  ...extra
})

describe("the reason of an answer", () => {
  const table: ReadonlyArray<
    readonly [string, Fault.Fault, NovuErrorReason["_tag"], Partial<Record<string, unknown>>]
  > = [
    ["400", answered(400, nest("Either subscriberId or context must be provided")), "BadRequest", {
      status: 400,
      detail: "Either subscriberId or context must be provided"
    }],
    [
      "400 of a server before 2025",
      answered(400, { statusCode: 400, message: ["a must be a string", "b is short"], error: "Bad Request" }),
      "ValidationFailed",
      {
        issues: [{ field: "general", messages: ["a must be a string", "b is short"] }],
        detail: "a must be a string; b is short"
      }
    ],
    ["400 with a cause", answered(400, { message: "Bad input", cause: "x" }), "BadRequest", { detail: "Bad input" }],
    ["401", answered(401, nest("API Key not found")), "Unauthorized", {
      gate: undefined,
      detail: "API Key not found (asked api.novu.co)"
    }],
    ["401 of a route that keys may not use", answered(401, nest("API endpoint not available")), "Unauthorized", {
      gate: "server",
      detail: "API endpoint not available (asked api.novu.co)"
    }],
    ["402", answered(402, nest("Limit reached", { currentCount: 3, limit: 3 })), "PaymentRequired", {
      detail: "Limit reached",
      gate: "plan"
    }],
    ["403", answered(403, nest("Context feature is not enabled")), "Forbidden", { gate: undefined }],
    [
      "403 of another environment",
      answered(403, nest("This authentication scheme is scoped to a single environment and cannot target a different")),
      "Forbidden",
      { gate: "environment" }
    ],
    ["404", answered(404, nest("Feature not enabled")), "NotFound", {
      detail: "Feature not enabled",
      gate: undefined
    }],
    ["404 of a route that is not there", answered(404, nest("Cannot POST /v2/layouts?a=b")), "NotFound", {
      gate: "build"
    }],
    ["404 in words that only begin alike", answered(404, nest("Cannot find the layout")), "NotFound", {
      gate: undefined
    }],
    [
      "404 of a page",
      Fault.respond({ status: 404, text: "<html><body><pre>Cannot GET /v1/x</pre></body></html>" }),
      "NotFound",
      { gate: undefined }
    ],
    [
      "409",
      answered(
        409,
        nest(
          "A channel connection already exists for integration \"s\" with subscriberId \"u\" and no context. Connection ID: chconn_9xK2"
        )
      ),
      "Conflict",
      {
        existingIdentifier: "chconn_9xK2"
      }
    ],
    [
      "409 on an identifier",
      answered(409, nest("Channel connection with identifier \"mine\" already exists in environment \"e1\"")),
      "Conflict",
      {
        existingIdentifier: "mine"
      }
    ],
    ["409 that names nothing", answered(409, nest("Conflict")), "Conflict", { existingIdentifier: undefined }],
    [
      "409 in progress",
      answered(409, nest("Request with key \"k\" is currently being processed"), { "retry-after": "1" }),
      "InProgress",
      {
        retryAfter: Duration.seconds(1)
      }
    ],
    ["413", answered(413, nest("Payload Too Large")), "PayloadTooLarge", {}],
    [
      "422 by field",
      answered(
        422,
        nest("Validation Error", { errors: { "workspace.id": { messages: ["too short"], value: "secret" } } })
      ),
      "ValidationFailed",
      {
        issues: [{ field: "workspace.id", messages: ["too short"] }]
      }
    ],
    [
      "422 in general",
      answered(
        422,
        nest("Validation Error", { errors: { general: { messages: ["a", "b"], value: "No Value Recorded" } } })
      ),
      "ValidationFailed",
      {
        issues: [{ field: "general", messages: ["a", "b"] }]
      }
    ],
    [
      "422 with a list",
      answered(
        422,
        nest("Validation Error", {
          errors: [{ message: "Required", path: ["auth", "accessToken"] }, {
            field: "order.id",
            message: "missing",
            value: { total: 5 }
          }]
        })
      ),
      "ValidationFailed",
      {
        issues: [{ field: "auth.accessToken", messages: ["Required"] }, { field: "order.id", messages: ["missing"] }]
      }
    ],
    [
      "422 of a reused key",
      answered(422, nest("Request with key \"k1\" is being reused for a different body")),
      "IdempotencyKeyReused",
      {}
    ],
    [
      "422 in words only",
      answered(422, nest("Too many contexts: 6 provided, maximum allowed is 5")),
      "ValidationFailed",
      { issues: [] }
    ],
    [
      "429",
      answered(429, nest("API rate limit exceeded"), {
        "retry-after": "0",
        "ratelimit-limit": "100",
        "ratelimit-remaining": "0",
        "ratelimit-reset": "1"
      }),
      "RateLimited",
      {
        retryAfter: Duration.zero,
        rateLimit: { limit: 100, remaining: 0, reset: Duration.seconds(1) }
      }
    ],
    [
      "429 as the specification has it",
      Fault.respond({ status: 429, text: "\"API rate limit exceeded\"" }),
      "RateLimited",
      {
        detail: "API rate limit exceeded",
        retryAfter: undefined,
        rateLimit: undefined
      }
    ],
    ["500", answered(500, nest("Internal server error", { errorId: "0f3c" })), "ServerFailed", {
      errorId: "0f3c",
      stored: false,
      replayed: false
    }],
    ["500 kept", answered(500, nest("x"), { "idempotency-key": "k" }), "ServerFailed", {
      stored: true,
      replayed: false
    }],
    [
      "503 replayed",
      answered(503, nest("x"), { "idempotency-key": "k", "idempotency-replay": "true" }),
      "ServerFailed",
      { stored: true, replayed: true }
    ],
    ["502 with a titled page", Fault.html({ status: 502, title: "Bad gateway" }), "ServerFailed", {
      detail: "Bad gateway",
      errorId: undefined
    }],
    [
      "502 with a page",
      Fault.respond({ status: 502, headers: { "content-type": "text/html" }, text: "<html><body>no</body></html>" }),
      "ServerFailed",
      {
        detail: "HTTP 502 with an HTML page"
      }
    ],
    [
      "504 with text",
      Fault.respond({ status: 504, headers: { "content-type": "text/plain" }, text: "upstream\n timed out" }),
      "ServerFailed",
      { detail: "upstream timed out" }
    ],
    ["500 with nothing", Fault.respond({ status: 500, text: "" }), "ServerFailed", {
      detail: "HTTP 500 with an empty body"
    }],
    ["500 with half a body", Fault.respond({ status: 500, text: "{\"message\":\"tok" }), "ServerFailed", {
      detail: "HTTP 500 with an unreadable body"
    }],
    ["null for a body", Fault.respond({ status: 404, body: null }), "NotFound", {}],
    ["a message that is an object", answered(403, nest({ message: "nested" })), "Forbidden", { detail: "nested" }],
    ["418", answered(418, nest("teapot")), "UnexpectedStatus", { status: 418, detail: "teapot" }],
    ["408", answered(408), "UnexpectedStatus", { status: 408 }],
    ["a redirect", answered(302, undefined, { location: "https://elsewhere.test/?token=1" }), "UnexpectedStatus", {
      status: 302,
      detail: "HTTP 302, a redirect to https://elsewhere.test/, which is not followed"
    }],
    ["a refused connection", Fault.refuse, "TransportFailed", { outcome: "not-sent" }],
    ["a closed connection", Fault.hangUp("before-write"), "TransportFailed", { outcome: "unknown" }],
    ["a body broken off", Fault.respond({ status: 200, body: { data: {} }, cut: "hang-up" }), "TransportFailed", {
      outcome: "unknown"
    }]
  ]
  for (const [what, fault, tag, members] of table) {
    it.effect(`${what} is ${tag}`, () =>
      Effect.gen(function*() {
        const reason = yield* reasonOf(fault)
        assert.strictEqual(reason._tag, tag)
        for (const [name, value] of Object.entries(members)) {
          assert.deepEqual(Reflect.get(reason, name), value, name)
        }
        if ("status" in reason) assert.isObject(reason.headers)
      }))
  }

  it.effect("names the host that refused the key, since each region has keys of its own", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(answered(401, nest("API Key not found")))
      const { message } = yield* Effect.flip((yield* ChannelConnections).retrieve("x"))
      assert.include(message, "API Key not found (asked eu.api.novu.co:8443)")
    }).pipe(Effect.provide(client({ transport: { apiUrl: "https://eu.api.novu.co:8443/novu/" } }))))

  it.effect("keeps Novu's words short", () =>
    Effect.gen(function*() {
      const reason = yield* reasonOf(answered(500, nest("x".repeat(100_000))))
      assert.isAtMost(reason.detail.length, 501)
    }))
})
