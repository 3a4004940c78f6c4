import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted, References, Schema } from "effect"
import type { CreateChannelConnection } from "effect-novu/Schema/ChannelConnection"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"
import { type Client, makeOurs, makeTheirs, type Outcome, workspace } from "./clients.ts"
import { ours, theirs } from "./recording.ts"

const connection = (identifier: string, subscriberId: string): CreateChannelConnection => ({
  identifier,
  integrationIdentifier: "slack-prod",
  subscriberId,
  workspace,
  auth: {
    accessToken: Redacted.make("xoxb-1"),
    refreshToken: Redacted.make("xoxe-1"),
    expiresAt: DateTime.makeUnsafe("2030-01-01T00:00:00.000Z")
  }
})

const Page = Schema.Struct({ result: Schema.Struct({ next: Schema.String }) })

/** Lists the common ends of a call to a connection. */
const scenario = (client: Client) =>
  Effect.gen(function*() {
    const { create, createContext, delete: remove, list, retrieve, update } = client
    const outcomes: Record<string, Outcome> = {}
    const step = <E>(name: string, call: Effect.Effect<Outcome, E>) =>
      Effect.tap(call, (outcome) => Effect.sync(() => outcomes[name] = outcome))

    const b = connection("b", "grace")
    yield* step("create", create(connection("a", "ada"), "key-1"))
    yield* step("replay", create(connection("a", "ada"), "key-1"))
    yield* step("key of another body", create(b, "key-1"))
    yield* step("conflict", create(connection("b", "ada"), "key-2"))
    yield* step("identifier conflict", create(connection("a", "grace"), "key-3"))
    yield* step("no such integration", create({ ...b, integrationIdentifier: "nope" }, "key-4"))
    yield* step("no such subscriber", create(connection("b", "nobody"), "key-5"))
    yield* step("bad request", create({ ...b, integrationIdentifier: "discord-prod" }, "key-6"))
    yield* step("second", create(b, "key-7"))
    yield* step("third", create({ ...connection("c", "ada"), context: { tenant: "acme" } }, "key-8"))
    yield* step("retrieve", retrieve("b"))
    yield* step("not found", retrieve("x/y?z=é"))
    const page = yield* step("page", list({ limit: 2 }))
    const after = (yield* Schema.decodeUnknownEffect(Page)(page)).result.next
    yield* step("last page", list({ limit: 2, after }))
    yield* step("update", update("b", "xoxb-2", "key-9"))
    yield* step("update of nothing", update("nope", "xoxb-2", "key-10"))
    yield* step("validation failure", createContext({ type: "not a type!", id: "acme" }, "key-11"))
    yield* step("delete", remove("b"))
    yield* step("delete twice", remove("b"))
    yield* step("cursor of a deleted row", list({ limit: 2, after }))
    return outcomes
  })

/** Says how each step should end, because two clients may agree on a failure that should not happen. */
const expected = {
  create: "ok",
  replay: "ok",
  "key of another body": 422,
  conflict: 409,
  "identifier conflict": 409,
  "no such integration": 404,
  "no such subscriber": 404,
  "bad request": 400,
  second: "ok",
  third: "ok",
  retrieve: "ok",
  "not found": 404,
  page: "ok",
  "last page": "ok",
  update: "ok",
  "update of nothing": 404,
  "validation failure": 422,
  delete: "ok",
  "delete twice": 404,
  "cursor of a deleted row": "ok"
}

/** Lists what the other SDK does not tell its caller. */
const untold: Readonly<Record<string, { readonly part: string; readonly reason: string }>> = {
  "key of another body": { part: "message", reason: "it requires the errors of a 422, which this kind does not have" },
  delete: { part: "headers", reason: "it returns nothing where there is no body, although there are headers" }
}

const timely = new Set(["createdAt", "updatedAt", "next", "previous"])

/** Replaces times and cursors, which hold times, because the clock moves on between the two runs. */
const withoutTimes = (value: unknown): Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(value, (name, member) => timely.has(name) && member !== null ? "some" : member))

const served = FakeNovu.serve({ idempotency: true, secretKey: "sk_fake" }).pipe(
  Layer.provideMerge(
    NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "1 second" })
  ),
  Layer.provide(Layer.succeed(References.MinimumLogLevel, "None"))
)

describe("over the same served Novu", () => {
  it.live(
    "both clients return the same results, and fail with the same status, words and issues",
    () =>
      Effect.gen(function*() {
        const { address } = yield* HttpServer.HttpServer
        const url = HttpServer.formatAddress(address)
        const peer = makeTheirs(theirs(globalThis.fetch, url))
        const us = yield* Effect.provide(makeOurs, ours(globalThis.fetch, url))

        const theirRun = yield* scenario(peer)
        yield* (yield* FakeNovu).reset
        const ourRun = yield* scenario(us)

        assert.deepStrictEqual(
          Object.fromEntries(
            Object.entries(ourRun).map(([name, outcome]) => [name, "status" in outcome ? outcome.status : "ok"])
          ),
          expected
        )
        for (const [name, outcome] of Object.entries(ourRun)) {
          const [mine, peers] = [withoutTimes(outcome), withoutTimes(theirRun[name])]
          const { part = "", reason } = untold[name] ?? {}
          if (reason !== undefined) assert.notDeepEqual(mine[part], peers[part], `listed, but the same: ${reason}`)
          assert.deepStrictEqual({ ...mine, [part]: "" }, { ...peers, [part]: "" }, name)
        }

        // Times and cursors are compared too, because both look at the same connections.
        const looks = [
          ({ list }: Client) => list({ limit: 10 }),
          ({ list }: Client) => list({ limit: 1 }),
          ({ retrieve }: Client) => retrieve("a")
        ]
        for (const look of looks) {
          assert.deepStrictEqual(yield* look(us), yield* look(peer))
        }
      }).pipe(Effect.provide(served)),
    30_000
  )
})
