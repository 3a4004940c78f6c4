import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { send } from "./wire.ts"

const base = "/v1/domains"

const fake = (seed: Seed = {}, options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layer({ ...options, seed }))

type Reply = Effect.Success<ReturnType<typeof send>>

/** Returns what an answer holds, whatever it is about. */
const held = ({ json }: Reply): Readonly<Record<string, unknown>> => Object(json.data ?? json)

const items = ({ json }: Reply) => json.data as unknown as ReadonlyArray<Readonly<Record<string, unknown>>>

const refused = ({ json, status }: Reply) => [status, json.errors?.general.messages[0] ?? json.message]

const create = (name: string, more: object = {}) => send("POST", base, { body: { name, ...more } })

const routes = (domain = "example.com") => `${base}/${domain}/routes`

const route = (address: string, more: object = { type: "webhook" }) =>
  send("POST", routes(), { body: { address, ...more } })

const seed: Seed = { domains: ["example.com"], agents: [{ identifier: "helper" }, { identifier: "other" }] }

const record = { type: "MX", name: "@", content: "inbound-mail.novu.test", ttl: "Auto", priority: 10 }

describe("domains", () => {
  it.effect("case 32: are pending at first, without an MX record, and say which one they need", () =>
    Effect.gen(function*() {
      const reply = yield* create("example.com", { data: { team: "support" } })
      const { _id, ...rest } = held(reply)
      assert.strictEqual(reply.status, 201)
      assert.match(String(_id), /^[0-9a-f]{24}$/)
      assert.deepStrictEqual(rest, {
        name: "example.com",
        status: "pending",
        mxRecordConfigured: false,
        _environmentId: "6615943e7ace93b0540ae377",
        _organizationId: "6615943e7ace93b0540ae301",
        createdAt: "1970-01-01T00:00:00.000Z",
        updatedAt: "1970-01-01T00:00:00.000Z",
        data: { team: "support" },
        expectedDnsRecords: [record]
      })
      assert.deepStrictEqual(held(yield* create("mail.eu.example.com"))["expectedDnsRecords"], [
        { ...record, name: "mail.eu" }
      ])
      const [listed] = items(yield* send("GET", base))
      assert.notProperty(listed, "expectedDnsRecords")
    }).pipe(fake()))

  it.effect("case 33: stand once, whatever the environment", () =>
    Effect.gen(function*() {
      yield* create("example.com")
      const taken = [409, "A domain with name \"example.com\" already exists."]
      assert.deepStrictEqual(refused(yield* create("Example.com")), taken)
      const key = "ApiKey sk_fake_production"
      const elsewhere = yield* send("POST", base, { key, body: { name: "example.com" } })
      assert.deepStrictEqual(refused(elsewhere), taken)
      const read = yield* send("GET", `${base}/example.com`, { key })
      assert.deepStrictEqual(refused(read), [404, "Domain \"example.com\" not found."])
    }).pipe(fake()))

  it.effect.each([
    "https://novu.co",
    "novu.co/path",
    "novu",
    "inbound_novu.co",
    "-novu.co",
    "novu-.co",
    "novu.c",
    "novu.co.",
    "*.novu.co",
    ""
  ])("case 34: are not called \"%s\"", (name) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(refused(yield* create(name)), [422, "name must be a valid domain name"])
    }).pipe(fake()))

  it.effect("case 35: are stored in lower case, and found in any", () =>
    Effect.gen(function*() {
      assert.strictEqual(held(yield* create("Mail.EXAMPLE.com"))["name"], "mail.example.com")
      assert.strictEqual(held(yield* send("GET", `${base}/MAIL.example.COM`))["name"], "mail.example.com")
    }).pipe(fake()))

  it.effect("case 36: are listed in pages that do not overlap", () =>
    Effect.gen(function*() {
      yield* create("one.com")
      yield* create("two.com")
      const first = yield* send("GET", `${base}?limit=1`)
      const second = yield* send("GET", `${base}?limit=1&after=${first.json.next}`)
      assert.deepStrictEqual([first, second].map((page) => items(page)[0]?.["name"]), ["two.com", "one.com"])
      assert.isNull(first.json.previous)
      assert.isString(second.json.previous)
      assert.isNull(second.json.next)
      const both = yield* send("GET", `${base}?after=${first.json.next}&before=${first.json.next}`)
      assert.strictEqual(both.status, 400)
      const named = yield* send("GET", `${base}?name=NE.c`)
      assert.deepStrictEqual(items(named).map(({ name }) => name), ["one.com"])
    }).pipe(fake()))

  it.effect("case 37: keep their data under an empty change, and have them replaced by others", () =>
    Effect.gen(function*() {
      yield* create("example.com", { data: { a: "1", b: "2" } })
      yield* TestClock.adjust("1 second")
      const change = (body: object) => Effect.map(send("PATCH", `${base}/example.com`, { body }), held)
      const { data: kept, updatedAt } = yield* change({})
      assert.deepStrictEqual([kept, updatedAt], [{ a: "1", b: "2" }, "1970-01-01T00:00:00.000Z"])
      const changed = yield* change({ data: { c: "3" } })
      assert.deepStrictEqual([changed["data"], changed["updatedAt"]], [{ c: "3" }, "1970-01-01T00:00:01.000Z"])
    }).pipe(fake()))

  it.effect("case 38: take at most ten texts of data, and 500 characters", () =>
    Effect.gen(function*() {
      const message = "data must be an object with at most 10 string keys and string values, " +
        "with combined key+value length at most 500 characters."
      const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, ""]))
      for (const data of [many(11), { a: "x".repeat(500) }, { a: 1 }, ["a"], "a"]) {
        assert.deepStrictEqual(refused(yield* create("example.com", { data })), [422, message])
      }
      assert.strictEqual((yield* create("one.com", { data: many(10) })).status, 201)
      assert.strictEqual((yield* create("two.com", { data: { a: "x".repeat(499) } })).status, 201)
    }).pipe(fake()))

  it.effect("case 39: become verified or pending as their DNS says when somebody looks", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      const verify = Effect.map(send("POST", `${base}/example.com/verify`), (reply) => {
        const { mxRecordConfigured, status } = held(reply)
        return [reply.status, status, mxRecordConfigured]
      })
      assert.deepStrictEqual(yield* verify, [200, "pending", false])
      yield* novu.seed({ domains: [{ name: "example.com", hasMxRecord: true }] })
      assert.strictEqual(held(yield* send("GET", `${base}/example.com`))["status"], "pending")
      assert.deepStrictEqual(yield* verify, [200, "verified", true])
      yield* novu.seed({ domains: [{ name: "example.com", hasMxRecord: false }] })
      assert.deepStrictEqual(yield* verify, [200, "pending", false])
    }).pipe(fake(seed)))

  it.effect("case 40: take their routes with them", () =>
    Effect.gen(function*() {
      yield* route("help")
      assert.strictEqual((yield* send("DELETE", `${base}/example.com`)).status, 204)
      assert.deepStrictEqual(refused(yield* send("GET", routes())), [404, "Domain \"example.com\" not found."])
      yield* create("example.com")
      assert.deepStrictEqual(items(yield* send("GET", routes())), [])
    }).pipe(fake(seed)))

  it.effect("say what is wrong with their DNS", () =>
    Effect.gen(function*() {
      const diagnose = (domain: string) => Effect.map(send("POST", `${base}/${domain}/diagnose`), held)
      const bad = yield* diagnose("example.com")
      assert.strictEqual(bad["ok"], false)
      assert.strictEqual(Object(bad["issues"])[0].code, "mx_missing")
      const good = yield* diagnose("good.com")
      assert.deepStrictEqual([good["ok"], good["issues"]], [true, []])
    }).pipe(fake({ domains: ["example.com", { name: "good.com", hasMxRecord: true }] })))

  it.effect("case 48: are set up by hand where no provider does it", () =>
    Effect.gen(function*() {
      const status = held(yield* send("GET", `${base}/example.com/auto-configure`))
      assert.deepStrictEqual(
        [status["available"], status["reasonCode"], status["manualRecords"]],
        [false, "disabled", [record]]
      )
      const start = yield* send("POST", `${base}/example.com/auto-configure/start`, { body: {} })
      assert.strictEqual(start.status, 400)
      assert.match(start.json.message, /not enabled/)
    }).pipe(fake(seed)))

  it.effect("are a part of the larger plans", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* send("GET", base)).status, 402)
    }).pipe(fake({}, { plan: "pro" })))
})

