import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { notify, server } from "./notify.ts"
import { send } from "./wire.ts"

const fake = Effect.provide(server)

const unknown = "0123456789abcdef01234567"

const messages = (query = "") => Effect.map(send("GET", `/v1/messages${query}`), ({ json }) => read(json))

const runs = (query = "") => Effect.map(send("GET", `/v1/notifications${query}`), ({ json }) => read(json))

/** Describes a page of rows, whose members each test names. */
interface Page {
  readonly page: number
  readonly pageSize: number
  readonly totalCount: number
  readonly hasMore: boolean
  readonly data: ReadonlyArray<Readonly<Record<string, unknown>>>
}

const read = (json: unknown) => json as Page

const inAppAndEmail = Effect.gen(function*() {
  const ada = yield* notify({ channels: ["in_app", "email"], transactionId: "t1" })
  yield* TestClock.adjust("1 second")
  const grace = yield* notify({ channels: ["in_app", "email"], transactionId: "t2", to: "grace" })
  return [...ada, ...grace]
})

/**
 * Returns the id of a message that was made after its subscriber was deleted, because
 * the deletion takes along every message that is there.
 */
const toNobody = Effect.gen(function*() {
  const before = yield* notify({ delay: { amount: 1, unit: "minutes" } })
  const deleted = yield* send("DELETE", "/v2/subscribers/ada")
  yield* TestClock.adjust("1 minute")
  const [message] = yield* FakeNovu.use((novu) => novu.messages())
  assert.deepStrictEqual([before, deleted.status], [[], 200])
  assert(message !== undefined)
  return message.id
})

describe("GET /v1/messages", () => {
  const counts: ReadonlyArray<readonly [query: string, count: number]> = [
    ["", 4],
    ["?channel=email", 2],
    ["?channel=fax", 0],
    ["?subscriberId=ada", 2],
    ["?transactionId=t1&transactionId=t2", 4],
    ["?transactionId=t2", 2],
    ["?contextKeys=tenant:a", 0],
    ["?contextKeys=", 4]
  ]
  for (const [query, count] of counts) {
    it.effect(`has ${count} of in-app and e-mail to two subscribers for ${query || "no query"}`, () =>
      Effect.gen(function*() {
        yield* inAppAndEmail
        const page = yield* messages(query)
        assert.strictEqual(page.totalCount, count)
        assert.lengthOf(page.data, count)
      }).pipe(fake))
  }

  it.effect("is newest first, and has pages from 0", () =>
    Effect.gen(function*() {
      const ids = yield* inAppAndEmail
      const first = yield* messages("?limit=3")
      const second = yield* messages("?limit=3&page=1")
      assert.deepStrictEqual([...first.data, ...second.data].map(({ _id }) => _id), ids.toReversed())
      assert.deepStrictEqual([first.page, first.pageSize, first.hasMore, second.hasMore], [0, 3, true, false])
    }).pipe(fake))

  it.effect("sends the stored document", () =>
    Effect.gen(function*() {
      yield* notify({ controls: { primaryAction: { label: "Open", redirect: { url: "/o", target: "_self" } } } })
      const { data: [row] } = yield* messages()
      const { runs: [run] } = yield* FakeNovu.use((novu) => novu.state)
      assert.deepInclude(row, {
        _notificationId: run?.id,
        templateIdentifier: "welcome",
        content: "Welcome!",
        channel: "in_app",
        providerId: "novu",
        status: "sent",
        createdAt: "1970-01-01T00:00:00.000Z"
      })
      assert.deepInclude(row?.["subscriber"], { subscriberId: "ada", firstName: "Ada" })
      assert.deepStrictEqual(row?.["cta"], {
        type: "redirect",
        data: {},
        action: { result: {}, buttons: [{ type: "primary", content: "Open", url: "/o", target: "_self" }] }
      })
    }).pipe(fake))

  it.effect("has null for a subscriber that was deleted", () =>
    Effect.gen(function*() {
      yield* toNobody
      assert.isNull((yield* messages()).data[0]?.["subscriber"])
    }).pipe(fake))

  const refused: ReadonlyArray<readonly [query: string, status: number, message: string]> = [
    ["?limit=1001", 400, "Limit can not be larger then 1000"],
    ["?limit=ten", 422, "Validation Error"],
    ["?page=ten", 422, "Validation Error"],
    ["?subscriberId=nobody", 404, "Subscriber not found for id nobody"]
  ]
  for (const [query, status, message] of refused) {
    it.effect(`answers ${status} for ${query}`, () =>
      Effect.gen(function*() {
        const reply = yield* send("GET", `/v1/messages${query}`)
        assert.deepStrictEqual([reply.status, reply.json.message], [status, message])
      }).pipe(fake))
  }
})

