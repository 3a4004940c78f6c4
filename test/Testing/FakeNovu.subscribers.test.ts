import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { runPipeline } from "../../src/internal/fake/protocol/pipeline.ts"
import { makeRouter } from "../../src/internal/fake/protocol/routing.ts"
import { routes } from "../../src/internal/fake/resources/routes.ts"
import { makeOrganization } from "../../src/internal/fake/store/organization.ts"
import { upsertSubscriber } from "../../src/internal/fake/store/subscribers.ts"
import { type Reply, send } from "./wire.ts"

/** Describes a subscriber as it is sent, with the members that some test reads. */
interface Person {
  readonly [member: string]: unknown
  readonly _id: string
  readonly subscriberId: string
  readonly channels: ReadonlyArray<{
    readonly _integrationId: string
    readonly providerId: string
    readonly credentials: Readonly<Record<string, unknown>>
  }>
  readonly updatedAt: string
}

type Members = Readonly<Record<string, unknown>>

const integrations = [
  { identifier: "fcm-prod", providerId: "fcm", channel: "push" },
  { identifier: "slack-a", providerId: "slack" },
  { identifier: "slack-b", providerId: "slack" },
  { identifier: "slack-off", providerId: "slack", active: false },
  { identifier: "discord-a", providerId: "discord" },
  { identifier: "discord-b", providerId: "discord" }
]

const fake = (seed: Seed = {}, options: FakeNovuOptions = {}) =>
  Effect.provide(FakeNovu.layer({ seed: { integrations, ...seed }, ...options }))

const v2 = "/v2/subscribers"

const personIn = ({ json, status, text }: Reply, expected: number): Person => {
  assert.strictEqual(status, expected, text)
  return json.data as unknown as Person
}

const post = (body: Members, query = "") => send("POST", `${v2}${query}`, { body })

const create = (body: Members) => Effect.map(post(body), (reply) => personIn(reply, 201))

const patch = (id: string, body: Members) =>
  Effect.map(send("PATCH", `${v2}/${id}`, { body }), (reply) => personIn(reply, 200))

const get = (id: string) => Effect.map(send("GET", `${v2}/${id}`), (reply) => personIn(reply, 200))

const find = (query: string) =>
  Effect.map(
    send("GET", `${v2}?${query}`),
    ({ json }) => (json.data as unknown as ReadonlyArray<Person>).map(({ subscriberId }) => subscriberId)
  )

const messagesIn = ({ json }: Reply) => json.errors.general.messages

