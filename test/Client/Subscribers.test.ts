import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Effect, Exit, Fiber, Redacted, Stream, Tracer } from "effect"
import { type CreateSubscriber, RetryPolicy, Subscribers } from "effect-novu"
import { FakeNovu, type Seed } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { client, inVirtualTime } from "../support/client.ts"

const seed: Seed = {
  integrations: [
    { identifier: "fcm-prod", providerId: "fcm", channel: "push" },
    { identifier: "slack-prod", providerId: "slack" }
  ],
  subscribers: ["ada"]
}

const novu = Effect.provide(client({ fake: { seed } }))

const profile = {
  firstName: "Lin",
  lastName: "Zhao",
  email: "lin@example.com",
  phone: "+49",
  avatar: "a.png",
  locale: "en",
  timezone: "UTC",
  data: { plan: "pro", seats: 2 }
}

const lin = { subscriberId: "lin", ...profile } satisfies CreateSubscriber

const methodsOf = Effect.map(
  Effect.flatMap(FakeNovu, ({ requests }) => requests),
  (requests) => requests.map(({ method, url }) => `${method} ${url}`)
)

const ids = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index): CreateSubscriber => ({ subscriberId: `s${index}`, ...more }))

describe("three states", () => {
  it.effect("absent keeps, null clears and a value sets", () =>
    Effect.gen(function*() {
      const { create, retrieve, update } = yield* Subscribers
      yield* create(lin)
      const { result } = yield* update("lin", { firstName: null, lastName: "Wu", phone: undefined })
      assert.deepInclude(result, { ...profile, firstName: null, lastName: "Wu" })
      assert.deepInclude((yield* retrieve("lin")).result, { ...profile, firstName: null, lastName: "Wu" })
    }).pipe(novu))

  it.effect("are what the request says, where undefined is absent", () =>
    Effect.gen(function*() {
      const { create, update } = yield* Subscribers
      yield* create({ subscriberId: "lin", firstName: "", email: null, phone: undefined })
      yield* update("lin", { data: null, avatar: undefined })
      const requests = yield* (yield* FakeNovu).requests
      assert.deepStrictEqual(requests.map(({ body }) => body), [
        `{"subscriberId":"lin","firstName":"","email":null}`,
        `{"data":null}`
      ])
    }).pipe(novu))

  it.effect("are told apart in an answer: never set is absent, and cleared is null", () =>
    Effect.gen(function*() {
      const { result } = yield* (yield* Subscribers).create({ subscriberId: "lin", email: null })
      assert.notProperty(result, "firstName")
      assert.isNull(result.email)
    }).pipe(novu))
})

it.effect("creating an existing subscriber without data empties them, which ensure and update do not", () =>
  Effect.gen(function*() {
    const { create, ensure, retrieve, update } = yield* Subscribers
    const data = Effect.map(retrieve("lin"), ({ result }) => result.data ?? null)
    yield* create(lin)
    yield* update("lin", { firstName: "L" })
    yield* ensure({ subscriberId: "lin", firstName: "Linda" })
    assert.deepStrictEqual(yield* data, profile.data)
    yield* create({ subscriberId: "lin", firstName: "Lin" })
    assert.isNull(yield* data)
  }).pipe(novu))

