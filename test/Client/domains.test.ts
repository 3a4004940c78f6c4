import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema, Stream } from "effect"
import { Domain, DomainRoute, DomainRoutes, Domains, Integrations } from "effect-novu"
import { FakeNovu, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { inVirtualTime } from "../support/client.ts"

const seed: Seed = { agents: [{ identifier: "helper" }], domains: ["example.com"] }

const novu = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layerClient({ seed, ...options }))

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const sent = Effect.map(
  Effect.flatMap(FakeNovu, (fake) => fake.requests),
  (requests) => requests.map(({ method, url }) => `${method} ${url}`)
)

const domain = "example.com"

const mail = { from: { address: "ada@example.org" }, subject: "Help" }

/** Every character that an address may have, but for `%`. */
const everything = "!#$&'*+-/=?^_`{|}~.AZaz09"

describe.each(["once", "twice"] as const)("an address on a server that decodes %s", (addressDecoding) => {
  it.effect.each(["*", "a/b", "a+b", "a*b", "a?b#c", everything, "help"])(
    "reaches its own route: %s",
    (address) =>
      Effect.gen(function*() {
        const routes = yield* DomainRoutes
        // A server that read "+" as a blank, or cut the address at a slash, would find one of these.
        const others = ["decoy", "a", "b"]
        for (const other of others) yield* routes.create(domain, { address: other, type: "webhook" })
        yield* routes.create(domain, { address, type: "webhook" })
        const { result } = yield* routes.retrieve(domain, address)
        assert.strictEqual(result.address, address)
        yield* routes.update(domain, address, { data: { found: "yes" } })
        const { result: tried } = yield* routes.test(domain, address, { ...mail, dryRun: true })
        assert.deepStrictEqual(tried.payload?.["route"], { address, data: { found: "yes" } })
        yield* routes.delete(domain, address)
        const left = yield* Stream.runCollect(routes.listAll(domain))
        assert.deepStrictEqual(left.map((each) => each.address), others.toReversed())
      }).pipe(novu({ addressDecoding }))
  )

  it.effect.each(["50%off", "a%2Fb", "a%41", "%"])(
    "with a percent sign is refused, and nothing is sent: %s",
    (address) =>
      Effect.gen(function*() {
        const routes = yield* DomainRoutes
        const calls: ReadonlyArray<Effect.Effect<unknown, unknown>> = [
          routes.retrieve(domain, address),
          routes.update(domain, address, { type: "webhook" }),
          routes.delete(domain, address),
          routes.test(domain, address, mail),
          routes.create(domain, { address, type: "webhook" })
        ]
        for (const call of calls) {
          const { reason } = Object(yield* Effect.flip(call))
          assert.strictEqual(reason._tag, "InvalidInput")
          assert.deepStrictEqual(reason.issues.map(({ path }: { readonly path: string }) => path), ["address"])
          assert.notInclude(reason.detail, address.length > 1 ? address : "%%")
        }
        assert.deepStrictEqual(yield* sent, [])
      }).pipe(novu({ addressDecoding }))
  )
})

describe("routes", () => {
  it.effect("name an agent by its identifier in requests, and by Novu's id in answers", () =>
    Effect.gen(function*() {
      const routes = yield* DomainRoutes
      const { result } = yield* routes.create(domain, { address: "help", type: "agent", agentId: "helper" })
      assert.match(result.agentId ?? "", /^[0-9a-f]{24}$/)
      const copied = { type: "agent", agentId: result.agentId ?? "" } as const
      assert.strictEqual((yield* Effect.flip(routes.update(domain, "help", copied))).reason._tag, "NotFound")
      const { result: page } = yield* routes.list(domain, { agentId: "helper" })
      assert.lengthOf(page.data, 1)
    }).pipe(novu()))

  it.effect("that an earlier attempt made are found by the address without its blanks", () =>
    Effect.gen(function*() {
      const routes = yield* DomainRoutes
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(
        routes.create(domain, { address: " a+b/c ", type: "agent", agentId: "helper" })
      )
      assert.strictEqual(result.address, "a+b/c")
      assert.deepStrictEqual((yield* sent).at(-1), "GET /v1/domains/example.com/routes/a%2Bb%2Fc")
    }).pipe(novu()))

  it.effect("that are older than the call stay a conflict", () =>
    Effect.gen(function*() {
      const routes = yield* DomainRoutes
      const payload = { address: "help", type: "agent", agentId: "helper" } as const
      yield* inVirtualTime(routes.create(domain, payload))
      yield* script(Fault.hangUp("before-write"))
      const error = yield* Effect.flip(inVirtualTime(routes.create(domain, payload)))
      assert.deepStrictEqual([error.reason._tag, error.attempts], ["Conflict", 2])
    }).pipe(novu()))

  it.effect("that lead elsewhere than asked stay a conflict", () =>
    Effect.gen(function*() {
      const routes = yield* DomainRoutes
      yield* script(Fault.hangUp("before-write"))
      yield* Effect.flatMap(FakeNovu, (fake) => fake.seed({ domains: [{ name: domain, routes: ["help"] }] }))
      const error = yield* Effect.flip(
        inVirtualTime(routes.create(domain, { address: "help", type: "agent", agentId: "helper" }))
      )
      assert.strictEqual(error.reason._tag, "Conflict")
    }).pipe(novu()))

  it.effect("that are gone when a delete is repeated were deleted by it", () =>
    Effect.gen(function*() {
      const routes = yield* DomainRoutes
      yield* routes.create(domain, { address: "a*b+c/d", type: "webhook" })
      yield* script(Fault.hangUp("after-write"))
      yield* inVirtualTime(routes.delete(domain, "a*b+c/d"))
      const error = yield* Effect.flip(routes.delete(domain, "a*b+c/d"))
      assert.strictEqual(error.reason._tag, "NotFound")
    }).pipe(novu()))

  it.effect("are asked for test mails once, unless these are only shown", () =>
    Effect.gen(function*() {
      const { test } = yield* DomainRoutes
      yield* script(Fault.hangUp("after-write"))
      const error = yield* Effect.flip(inVirtualTime(test(domain, "help", mail)))
      assert.deepStrictEqual([error.attempts, error.mayHaveActed], [1, true])
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(test(domain, "help", { ...mail, dryRun: true }))
      assert.deepStrictEqual([result.matched, result.dryRun], [false, true])
    }).pipe(novu()))

  it("of older servers have their agent under another name, and odd data are left out", () => {
    const route = Schema.decodeUnknownSync(DomainRoute)({
      address: "help",
      type: "fax",
      destination: "64f5a1c2e8b7a3d9f0c1b2a3",
      data: { a: "1", b: 2 },
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:00.000Z"
    })
    assert.deepStrictEqual([route.destination, route.type, route.data], [
      "64f5a1c2e8b7a3d9f0c1b2a3",
      "fax",
      { a: "1" }
    ])
  })
})