describe("creating a subscriber", () => {
  it.effect("answers with all that was sent (case 1)", () =>
    Effect.gen(function*() {
      const sent = {
        subscriberId: "lin",
        firstName: "Lin",
        lastName: "Zhao",
        email: "lin@example.com",
        locale: "en_US",
        timezone: "Europe/Berlin",
        data: { plan: "pro", seats: [1] }
      }
      assert.deepInclude(yield* create(sent), sent)
      assert.deepInclude(yield* get("lin"), sent)
    }).pipe(fake()))

  it.effect("leaves out what was never set, with the members that v2 makes up (case 2)", () =>
    Effect.gen(function*() {
      const person = yield* create({ subscriberId: "lin" })
      for (const name of ["firstName", "lastName", "timezone", "data", "topics"]) assert.notProperty(person, name)
      assert.deepInclude(person, { channels: [], isOnline: null, lastOnlineAt: null, deleted: false })
    }).pipe(fake()))

  it.effect("of an id that exists changes it, with the same status (case 3)", () =>
    Effect.gen(function*() {
      const first = yield* create({ subscriberId: "lin", firstName: "Lin", email: "lin@example.com" })
      const second = yield* create({ subscriberId: " lin ", firstName: "Linda" })
      assert.deepInclude(second, { _id: first._id, firstName: "Linda", email: "lin@example.com" })
      assert.deepStrictEqual(yield* find("subscriberId=lin"), ["lin"])
    }).pipe(fake()))

  it.effect("of an id that exists empties its data when none are sent", () =>
    Effect.gen(function*() {
      for (const without of [{}, { data: null }]) {
        yield* create({ subscriberId: "lin", data: { plan: "pro" } })
        assert.isTrue([undefined, null].includes((yield* create({ subscriberId: "lin", ...without }))["data"] as null))
      }
    }).pipe(fake()))

  it.effect("stores empty texts where the form is free, and refuses them elsewhere (case 4)", () =>
    Effect.gen(function*() {
      const empty = { firstName: "", lastName: "", phone: "", avatar: "" }
      assert.deepInclude(yield* create({ subscriberId: "lin", ...empty }), empty)
      for (const name of ["email", "locale", "timezone"]) {
        const reply = yield* post({ subscriberId: "lin", [name]: "" })
        assert.strictEqual(reply.status, 422)
        assert.include(messagesIn(reply).join(), name)
      }
    }).pipe(fake()))

  it.effect("answers null with null (case 5)", () =>
    Effect.gen(function*() {
      const empty = { email: null, locale: null, timezone: null }
      const person = yield* create({ subscriberId: "lin", ...empty, data: null })
      assert.deepInclude(person, empty)
      assert.isTrue(person["data"] === undefined || person["data"] === null)
    }).pipe(fake()))

  const wrong: ReadonlyArray<Members> = [
    { email: "invalid-email" },
    { email: "a@b" },
    { locale: "!!!invalid!!!" },
    { timezone: "Invalid/Timezone" },
    { data: [1] },
    { firstName: 7 }
  ]
  it.effect.each(wrong)("refuses %o, as changing does (case 6)", (member) =>
    Effect.gen(function*() {
      const [name = ""] = Object.keys(member)
      yield* create({ subscriberId: "lin" })
      for (
        const reply of [
          yield* post({ subscriberId: "ada", ...member }),
          yield* send("PATCH", `${v2}/lin`, { body: member })
        ]
      ) {
        assert.strictEqual(reply.status, 422)
        assert.isTrue(messagesIn(reply).every((message) => message.startsWith(`${name} `)))
      }
      assert.deepStrictEqual(yield* find(""), ["lin"])
    }).pipe(fake()))

  it.effect.each(["en", "en_US", "en-US"])("takes the locale %s", (locale) =>
    Effect.gen(function*() {
      assert.strictEqual((yield* create({ subscriberId: "lin", locale }))["locale"], locale)
    }).pipe(fake()))

  it.effect("needs an id, and fails where it is no text", () =>
    Effect.gen(function*() {
      for (const body of [{}, { subscriberId: "" }, { subscriberId: "  " }]) {
        assert.strictEqual((yield* post(body)).status, 422)
      }
      for (const subscriberId of [null, 7]) assert.strictEqual((yield* post({ subscriberId })).status, 500)
    }).pipe(fake()))

  it.effect("fails if it exists when asked to, with the exact text only (case 7)", () =>
    Effect.gen(function*() {
      const first = yield* post({ subscriberId: "lin", firstName: "Lin" }, "?failIfExists=true")
      const second = yield* post({ subscriberId: "lin", firstName: "Linda" }, "?failIfExists=true")
      assert.deepStrictEqual([first.status, second.status], [201, 409])
      assert.deepInclude(second.json, { message: "Subscriber with id \"lin\" already exists", error: "Conflict" })
      assert.strictEqual((yield* get("lin"))["firstName"], "Lin")
      for (const query of ["?failIfExists=TRUE", "?failIfExists=1", "?failIfExists=false", ""]) {
        assert.strictEqual((yield* post({ subscriberId: "lin" }, query)).status, 201)
      }
    }).pipe(fake()))

  it.effect("after a deletion makes another row", () =>
    Effect.gen(function*() {
      const first = yield* create({ subscriberId: "lin", firstName: "Lin" })
      yield* send("DELETE", `${v2}/lin`)
      const second = yield* create({ subscriberId: "lin" })
      assert.notStrictEqual(second._id, first._id)
      assert.notProperty(second, "firstName")
    }).pipe(fake()))
})

