import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema, Stream } from "effect"
import {
  ChannelConnectionPage,
  ChannelConnections,
  ChannelEndpointPage,
  ChannelEndpoints,
  ContextPage,
  Contexts,
  Integrations
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { accessToken, client, wire } from "../support/client.ts"

const time = "2026-01-01T00:00:00.000Z"

/** Sets what the fake answers next. */
const answering = (body: unknown) =>
  Effect.flatMap(FakeNovu, ({ script }) => script(Fault.respond({ status: 200, body })))

/** Returns the body without members that are undefined, as JSON writes it. */
const page = (rows: ReadonlyArray<unknown>, beside: Readonly<Record<string, unknown>> = {}) => ({
  data: rows,
  next: null,
  previous: null,
  totalCount: rows.length,
  totalCountCapped: false,
  ...beside
})

const rows = [wire({ identifier: "a" }), wire({ identifier: "b" })]

describe("what stands beside the rows", () => {
  const cases: ReadonlyArray<readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]> = [
    [{ totalCount: null }, { totalCount: undefined }],
    [{ totalCount: undefined }, { totalCount: undefined }],
    [{ totalCount: "2" }, { totalCount: 2 }],
    [{ totalCount: "many" }, { totalCount: undefined }],
    [{ totalCount: "" }, { totalCount: undefined }],
    [{ totalCount: { value: 2 } }, { totalCount: undefined }],
    [{ totalCountCapped: null }, { totalCountCapped: undefined }],
    [{ totalCountCapped: "true" }, { totalCountCapped: true }],
    [{ totalCountCapped: "false" }, { totalCountCapped: false }],
    [{ totalCountCapped: 1 }, { totalCountCapped: undefined }],
    [{ next: undefined, previous: undefined }, { next: null, previous: null }],
    [{ previous: 12 }, { previous: "12" }],
    [{ page: 0, hasMore: false }, {}]
  ]
  for (const [beside, read] of cases) {
    it.effect(`costs no row: ${JSON.stringify(beside, (_, value) => value === undefined ? "left out" : value)}`, () =>
      Effect.gen(function*() {
        const { list, listAll } = yield* ChannelConnections
        yield* answering(page(rows, beside))
        const { result } = yield* list()
        assert.deepStrictEqual(result.data.map(({ identifier }) => identifier), ["a", "b"])
        for (const [name, value] of Object.entries(read)) {
          assert.deepStrictEqual(Reflect.get(result, name), value)
          if (value === undefined) assert.isFalse(name in result)
        }
        yield* answering(page(rows, beside))
        assert.lengthOf(yield* Stream.runCollect(listAll()), 2)
      }).pipe(Effect.provide(client())))
  }

  it.effect("costs no row of endpoints and contexts", () =>
    Effect.gen(function*() {
      const beside = { totalCount: null, totalCountCapped: null, next: undefined, previous: undefined }
      yield* answering(page([endpoint()], beside))
      assert.lengthOf((yield* (yield* ChannelEndpoints).list()).result.data, 1)
      yield* answering(page([context()], beside))
      assert.lengthOf((yield* (yield* Contexts).list()).result.data, 1)
    }).pipe(Effect.provide(client())))

  for (const beside of [{ next: { id: 1 } }, { next: true }, { next: ["a"] }, { data: null }, { data: undefined }]) {
    it.effect(`fails where reading on would lose rows: ${JSON.stringify(beside)}`, () =>
      Effect.gen(function*() {
        yield* answering(page(rows, beside))
        const { reason } = yield* Effect.flip(Stream.runCollect((yield* ChannelConnections).listAll()))
        assert.strictEqual(reason._tag, "ResponseDecodeFailed")
      }).pipe(Effect.provide(client())))
  }
})

const without = (row: Readonly<Record<string, unknown>>, ...names: ReadonlyArray<string>) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))

const endpoint = (changes: Readonly<Record<string, unknown>> = {}) => ({
  ...without(wire({ identifier: "chendp_1" }), "workspace", "auth"),
  connectionIdentifier: null,
  type: "slack_channel",
  endpoint: { channelId: "C1" },
  ...changes
})

const context = (changes: Readonly<Record<string, unknown>> = {}) => ({
  type: "tenant",
  id: "acme",
  data: {},
  createdAt: time,
  updatedAt: time,
  ...changes
})

const workspace = { id: "T1", name: "Acme" }

/** Lists members that differ, and how each is read. `undefined` means absent. */
type Odd = readonly [changes: Readonly<Record<string, unknown>>, read: Readonly<Record<string, unknown>>]

const anyGroup: ReadonlyArray<Odd> = [
  [{ channel: undefined }, { channel: null }],
  [{ channel: 7 }, { channel: "7" }],
  [{ channel: {} }, { channel: null }],
  [{ providerId: undefined }, { providerId: null }],
  [{ integrationIdentifier: undefined }, { integrationIdentifier: null }],
  [{ integrationIdentifier: false }, { integrationIdentifier: null }],
  [{ subscriberId: 12 }, { subscriberId: "12" }],
  [{ subscriberId: {} }, { subscriberId: undefined }],
  [{ contextKeys: null }, { contextKeys: undefined }],
  [{ contextKeys: "tenant:acme" }, { contextKeys: undefined }],
  [{ contextKeys: ["tenant:acme", null] }, { contextKeys: undefined }],
  [{ createdAt: 1767225600000, updatedAt: "1767225600" }, {}]
]

