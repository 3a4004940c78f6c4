import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { TestClock } from "effect/testing"
import { makeIdempotency } from "../../src/internal/fake/protocol/idempotency.ts"
import { runPipeline } from "../../src/internal/fake/protocol/pipeline.ts"
import { makeRateLimiter } from "../../src/internal/fake/protocol/rateLimit.ts"
import { type Handler, makeRoute, withStatus } from "../../src/internal/fake/protocol/route.ts"
import { makeRouter } from "../../src/internal/fake/protocol/routing.ts"
import { makeOrganization } from "../../src/internal/fake/store/organization.ts"

const encoder = new TextEncoder()

const route = makeRoute({ category: "configuration", level: "stored" })

const answering = (result: unknown): Handler => () => Result.succeed(result)

/** Makes a client of a pipeline that serves only these routes. */
const serve = (...routes: ReadonlyArray<ReturnType<typeof route>>) => {
  const parts = {
    matchRoute: makeRouter(routes),
    organization: makeOrganization({}, 0),
    rateLimiter: makeRateLimiter({}),
    idempotency: makeIdempotency(),
    latency: undefined
  }
  return (method: string, target: string, key?: string) =>
    Effect.map(
      runPipeline(parts, {
        method,
        target,
        headers: { authorization: "ApiKey sk_fake", "content-type": "application/json", "idempotency-key": key },
        body: encoder.encode(method === "GET" ? "" : "{}")
      }),
      ({ body, headers, status }) => ({ status, body, headers: Object.fromEntries(headers) })
    )
}

describe("the status of a success", () => {
  const made = { identifier: "x" }
  const text = JSON.stringify({ data: made })

  it.effect("is the route's, unless the handler chooses another", () =>
    Effect.gen(function*() {
      const send = serve(
        route("POST", "/made", 201, answering(made)),
        route("POST", "/found", 201, answering(withStatus(200, made))),
        route("PUT", "/created", 200, () => Effect.succeed(withStatus(201, made)))
      )
      const replies = [yield* send("POST", "/made"), yield* send("POST", "/found"), yield* send("PUT", "/created")]
      assert.deepStrictEqual(replies.map(({ body, status }) => [status, body]), [[201, text], [200, text], [201, text]])
    }))

  it.effect("is 204 without a body, whether or not there is a result", () =>
    Effect.gen(function*() {
      const send = serve(
        route("DELETE", "/nothing", 204, answering(undefined)),
        route("DELETE", "/something", 204, answering(made)),
        route("GET", "/absent", 200, answering(withStatus(204)))
      )
      for (const [method, target] of [["DELETE", "/nothing"], ["DELETE", "/something"], ["GET", "/absent"]] as const) {
        const { body, headers, status } = yield* send(method, target)
        assert.deepStrictEqual([status, body, headers["Content-Type"]], [204, undefined, undefined])
      }
    }))

  it.effect("is the route's again in a replay, as Novu does not read back the one it sent", () =>
    Effect.gen(function*() {
      const send = serve(
        route("POST", "/found", 201, answering(withStatus(200, made))),
        route("POST", "/done", 204, answering(undefined))
      )
      const found = [yield* send("POST", "/found", "a"), yield* send("POST", "/found", "a")]
      const done = [yield* send("POST", "/done", "b"), yield* send("POST", "/done", "b")]
      assert.deepStrictEqual(found.map(({ body, status }) => [status, body]), [[200, text], [201, text]])
      assert.deepStrictEqual(done.map(({ body, status }) => [status, body]), [[204, undefined], [204, undefined]])
      assert.strictEqual(done[1]?.headers["Idempotency-Replay"], "true")
    }))
})

describe("a bulk route", () => {
  const serveBulk = () =>
    serve(
      route("POST", "/bulk", 201, answering([]), { cost: "bulk" }),
      route("GET", "/one", 200, answering([])),
      route("POST", "/trigger/bulk", 201, answering([]), { category: "trigger", cost: "bulk" })
    )

  it.effect("costs 100 tokens of its category, and says so", () =>
    Effect.gen(function*() {
      const send = serveBulk()
      const bulk = yield* send("POST", "/bulk")
      assert.strictEqual(bulk.headers["RateLimit-Remaining"], "10")
      assert.strictEqual(
        bulk.headers["RateLimit-Policy"],
        "100;w=5;burst=110;comment=\"token bucket\";category=\"configuration\";cost=\"bulk\";serviceLevel=\"free\""
      )
      const single = yield* send("GET", "/one")
      assert.strictEqual(single.headers["RateLimit-Remaining"], "9")
      assert.include(single.headers["RateLimit-Policy"], "cost=\"single\"")
      assert.strictEqual((yield* send("POST", "/trigger/bulk")).headers["RateLimit-Remaining"], "230")
    }))

  it.effect("waits until the bucket can pay all of it, where a single one goes on", () =>
    Effect.gen(function*() {
      const send = serveBulk()
      yield* send("POST", "/bulk")
      const refused = yield* send("POST", "/bulk")
      assert.deepStrictEqual([refused.status, refused.headers["Retry-After"]], [429, "5"])
      assert.strictEqual((yield* send("GET", "/one")).status, 200)
      yield* TestClock.adjust("4500 millis")
      assert.strictEqual((yield* send("POST", "/bulk")).status, 429)
      yield* TestClock.adjust("50 millis")
      assert.strictEqual((yield* send("POST", "/bulk")).status, 201)
    }))
})
