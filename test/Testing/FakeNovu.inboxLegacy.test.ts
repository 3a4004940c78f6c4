import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { notify, notifyOne, server } from "./notify.ts"
import { send } from "./wire.ts"

const fake = Effect.provide(server)

const ada = "/v1/subscribers/ada"
const unknown = "0123456789abcdef01234567"
const environment = "6615943e7ace93b0540ae377"

type Message = Readonly<Record<string, unknown>>

interface Feed {
  readonly data: ReadonlyArray<Message>
  readonly totalCount: number
  readonly hasMore: boolean
  readonly pageSize: number
  readonly page: number
}

const feed = (query = "") =>
  Effect.map(send("GET", `${ada}/notifications/feed${query}`), ({ json }) => json as unknown as Feed)

const unseen = (query = "") =>
  Effect.map(send("GET", `${ada}/notifications/unseen${query}`), ({ json }): unknown => json)

const mark = (messageId: unknown, markAs: string) =>
  send("POST", `${ada}/messages/mark-as`, { body: { messageId, markAs } })

const encoded = (payload: unknown) => encodeURIComponent(btoa(JSON.stringify(payload)))

describe("the feed of v1", () => {
  it.effect("has stored documents and counts the rest of the page only", () =>
    Effect.gen(function*() {
      for (const content of ["a", "b", "c"]) {
        yield* notifyOne({ controls: { body: content } })
        yield* TestClock.adjust("1 second")
      }
      yield* notify({ channels: ["email"] })
      const first = yield* feed("?limit=2")
      const second = yield* feed("?limit=2&page=1")
      assert.deepStrictEqual<unknown>([...first.data, ...second.data].map(({ content }) => content), ["c", "b", "a"])
      assert.deepInclude(first, { totalCount: 2, hasMore: true, pageSize: 2, page: 0 })
      assert.deepInclude(second, { totalCount: 1, hasMore: false, page: 1 })
      assert.deepInclude(first.data[0], { archived: false, seen: false, status: "sent" })
    }).pipe(fake))

  const filters: ReadonlyArray<readonly [query: string, contents: ReadonlyArray<string>]> = [
    ["seen=true", ["b", "a"]],
    ["read=true", ["a"]],
    ["read=false&seen=true", ["b"]],
    ["feedIdentifier=news", []],
    [`payload=${encoded({ order: { id: 1 } })}`, ["b"]],
    [`payload=${encoded({ order: { id: 2 } })}`, []]
  ]
  for (const [query, contents] of filters) {
    it.effect(`returns ${contents.join(", ") || "nothing"} for ${query}`, () =>
      Effect.gen(function*() {
        const a = yield* notifyOne({ controls: { body: "a" } })
        const b = yield* notifyOne({ controls: { body: "b" }, payload: { order: { id: 1, total: 5 } } })
        yield* notifyOne({ controls: { body: "c" } })
        yield* mark(a, "read")
        yield* mark(b, "seen")
        assert.deepStrictEqual<unknown>((yield* feed(`?${query}`)).data.map(({ content }) => content), contents)
      }).pipe(fake))
  }

  it.effect("refuses what it does not understand", () =>
    Effect.gen(function*() {
      const statuses: Array<number> = []
      for (const query of ["limit=101", "page=-1", "payload=!", `payload=${btoa("[]")}`]) {
        statuses.push((yield* send("GET", `${ada}/notifications/feed?${query}`)).status)
      }
      assert.deepStrictEqual(statuses, [422, 422, 400, 400])
      const nobody = yield* send("GET", "/v1/subscribers/nobody/notifications/feed")
      assert.strictEqual(nobody.status, 400)
      assert.strictEqual(
        nobody.json.message,
        "Subscriber not found for this environment with the id: nobody. " +
          "Make sure to create a subscriber before fetching the feed."
      )
    }).pipe(fake))
})

