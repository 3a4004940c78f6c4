import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option } from "effect"
import { ChannelConnections, ResponseHeaders } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, slack } from "../support/client.ts"

const limitOf = (headers: ResponseHeaders.ResponseHeaders) => Option.getOrUndefined(ResponseHeaders.rateLimit(headers))

describe("headers of a response", () => {
  it.effect("splits lists at their top-level commas and leaves everything else whole", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.headers({
        date: "Fri, 02 Jan 2026 03:04:05 GMT",
        expires: "Fri, 02 Jan 2026 03:04:05 GMT",
        "retry-after": "Fri, 02 Jan 2026 03:04:05 GMT",
        vary: "origin, accept-encoding",
        "x-list": "a, \"b, c\", d\\\"e, ,f",
        "ratelimit-policy": "100;w=5;comment=\"token, bucket\"",
        "set-cookie": ["a=1; Expires=Fri, 02 Jan 2026 03:04:05 GMT", "b=2; HttpOnly"]
      }))
      const { headers } = yield* (yield* ChannelConnections).create(slack)
      assert.deepStrictEqual(headers["date"], ["Fri, 02 Jan 2026 03:04:05 GMT"])
      assert.deepStrictEqual(headers["expires"], ["Fri, 02 Jan 2026 03:04:05 GMT"])
      assert.deepStrictEqual(headers["retry-after"], ["Fri, 02 Jan 2026 03:04:05 GMT"])
      assert.deepStrictEqual(headers["vary"], ["origin", "accept-encoding"])
      assert.deepStrictEqual(headers["ratelimit-policy"], ["100;w=5;comment=\"token, bucket\""])
      assert.lengthOf(headers["set-cookie"] ?? [], 2)
      assert.match(headers["set-cookie"]?.[0] ?? "", /^a=1/)
    }).pipe(Effect.provide(client())))
})

describe("rateLimit", () => {
  const expected = { limit: 100, remaining: 50, reset: Duration.seconds(30) }

  it("reads what Novu sends", () => {
    const policy = "300;w=5;burst=330;comment=\"token bucket\";category=\"trigger\";cost=\"bulk\";serviceLevel=\"free\""
    assert.deepEqual(
      limitOf({
        "ratelimit-limit": ["300"],
        "ratelimit-remaining": ["329"],
        "ratelimit-reset": ["1"],
        "ratelimit-policy": [policy]
      }),
      {
        limit: 300,
        remaining: 329,
        reset: Duration.seconds(1),
        policy: {
          limit: 300,
          window: Duration.seconds(5),
          burst: 330,
          category: "trigger",
          cost: "bulk",
          serviceLevel: "free"
        }
      }
    )
  })

  it("reads the second generation", () => {
    assert.deepEqual(limitOf({ ratelimit: ["limit=100", "remaining=50", "reset=30"] }), expected)
  })

  it("reads the third generation, names as texts or tokens", () => {
    for (const name of ["\"default\"", "default"]) {
      assert.deepEqual(
        limitOf({ ratelimit: [`${name};r=50;t=30`], "ratelimit-policy": [`${name};q=100;w=60`] }),
        { ...expected, policy: { limit: 100, window: Duration.seconds(60) } }
      )
    }
  })

  it("takes the limit with the least left", () => {
    const limit = limitOf({
      ratelimit: ["\"hour\";r=900;t=1800", "\"second\";r=2;t=1"],
      "ratelimit-policy": ["\"hour\";q=1000;w=3600", "\"second\";q=10;w=1"]
    })
    assert.strictEqual(limit?.remaining, 2)
    assert.strictEqual(limit?.limit, 10)
  })

  for (
    const headers of [
      {},
      { "ratelimit-limit": ["100"] },
      { "ratelimit-limit": ["many"], "ratelimit-remaining": ["50"], "ratelimit-reset": ["1"] },
      { "ratelimit-limit": ["100"], "ratelimit-remaining": ["-1"], "ratelimit-reset": ["1"] },
      { ratelimit: ["\"unbalanced;r=1"] },
      { ratelimit: ["default;r=5"] },
      { ratelimit: [""] }
    ] as ReadonlyArray<ResponseHeaders.ResponseHeaders>
  ) {
    it(`says nothing about ${JSON.stringify(headers)}`, () => assert.isUndefined(limitOf(headers)))
  }
})

describe("retryAfter", () => {
  const read = (headers: ResponseHeaders.ResponseHeaders, now = 0) =>
    Option.getOrUndefined(Option.map(ResponseHeaders.retryAfter(headers, now), Duration.toMillis))

  for (
    const [headers, millis] of [
      [{ "retry-after": ["7"] }, 7000],
      [{ "retry-after": ["0"] }, 0],
      [{ "retry-after": ["1.5"] }, 1500],
      [{ "retry-after-ms": ["250"], "retry-after": ["9"] }, 250],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:00:09 GMT"] }, 9000],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:01:09 GMT"], date: ["Thu, 01 Jan 1970 00:01:00 GMT"] }, 9000],
      [{ "retry-after": ["-3"] }, undefined],
      [{ "retry-after": ["soon"] }, undefined],
      [{ "retry-after": [""] }, undefined],
      [{}, undefined]
    ] as ReadonlyArray<readonly [ResponseHeaders.ResponseHeaders, number | undefined]>
  ) {
    it(`reads ${JSON.stringify(headers)} as ${millis}`, () => assert.strictEqual(read(headers), millis))
  }

  it("takes a date in the past for no wait", () => {
    assert.strictEqual(read({ "retry-after": ["Thu, 01 Jan 1970 00:00:09 GMT"] }, 60_000), 0)
  })
})

describe("idempotency", () => {
  it("tells a first answer from a replayed one", () => {
    assert.deepStrictEqual(ResponseHeaders.idempotency({ "idempotency-key": ["k"] }), { key: "k", replayed: false })
    assert.deepStrictEqual(
      ResponseHeaders.idempotency({ "idempotency-key": ["k"], "idempotency-replay": ["true"] }),
      { key: "k", replayed: true }
    )
    assert.deepStrictEqual(ResponseHeaders.idempotency({}), { key: undefined, replayed: false })
  })
})