describe("changing a subscriber", () => {
  it.effect("keeps what is not sent, and with nothing sent keeps all (case 8)", () =>
    Effect.gen(function*() {
      const data = { plan: "pro" }
      yield* create({ subscriberId: "lin", email: "lin@example.com", phone: "+49", data })
      const names = { firstName: "Lin", lastName: "Zhao" }
      const kept = { ...names, email: "lin@example.com", phone: "+49", data }
      assert.deepInclude(yield* patch("lin", names), kept)
      assert.deepInclude(yield* patch("lin", {}), kept)
      assert.deepInclude(yield* get("lin"), kept)
    }).pipe(fake()))

  it.effect("clears what is sent as null (case 9)", () =>
    Effect.gen(function*() {
      const set = {
        firstName: "Lin",
        lastName: "Zhao",
        phone: "+49",
        avatar: "a.png",
        email: "lin@example.com",
        locale: "en",
        timezone: "UTC",
        data: { plan: "pro" }
      }
      const none = Object.fromEntries(Object.keys(set).map((name) => [name, null]))
      yield* create({ subscriberId: "lin", ...set })
      assert.deepInclude(yield* patch("lin", none), none)
      assert.deepInclude(yield* get("lin"), none)
    }).pipe(fake()))

  it.effect("replaces data whole, and ignores another id (case 10)", () =>
    Effect.gen(function*() {
      yield* create({ subscriberId: "lin", data: { plan: "pro", seats: 2 } })
      const person = yield* patch("lin", { subscriberId: "other", firstName: "Lin", data: { plan: "free" } })
      assert.deepInclude(person, { subscriberId: "lin", firstName: "Lin", data: { plan: "free" } })
      assert.deepStrictEqual(yield* find(""), ["lin"])
    }).pipe(fake()))

  it.effect("answers with the time of the change before", () =>
    Effect.gen(function*() {
      const { updatedAt } = yield* create({ subscriberId: "lin" })
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* patch("lin", { firstName: "Lin" })).updatedAt, updatedAt)
      assert.isAbove(Date.parse((yield* get("lin")).updatedAt), Date.parse(updatedAt))
    }).pipe(fake()))
})

describe("nobody", () => {
  const all: ReadonlyArray<readonly [Parameters<typeof send>[0], string, Members | undefined, number, string]> = [
    ["GET", `${v2}/nobody`, undefined, 404, "Subscriber: nobody was not found"],
    ["PATCH", `${v2}/nobody`, {}, 404, "Subscriber nobody was not found"],
    ["DELETE", `${v2}/nobody`, undefined, 404, "Subscriber was not found"],
    ["GET", `${v2}/nobody/preferences`, undefined, 404, "Subscriber nobody not found"],
    ["PATCH", `${v2}/nobody/preferences`, {}, 404, "Subscriber with id: nobody is not found"],
    ["PATCH", `${v2}/nobody/preferences/bulk`, { preferences: [] }, 404, "Subscriber with id: nobody is not found"],
    [
      "PUT",
      "/v1/subscribers/nobody/credentials",
      { providerId: "slack", credentials: {} },
      400,
      "SubscriberId: nobody not found"
    ],
    [
      "PATCH",
      "/v1/subscribers/nobody/credentials",
      { providerId: "slack", credentials: {} },
      400,
      "SubscriberId: nobody not found"
    ],
    ["DELETE", "/v1/subscribers/nobody/credentials/slack", undefined, 404, "Subscriber not found for id nobody"],
    ["PATCH", "/v1/subscribers/nobody/online-status", { isOnline: true }, 404, "Subscriber not found"]
  ]
  it.effect.each(all)("is found by %s %s (case 11)", ([method, path, body, status, message]) =>
    Effect.gen(function*() {
      const reply = yield* send(method, path, { body })
      assert.deepStrictEqual([reply.status, reply.json.message], [status, message])
    }).pipe(fake()))

  it.effect("is named beside the words when it is to be deleted", () =>
    Effect.gen(function*() {
      const { json } = yield* send("DELETE", `${v2}/nobody`)
      assert.deepInclude<unknown>(json, { externalSubscriberId: "nobody" })
      assert.strictEqual(json.ctx["externalSubscriberId"], "nobody")
      assert.notProperty(json, "error")
    }).pipe(fake()))

  it.effect("has Novu's own id as its id", () =>
    Effect.gen(function*() {
      const { _id } = yield* create({ subscriberId: "lin" })
      assert.strictEqual((yield* send("GET", `${v2}/${_id}`)).status, 404)
    }).pipe(fake()))
})