describe("ensure", () => {
  it.effect("creates a subscriber, and says so", () =>
    Effect.gen(function*() {
      const { created, headers, result } = yield* (yield* Subscribers).ensure(lin)
      assert.isTrue(created)
      assert.deepInclude(result, lin)
      assert.isObject(headers)
      assert.deepStrictEqual(yield* methodsOf, ["POST /v2/subscribers?failIfExists=true"])
    }).pipe(novu))

  it.effect("changes what is named of an existing one, and keeps all else", () =>
    Effect.gen(function*() {
      const { create, ensure } = yield* Subscribers
      yield* create(lin)
      const { created, result } = yield* ensure({ subscriberId: "lin", firstName: "Linda", phone: null })
      assert.isFalse(created)
      assert.deepInclude(result, { ...lin, firstName: "Linda", phone: null })
      assert.deepInclude((yield* ensure({ subscriberId: "lin", data: { plan: "free" } })).result, {
        firstName: "Linda",
        data: { plan: "free" }
      })
    }).pipe(novu))

  it.effect("only reads where nothing is named", () =>
    Effect.gen(function*() {
      const { create, ensure } = yield* Subscribers
      yield* create(lin)
      yield* TestClock.adjust("1 minute")
      const { created, result } = yield* ensure({ subscriberId: "lin", firstName: undefined })
      assert.isFalse(created)
      assert.deepInclude(result, lin)
      assert.deepStrictEqual((yield* methodsOf).slice(1), [
        "POST /v2/subscribers?failIfExists=true",
        "GET /v2/subscribers/lin"
      ])
    }).pipe(novu))

  it.effect("finds an id that Novu trims", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Subscribers
      yield* ensure({ subscriberId: " lin " })
      const { created, result } = yield* ensure({ subscriberId: " lin ", firstName: "Lin" })
      assert.deepStrictEqual([created, result.subscriberId, result.firstName], [false, "lin", "Lin"])
    }).pipe(novu))

  it.effect("creates once however many run at the same time, and loses nothing that one of them names", () =>
    Effect.gen(function*() {
      const { ensure, retrieve } = yield* Subscribers
      const all = yield* Effect.forEach(
        Object.entries(profile),
        ([member, value]) => ensure({ subscriberId: "lin", [member]: value }),
        { concurrency: "unbounded" }
      )
      assert.lengthOf(all.filter(({ created }) => created), 1)
      assert.deepInclude((yield* retrieve("lin")).result, lin)
    }).pipe(Effect.provide(client({ fake: { seed, latency: 0 } }))))

  it.effect("starts again when the subscriber is gone by the time it is changed", () =>
    Effect.gen(function*() {
      const { create, ensure } = yield* Subscribers
      const fake = yield* FakeNovu
      yield* create(lin)
      yield* fake.script(
        Fault.pass,
        Fault.respond({ status: 404, body: { statusCode: 404, message: "Subscriber lin was not found" } })
      )
      const { created } = yield* ensure({ subscriberId: "lin", firstName: "Linda" })
      assert.isFalse(created)
      assert.deepStrictEqual((yield* methodsOf).slice(1), [
        "POST /v2/subscribers?failIfExists=true",
        "PATCH /v2/subscribers/lin",
        "POST /v2/subscribers?failIfExists=true",
        "PATCH /v2/subscribers/lin"
      ])
    }).pipe(novu))

  it.effect("has created it when its first answer is lost", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const { created, result } = yield* inVirtualTime((yield* Subscribers).ensure(lin))
      assert.isTrue(created)
      assert.deepInclude(result, lin)
    }).pipe(novu))

  it.effect("uses a key for its first request only", () =>
    Effect.gen(function*() {
      const { create, ensure } = yield* Subscribers
      yield* create(lin)
      yield* ensure({ subscriberId: "lin", firstName: "Linda" }, { idempotencyKey: "mine" })
      const [, post, patch] = yield* (yield* FakeNovu).requests
      assert.strictEqual(post?.headers["idempotency-key"], "mine")
      assert.notStrictEqual(patch?.headers["idempotency-key"], "mine")
    }).pipe(Effect.provide(client({ fake: { seed, idempotency: true } }))))

  it.effect("is one operation for whoever watches, and so are its errors", () =>
    Effect.gen(function*() {
      const spans: Array<Tracer.NativeSpan> = []
      class RecordingSpan extends Tracer.NativeSpan {
        constructor(options: ConstructorParameters<typeof Tracer.NativeSpan>[0]) {
          super(options)
          spans.push(this)
        }
      }
      const tracer = Tracer.make({ span: (options) => new RecordingSpan(options) })
      const { create, ensure } = yield* Subscribers
      yield* create(lin)
      yield* ensure({ subscriberId: "lin", firstName: "L" }).pipe(Effect.withTracer(tracer))
      assert.deepStrictEqual(spans.map(({ name }) => name), [
        "Subscribers.ensure",
        "POST /v2/subscribers",
        "PATCH /v2/subscribers/{subscriberId}"
      ])
      assert.isTrue(spans.every(({ status }) => status._tag === "Ended" && Exit.isSuccess(status.exit)))
      yield* (yield* FakeNovu).script(Fault.pass, Fault.respond({ status: 401 }))
      const error = yield* Effect.flip(ensure({ subscriberId: "lin", firstName: "L" }))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.attempts], [
        "Subscribers.ensure",
        "Unauthorized",
        2
      ])
      const invalid = yield* Effect.flip(ensure({ subscriberId: "" }))
      assert.deepStrictEqual([invalid.operation, invalid.reason._tag, invalid.attempts], [
        "Subscribers.ensure",
        "InvalidInput",
        0
      ])
    }).pipe(novu))

  it.effect("names the row's fault when Novu refuses it", () =>
    Effect.gen(function*() {
      const { reason } = yield* Effect.flip((yield* Subscribers).ensure({ subscriberId: "lin", locale: "?" }))
      assert(reason._tag === "ValidationFailed")
      assert.deepStrictEqual(reason.issues, [{ field: "general", messages: ["locale must be locale"] }])
    }).pipe(novu))
})

