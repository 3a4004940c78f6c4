import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { notify, notifyOne, server } from "./notify.ts"
import { send } from "./wire.ts"

const fake = Effect.provide(server)

const inbox = "/v2/subscribers/ada/notifications"
const unknown = "0123456789abcdef01234567"

/** Describes an item, with the members that some test reads. */
interface Item {
  readonly id: string
  readonly isRead: boolean
  readonly isSeen: boolean
  readonly isArchived: boolean
  readonly isSnoozed: boolean
  readonly readAt?: string | null
  readonly archivedAt?: string | null
  readonly firstSeenAt?: string
  readonly snoozedUntil?: string
  readonly deliveredAt?: ReadonlyArray<string>
  readonly createdAt: string
  readonly primaryAction?: { readonly isCompleted: boolean }
  readonly secondaryAction?: { readonly isCompleted: boolean }
}

interface Page {
  readonly data: ReadonlyArray<Item>
  readonly hasMore: boolean
  readonly filter: Readonly<Record<string, unknown>>
}

const list = (query = "", of = inbox) => Effect.map(send("GET", `${of}${query}`), ({ json }) => json as unknown as Page)

const idsOf = (query = "") => Effect.map(list(query), ({ data }) => data.map(({ id }) => id))

const count = (filters: unknown) => send("GET", `${inbox}/count?filters=${encodeURIComponent(JSON.stringify(filters))}`)

const patch = (id: string, verb: string, body?: unknown) => send("PATCH", `${inbox}/${id}/${verb}`, { body })

/** Changes an item and returns it. */
const change = (id: string, verb: string, body?: unknown) =>
  Effect.map(patch(id, verb, body), ({ json, status }) => {
    assert.strictEqual(status, 200)
    return json.data as unknown as Item
  })

const bulk = (verb: string, body: unknown = {}) =>
  Effect.map(send("POST", `${inbox}/${verb}`, { body }), ({ status, text }) => {
    assert.deepStrictEqual([status, text], [204, ""])
  })

const filled = (amount: number) =>
  Effect.forEach(
    Array.from({ length: amount }, () => "1 second" as const),
    (pause) => Effect.tap(notifyOne(), TestClock.adjust(pause))
  )

const threeMinutes = "1970-01-01T00:03:00.000Z"

