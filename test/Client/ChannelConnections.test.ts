import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Exit, Fiber, Redacted, Stream } from "effect"
import { ChannelConnections, type CreateChannelConnection } from "effect-novu"
import { defaultSeed, FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime, slack, wire } from "../support/client.ts"

const token = (text: string) => ({ accessToken: Redacted.make(text) })

const seeded = (count: number) =>
  Effect.flatMap(FakeNovu, (fake) =>
    fake.seed({
      subscribers: Array.from({ length: count }, (_, n) => `s${n}`),
      connections: Array.from({ length: count }, (_, n) => ({
        integrationIdentifier: "slack-prod",
        identifier: `c${n}`,
        subscriberId: `s${n}`,
        workspace: { id: `T${n}` },
        auth: token(`token-${n}`)
      }))
    }))

const targets = Effect.map(
  Effect.flatMap(FakeNovu, (fake) => fake.requests),
  (requests) => requests.map(({ method, url }) => `${method} ${url}`)
)

/** Lists ten a page into `seen`, and deletes connections when that many have come. */
const listDeleting = Effect.fnUntraced(function*(
  seen: Array<string>,
  when: number,
  victims: () => ReadonlyArray<string>
) {
  const { delete: remove, listAll } = yield* ChannelConnections
  yield* Stream.runForEach(
    listAll({ limit: 10 }),
    Effect.fnUntraced(function*({ identifier }) {
      seen.push(identifier)
      if (seen.length === when) { for (const each of victims()) yield* remove(each) }
    })
  )
})