describe("DELETE /v1/messages", () => {
  it.effect("deletes one message once", () =>
    Effect.gen(function*() {
      const [id] = yield* notify()
      const deleted = yield* send("DELETE", `/v1/messages/${id}`)
      const again = yield* send("DELETE", `/v1/messages/${id}`)
      assert.deepStrictEqual<unknown>(deleted.json, { data: { acknowledged: true, status: "deleted" } })
      assert.deepStrictEqual([again.status, again.json.error], [404, "Not Found"])
      assert.strictEqual(again.json.message, `Message with id ${id} not found`)
      assert.lengthOf((yield* messages()).data, 0)
      assert.lengthOf((yield* runs()).data, 1)
    }).pipe(fake))

  it.effect("refuses an id of another form, and a message whose subscriber is gone", () =>
    Effect.gen(function*() {
      const id = yield* toNobody
      const malformed = yield* send("DELETE", "/v1/messages/nope")
      const orphan = yield* send("DELETE", `/v1/messages/${id}`)
      assert.strictEqual(malformed.status, 422)
      assert.deepStrictEqual<unknown>(malformed.json.errors, {
        messageId: { messages: ["messageId must be a mongodb id"] }
      })
      assert.strictEqual(orphan.status, 400)
      assert.strictEqual(orphan.json.message, `A subscriber was not found for message ${id}`)
    }).pipe(fake))

  it.effect("deletes a transaction, or its messages of one channel", () =>
    Effect.gen(function*() {
      yield* inAppAndEmail
      const path = "/v1/messages/transaction"
      const absent = yield* send("DELETE", `${path}/nope`)
      const invalid = yield* send("DELETE", `${path}/t1?channel=fax`)
      const email = yield* send("DELETE", `${path}/t1?channel=email`)
      const left = yield* messages("?transactionId=t1")
      const whole = yield* send("DELETE", `${path}/t2`)
      assert.deepStrictEqual([absent.status, absent.json.message], [404, "Invalid transactionId or channel"])
      assert.strictEqual(invalid.status, 422)
      assert.deepStrictEqual([email.status, email.text, whole.status], [204, "", 204])
      assert.deepStrictEqual(left.data.map(({ channel }) => channel), ["in_app"])
      assert.lengthOf((yield* messages()).data, 1)
    }).pipe(fake))
})