describe("the inbox", () => {
  it.effect("has an item after a trigger, and counts it", () =>
    Effect.gen(function*() {
      const [id] = yield* notify({ controls: { redirect: { url: "/r", target: "_blank" }, data: { a: 1 } } })
      yield* notify({ channels: ["email"] })
      const page = yield* list()
      const counted = yield* count([{}])
      assert.lengthOf(page.data, 1)
      assert.deepStrictEqual([page.hasMore, page.filter], [false, {}])
      assert.deepInclude<unknown>(page.data[0], {
        id,
        subject: "Hello",
        body: "Welcome!",
        channelType: "in_app",
        severity: "none",
        isRead: false,
        isSnoozed: false,
        redirect: { url: "/r", target: "_blank" },
        data: { a: 1 }
      })
      assert.notProperty(page.data[0], "readAt")
      assert.deepStrictEqual<unknown>(counted.json, { data: [{ count: 1, filter: {} }] })
    }).pipe(fake))

  it.effect("counts no further than 99", () =>
    Effect.gen(function*() {
      yield* filled(101)
      assert.deepStrictEqual<unknown>((yield* count([{ read: false }, { read: true }])).json.data, [
        { count: 99, filter: { read: false } },
        { count: 0, filter: { read: true } }
      ])
    }).pipe(fake))

  it.effect("leads through its pages by the id of the last item, or by an offset", () =>
    Effect.gen(function*() {
      const ids = (yield* filled(4)).toReversed()
      const first = yield* list("?limit=2")
      const after = yield* list(`?limit=2&after=${ids[1]}`)
      const offset = yield* list("?limit=2&offset=2")
      assert.deepStrictEqual([...first.data, ...after.data].map(({ id }) => id), ids)
      assert.deepStrictEqual([first.hasMore, after.hasMore, offset.hasMore], [true, false, false])
      assert.deepStrictEqual(offset.data, after.data)
      assert.deepStrictEqual(yield* idsOf(`?limit=1&offset=3&after=${ids[0]}`), [ids[1]])
    }).pipe(fake))

  it.effect("takes any message as a position, and fails without one", () =>
    Effect.gen(function*() {
      const [ours = ""] = yield* filled(1)
      const theirs = yield* notifyOne({ to: "grace" })
      const gone = yield* send("GET", `${inbox}?after=${unknown}`)
      assert.deepStrictEqual(yield* idsOf(`?after=${theirs}`), [ours])
      assert.strictEqual(gone.status, 500)
      assert.isString(gone.json.errorId)
    }).pipe(fake))

  const refused: ReadonlyArray<readonly [path: string, status: number, message: string]> = [
    [`${inbox}?offset=-1`, 422, "offset must not be less than 0"],
    [`${inbox}?limit=101`, 422, "limit must not be greater than 100"],
    [`${inbox}?after=nope`, 422, "The after cursor must be a valid MongoDB ObjectId"],
    [
      `${inbox}?read=false&archived=true`,
      400,
      "Filtering for unread and archived notifications is not supported."
    ],
    [`${inbox}?data=nope`, 400, "Invalid JSON format for data parameter"],
    [`${inbox}?data=[]`, 400, "Data must be an object"],
    [`${inbox}?data={"a":{"b":{"c":1}}}`, 400, "Maximum nesting level exceeded (2 levels max)"],
    [`${inbox}?data={"a":"${"x".repeat(257)}"}`, 400, "String value for a exceeds 256 characters"],
    ["/v2/subscribers/nobody/notifications", 404, "Subscriber not found for id nobody"],
    [`${inbox}/count?filters=nope`, 400, "Invalid filters, the JSON object should be provided."],
    [`${inbox}/count?filters={}`, 422, "filters must be an array"],
    [`${inbox}/count`, 422, "filters should not be null or undefined"],
    [
      `${inbox}/count?filters=[{"read":false,"archived":true}]`,
      400,
      "Filtering for unread and archived notifications is not supported."
    ],
    [
      "/v2/subscribers/nobody/notifications/count?filters=[{}]",
      400,
      "Subscriber nobody doesn't exist in environment 6615943e7ace93b0540ae377"
    ]
  ]
  for (const [path, status, message] of refused) {
    it.effect(`answers ${status} for ${path.slice(0, 80)}`, () =>
      Effect.gen(function*() {
        const { json, status: actual } = yield* send("GET", path)
        assert.strictEqual(actual, status)
        assert.strictEqual(status === 422 ? json.errors.general.messages[0] : json.message, message)
      }).pipe(fake))
  }

  it.effect("refuses more than 30 filters of a count", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* count(Array.from({ length: 31 }, () => ({})))).status, 422)
    }).pipe(fake))
})

