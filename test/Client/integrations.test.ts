import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Integrations, type UpdateIntegration } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { client, inVirtualTime } from "../support/client.ts"

const fake = Effect.provide(client())

const mail = {
  providerId: "sendgrid",
  channel: "email",
  identifier: "mail",
  name: "Mail",
  active: true,
  credentials: Redacted.make({ apiKey: "SG.very-secret" })
} as const

/** Returns the bodies of what was written. */
const written = Effect.map(
  FakeNovu.use(({ requests }) => requests),
  (all) => all.filter(({ method }) => method === "PUT").map(({ body }) => JSON.parse(String(body)) as object)
)

const edited = (change: (name: string | undefined) => Omit<UpdateIntegration, "check">) =>
  Integrations.use((integrations) => integrations.edit("mail", ({ name }) => change(name)))

describe("Integrations.edit", () => {
  it.effect("sends what differs, without having the provider contacted", () =>
    Effect.gen(function*() {
      const { create, edit } = yield* Integrations
      const { result } = yield* create(mail)
      const { outcome, result: changed } = yield* edit("mail", ({ active, name }) => ({ name: `${name}!`, active }))
      assert.deepStrictEqual([outcome, changed.name], ["updated", "Mail!"])
      yield* edit(result._id ?? "", () => ({ name: "Post" }), { check: true })
      assert.deepStrictEqual(yield* written, [{ name: "Mail!", check: false }, { name: "Post", check: true }])
    }).pipe(fake))

  it.effect("sends nothing where nothing differs", () =>
    Effect.gen(function*() {
      yield* (yield* Integrations).create(mail)
      for (const change of [() => ({}), (name: string | undefined) => ({ name }), () => ({ name: undefined })]) {
        assert.strictEqual((yield* edited(change)).outcome, "unchanged")
      }
      assert.deepStrictEqual(yield* written, [])
    }).pipe(fake))

  it.effect("sends credentials whole when they are given, and keeps them otherwise", () =>
    Effect.gen(function*() {
      yield* (yield* Integrations).create(mail)
      yield* edited(() => ({ name: "Post" }))
      yield* edited(() => ({ credentials: Redacted.make({ apiKey: "SG.2", from: "a@example.com" }) }))
      assert.deepStrictEqual(yield* written, [
        { name: "Post", check: false },
        { credentials: { apiKey: "SG.2", from: "a@example.com" }, check: false }
      ])
    }).pipe(fake))

  it.effect("fails for an integration that is not there, and for a change that is none", () =>
    Effect.gen(function*() {
      const { create, edit } = yield* Integrations
      assert.strictEqual((yield* Effect.flip(edit("gone", () => ({ name: "x" })))).reason._tag, "NotFound")
      yield* create(mail)
      const wrong = [
        () => {
          throw new Error("a bug of the caller's")
        },
        () => undefined,
        () => ({ nam: "x" })
      ]
      for (const change of wrong) {
        const error = yield* Effect.flip(edit("mail", change as never))
        assert.deepStrictEqual([error.operation, error.reason._tag], ["Integrations.edit", "InvalidInput"])
      }
      assert.deepStrictEqual(yield* written, [])
    }).pipe(fake))
})

describe("Integrations.create", () => {
  it.effect("finds what a lost request made, by its identifier, and nothing older", () =>
    Effect.gen(function*() {
      const { create, list } = yield* Integrations
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create(mail))
      assert.strictEqual(result.identifier, "mail")
      assert.lengthOf((yield* list()).result.filter(({ identifier }) => identifier === "mail"), 1)
      yield* (yield* FakeNovu).script(Fault.hangUp("before-write"))
      const error = yield* Effect.flip(inVirtualTime(create(mail)))
      assert.strictEqual(error.reason._tag, "Conflict")
    }).pipe(fake))

  it.effect("is not repeated without an identifier, because Novu would make two", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const error = yield* Effect.flip((yield* Integrations).create({ ...mail, identifier: undefined }))
      assert.isTrue(error.mayHaveActed)
      assert.strictEqual(error.attempts, 1)
    }).pipe(fake))

  it.effect("shows no credentials, in answers or errors", () =>
    Effect.gen(function*() {
      const { create } = yield* Integrations
      yield* create(mail)
      const error = yield* Effect.flip(create(mail))
      assert.notInclude(`${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`, "very-secret")
    }).pipe(fake))
})

describe("Integrations.delete", () => {
  it.effect("returns what is left, also where the answer of its first attempt is lost", () =>
    Effect.gen(function*() {
      const integrations = yield* Integrations
      const { result } = yield* integrations.create(mail)
      const before = (yield* integrations.list()).result.length
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const left = yield* inVirtualTime(integrations.delete(result._id ?? ""))
      assert.lengthOf(left.result, before - 1)
      const again = yield* Effect.flip(integrations.delete(result._id ?? ""))
      assert.strictEqual(again.reason._tag, "NotFound")
    }).pipe(fake))
})