const connections: ReadonlyArray<Odd> = [
  ...anyGroup,
  [{ auth: null }, { auth: {} }],
  [{ auth: undefined }, { auth: {} }],
  [{ auth: [] }, { auth: {} }],
  [{ auth: accessToken }, { auth: {} }],
  [{ auth: { accessToken: 5, refreshToken: {}, expiresAt: null, hasAccessToken: "yes" } }, { auth: {} }],
  [{ auth: { hasAccessToken: "true" } }, { auth: { hasAccessToken: true } }],
  [{ auth: { expiresAt: {} } }, { auth: { expiresAt: undefined } }],
  [{ auth: { expiresAt: "" } }, { auth: {} }],
  [{ workspace: { ...workspace, id: 42 } }, { workspace: { ...workspace, id: "42" } }],
  [{ workspace: { ...workspace, name: 42 } }, { workspace: { ...workspace, name: "42" } }],
  [{ workspace: { ...workspace, name: {} } }, { workspace: { id: "T1" } }],
  [{ workspace: { ...workspace, botUserId: null } }, { workspace: { ...workspace, botUserId: null } }]
]

const endpoints: ReadonlyArray<Odd> = [
  ...anyGroup,
  [{ connectionIdentifier: undefined }, { connectionIdentifier: undefined }],
  [{ connectionIdentifier: 3 }, { connectionIdentifier: "3" }]
]

const contexts: ReadonlyArray<Odd> = [
  [{ data: undefined }, { data: undefined }],
  [{ data: null }, { data: null }],
  [{ data: "plan" }, { data: undefined }],
  [{ data: ["plan"] }, { data: undefined }],
  [{ bridgeUrl: null }, { bridgeUrl: null }],
  [{ bridgeUrl: {} }, { bridgeUrl: undefined }]
]

const groups: ReadonlyArray<
  readonly [string, ReadonlyArray<Odd>, (changes?: Record<string, unknown>) => object, Schema.Codec<unknown>]
> = [
  ["connections", connections, wire, ChannelConnectionPage],
  ["endpoints", endpoints, endpoint, ChannelEndpointPage],
  ["contexts", contexts, context, ContextPage]
]

for (const [name, cases, row, schema] of groups) {
  describe(`an odd row among ${name}`, () => {
    const decode = Schema.decodeUnknownEffect(schema)
    const encode = Schema.encodeUnknownEffect(schema)
    const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

    for (const [changes, read] of cases) {
      it.effect(`costs no other: ${JSON.stringify(changes, (_, value) => value === undefined ? "left out" : value)}`, () =>
        Effect.gen(function*() {
          const hundred = Array.from({ length: 100 }, (_, n) => n === 37 ? row(changes) : row())
          const decoded = yield* decode(json(page(hundred)))
          const { data } = decoded as { readonly data: ReadonlyArray<object> }
          assert.lengthOf(data, 100)
          for (const [member, value] of Object.entries(read)) {
            assert.deepStrictEqual(Reflect.get(data[37] ?? {}, member), value)
            if (value === undefined) assert.isFalse(member in (data[37] ?? {}))
          }
          assert.deepEqual(json(yield* encode(yield* decode(yield* encode(decoded)))), json(yield* encode(decoded)))
        }))
    }

    for (const changes of [{ createdAt: null }, { updatedAt: "yesterday" }, { createdAt: undefined }]) {
      it.effect(`fails with its place where it cannot be read: ${Object.keys(changes)[0]}`, () =>
        Effect.gen(function*() {
          const hundred = Array.from({ length: 100 }, (_, n) => n === 37 ? row(changes) : row())
          assert.match(String(yield* Effect.flip(decode(json(page(hundred))))), /\["?data"?\]\[37\]/)
        }))
    }
  })
}

describe("a row without a name", () => {
  it.effect("fails the page with its place, and is never left out", () =>
    Effect.gen(function*() {
      for (const row of [without(wire(), "identifier"), wire({ identifier: null }), null]) {
        yield* answering(page([...rows, row]))
        const { reason } = yield* Effect.flip((yield* ChannelConnections).list())
        assert.isTrue(reason._tag === "ResponseDecodeFailed" && reason.issues[0]?.path.startsWith("data.2"))
      }
    }).pipe(Effect.provide(client())))
})

describe("an odd integration", () => {
  it.effect("costs no other", () =>
    Effect.gen(function*() {
      const plain = { identifier: "slack-prod", providerId: "slack", channel: "chat", active: true }
      yield* answering({
        data: [
          plain,
          {
            ...plain,
            active: undefined,
            credentials: "none",
            configurations: [],
            conditions: {},
            deletedAt: 5,
            channel: 1
          },
          { ...plain, active: null, name: null, kind: {}, deleted: "false", credentials: { apiKey: "k" } }
        ]
      })
      const { result } = yield* (yield* Integrations).list()
      assert.deepStrictEqual(result[1], {
        identifier: "slack-prod",
        providerId: "slack",
        active: false,
        deletedAt: "5"
      })
      assert.isFalse(result[2]?.deleted)
      assert.deepStrictEqual(result[2]?.credentials && Redacted.value(result[2].credentials), { apiKey: "k" })
    }).pipe(Effect.provide(client())))
})