it.effect("channels that are stored as null are shown as none by v2, and as null by v1 (case 12)", () =>
  Effect.gen(function*() {
    const organization = makeOrganization({}, 0)
    const store = organization.main
    const ada = upsertSubscriber(store, "ada", {}, 0)
    // Very old servers stored it, and no request leads to it, so the row is put into the store.
    store.subscribers.replace(ada, { ...ada, channels: null })
    const parts = {
      matchRoute: makeRouter(routes),
      organization,
      rateLimiter: undefined,
      idempotency: undefined,
      latency: undefined
    }
    const headers = { authorization: "ApiKey sk_fake", "content-type": "application/json" }
    const channelsBy = (method: string, target: string, body = "") =>
      Effect.map(
        runPipeline(parts, { method, target, headers, body: new TextEncoder().encode(body) }),
        ({ body: answer, status }) => [status, JSON.parse(answer ?? "").data.channels]
      )
    assert.deepStrictEqual(yield* channelsBy("GET", `${v2}/ada`), [200, []])
    assert.deepStrictEqual(
      yield* channelsBy("PATCH", "/v1/subscribers/ada/online-status", JSON.stringify({ isOnline: true })),
      [200, null]
    )
  }))

describe("deleting a subscriber", () => {
  it.effect("takes its subscriptions, preferences and messages with it (case 13)", () =>
    Effect.gen(function*() {
      const { messages, state } = yield* FakeNovu
      for (const _ of [1, 2, 3]) {
        yield* send("POST", "/v1/events/trigger", { body: { name: "welcome", to: ["ada", "grace"] } })
      }
      yield* send("PATCH", `${v2}/ada/preferences`, { body: { channels: { email: false } } })
      const reply = yield* send("DELETE", `${v2}/ada`)
      assert.deepStrictEqual<unknown>([reply.status, reply.json], [200, {
        data: { acknowledged: true, status: "deleted" }
      }])
      const left = yield* state
      assert.deepStrictEqual([left.subscribers, left.topics[0]?.subscribers, left.preferences], [
        ["grace"],
        ["grace"],
        []
      ])
      assert.lengthOf(yield* messages({ subscriberId: "ada" }), 0)
      assert.lengthOf(yield* messages({ subscriberId: "grace" }), 3)
      assert.strictEqual((yield* send("GET", `${v2}/ada`)).status, 404)
      assert.strictEqual((yield* send("DELETE", `${v2}/ada`)).status, 404)
    }).pipe(fake({
      subscribers: ["ada", "grace"],
      topics: [{ key: "crew", subscribers: ["ada", "grace"] }],
      workflows: [{ id: "welcome", steps: ["in_app"] }]
    })))
})

describe("the list of subscribers", () => {
  const people = {
    subscribers: [
      { subscriberId: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", phone: "+1" },
      { subscriberId: "grace", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" },
      { subscriberId: "lin", firstName: "Lin (Zhao)" }
    ]
  }
  const searches: ReadonlyArray<readonly [query: string, found: ReadonlyArray<string>]> = [
    ["", ["lin", "grace", "ada"]],
    ["orderDirection=ASC", ["ada", "grace", "lin"]],
    ["email=ada@example.com", ["ada"]],
    ["email=ADA@example.com", []],
    ["email=ada", []],
    ["phone=%2B1", ["ada"]],
    ["subscriberId=gra", []],
    ["name=LOVE", ["ada"]],
    ["name=a+l", ["ada"]],
    ["name=(", ["lin"]],
    ["name=%20hopper%20", ["grace"]],
    ["name=ada&email=grace@example.com", []],
    ["name=&email=", ["lin", "grace", "ada"]]
  ]
  it.effect.each(searches)("has for %s", ([query, found]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* find(query), found)
    }).pipe(fake(people)))

  it.effect("goes on from Novu's id of the last one seen, and is empty without such a one", () =>
    Effect.gen(function*() {
      const { _id } = yield* get("grace")
      assert.deepStrictEqual(yield* find(`after=${_id}`), ["ada"])
      const { json } = yield* send("GET", `${v2}?after=0123456789abcdef01234567`)
      assert.deepStrictEqual<unknown>(json, {
        data: [],
        next: null,
        previous: null,
        totalCount: 0,
        totalCountCapped: false
      })
      assert.strictEqual((yield* send("GET", `${v2}?after=${_id}&before=${_id}`)).status, 500)
    }).pipe(fake(people)))

  it.effect("orders by the last change when asked to", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("1 second")
      yield* patch("ada", { firstName: "A" })
      assert.deepStrictEqual(yield* find("orderBy=updatedAt"), ["ada", "lin", "grace"])
      assert.deepStrictEqual(yield* find("orderBy=_id"), ["lin", "grace", "ada"])
    }).pipe(fake(people)))
})

