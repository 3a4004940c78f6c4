import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ChannelConnections, ChannelEndpoints, Contexts, type NovuError, type NovuResponse } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime, slack } from "../support/client.ts"

/** Makes Novu's answer for a resource that does not exist. */
const gone = (path: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  statusCode: 404,
  timestamp: "2026-08-03T09:14:07.512Z",
  path,
  message: "Subscriber was not found",
  error: "Not Found",
  ctx: {},
  ...changes
})

const remove = ChannelConnections.use((connections) => connections.delete("a b"))

const path = "/v1/channel-connections/a%20b"

const answer = (body: unknown) => Fault.respond({ status: 404, body })

const accepted: Readonly<Record<string, Fault.Fault>> = {
  "Novu's own, with its words": answer(gone(path)),
  "about a missing parent": answer(gone(path, { message: "Integration not found: slack-prod" })),
  "of a server before 2025": answer({ statusCode: 404, path, message: ["not found"] }),
  "with a status in a text": answer(gone(path, { statusCode: "404" })),
  "whose path is decoded": answer(gone("/v1/channel-connections/a b"))
}

const refused: Readonly<Record<string, Fault.Fault>> = {
  "an ingress without a backend": Fault.respond({ status: 404, text: "default backend - 404" }),
  "a page": Fault.html({ status: 404 }),
  "an empty body": Fault.respond({ status: 404, text: "" }),
  "a body that is cut": Fault.respond({ status: 404, body: gone(path), cut: "hang-up" }),
  "another service's JSON": answer({ error: "not_found", message: "a b" }),
  "JSON without a path": answer(gone(path, { path: undefined })),
  "another path": answer(gone("/v1/channel-connections/another")),
  "a path that only ends alike": answer(gone("/a%20b")),
  "the root": answer(gone("/")),
  "an empty path": answer(gone("")),
  "another status in the body": answer(gone(path, { statusCode: 502 })),
  "a route that is not there": answer(gone(path, { message: `Cannot DELETE ${path}` })),
  "a feature that is off": answer(gone(path, { message: "Feature not enabled" })),
  "a list": answer([gone(path)])
}

describe("a delete whose first answer is lost", () => {
  for (const [what, second] of Object.entries(accepted)) {
    it.effect(`has succeeded when the second is a 404 ${what}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(Fault.hangUp("after-write"), second)
        const { result } = yield* inVirtualTime(remove)
        assert.isUndefined(result)
      }).pipe(Effect.provide(client())))
  }

  for (const [what, second] of Object.entries(refused)) {
    it.effect(`fails with NotFound, and says that it may have acted, when the second is a 404 of ${what}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(Fault.hangUp("before-write"), second)
        const error = yield* inVirtualTime(Effect.flip(remove))
        assert.strictEqual(error.reason._tag, "NotFound")
        assert.isTrue(error.earlierUnknown)
        assert.isTrue(error.mayHaveActed)
        assert.strictEqual(error.attempts, 2)
      }).pipe(Effect.provide(client())))
  }

  it.effect("has succeeded behind a gateway that takes a prefix off", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"), answer(gone(path)))
      yield* inVirtualTime(remove)
    }).pipe(Effect.provide(client({ transport: { apiUrl: "https://gateway.test/notifications/eu" } }))))

  const deletes: Readonly<
    Record<
      string,
      Effect.Effect<NovuResponse<void>, NovuError, ChannelConnections | ChannelEndpoints | Contexts | FakeNovu>
    >
  > = {
    "ChannelConnections.delete": Effect.gen(function*() {
      const connections = yield* ChannelConnections
      const { result } = yield* connections.create(slack)
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      return yield* connections.delete(result.identifier)
    }),
    "ChannelEndpoints.delete": Effect.gen(function*() {
      const endpoints = yield* ChannelEndpoints
      const { result } = yield* endpoints.create({
        integrationIdentifier: "slack-prod",
        subscriberId: "ada",
        type: "slack_user",
        endpoint: { userId: "U1" }
      })
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      return yield* endpoints.delete(result.identifier)
    }),
    "Contexts.delete": Effect.gen(function*() {
      const contexts = yield* Contexts
      yield* contexts.create({ type: "tenant", id: "acme" })
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      return yield* contexts.delete("tenant", "acme")
    })
  }
  for (const [name, call] of Object.entries(deletes)) {
    it.effect(`has succeeded on the fake: ${name}`, () =>
      Effect.gen(function*() {
        const { result } = yield* inVirtualTime(call)
        assert.isUndefined(result)
        const { connections, contexts, endpoints } = yield* (yield* FakeNovu).state
        assert.lengthOf([...connections, ...contexts, ...endpoints], 0)
      }).pipe(Effect.provide(client())))
  }
})