describe("domains", () => {
  it.effect("that an earlier attempt made are found in lower case", () =>
    Effect.gen(function*() {
      const { create } = yield* Domains
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create({ name: "New.Example.com", data: { a: "1" } }))
      assert.deepStrictEqual([result.name, result.data], ["new.example.com", { a: "1" }])
    }).pipe(novu()))

  it.effect("that an earlier attempt made are found where the plan has no room for a second", () =>
    Effect.gen(function*() {
      const { create } = yield* Domains
      const full = Fault.respond({ status: 402, body: { message: "Domain limit reached", statusCode: 402 } })
      yield* script(Fault.hangUp("after-write"), full)
      assert.strictEqual((yield* inVirtualTime(create({ name: "new.com" }))).result.name, "new.com")
      yield* script(full)
      assert.strictEqual((yield* Effect.flip(create({ name: "other.com" }))).reason._tag, "PaymentRequired")
    }).pipe(novu()))

  it.effect("that another environment has stay a conflict", () =>
    Effect.gen(function*() {
      const { create } = yield* Domains
      yield* script(Fault.hangUp("before-write"))
      const error = yield* Effect.flip(inVirtualTime(create({ name: "theirs.com" })))
      assert.strictEqual(error.reason._tag, "Conflict")
    }).pipe(novu({ seed: { environments: [{ name: "Production", seed: { domains: ["theirs.com"] } }] } })))

  it.effect.each(["https://novu.co", "novu", "inbound_novu.co", "novu.co.", "*.novu.co"])(
    "are not asked for by a name that is none: %s",
    (name) =>
      Effect.gen(function*() {
        const { reason } = yield* Effect.flip((yield* Domains).create({ name }))
        assert.strictEqual(reason._tag, "InvalidInput")
        assert.deepStrictEqual(yield* sent, [])
      }).pipe(novu())
  )

  it.effect("hold at most 500 characters of data", () =>
    Effect.gen(function*() {
      const { update } = yield* Domains
      yield* update(domain, { data: { a: "x".repeat(499) } })
      const { reason } = yield* Effect.flip(update(domain, { data: { a: "x".repeat(500) } }))
      assert(reason._tag === "InvalidInput")
      assert.deepStrictEqual(reason.issues.map(({ path }) => path), ["data"])
    }).pipe(novu()))

  it.effect("show the signed link to their DNS to whoever asks for it, and print it nowhere", () =>
    Effect.gen(function*() {
      const { startAutoConfigure } = yield* Domains
      const answer = yield* startAutoConfigure(domain, {})
      assert.match(Redacted.value(answer.result.applyUrl), /^https:\/\/dns\.test\/apply\?/)
      assert.notInclude(inspect(answer, { depth: 9 }) + JSON.stringify(answer), "sig=")
    }).pipe(novu({ seed: { domains: [{ name: domain, dnsProvider: "Cloudflare" }] } })))

  it("are read whatever a server leaves out of the rest", () => {
    const { data: _, expectedDnsRecords, mxRecordConfigured, status } = Schema.decodeUnknownSync(Domain)({
      name: domain,
      status: "failing",
      expectedDnsRecords: null,
      data: null,
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:00.000Z"
    })
    assert.deepStrictEqual([status, mxRecordConfigured, expectedDnsRecords], ["failing", false, undefined])
  })
})

describe("what a provider tells", () => {
  it.effect("is passed on as it is, a list too, and is sent once", () =>
    Effect.gen(function*() {
      const { trackDelivery } = yield* Integrations
      const reports = [{ event: "bounce", email: "ada@example.org" }]
      assert.deepStrictEqual((yield* trackDelivery("env", "mail", reports)).result, [])
      const [request] = yield* (yield* FakeNovu).requests
      assert.strictEqual(request?.body, JSON.stringify(reports))
      yield* script(Fault.hangUp("after-write"))
      const error = yield* Effect.flip(inVirtualTime(trackDelivery("env", "mail", {})))
      assert.deepStrictEqual([error.attempts, error.mayHaveActed], [1, true])
    }).pipe(novu()))

  it.effect("is read whatever the provider calls it", () =>
    Effect.gen(function*() {
      const row = { sg_event_id: "1" }
      const event = { status: "greylisted", date: "Wed, 05 Aug 2026", attempts: 2, row }
      yield* script(Fault.respond({ status: 200, body: { data: [{ id: "m1", event }, { id: "m2", event: null }] } }))
      const { result } = yield* (yield* Integrations).trackDelivery("env", "mail", {})
      assert.deepStrictEqual<unknown>(result, [{ id: "m1", event }, { id: "m2" }])
    }).pipe(novu()))
})