describe("many subscribers at once", () => {
  const bulk = (...subscribers: ReadonlyArray<unknown>) =>
    send("POST", "/v1/subscribers/bulk", { body: { subscribers } })

  const ids = (...all: ReadonlyArray<string>) => all.map((subscriberId) => ({ subscriberId }))

  it.effect("are created and updated, one that is named twice in that order (case 14)", () =>
    Effect.gen(function*() {
      const reply = yield* bulk(...ids("test1", "test2", "ada", "test2"))
      assert.deepStrictEqual<unknown>([reply.status, reply.json], [201, {
        data: { created: ids("test1", "test2"), updated: ids("ada", "test2"), failed: [] }
      }])
    }).pipe(fake({ subscribers: ["ada"] })))

  it.effect("keep members and data that are not sent", () =>
    Effect.gen(function*() {
      yield* create({ subscriberId: "lin", email: "lin@example.com", data: { plan: "pro" } })
      yield* bulk({ subscriberId: "lin", firstName: "Lin" })
      assert.deepInclude(yield* get("lin"), { firstName: "Lin", email: "lin@example.com", data: { plan: "pro" } })
    }).pipe(fake()))

  it.effect("are 500 at most, and one at least (case 15)", () =>
    Effect.gen(function*() {
      const many = Array.from({ length: 501 }, (_, index) => ({ subscriberId: `s${index}` }))
      assert.strictEqual((yield* bulk(...many.slice(1))).status, 201)
      const reply = yield* bulk(...many)
      assert.strictEqual(reply.status, 422)
      assert.deepStrictEqual<unknown>(reply.json.errors, {
        subscribers: { messages: ["subscribers must contain no more than 500 elements"] }
      })
      assert.strictEqual((yield* bulk()).status, 422)
      assert.strictEqual((yield* send("POST", "/v1/subscribers/bulk", { body: {} })).status, 422)
    }).pipe(fake()))

  it.effect("are refused all when one is wrong, which is named", () =>
    Effect.gen(function*() {
      const reply = yield* bulk({ subscriberId: "s0" }, { subscriberId: "s1", email: "nope" }, {})
      assert.strictEqual(reply.status, 422)
      assert.deepStrictEqual(messagesIn(reply), [
        "subscribers.1.email must be an email",
        "subscribers.2.subscriberId should not be empty",
        "subscribers.2.subscriberId must be a string"
      ])
      assert.deepStrictEqual(yield* find(""), [])
    }).pipe(fake()))

  it.effect("are refused when their body is over 100 KB", () =>
    Effect.gen(function*() {
      const reply = yield* bulk({ subscriberId: "s0", firstName: "x".repeat(102_400) })
      assert.strictEqual(reply.status, 413)
    }).pipe(fake()))

  it.effect("cost a hundred requests", () =>
    Effect.gen(function*() {
      const replies = [yield* bulk(...ids("s0")), yield* bulk(...ids("s0"))]
      assert.deepStrictEqual(replies.map(({ status }) => status), [201, 429])
    }).pipe(fake({}, { rateLimit: {} })))

  it.effect("are created again after they were deleted (case 16)", () =>
    Effect.gen(function*() {
      const all = ids("s0", "s1", "s2")
      yield* bulk(...all)
      yield* send("DELETE", `${v2}/s0`)
      yield* send("DELETE", `${v2}/s1`)
      const { json } = yield* bulk(...all)
      assert.deepStrictEqual<unknown>(json.data, { created: ids("s0", "s1"), updated: ids("s2"), failed: [] })
    }).pipe(fake()))
})

