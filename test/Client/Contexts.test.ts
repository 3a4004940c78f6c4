import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Stream } from "effect"
import { Contexts, Integrations } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { client, inVirtualTime } from "../support/client.ts"

const acme = { type: "tenant", id: "acme", data: { plan: "free" } }

describe("Contexts", () => {
  it.effect("creates, reads, replaces the data of, lists and deletes", () =>
    Effect.gen(function*() {
      const contexts = yield* Contexts
      assert.deepStrictEqual((yield* contexts.create(acme)).result.data, { plan: "free" })
      assert.strictEqual((yield* contexts.retrieve("tenant", "acme")).result.id, "acme")
      const updated = yield* contexts.update("tenant", "acme", {
        data: { seats: 3 },
        bridgeUrl: "https://example.test"
      })
      assert.deepStrictEqual(updated.result.data, { seats: 3 })
      assert.strictEqual(updated.result.bridgeUrl, "https://example.test")
      const cleared = yield* contexts.update("tenant", "acme", { data: {}, bridgeUrl: null })
      assert.isTrue((cleared.result.bridgeUrl ?? null) === null)
      assert.lengthOf(yield* Stream.runCollect(contexts.listAll({ type: "tenant" })), 1)
      yield* contexts.delete("tenant", "acme")
      assert.strictEqual((yield* Effect.flip(contexts.delete("tenant", "acme"))).reason._tag, "NotFound")
    }).pipe(Effect.provide(client())))

  it.effect("fails with Conflict when it exists, unless a lost answer was about it", () =>
    Effect.gen(function*() {
      const contexts = yield* Contexts
      yield* contexts.create(acme)
      assert.strictEqual((yield* Effect.flip(contexts.create(acme))).reason._tag, "Conflict")
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(contexts.create({ ...acme, id: "globex" }))
      assert.strictEqual(result.id, "globex")
    }).pipe(Effect.provide(client())))

  for (const id of ["a b", "", "x".repeat(101)]) {
    it.effect(`refuses the id ${JSON.stringify(id.slice(0, 10))}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* Contexts).create({ type: "tenant", id }))
        assert.strictEqual(error.reason._tag, "InvalidInput")
      }).pipe(Effect.provide(client())))
  }
})

describe("Integrations", () => {
  it.effect("gives the URLs that end in a connection or an endpoint", () =>
    Effect.gen(function*() {
      const integrations = yield* Integrations
      const common = { integrationIdentifier: "slack-prod", subscriberId: "ada" }
      assert.match((yield* integrations.generateConnectOAuthUrl(common)).result.url, /^https:\/\/slack\.com\//)
      assert.match((yield* integrations.generateLinkUserOAuthUrl(common)).result.url, /^https:\/\/slack\.com\//)
      const link = yield* integrations.linkChannelEndpoint({ ...common, integrationIdentifier: "telegram-prod" })
      assert.match(link.result.url, /^https:\/\/t\.me\//)
    }).pipe(Effect.provide(client())))

  it.effect("lists integrations without showing their credentials", () =>
    Effect.gen(function*() {
      const { list, listActive } = yield* Integrations
      const { result } = yield* list()
      const slack = result.find(({ identifier }) => identifier === "slack-prod")
      assert.strictEqual(slack?.providerId, "slack")
      assert.isTrue(slack?.credentials === undefined || Redacted.isRedacted(slack.credentials))
      assert.notMatch(inspect(result, { depth: 9 }), /secretKey|clientId/)
      assert.isAtLeast((yield* listActive()).result.length, 1)
    }).pipe(Effect.provide(client())))
})
