import { assert, describe, it } from "@effect/vitest"
import { Cause, Console, Effect, Exit, Logger, Redacted, References, Tracer } from "effect"
import { ChannelConnections, type NovuErrorReason, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { accessToken, client, slack, wire } from "../support/client.ts"

const secretKey = "sk-most-secret-of-all"
const refreshToken = "xoxr-also-secret"
const payload = { ...slack, auth: { ...slack.auth, refreshToken: Redacted.make(refreshToken) } }

// This server repeats everything that it was sent, in every place in which it can.
const echo = `${secretKey} ApiKey ${secretKey} ${accessToken} ${refreshToken}`
const body = {
  message: echo,
  error: echo,
  errorId: echo,
  errors: { [accessToken]: { messages: [echo], value: echo } },
  ctx: { echo }
}
const headers = { "x-echo": echo, "ratelimit-limit": "1", "ratelimit-remaining": "0", "ratelimit-reset": "1" }

const faults: ReadonlyArray<readonly [NovuErrorReason["_tag"], Fault.Fault]> = [
  ["TransportFailed", Fault.refuse],
  ["TransportFailed", Fault.hangUp("in-body")],
  ["BadRequest", Fault.respond({ status: 400, body, headers })],
  ["ValidationFailed", Fault.respond({ status: 400, body: { ...body, message: [echo] }, headers })],
  ["Unauthorized", Fault.respond({ status: 401, body, headers })],
  ["PaymentRequired", Fault.respond({ status: 402, body, headers })],
  ["Forbidden", Fault.respond({ status: 403, body, headers })],
  ["NotFound", Fault.respond({ status: 404, body, headers })],
  ["Conflict", Fault.respond({ status: 409, body: { message: `Connection ID: ${accessToken}` }, headers })],
  ["InProgress", Fault.respond({ status: 409, body, headers: { ...headers, "retry-after": "1" } })],
  ["PayloadTooLarge", Fault.respond({ status: 413, body, headers })],
  ["ValidationFailed", Fault.respond({ status: 422, body, headers })],
  [
    "IdempotencyKeyReused",
    Fault.respond({ status: 422, body: { message: `${echo} is being reused for a different body` }, headers })
  ],
  ["RateLimited", Fault.respond({ status: 429, body, headers })],
  ["ServerFailed", Fault.respond({ status: 500, body, headers })],
  ["ServerFailed", Fault.html({ status: 502, title: echo })],
  ["UnexpectedStatus", Fault.respond({ status: 302, headers: { location: "https://elsewhere.test/" } })],
  ["UnexpectedStatus", Fault.respond({ status: 418, text: echo })],
  ["ResponseDecodeFailed", Fault.respond({ status: 201, text: echo })],
  ["ResponseDecodeFailed", Fault.respond({ status: 201, body: { data: wire({ identifier: { accessToken } }) } })]
]

/** Prints a value in every way in which somebody may see it. */
const printed = Effect.fnUntraced(function*(error: unknown) {
  const lines: Array<string> = []
  const write = (...args: ReadonlyArray<unknown>) => {
    lines.push(
      args.map((arg) => typeof arg === "string" ? arg : inspect(arg, { depth: 20, showHidden: false })).join(" ")
    )
  }
  const recorder: Console.Console = new Proxy(console, { get: () => write })
  yield* Effect.logError("failed", error, Cause.fail(error)).pipe(
    Effect.annotateLogs({ error }),
    Effect.provide(
      Logger.layer([Logger.consolePretty(), Logger.consoleJson, Logger.consoleLogFmt, Logger.consoleStructured])
    ),
    Effect.provideService(Console.Console, recorder)
  )
  assert.isAtLeast(lines.length, 4)
  return [
    ...lines,
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: 20 }),
    Cause.pretty(Cause.fail(error)),
    Cause.pretty(Cause.die(error)),
    inspect(Exit.fail(error), { depth: 20 }),
    JSON.stringify(Exit.fail(error)),
    error instanceof Error ? `${error.message} ${error.stack} ${inspect(error.cause, { depth: 20 })}` : ""
  ].join("\n")
})

const assertNoSecret = (text: string) => {
  for (const secret of [secretKey, accessToken, refreshToken]) {
    assert.isFalse(
      text.includes(secret),
      `shown: ${text.slice(Math.max(0, text.indexOf(secret) - 200), text.indexOf(secret) + 60)}`
    )
  }
}

describe("secrets", () => {
  for (const [tag, fault] of faults) {
    it.effect(`are not in ${tag} (${fault._tag}), in whatever way it is printed`, () =>
      Effect.gen(function*() {
        const attributes: Array<unknown> = []
        const tracer = Tracer.make({
          span: (options) => {
            const span = new Tracer.NativeSpan(options)
            attributes.push(span.attributes, span.events, span.name, span)
            return span
          }
        })
        yield* (yield* FakeNovu).script(fault)
        const { create } = yield* ChannelConnections
        const error = yield* Effect.flip(create(payload, { retry: RetryPolicy.none })).pipe(
          Effect.withTracer(tracer),
          Effect.provideService(References.MinimumLogLevel, "Trace")
        )
        assert.strictEqual(error.reason._tag, tag)
        assertNoSecret(yield* printed(error))
        assertNoSecret(yield* printed(error.reason))
        assertNoSecret(inspect(attributes, { depth: 20 }))
      }).pipe(Effect.provide(client({ fake: { secretKey }, transport: { secretKey: Redacted.make(secretKey) } }))))
  }

  it.effect("are not in a response, nor in the services", () =>
    Effect.gen(function*() {
      const connections = yield* ChannelConnections
      const response = yield* connections.create(payload)
      assertNoSecret(yield* printed(response))
      assertNoSecret(inspect([connections, payload], { depth: 20 }))
    }).pipe(Effect.provide(client({ fake: { secretKey }, transport: { secretKey: Redacted.make(secretKey) } }))))
})