describe("routes", () => {
  it.effect("case 41: lead to webhooks, or to an agent that is there", () =>
    Effect.gen(function*() {
      const webhook = held(yield* route("hooks"))
      assert.strictEqual(webhook["type"], "webhook")
      assert.notProperty(webhook, "agentId")
      const agent = held(yield* route("help", { type: "agent", agentId: "helper" }))
      assert.match(String(agent["agentId"]), /^[0-9a-f]{24}$/)
      assert.deepStrictEqual(refused(yield* route("b", { type: "agent" })), [
        400,
        "agentId is required for agent routes."
      ])
      assert.strictEqual((yield* route("c", { type: "agent", agentId: "nobody" })).status, 404)
      assert.strictEqual((yield* route("d", { type: "agent", agentId: String(agent["agentId"]) })).status, 404)
    }).pipe(fake(seed)))

  it.effect.each(["a@example.com", " ", ".hello", "hello.", "a..b", "", "x".repeat(65), "a b"])(
    "case 42: have no address \"%s\"",
    (address) =>
      Effect.gen(function*() {
        assert.strictEqual((yield* route(address)).status, 422)
      }).pipe(fake(seed))
  )

  it.effect("case 43: stand once for an address without the blanks around it", () =>
    Effect.gen(function*() {
      assert.strictEqual(held(yield* route(" dup "))["address"], "dup")
      const taken = [409, "A route for \"dup@example.com\" already exists."]
      assert.deepStrictEqual(refused(yield* route("dup")), taken)
      assert.deepStrictEqual(refused(yield* route(" dup ")), taken)
      assert.strictEqual((yield* route("Dup")).status, 201)
    }).pipe(fake(seed)))

  it.effect("case 44: are not found under another domain", () =>
    Effect.gen(function*() {
      yield* route("help")
      const read = yield* send("GET", `${routes("other.com")}/help`)
      assert.deepStrictEqual(refused(read), [404, "Route \"help@other.com\" not found."])
    }).pipe(fake({ domains: ["example.com", "other.com"] })))

  it.effect("case 45: are listed by domain and by agent", () =>
    Effect.gen(function*() {
      yield* route("a", { type: "agent", agentId: "helper" })
      yield* route("b", { type: "agent", agentId: "other" })
      yield* route("c")
      const list = (query: string) => send("GET", `${routes()}${query}`)
      assert.deepStrictEqual(items(yield* list("")).map(({ address }) => address), ["c", "b", "a"])
      const ofAgent = yield* list("?agentId=helper")
      assert.deepStrictEqual([items(ofAgent).map(({ address }) => address), ofAgent.json.totalCount], [["a"], 1])
      assert.strictEqual((yield* list("?agentId=nobody")).status, 404)
      assert.deepStrictEqual(items(yield* send("GET", routes("empty.com"))), [])
    }).pipe(fake({ ...seed, domains: ["example.com", "empty.com"] })))

  it.effect("case 46: forget their agent on the way to webhooks, and need one on the way back", () =>
    Effect.gen(function*() {
      yield* route("help", { type: "agent", agentId: "helper", data: { a: "1" } })
      const change = (body: object) => send("PATCH", `${routes()}/help`, { body })
      const webhook = held(yield* change({ type: "webhook" }))
      assert.deepStrictEqual([webhook["type"], webhook["data"]], ["webhook", { a: "1" }])
      assert.notProperty(webhook, "agentId")
      assert.deepStrictEqual(refused(yield* change({ type: "agent" })), [
        400,
        "agentId is required for agent routes."
      ])
      assert.strictEqual(held(yield* change({ agentId: "other" }))["type"], "webhook")
      assert.strictEqual((yield* change({ type: "agent", agentId: "other" })).status, 200)
      const { domains } = yield* (yield* FakeNovu).state
      assert.deepStrictEqual(domains[0]?.routes, [{
        address: "help",
        type: "agent",
        agent: "other",
        data: { a: "1" }
      }])
    }).pipe(fake(seed)))

  const mail = { from: { address: "ada@example.org", name: "Ada" }, subject: "Help", text: "Please" }

  const test = (address: string, more: object = {}) =>
    send("POST", `${routes()}/${address}/test`, { body: { ...mail, ...more } })

  it.effect("case 47: take test mails, or those of the wildcard do", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(held(yield* test("nobody")), { matched: false, dryRun: false })
      yield* route("*")
      yield* route("help", { type: "agent", agentId: "helper" })
      const shown = held(yield* test("nobody", { dryRun: true }))
      assert.deepStrictEqual([shown["matched"], shown["type"], shown["domainStatus"]], [true, "webhook", "pending"])
      const { domain, mail: received, route: by } = Object(shown["payload"])
      assert.deepStrictEqual([domain.name, by, received.from, received.to, received.subject], [
        "example.com",
        { address: "*", data: {} },
        [mail.from],
        [{ address: "nobody@example.com" }],
        "Help"
      ])
      assert.deepStrictEqual((yield* (yield* FakeNovu).state).mails, [])

      assert.deepStrictEqual(held(yield* test("nobody"))["webhook"], { skipped: true, latencyMs: 0 })
      assert.strictEqual(Object(held(yield* test("help"))["agent"]).httpStatus, 200)
      const { mails } = yield* (yield* FakeNovu).state
      assert.deepStrictEqual(mails.map(({ domain, route }) => [domain, route]), [
        ["example.com", "*"],
        ["example.com", "help"]
      ])
      const bad = yield* test("help", { from: { address: "ada" } })
      assert.deepStrictEqual(refused(bad), [422, "from.address must be an email"])
      assert.strictEqual((yield* send("POST", `${routes("other.com")}/help/test`, { body: mail })).status, 404)
    }).pipe(fake(seed)))

  const percent = "50%25off"

  const read = (address: string) => Effect.map(send("GET", `${routes()}/${address}`), ({ status }) => status)

  it.effect("are found by an address that is decoded twice, which fails where nothing can be decoded", () =>
    Effect.gen(function*() {
      yield* route("50%off")
      assert.deepStrictEqual(
        yield* Effect.all([read(percent), read("50%2525off"), read("%2A")]),
        [500, 200, 404]
      )
    }).pipe(fake(seed)))

  it.effect("are found by an address that is decoded once, where the server does", () =>
    Effect.gen(function*() {
      yield* route("50%off")
      assert.deepStrictEqual(yield* Effect.all([read(percent), read("50%2525off")]), [200, 404])
    }).pipe(fake(seed, { addressDecoding: "once" })))
})

it.effect("the webhook of a provider takes whatever it sends", () =>
  Effect.gen(function*() {
    const path = "/v2/inbound-webhooks/delivery-providers/env/integration"
    const reply = yield* send("POST", path, { body: [{ event: "delivered" }] })
    assert.deepStrictEqual([reply.status, reply.text], [200, "{\"data\":[]}"])
  }).pipe(fake()))
