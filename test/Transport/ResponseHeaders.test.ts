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

describe("a field of one value that arrives several times", () => {
  const served = (headers: Fault.FaultHeaders) =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.headers(headers))
      return (yield* (yield* ChannelConnections).create(slack)).headers
    }).pipe(Effect.provide(client()))

  for (
    const [name, value] of [
      ["x-request-id", "r-1"],
      ["retry-after", "3"],
      ["idempotency-replay", "true"],
      ["date", "Fri, 02 Jan 2026 03:04:05 GMT"],
      ["last-modified", "Fri, 02 Jan 2026 03:04:05 GMT"],
      ["www-authenticate", "Bearer realm=\"a, b\""]
    ] as const
  ) {
    for (const times of [2, 3]) {
      it.effect(`is one where all are equal: ${name}, ${times} times`, () =>
        Effect.gen(function*() {
          const headers = yield* served({ [name]: Array.from({ length: times }, () => value) })
          assert.deepStrictEqual(headers[name], [value])
        }))
    }
  }

  it.effect("is left as it came where they differ", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* served({ "x-request-id": ["a", "b"] }))["x-request-id"], ["a, b"])
      assert.deepStrictEqual((yield* served({ "x-request-id": "a, a" }))["x-request-id"], ["a"])
      assert.deepStrictEqual((yield* served({ "x-request-id": "a,a" }))["x-request-id"], ["a,a"])
    }))
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

  for (
    const headers of [
      {
        "ratelimit-limit": ["200", "100"],
        "ratelimit-remaining": ["50", "60"],
        "ratelimit-reset": ["3", "30"]
      },
      { "ratelimit-limit": ["200, 100"], "ratelimit-remaining": ["50, 50"], "ratelimit-reset": ["30,3"] },
      { "ratelimit-limit": ["100", "much"], "ratelimit-remaining": ["x", "50"], "ratelimit-reset": ["30", "-1"] },
      { ratelimit: ["limit=200", "remaining=50", "reset=3", "limit=100", "remaining=60", "reset=30"] },
      { ratelimit: ["limit=100, remaining=50, reset=30", "limit=100, remaining=50, reset=30"] },
      { ratelimit: ["a;r=60;t=90", "a;r=50;t=3", "a;r=50;t=30"], "ratelimit-policy": ["a;q=200", "a;q=100"] }
    ] as ReadonlyArray<ResponseHeaders.ResponseHeaders>
  ) {
    it(`takes the smallest limit, the least left and the longest wait of ${JSON.stringify(headers)}`, () => {
      const { limit, remaining, reset } = limitOf(headers) ?? {}
      assert.deepEqual({ limit, remaining, reset }, expected)
    })
  }

  it("takes the policy that states the limit", () => {
    const limit = limitOf({
      "ratelimit-limit": ["100", "300"],
      "ratelimit-remaining": ["1"],
      "ratelimit-reset": ["1"],
      "ratelimit-policy": ["300;w=5;category=\"trigger\"", "100;w=5;category=\"configuration\""]
    })
    assert.strictEqual(limit?.policy?.category, "configuration")
  })

  const wide = Array.from({ length: 100_000 }, (_, index) => `"p${index}";r=${100_000 - index};t=1`)
  const widePolicies = wide.map((_, index) => `"p${index}";q=7;w=1`)
  for (
    const [what, headers] of [
      ["a list", { ratelimit: wide, "ratelimit-policy": widePolicies }],
      ["one text", { ratelimit: [wide.join(", ")], "ratelimit-policy": [widePolicies.join(", ")] }],
      ["numbers", {
        "ratelimit-limit": wide.map(() => "7"),
        "ratelimit-remaining": wide.map((_, index) => String(100_000 - index)),
        "ratelimit-reset": wide.map(() => "1")
      }]
    ] as ReadonlyArray<readonly [string, ResponseHeaders.ResponseHeaders]>
  ) {
    it(`reads a hundred thousand members in less than two seconds: ${what}`, () => {
      const before = performance.now()
      const limit = limitOf(headers)
      assert.isBelow(performance.now() - before, 2000)
      assert.strictEqual(limit?.remaining, 1)
      assert.strictEqual(limit?.limit, 7)
    })
  }

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
      [{ "retry-after": ["Thursday, 01-Jan-70 00:00:09 GMT"] }, 9000],
      [{ "retry-after": ["Thu Jan  1 00:00:09 1970"] }, 9000],
      [{ "retry-after": ["Thu Jan  1 00:01:09 1970"], date: ["Thursday, 01-Jan-70 00:01:00 GMT"] }, 9000],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:00:60 GMT"] }, 60_000],
      [{ "retry-after": ["Mon 5"] }, undefined],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:00:09"] }, undefined],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:00:09 PST"] }, undefined],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:00:09 +0900"] }, undefined],
      [{ "retry-after": ["1970-01-01T00:00:09Z"] }, undefined],
      [{ "retry-after": ["Thu, 31 Feb 1970 00:00:09 GMT"] }, undefined],
      [{ "retry-after": ["Thu, 01 Foo 1970 00:00:09 GMT"] }, undefined],
      [{ "retry-after": ["Thu, 01 Jan 1970 24:00:09 GMT"] }, undefined],
      [{ "retry-after": ["9"], date: ["Mon 5"] }, 9000],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:00:09 GMT"], date: ["Mon 5"] }, 9000],
      [{ "retry-after": ["3", "3"] }, 3000],
      [{ "retry-after": ["3, 3"] }, 3000],
      [{ "retry-after": ["3,7"] }, 7000],
      [{ "retry-after": ["7", "soon", ""] }, 7000],
      [{ "retry-after": ["3, Thu, 01 Jan 1970 00:00:09 GMT"] }, 9000],
      [{ "retry-after": ["Thu, 01 Jan 1970 00:00:09 GMT, Thursday, 01-Jan-70 00:00:04 GMT"] }, 9000],
      [
        {
          "retry-after": ["Thu, 01 Jan 1970 00:01:09 GMT"],
          date: ["Thu, 01 Jan 1970 00:01:05 GMT, Thu, 01 Jan 1970 00:01:00 GMT"]
        },
        9000
      ],
      [{ "retry-after-ms": ["250, 300"] }, 300],
      [{ "retry-after-ms": ["x", "300"], "retry-after": ["9"] }, 300],
      [{ "retry-after-ms": ["x"], "retry-after": ["9"] }, 9000],
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

  for (const zone of ["Asia/Tokyo", "America/Los_Angeles", "UTC"]) {
    it(`reads every date as UTC where the process's zone is ${zone}`, () => {
      const before = process.env["TZ"]
      process.env["TZ"] = zone
      try {
        assert.strictEqual(new Date(0).getHours(), { "Asia/Tokyo": 9, "America/Los_Angeles": 16, UTC: 0 }[zone])
        assert.strictEqual(read({ "retry-after": ["Thu Jan  1 00:00:09 1970"] }), 9000)
        assert.strictEqual(read({ "retry-after": ["Thu, 01 Jan 1970 00:00:09 GMT"] }), 9000)
        assert.strictEqual(read({ "retry-after": ["Thursday, 01-Jan-70 00:00:09 GMT"] }), 9000)
      } finally {
        if (before === undefined) delete process.env["TZ"]
        else process.env["TZ"] = before
      }
    })
  }

  for (
    const [now, two, four] of [
      ["2026-01-01", "27", 2027],
      ["2026-01-01", "75", 2075],
      ["2026-01-01", "77", 1977],
      ["2026-01-01", "94", 1994],
      ["2099-12-31", "00", 2100],
      ["2099-12-31", "49", 2149]
    ] as const
  ) {
    it(`takes the year ${two} for ${four} in ${now.slice(0, 4)}`, () => {
      const at = Date.parse(now)
      const until = Date.UTC(four, 10, 6, 8, 49, 37)
      assert.strictEqual(read({ "retry-after": [`Sunday, 06-Nov-${two} 08:49:37 GMT`] }, at), Math.max(0, until - at))
      // An answer of that time has a `Date`, so a year in the past is read correctly too.
      const date = new Date(until - 5000).toUTCString()
      assert.strictEqual(read({ "retry-after": [`Sunday, 06-Nov-${two} 08:49:37 GMT`], date: [date] }, at), 5000)
    })
  }
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

  for (
    const headers of [
      { "idempotency-key": ["k,1", "k,1"], "idempotency-replay": ["true", "true"] },
      { "idempotency-key": ["k,1, k,1"], "idempotency-replay": ["true, true"] },
      { "idempotency-key": ["", "k,1"], "idempotency-replay": ["false,TRUE"] },
      { "idempotency-key": ["k,1"], "idempotency-replay": ["", "true"] }
    ]
  ) {
    it(`believes any that says so: ${JSON.stringify(headers)}`, () =>
      assert.deepStrictEqual(ResponseHeaders.idempotency(headers), { key: "k,1", replayed: true }))
  }
})