describe("the unseen count of v1", () => {
  it.effect("counts unseen messages, or seen ones, up to a limit", () =>
    Effect.gen(function*() {
      for (const _ of [1, 2]) yield* notifyOne()
      yield* mark(yield* notifyOne(), "seen")
      assert.deepStrictEqual(yield* unseen(), { data: { count: 2 } })
      assert.deepStrictEqual(yield* unseen("?seen=true"), { data: { count: 1 } })
      assert.deepStrictEqual(yield* unseen("?limit=1"), { data: { count: 1 } })
    }).pipe(fake))

  it.effect("is refused for an unknown subscriber", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("GET", "/v1/subscribers/nobody/notifications/unseen")
      assert.deepStrictEqual([status, json.message], [
        400,
        `Subscriber nobody is not exist in environment ${environment}, please provide a valid subscriber identifier`
      ])
    }).pipe(fake))
})

describe("the marks of v1", () => {
  it.effect("change the messages that are named, and answer them", () =>
    Effect.gen(function*() {
      const first = yield* notifyOne()
      const second = yield* notifyOne()
      const theirs = yield* notifyOne({ to: "grace" })
      const states: Array<unknown> = []
      for (const markAs of ["read", "unread", "unseen", "seen"]) {
        const { json, status } = yield* mark(`${first}, ${second}`, markAs)
        assert.strictEqual(status, 201)
        assert.lengthOf(json.data, 2)
        const [row] = json.data as unknown as ReadonlyArray<Message>
        assert.isString(row?.["lastReadDate"])
        states.push([row?.["read"], row?.["seen"]])
      }
      assert.deepStrictEqual(states, [[true, true], [false, true], [false, false], [false, true]])
      assert.lengthOf((yield* mark([first, theirs, unknown], "read")).json.data, 1)
    }).pipe(fake))

  it.effect("need messages, a known mark and a known subscriber", () =>
    Effect.gen(function*() {
      const path = "/v1/subscribers/nobody/messages"
      const none = yield* mark([], "read")
      const nobody = yield* send("POST", `${path}/mark-as`, { body: { messageId: unknown, markAs: "read" } })
      const all = yield* send("POST", `${path}/mark-all`, { body: { markAs: "read" } })
      assert.deepStrictEqual([none.status, none.json.message], [400, "messageId is required"])
      assert.deepStrictEqual([nobody.status, nobody.json.message], [404, "Subscriber nobody not found"])
      assert.strictEqual((yield* mark(unknown, "gone")).status, 422)
      assert.strictEqual((yield* mark("nope", "read")).status, 500)
      assert.deepStrictEqual([all.status, all.json.message], [
        404,
        `Subscriber nobody does not exist in environment ${environment}, please provide a valid subscriber identifier`
      ])
    }).pipe(fake))

  it.effect("change all in-app messages in the opposite state, and count them", () =>
    Effect.gen(function*() {
      for (let made = 0; made < 5; made++) yield* notify({ channels: ["in_app", "email"] })
      const counts: Array<unknown> = []
      for (const markAs of ["read", "read", "seen", "unseen", "unread"]) {
        const { json, status } = yield* send("POST", `${ada}/messages/mark-all`, { body: { markAs } })
        assert.strictEqual(status, 201)
        counts.push(json)
      }
      assert.deepStrictEqual(counts, [5, 0, 0, 5, 5].map((data) => ({ data })))
    }).pipe(fake))
})

describe("the actions of v1", () => {
  const act = (path: string, status = "done") => send("POST", `/v1/subscribers/${path}`, { body: { status } })

  it.effect("set the result of a message and leave it unread", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne({ controls: { primaryAction: { label: "Yes" } } })
      const { json, status } = yield* act(`ada/messages/${id}/actions/primary`)
      assert.strictEqual(status, 201)
      assert.deepInclude<unknown>(json.data, { _id: id, read: false })
      assert.deepStrictEqual<unknown>("cta" in json.data && json.data.cta, {
        type: "redirect",
        data: {},
        action: { status: "done", result: { type: "primary" }, buttons: [{ type: "primary", content: "Yes" }] }
      })
    }).pipe(fake))

  it.effect("are refused without the message, the subscriber or a status", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      const missing = yield* act(`ada/messages/${unknown}/actions/primary`)
      const nobody = yield* act(`nobody/messages/${id}/actions/primary`)
      const another = yield* act(`grace/messages/${id}/actions/primary`)
      const status = yield* act(`ada/messages/${id}/actions/primary`, "later")
      assert.deepStrictEqual([missing.status, nobody.status, another.status, status.status], [404, 400, 400, 422])
      assert.strictEqual(missing.json.message, `Message ${unknown} not found`)
    }).pipe(fake))
})
