import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { send } from "./wire.ts"

const fake = Effect.provide(FakeNovu.layer({ seed: { subscribers: ["ada"] } }))

const base = "/v1/integrations"
const unknown = "0123456789abcdef01234567"

/** Describes an integration, with the members that some test reads. */
interface Row {
  readonly _id: string
  readonly identifier: string
  readonly name: string
  readonly active: boolean
  readonly primary: boolean
  readonly priority: number
  readonly conditions: ReadonlyArray<unknown>
}

const made = (body: Readonly<Record<string, unknown>>) =>
  Effect.map(send("POST", base, { body }), ({ json, status }) => {
    assert.strictEqual(status, 201)
    return json.data as unknown as Row
  })

const email = (identifier: string, more: Readonly<Record<string, unknown>> = {}) =>
  made({ providerId: "sendgrid", channel: "email", identifier, active: true, ...more })

const put = (id: string, body: Readonly<Record<string, unknown>>) => send("PUT", `${base}/${id}`, { body })

const listed = Effect.map(send("GET", base), ({ json }) => json.data as unknown as ReadonlyArray<Row>)

const standing = Effect.map(
  listed,
  (rows) => rows.map(({ active, identifier, primary, priority }) => [identifier, active, primary, priority])
)

const refused = (status: number, message: string, answer: { readonly status: number; readonly text: string }) => {
  assert.strictEqual(answer.status, status)
  assert.include(answer.text, message)
}