describe("create with failIfExists", () => {
  const options = { failIfExists: true }

  it.effect("fails with Conflict, and changes nothing", () =>
    Effect.gen(function*() {
      const { create, retrieve } = yield* Subscribers
      yield* create(lin, options)
      const error = yield* Effect.flip(create({ subscriberId: "lin", firstName: "Other" }, options))
      assert.strictEqual(error.reason._tag, "Conflict")
      assert.isFalse(error.mayHaveActed)
      assert.deepInclude((yield* retrieve("lin")).result, lin)
    }).pipe(novu))

  const losses = {
    "breaks after the write": Fault.hangUp("after-write"),
    "becomes a gateway's 502": Fault.failAfterWrite({ status: 502, text: "Bad Gateway" }),
    "does not arrive": Fault.stall("headers")
  }

  for (const [what, loss] of Object.entries(losses)) {
    it.effect(`succeeds with the subscriber when the answer ${what}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(loss)
        for (const payload of [lin, { subscriberId: "bare" }, { subscriberId: "clear", email: null, data: {} }]) {
          const { result } = yield* inVirtualTime((yield* Subscribers).create(payload, options))
          assert.strictEqual(result.subscriberId, payload.subscriberId)
        }
      }).pipe(novu))
  }

  const different: ReadonlyArray<readonly [string, Omit<CreateSubscriber, "subscriberId">]> = [
    ...Object.keys(profile).map((member) =>
      [`another ${member}`, { ...profile, [member]: member === "data" ? { plan: "free" } : "EN" }] as const
    ),
    ...Object.keys(profile).map((member) => [`no ${member}`, { ...profile, [member]: null }] as const)
  ]
  it.effect.each(different)(
    "fails with Conflict when the answer is lost and the stored row has %s",
    ([, other]) =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        const { create } = yield* Subscribers
        const stored = { ...other, email: other.email === "EN" ? "other@example.com" : other.email }
        const valid = { ...stored, timezone: stored.timezone === "EN" ? "Europe/Berlin" : stored.timezone }
        // Somebody else's row stands there when the request, of which nothing came back, is sent again.
        yield* create({ subscriberId: "lin", ...valid, locale: valid.locale === "EN" ? "de" : valid.locale })
        yield* fake.script(Fault.hangUp("before-write"))
        const error = yield* inVirtualTime(Effect.flip(create(lin, options)))
        assert.strictEqual(error.reason._tag, "Conflict")
      }).pipe(novu)
  )

  it.effect("fails with Conflict when the stored row is the same, but older than the call", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const { create } = yield* Subscribers
      yield* create(lin)
      yield* TestClock.adjust("1 day")
      yield* fake.script(Fault.hangUp("before-write"))
      const error = yield* inVirtualTime(Effect.flip(create(lin, options)))
      assert.strictEqual(error.reason._tag, "Conflict")
    }).pipe(novu))
})

describe("a list", () => {
  it.effect("is read to its end, also by Novu's own orders", () =>
    Effect.gen(function*() {
      const { createBulk, listAll } = yield* Subscribers
      yield* createBulk(ids(25))
      for (const query of [undefined, { orderBy: "updatedAt", orderDirection: "ASC" } as const]) {
        const all = yield* Stream.runCollect(listAll({ ...query, limit: 10 }))
        assert.lengthOf(new Set(all.map(({ subscriberId }) => subscriberId)), 26)
      }
      assert.lengthOf(yield* Stream.runCollect(listAll({ subscriberId: "s7" })), 1)
    }).pipe(novu))

  it.effect("refuses two cursors, to which Novu answers with status 500", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Subscribers).list({ after: "a", before: "b" }))
      assert(error.reason._tag === "InvalidInput")
      assert.deepStrictEqual(error.reason.issues.map(({ path }) => path), ["before"])
      assert.deepStrictEqual(yield* methodsOf, [])
    }).pipe(novu))

  const rows: ReadonlyArray<readonly [string, object]> = [
    ["nulls everywhere", {
      firstName: null,
      email: null,
      data: null,
      channels: null,
      topics: null,
      isOnline: null,
      lastOnlineAt: null,
      deleted: null,
      _id: null
    }],
    ["as little as old servers send", {}],
    ["a provider and members of a newer server", {
      channels: [{ providerId: "brand-new", credentials: { secret: 1 }, _integrationId: "i" }],
      brandNew: { a: 1 }
    }],
    ["credentials without their integration", { channels: [{ providerId: "fcm", credentials: null }, {}] }],
    ["odd members", { phone: 49, lastOnlineAt: "never", isOnline: "no", topics: "t", channels: {}, data: [] }]
  ]
  it.effect.each(rows)("reads a row with %s", ([, row]) =>
    Effect.gen(function*() {
      const times = { createdAt: "2025-01-01T00:00:00.000Z", updatedAt: "2025-01-01T00:00:00.000Z" }
      yield* (yield* FakeNovu).script(
        Fault.respond({
          status: 200,
          body: { data: [{ subscriberId: "lin", ...times, ...row }], next: null, previous: null }
        })
      )
      const { result } = yield* (yield* Subscribers).list()
      assert.strictEqual(result.data[0]?.subscriberId, "lin")
    }).pipe(novu))
})

describe("many at once", () => {
  it.effect("are told apart in the result", () =>
    Effect.gen(function*() {
      const { createBulk } = yield* Subscribers
      const { result } = yield* createBulk([lin, { subscriberId: "ada" }, { subscriberId: "lin" }])
      assert.deepStrictEqual(result, {
        created: [{ subscriberId: "lin" }],
        updated: [{ subscriberId: "ada" }, { subscriberId: "lin" }],
        failed: []
      })
      assert.deepStrictEqual(
        yield* createBulk({ subscribers: [lin] }).pipe(Effect.map((each) => each.result.updated)),
        [
          { subscriberId: "lin" }
        ]
      )
      assert.deepStrictEqual(yield* methodsOf, ["POST /v1/subscribers/bulk", "POST /v1/subscribers/bulk"])
    }).pipe(novu))

  it.effect("keep the data that are not sent", () =>
    Effect.gen(function*() {
      const { create, createBulk, retrieve } = yield* Subscribers
      yield* create(lin)
      yield* createBulk([{ subscriberId: "lin", firstName: "Linda" }])
      assert.deepInclude((yield* retrieve("lin")).result, { ...lin, firstName: "Linda" })
    }).pipe(novu))

  const answered = (result: object) => Fault.respond({ status: 201, body: { data: result } })
  const failures: ReadonlyArray<readonly [string, ReadonlyArray<string>, object, ReadonlyArray<object>]> = [
    ["one", ["a", "b", "c"], { created: ["a"], updated: ["c"], failed: [{ message: "E1" }] }, [
      { subscriberId: "b", message: "E1" }
    ]],
    ["several, in the order of the request", ["a", "b", "c"], {
      created: ["b"],
      updated: [],
      failed: [{ message: "E1" }, { message: "E2" }]
    }, [{ subscriberId: "a", message: "E1" }, { subscriberId: "c", message: "E2" }]],
    ["all", ["a", "b"], { created: [], updated: [], failed: [{}, {}] }, [{ subscriberId: "a" }, { subscriberId: "b" }]],
    ["one that Novu names", ["a", "b"], {
      created: [],
      updated: [],
      failed: [{ message: "E1" }, { subscriberId: "a", message: "E2" }]
    }, [{ subscriberId: "b", message: "E1" }, { subscriberId: "a", message: "E2" }]],
    ["the second of two rows with one id", ["a", "a"], { created: ["a"], updated: [], failed: [{ message: "E1" }] }, [
      { subscriberId: "a", message: "E1" }
    ]],
    ["one that the answer forgets", ["a", "b"], { created: ["a"], updated: [], failed: [] }, [{ subscriberId: "b" }]],
    ["more than were sent", ["a"], { created: ["a"], updated: [], failed: [{ message: "E1" }] }, [{ message: "E1" }]]
  ]
  it.effect.each(failures)("name the rows that failed: %s", ([, sent, answer, expected]) =>
    Effect.gen(function*() {
      const { created, failed, updated } = Object(answer)
      const named = (list: ReadonlyArray<string>) => list.map((subscriberId) => ({ subscriberId }))
      yield* (yield* FakeNovu).script(answered({ created: named(created), updated: named(updated), failed }))
      const { result } = yield* (yield* Subscribers).createBulk(named(sent))
      assert.deepStrictEqual<unknown>(result.failed, expected)
    }).pipe(novu))

  it.effect("are refused before sending when there are none, more than 500, or more than 100 KB", () =>
    Effect.gen(function*() {
      const { createBulk } = yield* Subscribers
      const wrong = [[], ids(501), ids(300, { avatar: "x".repeat(350) }), ids(300, { avatar: "é".repeat(175) })]
      for (const rows of wrong) {
        for (const payload of [rows, { subscribers: rows }]) {
          const error = yield* Effect.flip(createBulk(payload))
          assert(error.reason._tag === "InvalidInput", String(rows.length))
          assert.deepStrictEqual(error.reason.issues.map(({ path }) => path), ["subscribers"])
          assert.deepStrictEqual([error.operation, error.attempts], ["Subscribers.createBulk", 0])
        }
      }
      assert.deepStrictEqual(yield* methodsOf, [])
      assert.lengthOf((yield* createBulk(ids(500))).result.created, 500)
    }).pipe(novu))

  it.effect("may have exactly as many bytes as Novu takes", () =>
    Effect.gen(function*() {
      const { createBulk } = yield* Subscribers
      const frame = JSON.stringify({ subscribers: [{ subscriberId: "lin", avatar: "" }] }).length
      const row = (bytes: number) => [{ subscriberId: "lin", avatar: "x".repeat(bytes - frame) }]
      assert.lengthOf((yield* createBulk(row(102_400))).result.created, 1)
      assert.strictEqual((yield* Effect.flip(createBulk(row(102_401)))).reason._tag, "InvalidInput")
    }).pipe(novu))

  it.effect("fail all with the row that Novu refuses, and say which", () =>
    Effect.gen(function*() {
      const { createBulk, list } = yield* Subscribers
      const error = yield* Effect.flip(createBulk([...ids(3), { subscriberId: "s3", email: "nope" }]))
      assert(error.reason._tag === "ValidationFailed")
      assert.strictEqual(error.reason.status, 422)
      assert.deepStrictEqual(error.reason.issues.flatMap(({ messages }) => messages), [
        "subscribers.3.email must be an email"
      ])
      assert.isFalse(error.mayHaveActed)
      assert.lengthOf((yield* list()).result.data, 1)
    }).pipe(novu))

  it.effect("fail with PayloadTooLarge where a server takes less", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.respond({ status: 413 }))
      const { reason } = yield* Effect.flip((yield* Subscribers).createBulk(ids(1)))
      assert.strictEqual(reason._tag, "PayloadTooLarge")
    }).pipe(novu))

  it.effect("refuse what is no list of rows", () =>
    Effect.gen(function*() {
      const { createBulk } = yield* Subscribers
      for (const other of [undefined, null, 7, "s", {}, { subscribers: {} }, [null]]) {
        const { reason } = yield* Effect.flip(createBulk(other as never))
        assert.strictEqual(reason._tag, "InvalidInput")
      }
    }).pipe(novu))
})

describe("credentials", () => {
  const tokens = (...all: ReadonlyArray<string>) => all.map((token) => Redacted.make(token))

  const push = (...all: ReadonlyArray<string>) => ({
    providerId: "fcm",
    credentials: { deviceTokens: tokens(...all) }
  })

  it.effect("are set, added to and removed, and redacted in what comes back", () =>
    Effect.gen(function*() {
      const { appendCredentials, deleteCredentials, retrieve, updateCredentials } = yield* Subscribers
      const stored = Effect.map(retrieve("ada"), ({ result }) =>
        result.channels?.map(({ credentials, providerId }) => [
          providerId,
          credentials.deviceTokens?.map((token) => Redacted.value(token)) ??
            (credentials.webhookUrl && Redacted.value(credentials.webhookUrl))
        ]))
      yield* updateCredentials("ada", push("one"))
      yield* appendCredentials("ada", push("two", "one"))
      const { result } = yield* updateCredentials("ada", {
        providerId: "slack",
        integrationIdentifier: "slack-prod",
        credentials: { webhookUrl: Redacted.make("https://hooks.test/secret") }
      })
      assert.deepStrictEqual(yield* stored, [["fcm", ["one", "two"]], ["slack", "https://hooks.test/secret"]])
      const printed = JSON.stringify(result.channels)
      assert.notInclude(printed, "hooks.test")
      assert.notInclude(printed, "one")
      yield* updateCredentials("ada", push("three"))
      yield* appendCredentials("ada", push())
      yield* deleteCredentials("ada", "slack")
      assert.deepStrictEqual(yield* stored, [["fcm", []]])
    }).pipe(novu))

  it.effect("take any provider, and Novu says where it has no integration", () =>
    Effect.gen(function*() {
      const { updateCredentials } = yield* Subscribers
      const newer = { providerId: "brand-new", credentials: {} }
      const { reason } = yield* Effect.flip(updateCredentials("ada", newer))
      assert(reason._tag === "BadRequest")
      assert.include(reason.detail, "do not have active brand-new integration")
      yield* (yield* FakeNovu).seed({ integrations: [{ identifier: "new", providerId: "brand-new" }] })
      assert.strictEqual((yield* updateCredentials("ada", newer)).result.channels?.[0]?.providerId, "brand-new")
    }).pipe(novu))

  it.effect("must be redacted", () =>
    Effect.gen(function*() {
      const { updateCredentials } = yield* Subscribers
      for (const credentials of [{ webhookUrl: "https://hooks.test/secret" }, { deviceTokens: ["plain-secret"] }]) {
        const error = yield* Effect.flip(updateCredentials("ada", { providerId: "slack", credentials } as never))
        assert.strictEqual(error.reason._tag, "InvalidInput")
        assert.notInclude(error.message, "secret")
      }
    }).pipe(novu))
})

describe("deleting", () => {
  it.effect("succeeds when its first answer is lost, and fails when there is nobody", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const { delete: remove } = yield* Subscribers
      const { result } = yield* inVirtualTime(remove("ada"))
      assert.deepStrictEqual(result, { acknowledged: true, status: "deleted" })
      assert.strictEqual((yield* Effect.flip(remove("ada"))).reason._tag, "NotFound")
    }).pipe(novu))
})

it.effect("ids of any form reach the server as they are", () =>
  Effect.gen(function*() {
    const { create, retrieve } = yield* Subscribers
    const odd = ["ada.b@x.org", "a+b", "a:b", "a/b?c#d", "ä é", "%2F"]
    for (const subscriberId of odd) {
      yield* create({ subscriberId })
      assert.strictEqual((yield* retrieve(subscriberId)).result.subscriberId, subscriberId)
    }
    assert.lengthOf(Arr.dedupe(yield* methodsOf), odd.length + 1)
  }).pipe(novu))

it.effect("whether somebody is online is kept with the time", () =>
  Effect.gen(function*() {
    const { retrieve, updateOnlineStatus } = yield* Subscribers
    assert.isNull((yield* retrieve("ada")).result.isOnline)
    yield* TestClock.adjust("1 minute")
    const { result } = yield* updateOnlineStatus("ada", { isOnline: false })
    assert.isFalse(result.isOnline)
    assert.strictEqual(result.lastOnlineAt?.epochMilliseconds, 60_000)
    const fiber = yield* Effect.forkChild(updateOnlineStatus("nobody", { isOnline: true }, { retry: RetryPolicy.none }))
    assert.isTrue(Exit.isFailure(yield* Fiber.await(fiber)))
  }).pipe(novu))