describe("the filters of the inbox", () => {
  const filters: ReadonlyArray<readonly [query: string, bodies: ReadonlyArray<string>]> = [
    ["", ["plain", "b", "a", "ab"]],
    ["tags=a", ["a", "ab"]],
    ["tags=a&tags=b", ["b", "a", "ab"]],
    ["tags={\"and\":[{\"or\":[\"a\"]},{\"or\":[\"b\",\"c\"]}]}", ["ab"]],
    ["data={\"kind\":\"x\"}", ["a"]],
    ["data={\"kind\":[\"x\",\"y\"]}", ["b", "a"]],
    ["data={\"in\":{\"deep\":1}}", ["b"]],
    ["severity=high", ["ab"]],
    ["severity=high&severity=none", ["plain", "b", "a", "ab"]],
    ["contextKeys=tenant:a", ["ab"]],
    ["contextKeys=", ["plain", "b", "a"]],
    ["read=true", ["a"]],
    ["read=nonsense", ["plain", "b", "ab"]],
    ["read=", ["plain", "b", "a", "ab"]],
    ["seen=true", ["b", "a"]],
    ["createdGte=3000", ["plain"]],
    ["createdLte=0", ["ab"]]
  ]
  for (const [query, bodies] of filters) {
    it.effect(`select ${bodies.join(", ") || "nothing"} by ${query || "nothing"}`, () =>
      Effect.gen(function*() {
        const notifications = [
          { controls: { body: "ab" }, tags: ["a", "b"], severity: "high", context: { tenant: "a" } },
          { controls: { body: "a", data: { kind: "x" } }, tags: ["a"] },
          { controls: { body: "b", data: { kind: "y", in: { deep: 1, else: 2 } } }, tags: ["b"] },
          { controls: { body: "plain" } }
        ]
        const ids: Array<string> = []
        for (const each of notifications) {
          ids.push(yield* notifyOne(each))
          yield* TestClock.adjust("1 second")
        }
        const [, a = "", b = ""] = ids
        yield* change(a, "read")
        yield* bulk("seen", { notificationIds: [b] })
        const { data } = yield* list(`?${query}`)
        assert.deepStrictEqual<unknown>(data.map((item) => "body" in item && item.body), bodies)
      }).pipe(fake))
  }

  it.effect("come back in the answer, parsed", () =>
    Effect.gen(function*() {
      const { filter } = yield* list("?read=false&tags=a&data={\"a\":1}")
      assert.deepStrictEqual(filter, { read: false, tags: ["a"], data: { a: 1 } })
    }).pipe(fake))

  it.effect("count items by their tags, severity, state and context", () =>
    Effect.gen(function*() {
      yield* notifyOne({ tags: ["a"], severity: "high", context: { tenant: "a", app: "b" } })
      yield* bulk("seen", { notificationIds: [yield* notifyOne()] })
      const filters = [
        { tags: ["a", "b"] },
        { severity: "high" },
        { seen: false },
        { contextKeys: ["tenant:a", "app:b"] },
        { contextKeys: [] },
        { snoozed: true }
      ]
      const { json } = yield* count(filters)
      assert.deepStrictEqual<unknown>(
        json.data,
        [1, 1, 1, 1, 1, 0].map((found, index) => ({
          count: found,
          filter: filters[index]
        }))
      )
    }).pipe(fake))
})