describe("the integrations of the fake", () => {
  it.effect("case 31, era 2026-08: need a provider and a channel, and have a name and an identifier in any case", () =>
    Effect.gen(function*() {
      const row = yield* made({ providerId: "sendgrid", channel: "email" })
      assert.isNotEmpty(row.name)
      assert.match(row.identifier, /^sendgrid-/)
      assert.isFalse(row.active)
      assert.notProperty(row, "credentials")
      assert.strictEqual((yield* send("POST", base, { body: { channel: "email" } })).status, 422)
      assert.strictEqual((yield* send("POST", base, { body: { providerId: "sendgrid" } })).status, 400)
      assert.strictEqual(
        (yield* send("POST", base, { body: { providerId: "anthropic", kind: "agent" } })).status,
        201
      )
    }).pipe(fake))

  it.effect("case 31, era 2026-08: are refused under an identifier that is taken, as a second in-app one, and as a second demo provider", () =>
    Effect.gen(function*() {
      yield* email("mail")
      refused(
        409,
        "Integration with identifier already exists",
        yield* send("POST", base, { body: { providerId: "ses", channel: "email", identifier: "mail" } })
      )
      const inApp = { providerId: "novu", channel: "in_app" }
      yield* made(inApp)
      refused(400, "One environment can only have one In app provider", yield* send("POST", base, { body: inApp }))
      const demo = { providerId: "novu-email", channel: "email" }
      yield* made(demo)
      refused(
        409,
        "Integration with novu provider for email channel already exists",
        yield* send("POST", base, { body: demo })
      )
    }).pipe(fake))

  it.effect("case 32, era 2026-08: of one channel of e-mail have an order, and one of them is primary", () =>
    Effect.gen(function*() {
      const first = yield* email("first")
      assert.deepStrictEqual([first.primary, first.priority], [true, 1])
      const second = yield* email("second")
      assert.deepStrictEqual([second.primary, second.priority], [false, 1])
      assert.deepStrictEqual(yield* standing, [["first", true, true, 2], ["second", true, false, 1]])
      yield* put(first._id, { active: false })
      assert.deepStrictEqual(yield* standing, [["first", false, false, 0], ["second", true, false, 1]])
      yield* put(first._id, { active: true })
      assert.deepStrictEqual(yield* standing, [["first", true, false, 2], ["second", true, false, 1]])
    }).pipe(fake))

  it.effect("case 33, era 2026-08: change their primary one on request, which clears its conditions", () =>
    Effect.gen(function*() {
      const chat = yield* made({ providerId: "slack", channel: "chat", active: true })
      refused(400, "Channel chat does not support primary", yield* send("POST", `${base}/${chat._id}/set-primary`))
      refused(422, "integrationId must be a mongodb id", yield* send("POST", `${base}/none/set-primary`))
      refused(404, `Integration with id ${unknown} not found`, yield* send("POST", `${base}/${unknown}/set-primary`))
      yield* email("first")
      const second = yield* email("second", {
        conditions: [{ isNegated: false, type: "GROUP", value: "AND", children: [] }]
      })
      const answer = yield* send("POST", `${base}/${second._id}/set-primary`)
      const row = answer.json.data as unknown as Row
      assert.deepStrictEqual([row.primary, row.priority, row.conditions], [true, 2, []])
      assert.notProperty(row, "credentials")
      assert.include((yield* send("GET", base)).text, "\"credentials\":{}")
      assert.deepStrictEqual((yield* standing).slice(1), [["first", true, false, 1], ["second", true, true, 2]])
    }).pipe(fake))

  it.effect("case 34, era 2026-08: lose their place by conditions, and by being deleted", () =>
    Effect.gen(function*() {
      const first = yield* email("first")
      yield* email("second")
      yield* put(first._id, { conditions: [{ isNegated: false, type: "GROUP", value: "OR", children: [] }] })
      assert.deepStrictEqual((yield* standing)[0], ["first", true, false, 2])
      refused(400, "conditions", yield* put(first._id, { conditions: [{ value: "XOR" }] }))
      const rest = yield* send("DELETE", `${base}/${first._id}`)
      assert.strictEqual(rest.status, 200)
      assert.deepStrictEqual((rest.json.data as unknown as ReadonlyArray<Row>).map(({ identifier }) => identifier), [
        "second"
      ])
      refused(404, `Entity with id ${first._id} not found`, yield* send("DELETE", `${base}/${first._id}`))
      yield* email("first")
    }).pipe(fake))

  it.effect("case 34, era 2026-08: are changed member by member, but for credentials, and in their own environment", () =>
    Effect.gen(function*() {
      const row = yield* email("mail", { name: "Mail", credentials: { apiKey: "SG.1", from: "a@example.com" } })
      yield* put(row._id, { name: "Post" })
      const [named] = yield* listed
      assert.deepStrictEqual([named?.name, named?.identifier, named?.active], ["Post", "mail", true])
      refused(400, "No properties found for update", yield* put(row._id, {}))
      refused(404, `Entity with id ${unknown} not found`, yield* put(unknown, { name: "x" }))
      refused(403, "scoped to a single environment", yield* put(row._id, { name: "x", _environmentId: unknown }))
      yield* email("other")
      refused(409, "already exists", yield* put(row._id, { identifier: "other" }))
    }).pipe(fake))

  it.effect("set up the webhook of a provider that has one, and say so of others with 200", () =>
    Effect.gen(function*() {
      const mail = yield* email("mail")
      const chat = yield* made({ providerId: "slack", channel: "chat" })
      const configured = yield* send("POST", `${base}/${mail._id}/auto-configure`)
      assert.strictEqual((configured.json.data as { readonly success?: boolean }).success, true)
      const not = yield* send("POST", `${base}/${chat._id}/auto-configure`)
      assert.deepStrictEqual([not.status, (not.json.data as { readonly success?: boolean }).success], [200, false])
      refused(404, `Integration not found, id: ${unknown}`, yield* send("POST", `${base}/${unknown}/auto-configure`))
    }).pipe(fake))

  it.effect("link phones and webhooks to Telegram alone", () =>
    Effect.gen(function*() {
      yield* made({ providerId: "telegram", channel: "chat", identifier: "bot" })
      yield* made({ providerId: "slack", channel: "chat", identifier: "slack" })
      const link = yield* send("POST", `${base}/bot/mobile-link`, { body: { subscriberId: "ada" } })
      assert.sameMembers(Object.keys(link.json.data ?? {}), ["token", "url", "expiresAt"])
      const hook = yield* send("POST", `${base}/bot/webhook/configure`, { body: {} })
      assert.sameMembers(Object.keys(hook.json.data ?? {}), ["webhookUrl", "configuredAt", "botUsername"])
      assert.strictEqual((yield* send("POST", `${base}/slack/mobile-link`, { body: {} })).status, 400)
      assert.strictEqual((yield* send("POST", `${base}/none/webhook/configure`, { body: {} })).status, 404)
    }).pipe(fake))

  it.effect("keep their ids and their place when they are seeded again, and their order under a new identifier", () =>
    Effect.gen(function*() {
      const { seed } = yield* FakeNovu
      const integrations = [
        { identifier: "mail", providerId: "sendgrid", channel: "email" },
        { identifier: "spare", providerId: "mailgun", channel: "email" }
      ] as const
      yield* seed({ integrations })
      const before = yield* listed
      yield* seed({ integrations })
      assert.deepStrictEqual((yield* listed).map(({ _id }) => _id), before.map(({ _id }) => _id))
      const mail = before.find(({ identifier }) => identifier === "mail")
      assert.isTrue(mail?.primary)
      assert.isTrue((yield* listed).find(({ identifier }) => identifier === "mail")?.primary)
      yield* put(mail?._id ?? "", { identifier: "renamed" })
      assert.deepStrictEqual(
        (yield* listed).map(({ identifier }) => identifier),
        before.map(({ identifier }) => identifier === "mail" ? "renamed" : identifier)
      )
      assert.strictEqual((yield* made({ providerId: "slack", channel: "chat", identifier: "mail" })).identifier, "mail")
    }).pipe(fake))
})