describe("GET /v1/notifications", () => {
  const twoRuns = Effect.gen(function*() {
    yield* notify({ channels: ["in_app"], transactionId: "t1", to: { type: "Topic", topicKey: "news" } })
    yield* TestClock.adjust("1 second")
    yield* notify({ channels: ["in_app", "email"], transactionId: "t2", to: "grace", workflow: "digest" })
  })

  /** Returns Novu's own id of the workflow of the only item in an inbox. */
  const workflowIdFor = (subscriberId: string) =>
    Effect.map(send("GET", `/v2/subscribers/${subscriberId}/notifications`), ({ json }) => {
      const [item, ...others] = json.data as unknown as ReadonlyArray<{ readonly workflow: { readonly id: string } }>
      assert.deepStrictEqual(others, [])
      assert.isString(item?.workflow.id)
      return item?.workflow.id
    })

  it.effect("has a row per run with its workflow, subscriber and jobs", () =>
    Effect.gen(function*() {
      yield* twoRuns
      const page = yield* runs()
      const [grace, ada] = page.data
      assert.deepStrictEqual([page.page, page.pageSize, page.hasMore], [0, 10, false])
      assert.deepInclude(ada, { transactionId: "t1", channels: ["in_app"], createdAt: "1970-01-01T00:00:00.000Z" })
      assert.deepInclude(grace?.["subscriber"], { subscriberId: "grace", firstName: "Grace" })
      assert.deepInclude(grace?.["template"], {
        _id: yield* workflowIdFor("grace"),
        name: "Workflow digest"
      })
      const jobs = grace?.["jobs"] as Page["data"]
      assert.deepStrictEqual(jobs.map(({ providerId, type }) => [type, providerId]), [
        ["in_app", "novu"],
        ["email", "sendgrid"]
      ])
    }).pipe(fake))

  const filters: ReadonlyArray<readonly [query: string, transactions: ReadonlyArray<string>]> = [
    ["channels=email", ["t2"]],
    ["channels=email&channels=in_app", ["t2", "t1"]],
    ["emails=ada@example.com", ["t1"]],
    ["emails=nobody@example.com", []],
    ["subscriberIds=grace", ["t2"]],
    ["subscriberIds=nobody&page=3", []],
    ["search=ada", ["t1"]],
    ["severity=high", []],
    ["transactionId=t1", ["t1"]],
    ["topicKey=news", ["t1"]],
    ["after=1970-01-01T00:00:01Z", ["t2"]],
    ["before=1970-01-01T00:00:00.500Z", ["t1"]],
    ["page=1&limit=1", ["t1"]]
  ]
  for (const [query, transactions] of filters) {
    it.effect(`returns ${transactions.join(", ") || "nothing"} for ${query}`, () =>
      Effect.gen(function*() {
        yield* twoRuns
        const page = yield* runs(`?${query}`)
        assert.deepStrictEqual<unknown>(page.data.map(({ transactionId }) => transactionId), transactions)
      }).pipe(fake))
  }

  it.effect("narrows by the id of a workflow, and starts over for an unknown subscriber", () =>
    Effect.gen(function*() {
      yield* twoRuns
      const { data: [row, ...others] } = yield* runs(`?templates=${yield* workflowIdFor("ada")}`)
      assert.deepStrictEqual([row?.["transactionId"], others], ["t1", []])
      assert.deepStrictEqual<unknown>(yield* runs("?subscriberIds=nobody&page=3"), {
        page: 0,
        hasMore: false,
        pageSize: 10,
        data: []
      })
    }).pipe(fake))

  const refused: ReadonlyArray<readonly [query: string, status: number, message: string]> = [
    ["limit=51", 422, "limit must not be greater than 50"],
    ["page=-1", 422, "page must not be less than 0"],
    [
      "after=soon",
      400,
      "Invalid date format for parameter 'after': soon. Please provide a valid ISO 8601 date string."
    ],
    [
      "after=2026-01-02&before=2026-01-01",
      400,
      "Invalid date range: start date (after) must be earlier than end date (before)"
    ]
  ]
  for (const [query, status, message] of refused) {
    it.effect(`answers ${status} for ${query}`, () =>
      Effect.gen(function*() {
        const { json, status: actual } = yield* send("GET", `/v1/notifications?${query}`)
        assert.strictEqual(actual, status)
        assert.strictEqual(status === 422 ? json.errors.general.messages[0] : json.message, message)
      }).pipe(fake))
  }

  it.effect("answers one run by its id, which is not the id of a message", () =>
    Effect.gen(function*() {
      const [messageId] = yield* notify()
      const { data: [row] } = yield* runs()
      const one = yield* send("GET", `/v1/notifications/${row?.["_id"]}`)
      const missing = yield* send("GET", `/v1/notifications/${messageId}`)
      assert.deepStrictEqual<unknown>(one.json, { data: row })
      assert.deepStrictEqual([missing.status, missing.json.message], [404, "Notification not found"])
      assert.strictEqual((yield* send("GET", `/v1/notifications/${unknown}`)).status, 404)
      assert.strictEqual((yield* send("GET", "/v1/notifications/nope")).status, 500)
    }).pipe(fake))
})