describe("ChannelConnections", () => {
  describe("list", () => {
    it.effect("takes every filter that Novu has, lists repeated", () =>
      Effect.gen(function*() {
        yield* (yield* ChannelConnections).list({
          after: "0123456789abcdef01234567",
          limit: 5,
          orderDirection: "ASC",
          orderBy: "updatedAt",
          includeCursor: true,
          subscriberId: "a b",
          connectionMode: "shared",
          channel: "chat",
          providerId: "slack",
          integrationIdentifier: "slack-prod",
          contextKeys: ["tenant:acme", "region:eu"]
        })
        const [request] = yield* (yield* FakeNovu).requests
        assert.deepStrictEqual([...new URL(request?.url ?? "", "http://x").searchParams], [
          ["after", "0123456789abcdef01234567"],
          ["limit", "5"],
          ["orderDirection", "ASC"],
          ["orderBy", "updatedAt"],
          ["includeCursor", "true"],
          ["subscriberId", "a b"],
          ["connectionMode", "shared"],
          ["channel", "chat"],
          ["providerId", "slack"],
          ["integrationIdentifier", "slack-prod"],
          ["contextKeys", "tenant:acme"],
          ["contextKeys", "region:eu"]
        ])
      }).pipe(Effect.provide(client())))

    it.effect("tells no contexts from any contexts", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        yield* connections.create(slack)
        yield* connections.create({ ...slack, context: { tenant: "acme" } })
        assert.lengthOf((yield* connections.list()).result.data, 2)
        assert.lengthOf((yield* connections.list({ contextKeys: [] })).result.data, 1)
        assert.lengthOf((yield* connections.list({ contextKeys: ["tenant:acme"] })).result.data, 1)
      }).pipe(Effect.provide(client())))

    it.effect("refuses a limit Novu would not take", () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* ChannelConnections).list({ limit: 101 }))
        assert.strictEqual(error.reason._tag, "InvalidInput")
      }).pipe(Effect.provide(client())))
  })

  describe("listAll", () => {
    it.effect("delivers everything, in order, a page at a time", () =>
      Effect.gen(function*() {
        yield* seeded(250)
        const all = yield* Stream.runCollect((yield* ChannelConnections).listAll())
        assert.lengthOf(new Set(all.map(({ identifier }) => identifier)), 250)
        assert.lengthOf(yield* targets, 3)
      }).pipe(Effect.provide(client())))

    it.effect("sends nothing before it is pulled, and one request for five items", () =>
      Effect.gen(function*() {
        yield* seeded(250)
        const stream = (yield* ChannelConnections).listAll()
        assert.lengthOf(yield* targets, 0)
        assert.lengthOf(yield* Stream.runCollect(Stream.take(stream, 5)), 5)
        assert.lengthOf(yield* targets, 1)
      }).pipe(Effect.provide(client())))

    it.effect("delivers the items before a page that fails, then the failure", () =>
      Effect.gen(function*() {
        yield* seeded(20)
        const fake = yield* FakeNovu
        yield* fake.script(Fault.pass, Fault.respond({ status: 403 }))
        const seen: Array<string> = []
        const error = yield* (yield* ChannelConnections).listAll({ limit: 10 }).pipe(
          Stream.runForEach(({ identifier }) => Effect.sync(() => seen.push(identifier))),
          Effect.flip
        )
        assert.lengthOf(seen, 10)
        assert.strictEqual(error.reason._tag, "Forbidden")
      }).pipe(Effect.provide(client())))

    for (const lost of ["the last item", "the whole page"] as const) {
      it.effect(`goes on when ${lost} was deleted in between`, () =>
        Effect.gen(function*() {
          yield* seeded(40)
          const seen: Array<string> = []
          yield* listDeleting(seen, 20, () => lost === "the last item" ? seen.slice(-1) : seen.slice(10))
          assert.lengthOf(seen, 40)
          assert.lengthOf(new Set(seen), 40)
        }).pipe(Effect.provide(client())))
    }

    it.effect("fails rather than end early when every cursor it knows is gone", () =>
      Effect.gen(function*() {
        yield* seeded(40)
        const seen: Array<string> = []
        const error = yield* Effect.flip(listDeleting(seen, 20, () => seen))
        assert.strictEqual(error.reason._tag, "NotFound")
        assert.lengthOf(seen, 20)
      }).pipe(Effect.provide(client())))

    it.effect("ends when everything was deleted", () =>
      Effect.gen(function*() {
        yield* seeded(20)
        const seen: Array<string> = []
        yield* listDeleting(seen, 10, () => Array.from({ length: 20 }, (_, n) => `c${n}`))
        assert.lengthOf(seen, 10)
      }).pipe(Effect.provide(client())))
  })

  describe("update", () => {
    it.effect("replaces workspace and tokens whole", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const { result } = yield* connections.create(slack)
        const updated = yield* connections.update(result.identifier, {
          workspace: { id: "T2" },
          auth: token("new-token")
        })
        assert.deepStrictEqual(updated.result.workspace, { id: "T2" })
        assert.strictEqual(
          updated.result.auth.accessToken && Redacted.value(updated.result.auth.accessToken),
          "new-token"
        )
      }).pipe(Effect.provide(client())))

    it.effect("takes the workspace of a response back", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        yield* (yield* FakeNovu).script(
          Fault.respond({ status: 200, body: { data: wire({ workspace: { id: "T", name: null } }) } })
        )
        const { result: { workspace } } = yield* connections.retrieve("x")
        const { result } = yield* connections.create(slack)
        yield* connections.update(result.identifier, { workspace, auth: token("new-token") })
      }).pipe(Effect.provide(client())))
  })

  describe("delete", () => {
    it.effect("succeeds when an earlier attempt may have deleted it", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const { result } = yield* connections.create(slack)
        yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
        const deleted = yield* inVirtualTime(connections.delete(result.identifier))
        assert.isUndefined(deleted.result)
      }).pipe(Effect.provide(client())))

    it.effect("fails with NotFound when it was not there", () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* ChannelConnections).delete("gone"))
        assert.strictEqual(error.reason._tag, "NotFound")
        assert.strictEqual(error.attempts, 1)
      }).pipe(Effect.provide(client())))
  })

  describe("ensure", () => {
    it.effect("creates what is not there", () =>
      Effect.gen(function*() {
        const { created, result } = yield* (yield* ChannelConnections).ensure(slack)
        assert.isTrue(created)
        assert.strictEqual(result.subscriberId, "subscriber-123")
      }).pipe(Effect.provide(client())))

    it.effect("gives an existing connection the new tokens", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const first = yield* connections.create(slack)
        const { created, result } = yield* connections.ensure({ ...slack, auth: token("fresh-token") })
        assert.isFalse(created)
        assert.strictEqual(result.identifier, first.result.identifier)
        assert.strictEqual(result.auth.accessToken && Redacted.value(result.auth.accessToken), "fresh-token")
      }).pipe(Effect.provide(client())))

    it.effect("writes nothing when everything is as asked", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        yield* connections.create(slack)
        const { created } = yield* connections.ensure(slack)
        assert.isFalse(created)
        assert.isFalse((yield* targets).some((each) => each.startsWith("PATCH")))
      }).pipe(Effect.provide(client())))

    it.effect("finds the connection by listing when Novu does not name it", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const first = yield* connections.create({ ...slack, context: { tenant: "acme" } })
        yield* connections.create(slack)
        yield* (yield* FakeNovu).script(Fault.respond({ status: 409, body: { message: "Conflict" } }))
        const { result } = yield* connections.ensure({ ...slack, context: { tenant: "acme" } })
        assert.strictEqual(result.identifier, first.result.identifier)
      }).pipe(Effect.provide(client())))

    it.effect("leaves a connection for something else alone, and fails with the conflict", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        yield* connections.create({ ...slack, identifier: "mine", subscriberId: "ada" })
        const error = yield* Effect.flip(connections.ensure({ ...slack, identifier: "mine" }))
        assert.strictEqual(error.reason._tag, "Conflict")
        assert.isFalse((yield* targets).some((each) => each.startsWith("PATCH")))
      }).pipe(Effect.provide(client())))

    it.effect("keeps a refresh token that the payload does not bring", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const expiresAt = DateTime.makeUnsafe("2027-01-01T00:00:00Z")
        yield* connections.create({
          ...slack,
          auth: { ...slack.auth, refreshToken: Redacted.make("keep-me"), expiresAt }
        })
        yield* connections.ensure({ ...slack, auth: token("fresh-token") })
        const [stored] = (yield* (yield* FakeNovu).state).connections
        assert.strictEqual(stored?.auth.refreshToken && Redacted.value(stored.auth.refreshToken), "keep-me")
        assert.strictEqual(stored?.auth.expiresAt, "2027-01-01T00:00:00.000Z")
        assert.strictEqual(stored?.auth.accessToken && Redacted.value(stored.auth.accessToken), "fresh-token")
      }).pipe(Effect.provide(client())))

    it.effect("does not drop a refresh token that Novu hides, unless told to", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const hidden = Fault.respond({
          status: 200,
          body: { data: wire({ auth: { accessToken: "old-token", hasRefreshToken: true } }) }
        })
        const { result } = yield* connections.create(slack)
        const fresh: CreateChannelConnection = { ...slack, auth: token("fresh-token") }
        yield* (yield* FakeNovu).script(Fault.pass, hidden)
        const error = yield* Effect.flip(connections.ensure(fresh))
        assert.strictEqual(error.reason._tag, "Conflict")
        assert.include(error.message, "dropRefreshToken")
        const visible = Fault.mutate((body) => ({
          data: { ...(body as { data: object }).data, auth: { hasRefreshToken: true } }
        }))
        yield* (yield* FakeNovu).script(Fault.pass, visible)
        const ensured = yield* connections.ensure(fresh, { dropRefreshToken: true })
        assert.strictEqual(ensured.result.identifier, result.identifier)
      }).pipe(Effect.provide(client())))

    const storedWith = (times: { readonly expiresAt?: string; readonly refreshTokenExpiresAt?: string }) =>
      client({
        fake: {
          seed: {
            ...defaultSeed,
            connections: [{
              integrationIdentifier: slack.integrationIdentifier,
              subscriberId: slack.subscriberId,
              workspace: slack.workspace,
              auth: { accessToken: "old-token", refreshToken: "keep-me", ...times }
            }]
          }
        }
      })

    for (
      const [stored, kept] of [
        ["1798761600", "2027-01-01T00:00:00.000Z"],
        ["1798761600.5", "2027-01-01T00:00:00.500Z"],
        ["1798761600000", "2027-01-01T00:00:00.000Z"],
        ["2027-01-01T00:00:00Z", "2027-01-01T00:00:00.000Z"]
      ] as const
    ) {
      it.effect(`writes back the time that ${stored} is`, () =>
        Effect.gen(function*() {
          const { ensure } = yield* ChannelConnections
          yield* ensure({ ...slack, auth: token("fresh-token") })
          const [connection] = (yield* (yield* FakeNovu).state).connections
          assert.strictEqual(connection?.auth.expiresAt, kept)
          assert.strictEqual(connection?.auth.refreshTokenExpiresAt, kept)
        }).pipe(Effect.provide(storedWith({ expiresAt: stored, refreshTokenExpiresAt: stored }))))
    }

    for (const member of ["expiresAt", "refreshTokenExpiresAt"] as const) {
      for (const unreadable of ["next week", "43200", "1798761600000000"]) {
        it.effect(`does not drop an auth.${member} of ${unreadable}, unless the payload brings one`, () =>
          Effect.gen(function*() {
            const { ensure } = yield* ChannelConnections
            const error = yield* Effect.flip(ensure({ ...slack, auth: token("fresh-token") }))
            assert.strictEqual(error.reason._tag, "Conflict")
            assert.include(error.message, `holds an auth.${member} that is no time`)
            assert.isFalse((yield* targets).some((each) => each.startsWith("PATCH")))
            const time = DateTime.makeUnsafe("2027-01-01T00:00:00Z")
            yield* ensure({ ...slack, auth: { ...token("fresh-token"), [member]: time } })
            const [connection] = (yield* (yield* FakeNovu).state).connections
            assert.strictEqual(connection?.auth[member], "2027-01-01T00:00:00.000Z")
            assert.strictEqual(connection?.auth.refreshToken && Redacted.value(connection.auth.refreshToken), "keep-me")
          }).pipe(Effect.provide(storedWith({ [member]: unreadable }))))
      }
    }

    it.effect("ends with one connection and ten successes when ten race", () =>
      Effect.gen(function*() {
        const { ensure } = yield* ChannelConnections
        const fibers = yield* Effect.forEach(
          Array.from({ length: 10 }, (_, n) => n),
          (n) => Effect.forkChild(ensure({ ...slack, auth: token(`token-of-${n}`) }))
        )
        const exits = yield* inVirtualTime(Effect.forEach(fibers, Fiber.await))
        assert.lengthOf(exits.filter(Exit.isSuccess), 10)
        assert.lengthOf(exits.filter((exit) => Exit.isSuccess(exit) && exit.value.created), 1)
        assert.lengthOf((yield* (yield* FakeNovu).state).connections, 1)
      }).pipe(Effect.provide(client({ fake: { latency: "20 millis" } }))))

    it.effect("keeps within the time of one call", () =>
      Effect.gen(function*() {
        const { create, ensure } = yield* ChannelConnections
        yield* create(slack)
        yield* (yield* FakeNovu).rule({}, Fault.stall("headers", { for: "9 seconds" }))
        const fiber = yield* Effect.forkChild(
          Effect.flip(ensure({ ...slack, auth: token("fresh-token") }, { totalTimeout: "20 seconds" }))
        )
        yield* inVirtualTime(Effect.sleep("20 seconds"))
        const { reason } = yield* Fiber.join(fiber)
        assert.strictEqual(reason._tag === "TimedOut" && reason.scope, "total")
      }).pipe(Effect.provide(client())))
  })
})