describe("an item", () => {
  it.effect("is read and unread, and stays seen", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      yield* TestClock.adjust("1 second")
      const read = yield* change(id, "read")
      yield* TestClock.adjust("1 second")
      const again = yield* change(id, "read")
      const unread = yield* change(id, "unread")
      assert.deepInclude(read, { isRead: true, isSeen: true, isArchived: false, readAt: "1970-01-01T00:00:01.000Z" })
      assert.deepInclude(again, { readAt: "1970-01-01T00:00:02.000Z", firstSeenAt: "1970-01-01T00:00:01.000Z" })
      assert.deepInclude(unread, { isRead: false, isSeen: true, readAt: null, archivedAt: null })
    }).pipe(fake))

  it.effect("is archived and unarchived, and stays read", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      const archived = yield* change(id, "archive")
      const back = yield* change(id, "unarchive")
      assert.deepInclude(archived, { isArchived: true, isRead: true, archivedAt: "1970-01-01T00:00:00.000Z" })
      assert.deepInclude(back, { isArchived: false, isRead: true, archivedAt: null })
    }).pipe(fake))

  it.effect("is snoozed and unsnoozed", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      const snoozed = yield* change(id, "snooze", { snoozeUntil: threeMinutes })
      assert.deepInclude(snoozed, { isSnoozed: true, isSeen: true, snoozedUntil: threeMinutes })
      assert.deepStrictEqual(yield* idsOf("?snoozed=true"), [id])
      const back = yield* change(id, "unsnooze")
      assert.deepInclude(back, { isSnoozed: false, deliveredAt: ["1970-01-01T00:00:00.000Z"] })
      assert.deepStrictEqual(yield* idsOf("?snoozed=true"), [])
      const again = yield* patch(id, "unsnooze")
      assert.deepStrictEqual([again.status, again.json.message], [
        404,
        `Could not find a snoozed notification with id '${id}'. ` +
        "The notification may not exist or may not be in a snoozed state."
      ])
    }).pipe(fake))

  it.effect("comes back when its snooze is over", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      yield* change(id, "snooze", { snoozeUntil: threeMinutes })
      yield* TestClock.adjust("179 seconds")
      assert.deepStrictEqual(yield* idsOf("?snoozed=false"), [])
      yield* TestClock.adjust("1 second")
      const { data: [item] } = yield* list("?snoozed=false")
      assert.deepInclude(item, { id, isSnoozed: false, deliveredAt: [threeMinutes] })
      assert.strictEqual((yield* patch(id, "unsnooze")).status, 404)
    }).pipe(fake))

  it.effect("is not snoozed into the past, beyond the plan, or when it is another's", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      const theirs = yield* notifyOne({ to: "grace" })
      const past = yield* patch(id, "snooze", { snoozeUntil: "1970-01-01T00:00:59.999Z" })
      const none = yield* patch(id, "snooze", {})
      const long = yield* patch(id, "snooze", { snoozeUntil: "1970-06-30T00:00:00.000Z" })
      const missing = yield* patch(unknown, "snooze", { snoozeUntil: threeMinutes })
      const another = yield* patch(theirs, "snooze", { snoozeUntil: threeMinutes })
      assert.deepStrictEqual(past.json.errors.general.messages, [
        "Snooze time must be at least 60 seconds in the future"
      ])
      assert.deepStrictEqual(none.json.errors.general.messages, ["snoozeUntil must be a Date instance"])
      assert.deepStrictEqual([past.status, none.status, long.status], [422, 422, 402])
      assert.strictEqual(long.json.message, "Snooze Duration Limit Exceeded")
      assert.isString(long.json.ctx["reason"])
      assert.deepStrictEqual([missing.status, missing.json.message], [404, `Notification id: '${unknown}' not found`])
      assert.strictEqual(another.status, 500)
    }).pipe(fake))

  it.effect("remembers one button", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne({ controls: { primaryAction: { label: "Yes" }, secondaryAction: { label: "No" } } })
      const states: Array<unknown> = []
      for (const verb of ["primary/complete", "secondary/complete", "secondary/revert", "primary/complete"]) {
        const item = yield* change(id, `actions/${verb}`)
        assert.isTrue(item.isRead)
        states.push([item.primaryAction?.isCompleted, item.secondaryAction?.isCompleted])
      }
      assert.deepStrictEqual(states, [[true, false], [false, true], [false, false], [true, false]])
    }).pipe(fake))

  it.effect("has no button that its message did not bring", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      const missing = yield* patch(id, "actions/secondary/complete")
      const invalid = yield* patch(id, "actions/third/revert")
      assert.deepStrictEqual([missing.status, missing.json.message], [
        400,
        "Could not perform action on the secondary button because it does not exist."
      ])
      assert.strictEqual(invalid.status, 422)
      assert.hasAllKeys(invalid.json.errors, ["actionType"])
    }).pipe(fake))

  it.effect("is deleted for good, and others stay", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne()
      const other = yield* notifyOne()
      const theirs = yield* notifyOne({ to: "grace" })
      const statuses: Array<number> = []
      for (const each of [id, id, theirs, unknown, "nope"]) {
        statuses.push((yield* send("DELETE", `${inbox}/${each}`)).status)
      }
      assert.deepStrictEqual(statuses, [204, 404, 404, 404, 422])
      assert.deepStrictEqual(yield* idsOf(), [other])
      const { json } = yield* send("GET", "/v1/messages")
      assert.strictEqual(json.totalCount, 2)
    }).pipe(fake))

  it.effect("is found by a known id, of a known subscriber, in the same context", () =>
    Effect.gen(function*() {
      const id = yield* notifyOne({ context: { tenant: "a" } })
      const malformed = yield* patch("nope", "read")
      const missing = yield* patch(unknown, "read")
      const nobody = yield* send("PATCH", `/v2/subscribers/nobody/notifications/${id}/read`)
      const elsewhere = yield* patch(id, "read?contextKeys=tenant:b")
      const here = yield* patch(id, "read?contextKeys=tenant:a")
      assert.deepStrictEqual<unknown>(malformed.json.errors, {
        notificationId: { messages: ["notificationId must be a mongodb id"] }
      })
      assert.deepStrictEqual([malformed.status, missing.status, nobody.status, elsewhere.status, here.status], [
        422,
        404,
        404,
        404,
        200
      ])
      assert.strictEqual(missing.json.message, `Notification with id: ${unknown} is not found.`)
      assert.strictEqual(nobody.json.message, "Subscriber not found for id nobody")
    }).pipe(fake))
})