describe("whether a subscriber is online", () => {
  const online = (isOnline: unknown) => send("PATCH", "/v1/subscribers/ada/online-status", { body: { isOnline } })

  it.effect("is stored, with the time at which it went offline (case 17)", () =>
    Effect.gen(function*() {
      const off = personIn(yield* online(false), 200)
      assert.deepInclude(off, { isOnline: false, lastOnlineAt: "1970-01-01T00:00:00.000Z" })
      yield* TestClock.adjust("1 minute")
      const on = personIn(yield* online(true), 200)
      assert.deepInclude(on, { isOnline: true, lastOnlineAt: "1970-01-01T00:00:00.000Z", __v: 0 })
      assert.deepInclude(yield* get("ada"), { isOnline: true, lastOnlineAt: "1970-01-01T00:00:00.000Z" })
      for (const wrong of [undefined, "true"]) assert.strictEqual((yield* online(wrong)).status, 422)
    }).pipe(fake({ subscribers: ["ada"] })))
})

describe("credentials", () => {
  const path = "/v1/subscribers/ada/credentials"
  const set = (method: "PUT" | "PATCH", providerId: string, credentials: Members, integrationIdentifier?: string) =>
    Effect.map(
      send(method, path, { body: { providerId, credentials, integrationIdentifier } }),
      (reply) => personIn(reply, 200).channels
    )
  const tokens = (method: "PUT" | "PATCH", ...deviceTokens: ReadonlyArray<string>) =>
    Effect.map(set(method, "fcm", { deviceTokens }), ([channel]) => channel?.credentials["deviceTokens"])

  it.effect("replace the tokens by PUT, and add to them by PATCH (case 18)", () =>
    Effect.gen(function*() {
      yield* tokens("PUT", "identifier")
      assert.deepStrictEqual(yield* tokens("PUT", "token_1"), ["token_1"])
      yield* tokens("PUT", "identifier")
      assert.deepStrictEqual(yield* tokens("PATCH", "token_1"), ["identifier", "token_1"])
      assert.deepStrictEqual(yield* tokens("PATCH", "token_1"), ["identifier", "token_1"])
      assert.deepStrictEqual(yield* tokens("PATCH"), [])
      yield* tokens("PUT", "identifier")
      assert.deepStrictEqual(yield* tokens("PUT"), [])
    }).pipe(fake({ subscribers: ["ada"] })))

  it.effect("belong to the named integration, else to the newest that is active (case 19)", () =>
    Effect.gen(function*() {
      yield* set("PUT", "slack", { webhookUrl: "https://a.test" }, "slack-a")
      yield* set("PUT", "slack", { webhookUrl: "https://b.test" })
      const channels = yield* set("PUT", "slack", { webhookUrl: "https://new.test" }, "slack-a")
      assert.deepStrictEqual(channels.map(({ credentials }) => credentials["webhookUrl"]), [
        "https://new.test",
        "https://b.test"
      ])
      assert.lengthOf(new Set(channels.map(({ _integrationId }) => _integrationId)), 2)
      assert.notProperty(channels[0], "integrationIdentifier")
    }).pipe(fake({ subscribers: ["ada"] })))

  it.effect("merge their members, drop those that Novu does not keep, and lose tokens that are not sent", () =>
    Effect.gen(function*() {
      yield* set("PUT", "slack", { webhookUrl: "https://a.test", channel: "general", title: "x", deviceTokens: ["t"] })
      for (const method of ["PUT", "PATCH"] as const) {
        const [channel] = yield* set(method, "slack", { channel: method })
        assert.deepStrictEqual<unknown>(channel?.credentials, {
          webhookUrl: "https://a.test",
          channel: method,
          deviceTokens: []
        })
      }
    }).pipe(fake({ subscribers: ["ada"] })))

  it.effect("that are the same are not written", () =>
    Effect.gen(function*() {
      yield* set("PUT", "slack", { webhookUrl: "https://a.test" })
      const [channel] = yield* set("PUT", "slack", { webhookUrl: "https://a.test" })
      assert.deepStrictEqual(channel?.credentials, { webhookUrl: "https://a.test" })
    }).pipe(fake({ subscribers: ["ada"] })))

  it.effect("need an active integration of their provider, and an object", () =>
    Effect.gen(function*() {
      const bodies: ReadonlyArray<readonly [Members, number, string]> = [
        [{ providerId: "apns", credentials: {} }, 400, "do not have active apns integration."],
        [
          { providerId: "slack", integrationIdentifier: "slack-off", credentials: {} },
          400,
          "do not have active slack integration."
        ],
        [{ providerId: "slack" }, 422, "Validation Error"],
        [{ providerId: "slack", credentials: { deviceTokens: "t" } }, 422, "Validation Error"],
        [{ credentials: {} }, 422, "Validation Error"]
      ]
      for (const [body, status, message] of bodies) {
        const reply = yield* send("PUT", path, { body })
        assert.strictEqual(reply.status, status, JSON.stringify(body))
        assert.include(reply.json.message, message)
      }
    }).pipe(fake({ subscribers: ["ada"] })))

  it.effect("of a provider are deleted for all its integrations, and again without a complaint (case 20)", () =>
    Effect.gen(function*() {
      yield* set("PUT", "discord", { webhookUrl: "https://a.test" }, "discord-a")
      yield* set("PUT", "discord", { webhookUrl: "https://b.test" }, "discord-b")
      yield* tokens("PUT", "token")
      for (const providerId of ["discord", "discord", "unheard-of"]) {
        const { status, text } = yield* send("DELETE", `${path}/${providerId}`)
        assert.deepStrictEqual([status, text], [204, ""])
      }
      assert.deepStrictEqual((yield* get("ada")).channels.map(({ providerId }) => providerId), ["fcm"])
    }).pipe(fake({ subscribers: ["ada"] })))

  it.effect("are where triggers go", () =>
    Effect.gen(function*() {
      const notify = send("POST", "/v1/events/trigger", { body: { name: "all", to: "ada" } })
      yield* notify
      yield* tokens("PUT", "token")
      yield* set("PUT", "discord", { webhookUrl: "https://d.test" })
      yield* notify
      const { json } = yield* send("GET", "/v1/messages?subscriberId=ada")
      const seen = (json.data as unknown as ReadonlyArray<Members>).map((
        { deviceTokens, directWebhookUrl, providerId }
      ) => [
        providerId,
        deviceTokens ?? directWebhookUrl
      ])
      assert.deepStrictEqual(seen, [["discord", "https://d.test"], ["fcm", ["token"]]])
      assert.deepStrictEqual(
        (yield* (yield* FakeNovu).state).runs.map(({ jobs }) => jobs.map(({ status }) => status)),
        [["failed", "failed"], ["completed", "completed"]]
      )
      yield* send("DELETE", `${path}/fcm`)
      yield* notify
      assert.strictEqual((yield* (yield* FakeNovu).state).runs[2]?.jobs[0]?.status, "failed")
    }).pipe(fake(
      { subscribers: ["ada"], workflows: [{ id: "all", steps: ["push", "chat"] }] },
      { connectAllChannels: false }
    )))

  it.effect("that a trigger brings are those that the routes show", () =>
    Effect.gen(function*() {
      const to = (token: string) => ({
        subscriberId: "lin",
        channels: [{ providerId: "fcm", credentials: { deviceTokens: [token] } }]
      })
      for (const token of ["first", "second"]) {
        yield* send("POST", "/v1/events/trigger", { body: { name: "all", to: to(token) } })
      }
      const { channels } = yield* get("lin")
      assert.deepStrictEqual(channels.map(({ credentials }) => credentials), [{ deviceTokens: ["second"] }])
      assert.isString(channels[0]?._integrationId)
    }).pipe(fake({ workflows: [{ id: "all", steps: ["push"] }] })))
})
