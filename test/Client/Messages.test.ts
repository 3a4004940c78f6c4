import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted, Stream } from "effect"
import { Messages, Notifications } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime } from "../support/client.ts"

const answers = (...bodies: ReadonlyArray<unknown>) =>
  FakeNovu.use((fake) => fake.script(...bodies.map((body) => Fault.respond({ status: 200, body }))))

const urls = Effect.map(FakeNovu.use((fake) => fake.requests), (requests) => requests.map(({ url }) => url))

const message = (changes: object = {}) => ({
  _id: "m1",
  createdAt: "2026-01-01T00:00:00.000Z",
  channel: "in_app",
  ...changes
})

const page = (data: ReadonlyArray<unknown>, rest: object = { hasMore: false }) => ({
  page: 0,
  pageSize: 1,
  data,
  ...rest
})

const first = (changes: object) =>
  Effect.gen(function*() {
    yield* answers(page([message(changes)]))
    const { result } = yield* (yield* Messages).list()
    return result.data[0]
  }).pipe(Effect.provide(client()))

describe("a message", () => {
  it.effect("may have no subscriber, and null wherever nothing is", () =>
    Effect.gen(function*() {
      const nothing = { subscriber: null, content: null, cta: null, payload: null, email: null, deliveredAt: null }
      const found = yield* first(nothing)
      assert.strictEqual(found?.subscriber, null)
      assert.strictEqual(found?.content, null)
      assert.deepStrictEqual(found?.cta, {})
      for (const name of ["payload", "email", "deliveredAt"]) assert.notProperty(found, name)
      assert.isFalse(found?.read)
    }))

  it.effect("may have content in blocks, of kinds that are newer than this package", () =>
    Effect.gen(function*() {
      const content = [{ type: "text", content: "a" }, { type: "video", content: "b" }]
      const found = yield* first({ content, channel: "fax", status: "queued" })
      assert.deepStrictEqual(found?.content, content)
      assert.strictEqual(found?.channel, "fax")
      assert.strictEqual(found?.status, "queued")
    }))

  it.effect("is read without what cannot be read of it", () =>
    Effect.gen(function*() {
      const found = yield* first({ content: { html: "a" }, deviceTokens: [["a"]], lastSeenDate: "yesterday" })
      assert.notProperty(found, "content")
      assert.notProperty(found, "deviceTokens")
      assert.isUndefined(found?.lastSeenDate)
    }))

  it.effect("conceals the addresses that let others post", () =>
    Effect.gen(function*() {
      const found = yield* first({ directWebhookUrl: "https://hooks.test/secret", deviceTokens: ["token-1"] })
      assert.notInclude(JSON.stringify(found), "secret")
      assert.notInclude(JSON.stringify(found), "token-1")
      assert.deepStrictEqual(found?.deviceTokens?.map(Redacted.value), ["token-1"])
    }))
})

describe("listAll by page number", () => {
  it.effect("ends with the empty page that follows a full one", () =>
    Effect.gen(function*() {
      yield* answers(page([message()], { hasMore: true }), page([], { hasMore: false }))
      const found = yield* Stream.runCollect((yield* Messages).listAll({ channel: "in_app", limit: 1 }))
      assert.lengthOf(found, 1)
      assert.deepStrictEqual(yield* urls, [
        "/v1/messages?channel=in_app&page=0&limit=1",
        "/v1/messages?channel=in_app&page=1&limit=1"
      ])
    }).pipe(Effect.provide(client())))

  it.effect("reads on where a server does not say whether there is more", () =>
    Effect.gen(function*() {
      yield* answers(page([message()], {}), page([message({ _id: "m2" })], {}), page([], {}))
      const found = yield* Stream.runCollect((yield* Messages).listAll())
      assert.deepStrictEqual(found.map(({ _id }) => _id), ["m1", "m2"])
    }).pipe(Effect.provide(client())))

  it.effect("keeps the dates of the activity feed from page to page", () =>
    Effect.gen(function*() {
      yield* answers(page([{ _id: "n1", subscriber: null, template: null, jobs: [{}] }]))
      const after = DateTime.makeUnsafe("2026-01-02T03:04:05.678Z")
      const [row] = yield* Stream.runCollect((yield* Notifications).listAll({ after }))
      assert.strictEqual(row?.template, null)
      assert.deepStrictEqual(yield* urls, ["/v1/notifications?after=2026-01-02T03%3A04%3A05.678Z&page=0&limit=50"])
    }).pipe(Effect.provide(client())))
})

describe("delete after a lost answer", () => {
  it.effect("is done when Novu says that the message is gone", () =>
    Effect.gen(function*() {
      const body = {
        statusCode: 404,
        path: "/v1/messages/m1",
        timestamp: "now",
        message: "Message with id m1 not found"
      }
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"), Fault.respond({ status: 404, body }))
      const { result } = yield* inVirtualTime((yield* Messages).delete("m1"))
      assert.deepStrictEqual(result, { acknowledged: true, status: "deleted" })
    }).pipe(Effect.provide(client())))
})