describe("many items at once", () => {
  it.effect("are seen by their ids, or all", () =>
    Effect.gen(function*() {
      const [a, b] = yield* filled(3)
      yield* bulk("seen", { notificationIds: [a, unknown], tags: ["nothing"] })
      yield* bulk("seen", { notificationIds: [] })
      assert.deepStrictEqual(yield* idsOf("?seen=true"), [a])
      assert.deepInclude(yield* idsOf("?seen=false"), b)
      const invalid = yield* send("POST", `${inbox}/seen`, { body: { notificationIds: ["nope"] } })
      assert.strictEqual(invalid.status, 422)
      yield* bulk("seen")
      assert.lengthOf(yield* idsOf("?seen=true"), 3)
    }).pipe(fake))

  it.effect("are read, archived and deleted", () =>
    Effect.gen(function*() {
      yield* filled(2)
      yield* bulk("read-archive")
      assert.lengthOf(yield* idsOf("?archived=true"), 0)
      yield* bulk("read")
      assert.lengthOf(yield* idsOf("?read=true"), 2)
      yield* filled(1)
      yield* bulk("read-archive")
      assert.lengthOf(yield* idsOf("?archived=true"), 2)
      yield* bulk("archive")
      assert.isTrue((yield* list()).data.every(({ isArchived }) => isArchived))
      yield* bulk("delete")
      assert.deepStrictEqual((yield* list()).data, [])
    }).pipe(fake))

  it.effect("are chosen by tags, data or any of their context keys", () =>
    Effect.gen(function*() {
      const plain = [yield* notifyOne(), yield* notifyOne()]
      for (const tag of ["a", "b", "a", "b"]) yield* notifyOne({ tags: [tag], controls: { data: { tag } } })
      const inContext = yield* notifyOne({ context: { app: "b", tenant: "a" } })
      yield* bulk("read", { tags: ["a", "b"] })
      assert.lengthOf(yield* idsOf("?read=true"), 4)
      yield* bulk("archive", { tags: { and: [{ or: ["b"] }] } })
      assert.lengthOf(yield* idsOf("?archived=true"), 2)
      yield* bulk("delete", { data: JSON.stringify({ tag: "a" }) })
      assert.lengthOf(yield* idsOf(), 5)
      yield* bulk("delete", { tags: ["b"], contextKeys: [] })
      yield* bulk("delete", { contextKeys: ["tenant:a", "tenant:z"] })
      assert.sameMembers([...yield* idsOf()], plain)
      assert.notInclude(yield* idsOf(), inContext)
    }).pipe(fake))

  it.effect("include messages of other channels, and none of other subscribers", () =>
    Effect.gen(function*() {
      yield* notify({ channels: ["in_app", "email"] })
      yield* notify({ to: "grace" })
      yield* bulk("delete")
      const messages = yield* FakeNovu.use((novu) => novu.messages())
      assert.deepStrictEqual(messages.map(({ subscriberId }) => subscriberId), ["grace"])
    }).pipe(fake))

  it.effect("are refused with a wrong filter, or for an unknown subscriber", () =>
    Effect.gen(function*() {
      const nobody = yield* send("POST", "/v2/subscribers/nobody/notifications/read", { body: {} })
      const tags = yield* send("POST", `${inbox}/read`, { body: { tags: "a" } })
      const data = yield* send("POST", `${inbox}/read`, { body: { data: "nope" } })
      assert.deepStrictEqual([nobody.status, tags.status, data.status], [404, 422, 400])
      const nothing = yield* send("POST", "/v2/subscribers/nobody/notifications/seen", {
        body: { notificationIds: [] }
      })
      assert.strictEqual(nothing.status, 204)
    }).pipe(fake))
})
