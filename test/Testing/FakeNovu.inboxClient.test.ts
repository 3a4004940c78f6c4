/** Runs Novu's own client of the Inbox against a served fake. The numbers are those of the cases that were proven. */
import { assert, describe, it } from "@effect/vitest"
import { type Notification, type Novu, SeverityLevelEnum } from "@novu/js"
import { Duration, Effect, Exit, Layer, Scope } from "effect"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { createHmac } from "node:crypto"
import { connect, type Socket } from "node:net"
import { asServer, freePort, listen, notify, openInbox, origin, send, serve, workflow } from "../support/inbox.ts"
import { send as inMemory } from "./wire.ts"

const served = (options?: FakeNovuOptions) => Effect.provide(serve(options))

type Answer<A> = { readonly data?: A; readonly error?: unknown }

/** Waits for an answer of the client, and returns its data. */
const data = <A>(answer: Promise<Answer<A>>): Effect.Effect<A> =>
  Effect.promise(async () => {
    const { data: value, error } = await answer
    assert.isUndefined(error)
    return value as A
  })

/** Waits for an answer of the client that is an error, and returns what the server said. */
const failure = (answer: Promise<Answer<unknown>>) =>
  Effect.promise(async () => {
    const { error } = await answer
    const { originalError } = error as {
      readonly originalError: {
        readonly status: number
        readonly body: { readonly message: string }
        readonly message: string
      }
    }
    return { status: originalError.status, message: originalError.body.message, text: originalError.message }
  })

const listed = (novu: Novu, query: Parameters<Novu["notifications"]["list"]>[0] = {}) =>
  Effect.map(data(novu.notifications.list(query)), ({ notifications }) => notifications)

const bodies = (items: ReadonlyArray<Notification>) => items.map(({ body }) => body)

const hash = (key: string, text: string) => createHmac("sha256", key).update(text).digest("hex")

const first = <A>(items: ReadonlyArray<A>): A => {
  const [item] = items
  assert(item !== undefined)
  return item
}

/** Opens a session by hand, and returns its token. */
const tokenOf = (subscriberId = "ada", more: Readonly<Record<string, unknown>> = {}) =>
  Effect.map(
    send("POST", "/v1/inbox/session", {
      body: { applicationIdentifier: "app_fake", subscriber: { subscriberId }, ...more }
    }),
    ({ json }) => String(json["data"]?.["token"])
  )

const unknownItem = "0123456789abcdef01234567"

describe("the Inbox's own client, on a served fake", () => {
  it.live("1: opens one session, and says who it is with every call", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      yield* listed(novu)
      yield* listed(novu)
      const requests = yield* (yield* FakeNovu).requests
      assert.deepStrictEqual(requests.map(({ method, status, url }) => [method, url, status]), [
        ["POST", "/v1/inbox/session", 201],
        ["GET", "/v1/inbox/notifications?limit=10", 200],
        ["GET", "/v1/inbox/notifications?limit=10", 200]
      ])
      assert.isUndefined(requests[0]?.headers["authorization"])
      assert.match(requests[1]?.headers["authorization"] ?? "", /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
      for (const { headers } of requests) {
        assert.strictEqual(headers["novu-api-version"], "2024-06-26")
        assert.match(headers["novu-client-version"] ?? "", /^@novu\/js@3\./)
      }
    }).pipe(Effect.scoped, served()))

  it.live("2: lists and counts what the back end has triggered", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      const id = yield* notify({ subject: "Shipped", body: "On its way" })
      const item = first(yield* listed(novu))
      assert.deepInclude<unknown>(JSON.parse(JSON.stringify(item)), {
        id,
        subject: "Shipped",
        body: "On its way",
        isRead: false,
        isSeen: false,
        isArchived: false,
        isSnoozed: false,
        channelType: "in_app",
        severity: "none",
        tags: [],
        data: { order: 1 },
        primaryAction: { label: "Yes", isCompleted: false, redirect: { url: "/yes" } },
        secondaryAction: { label: "No", isCompleted: false }
      })
      assert.deepInclude<unknown>(item.to, { subscriberId: "ada", firstName: "Ada" })
      assert.deepInclude<unknown>(item.workflow, { identifier: "welcome", name: "Workflow welcome", critical: false })
      const { count, filter } = yield* data(novu.notifications.count({ read: false }))
      assert.deepStrictEqual<unknown>([count, filter], [1, { read: false }])
    }).pipe(Effect.scoped, served()))

  const sockets = [
    [3, "socket.io", {}],
    [3, "socket.io under another path", { path: "/v1/inbox/socket.io" }],
    [4, "a plain socket", { socketType: "cloud" }]
  ] as const
  for (const [number, name, socketOptions] of sockets) {
    it.live(`${number}, 5: is told of a message over ${name}, in order, and with the counts of a session`, () =>
      Effect.gen(function*() {
        const novu = yield* openInbox({ socketOptions })
        const { events, until } = yield* listen(novu)
        yield* notify({ body: "Live", workflow: workflow("loud", { severity: SeverityLevelEnum.HIGH }) })
        yield* until(() => events.length >= 3)
        assert.deepStrictEqual(events.map((event) => event.name), ["received", "unseen", "unread"])
        const received = events[0]?.result as Notification
        assert.deepStrictEqual([received.body, received.severity, received.to.subscriberId], ["Live", "high", "ada"])
        assert.deepStrictEqual(received.primaryAction, { label: "Yes", isCompleted: false, redirect: { url: "/yes" } })
        const { json } = yield* send("POST", "/v1/inbox/session", {
          body: { applicationIdentifier: "app_fake", subscriber: "ada" }
        })
        assert.deepStrictEqual<unknown>(events[2]?.result, json["data"]?.["unreadCount"])
        assert.deepStrictEqual<unknown>(events[2]?.result, {
          total: 1,
          severity: { high: 1, medium: 0, low: 0, none: 0 }
        })
        const read = yield* data(received.read())
        assert.isTrue(read.isRead)
        yield* until(() => events.length >= 5)
        assert.deepStrictEqual<unknown>(events[4], {
          name: "unread",
          result: { total: 0, severity: { high: 0, medium: 0, low: 0, none: 0 } }
        })
      }).pipe(Effect.scoped, served()))
  }

  it.live("6: changes an item by every verb, and is told the counts after each", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      const { events, until } = yield* listen(novu)
      const notificationId = yield* notify()
      yield* until(() => events.length === 3)
      const api = novu.notifications
      const soon = new Date(Date.now() + 3_600_000).toISOString()
      const steps: ReadonlyArray<
        readonly [verb: () => Promise<Answer<Notification>>, expected: Readonly<Record<string, unknown>>]
      > = [
        [() => api.read({ notificationId }), { isRead: true, isSeen: true }],
        [() => api.unread({ notificationId }), { isRead: false, isSeen: true, readAt: null }],
        [() => api.archive({ notificationId }), { isRead: true, isArchived: true }],
        [() => api.unarchive({ notificationId }), { isRead: true, isArchived: false, archivedAt: null }],
        [() => api.snooze({ notificationId, snoozeUntil: soon }), { isSnoozed: true, snoozedUntil: soon }],
        [() => api.unsnooze({ notificationId }), { isSnoozed: false }],
        [() => api.completePrimary({ notificationId }), {
          primaryAction: done("Yes", "/yes"),
          secondaryAction: open("No")
        }],
        [() => api.completeSecondary({ notificationId }), {
          primaryAction: open("Yes", "/yes"),
          secondaryAction: done("No")
        }],
        [() => api.revertSecondary({ notificationId }), { secondaryAction: open("No") }],
        [() => api.revertPrimary({ notificationId }), { primaryAction: open("Yes", "/yes") }]
      ]
      for (const [index, [verb, expected]] of steps.entries()) {
        const item = yield* data(verb())
        assert.deepInclude<unknown>(JSON.parse(JSON.stringify(item)), expected)
        yield* until(() => events.length === 3 + 2 * (index + 1))
        assert.deepStrictEqual(events.slice(-2).map(({ name }) => name), ["unseen", "unread"])
      }
      yield* data(first(yield* listed(novu)).seen())
      yield* data(api.delete({ notificationId }))
      assert.deepStrictEqual(yield* listed(novu), [])
    }).pipe(Effect.scoped, served()))

  it.live("7: pages through a list by the last id", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      for (const body of ["1", "2", "3"]) yield* notify({ body })
      const page = yield* data(novu.notifications.list({ limit: 2 }))
      assert.deepStrictEqual([bodies(page.notifications), page.hasMore], [["3", "2"], true])
      const rest = yield* data(novu.notifications.list({ limit: 2, after: page.notifications[1]?.id ?? "" }))
      assert.deepStrictEqual([bodies(rest.notifications), rest.hasMore], [["1"], false])
      const byOffset = yield* data(novu.notifications.list({ limit: 2, offset: 2 }))
      assert.deepStrictEqual(bodies(byOffset.notifications), ["1"])
    }).pipe(Effect.scoped, served()))

  it.live("8: filters a list by everything that the client can say, and is shown its filter", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      const ids: Record<string, string> = {}
      const of = (name: string, tags: ReadonlyArray<string>, severity: string) =>
        Effect.map(notify({ body: name, workflow: workflow(name, { tags, severity }) }), (id) => {
          ids[name] = id
        })
      yield* of("a", ["red"], "high")
      yield* of("b", ["red", "round"], "low")
      yield* of("c", ["round"], "none")
      yield* data(novu.notifications.read({ notificationId: ids["c"] ?? "" }))
      const found = (query: Parameters<Novu["notifications"]["list"]>[0]) =>
        Effect.map(data(novu.notifications.list(query)), ({ notifications }) => bodies(notifications).toSorted())
      assert.deepStrictEqual(yield* found({ tags: ["red"] }), ["a", "b"])
      assert.deepStrictEqual(yield* found({ tags: { or: ["red", "round"] } }), ["a", "b", "c"])
      assert.deepStrictEqual(yield* found({ tags: { and: [{ or: ["red"] }, { or: ["round", "square"] }] } }), ["b"])
      assert.deepStrictEqual(yield* found({ severity: SeverityLevelEnum.HIGH }), ["a"])
      assert.deepStrictEqual(yield* found({ severity: [SeverityLevelEnum.HIGH, SeverityLevelEnum.NONE] }), ["a", "c"])
      assert.deepStrictEqual(yield* found({ data: { order: 1 } }), ["a", "b", "c"])
      assert.deepStrictEqual(yield* found({ data: { order: 2 } }), [])
      assert.deepStrictEqual(yield* found({ read: true }), ["c"])
      assert.deepStrictEqual(yield* found({ seen: false, archived: false, snoozed: false }), ["a", "b"])
      assert.deepStrictEqual(yield* found({ createdGte: Date.now() + 60_000 }), [])
      assert.deepStrictEqual(yield* found({ createdLte: Date.now() + 60_000 }), ["a", "b", "c"])
      const token = yield* tokenOf()
      const echo = yield* send(
        "GET",
        "/v1/inbox/notifications?limit=5&tags%5B%5D=red&severity[]=high&read=false&data=%7B%22order%22%3A1%7D",
        { headers: { Authorization: `Bearer ${token}` } }
      )
      assert.deepStrictEqual<unknown>(echo.json["filter"], {
        tags: ["red"],
        read: false,
        data: { order: 1 },
        severity: ["high"]
      })
      const refused = yield* failure(novu.notifications.list({ read: false, archived: true }))
      assert.deepStrictEqual(
        [refused.status, refused.message],
        [400, "Filtering for unread and archived notifications is not supported."]
      )
    }).pipe(Effect.scoped, served()))

  it.live("9: counts by several filters, each of which is echoed in its place", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      yield* notify({ workflow: workflow("high", { severity: SeverityLevelEnum.HIGH }) })
      yield* notify()
      const { HIGH, LOW, MEDIUM, NONE } = SeverityLevelEnum
      const filters = [HIGH, MEDIUM, LOW, NONE].map((severity) => ({
        read: false,
        archived: false,
        snoozed: false,
        severity
      }))
      const { counts } = yield* data(novu.notifications.count({ filters }))
      assert.deepStrictEqual<unknown>(counts, filters.map((filter, index) => ({ count: [1, 0, 0, 1][index], filter })))
    }).pipe(Effect.scoped, served()))

  it.live("10: changes many at once, and only those that fit", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      for (const id of ["a", "b", "c"]) yield* notify({ body: id, workflow: workflow(id, { tags: [id] }) })
      const states = () =>
        Effect.map(listed(novu), (items) =>
          Object.fromEntries(items.map(({ body, isArchived, isRead, isSeen }) => [
            body,
            [isSeen ? "seen" : "", isRead ? "read" : "", isArchived ? "archived" : ""].join(" ").trim()
          ])))
      const b = first((yield* listed(novu)).filter(({ body }) => body === "b"))
      yield* data(novu.notifications.seenAll({ notificationIds: [b.id] }))
      assert.deepStrictEqual(yield* states(), { a: "", b: "seen", c: "" })
      yield* data(novu.notifications.readAll({ tags: ["a"] }))
      assert.deepStrictEqual(yield* states(), { a: "seen read", b: "seen", c: "" })
      yield* data(novu.notifications.archiveAllRead())
      assert.deepStrictEqual(yield* states(), { a: "seen read archived", b: "seen", c: "" })
      yield* data(novu.notifications.deleteAll({ tags: { or: ["c"] } }))
      assert.deepStrictEqual(yield* states(), { a: "seen read archived", b: "seen" })
      yield* data(novu.notifications.deleteAll({ data: { order: 2 } }))
      yield* data(novu.notifications.archiveAll({ tags: ["b"] }))
      assert.deepStrictEqual(yield* states(), { a: "seen read archived", b: "seen read archived" })
      const requests = yield* (yield* FakeNovu).requests
      assert.deepStrictEqual(
        requests.filter(({ method, url }) => method === "POST" && url.startsWith("/v1/inbox/notifications/"))
          .map(({ status }) => status),
        [204, 204, 204, 204, 204, 204]
      )
    }).pipe(Effect.scoped, served()))

  it.live("11: hears of an item that does not exist, and lives on", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      yield* notify()
      const error = yield* failure(novu.notifications.read({ notificationId: unknownItem }))
      assert.deepStrictEqual([error.status, error.message], [404, `Notification with id: ${unknownItem} is not found.`])
      assert.match(error.text, /^@novu\/js@3\S+ error\. Status: 404, Message: Notification with id/)
      assert.lengthOf(yield* listed(novu), 1)
    }).pipe(Effect.scoped, served()))

  it.live("12: gets no session by a wrong application identifier, and every call says so", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox({ applicationIdentifier: "app_wrong" })
      for (const call of [novu.notifications.list(), novu.notifications.count(), novu.notifications.readAll()]) {
        const { message, status } = yield* failure(call)
        assert.deepStrictEqual([status, message], [400, "Please provide a valid application identifier"])
      }
      const none = yield* send("POST", "/v1/inbox/session", {
        body: { applicationIdentifier: "app_fake_production", subscriber: { subscriberId: "ada" } }
      })
      assert.deepStrictEqual<unknown>(
        [none.status, none.json["message"]],
        [404, "The active in-app integration could not be found"]
      )
    }).pipe(Effect.scoped, served({ applicationIdentifier: "app_fake" })))

  const withHmac = {
    inbox: { hmac: true, otherKeys: ["sk_fake_rotated"] }
  }

  it.live("13: needs the hash of its subscriber where HMAC is on, by any active key", () =>
    Effect.gen(function*() {
      for (const subscriberHash of [undefined, hash("sk_fake", "grace"), hash("sk_other", "ada")]) {
        const novu = yield* openInbox(subscriberHash === undefined ? {} : { subscriberHash })
        const { message, status } = yield* failure(novu.notifications.list())
        assert.deepStrictEqual([status, message], [400, "Please provide a valid HMAC hash"])
      }
      for (const key of ["sk_fake", "sk_fake_rotated"]) {
        assert.deepStrictEqual(yield* listed(yield* openInbox({ subscriberHash: hash(key, "ada") })), [])
      }
    }).pipe(Effect.scoped, served(withHmac)))

  it.live("13: HMAC is a credential of the in-app integration, too", () =>
    Effect.gen(function*() {
      const { json } = yield* asServer("POST", "/v1/integrations", {
        providerId: "novu",
        channel: "in_app",
        active: true,
        identifier: "inbox-hmac",
        credentials: { hmac: true }
      })
      assert.strictEqual<unknown>(json["data"]?.["identifier"], "inbox-hmac")
      const { status } = yield* failure((yield* openInbox()).notifications.list())
      assert.strictEqual(status, 400)
      assert.deepStrictEqual(yield* listed(yield* openInbox({ subscriberHash: hash("sk_fake", "ada") })), [])
    }).pipe(Effect.scoped, served({ seed: { subscribers: ["ada"] } })))

  it.live("14: needs the hash of its context where HMAC is on, in any order of its members", () =>
    Effect.gen(function*() {
      const subscriberHash = hash("sk_fake", "ada")
      const context = { tenant: "acme", app: { id: "desk", data: { size: 1, colour: "red" } } }
      const canonical = `{"app":{"data":{"colour":"red","size":1},"id":"desk"},"tenant":"acme"}`
      for (const contextHash of [undefined, hash("sk_other", canonical), hash("sk_fake", "{\"tenant\":\"acme\"}")]) {
        const options = { subscriberHash, context, ...(contextHash === undefined ? {} : { contextHash }) }
        const { message, status } = yield* failure((yield* openInbox(options)).notifications.list())
        assert.deepStrictEqual([status, message], [400, "Please provide a valid context HMAC hash"])
      }
      const body = {
        applicationIdentifier: "app_fake",
        subscriber: { subscriberId: "ada" },
        subscriberHash,
        contextHash: hash("sk_fake", canonical)
      }
      for (const each of [context, { app: { data: { colour: "red", size: 1 }, id: "desk" }, tenant: "acme" }]) {
        const { json, status } = yield* send("POST", "/v1/inbox/session", { body: { ...body, context: each } })
        assert.deepStrictEqual<unknown>([status, json["data"]?.["contextKeys"]], [201, ["app:desk", "tenant:acme"]])
      }
      const { contexts } = yield* (yield* FakeNovu).state
      assert.deepStrictEqual(contexts.map(({ id, type }) => `${type}:${id}`).toSorted(), ["app:desk", "tenant:acme"])
    }).pipe(Effect.scoped, served(withHmac)))

  it.live("15: changes a subscriber who is known only with a hash", () =>
    Effect.gen(function*() {
      const nameAfter = Effect.fnUntraced(function*(subscriberId: string, more: { readonly subscriberHash?: string }) {
        yield* listed(yield* openInbox({ subscriber: { subscriberId, firstName: "Eve" }, ...more }))
        const { json } = yield* asServer("GET", `/v2/subscribers/${subscriberId}`)
        return json["firstName"] ?? json["data"]?.["firstName"]
      })
      assert.strictEqual<unknown>(yield* nameAfter("ada", {}), "Ada")
      assert.strictEqual<unknown>(yield* nameAfter("ada", { subscriberHash: hash("sk_fake", "ada") }), "Eve")
      assert.strictEqual<unknown>(yield* nameAfter("new", {}), "Eve")
      const channels = [{ providerId: "slack", credentials: { webhookUrl: "https://elsewhere.example" } }]
      yield* send("POST", "/v1/inbox/session", {
        body: {
          applicationIdentifier: "app_fake",
          subscriber: { subscriberId: "newer", timezone: "Europe/Zurich", channels }
        }
      })
      const { json } = yield* asServer("GET", "/v2/subscribers/newer")
      const stored = json["data"] ?? json
      assert.deepStrictEqual<unknown>([stored["timezone"], stored["channels"]], ["Europe/Zurich", []])
    }).pipe(Effect.scoped, served()))

  it.live("16: shows a subscriber nobody else's items, and a context nothing of another", () =>
    Effect.gen(function*() {
      const id = yield* notify({ body: "plain" })
      yield* notify({ body: "acme", context: { tenant: "acme" } })
      const ada = yield* openInbox()
      const grace = yield* openInbox({ subscriber: { subscriberId: "grace" } })
      const inAcme = yield* openInbox({ context: { tenant: "acme" } })
      const inOther = yield* openInbox({ context: { tenant: "other" } })
      assert.deepStrictEqual(bodies(yield* listed(ada)), ["plain"])
      assert.deepStrictEqual(bodies(yield* listed(grace)), [])
      assert.deepStrictEqual(bodies(yield* listed(inAcme)), ["acme"])
      assert.deepStrictEqual(bodies(yield* listed(inOther)), [])
      assert.strictEqual((yield* data(inAcme.notifications.count({}))).count, 1)
      for (const other of [grace, inAcme]) {
        const api = other.notifications
        const soon = new Date(Date.now() + 3_600_000).toISOString()
        const calls = [
          api.read({ notificationId: id }),
          api.archive({ notificationId: id }),
          api.delete({ notificationId: id }),
          api.completePrimary({ notificationId: id }),
          api.snooze({ notificationId: id, snoozeUntil: soon })
        ]
        for (const call of calls) assert.strictEqual((yield* failure(call)).status, 404)
        yield* data(api.readAll())
        yield* data(api.deleteAll())
      }
      assert.deepStrictEqual((yield* listed(ada)).map(({ body, isRead }) => [body, isRead]), [["plain", false]])
    }).pipe(Effect.scoped, served()))

  it.live("16: tells an Inbox of its own contexts alone", () =>
    Effect.gen(function*() {
      const plain = yield* listen(yield* openInbox())
      const acme = yield* listen(yield* openInbox({ context: { tenant: "acme" } }))
      const grace = yield* listen(yield* openInbox({ subscriber: { subscriberId: "grace" } }))
      yield* notify({ body: "for acme", context: { tenant: "acme" } })
      yield* notify({ body: "for all" })
      yield* plain.until(() => plain.events.length === 3)
      yield* acme.until(() => acme.events.length === 3)
      const received = (heard: typeof plain) =>
        heard.events.filter(({ name }) => name === "received").map(({ result }) => (result as Notification).body)
      assert.deepStrictEqual([plain, acme, grace].map(received), [["for all"], ["for acme"], []])
      assert.deepStrictEqual(grace.events, [])
    }).pipe(Effect.scoped, served()))

  it.live("is neither rate limited nor made idempotent", () =>
    Effect.gen(function*() {
      const token = yield* tokenOf()
      for (const _ of Array.from({ length: 30 })) {
        const { headers, status } = yield* asInbox("GET", "/notifications", token)
        assert.deepStrictEqual([status, headers.get("ratelimit-limit")], [200, null])
      }
      const open = (subscriberId: string) =>
        send("POST", "/v1/inbox/session", {
          body: { applicationIdentifier: "app_fake", subscriber: { subscriberId } },
          headers: { "Idempotency-Key": "same" }
        })
      assert.deepStrictEqual([(yield* open("ada")).status, (yield* open("grace")).status], [201, 201])
    }).pipe(Effect.scoped, served({ idempotency: true, rateLimit: { maximum: { configuration: 1 } } })))

  it.live("17: changes its subscriber, and with it its session and socket", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      const { events, opened, until } = yield* listen(novu)
      yield* Effect.promise(() => novu.changeSubscriber({ subscriber: { subscriberId: "grace" } }))
      yield* until(() => opened() === 2)
      yield* notify({ to: "ada", body: "for ada" })
      yield* notify({ to: "grace", body: "for grace" })
      yield* until(() => events.some(({ name }) => name === "received"))
      const received = events.filter(({ name }) => name === "received").map(({ result }) =>
        (result as Notification).body
      )
      assert.deepStrictEqual(received, ["for grace"])
      assert.deepStrictEqual(bodies(yield* listed(novu)), ["for grace"])
    }).pipe(Effect.scoped, served()))

  it.live("18: refuses a token that is not valid, on every route and on both sockets", () =>
    Effect.gen(function*() {
      const token = yield* tokenOf()
      const [header, payload = "", signature] = token.split(".")
      const claims = JSON.parse(atob(payload)) as Readonly<Record<string, unknown>>
      assert.deepStrictEqual(JSON.parse(atob(header ?? "")), { alg: "HS256", typ: "JWT" })
      assert.deepInclude<unknown>(claims, {
        iss: "novu_api",
        aud: "widget_user",
        subscriberId: "ada",
        firstName: "Ada",
        contextKeys: []
      })
      assert.strictEqual(Number(claims["exp"]) - Number(claims["iat"]), 15 * 24 * 60 * 60)
      const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
      const signed = (head: unknown, more: Readonly<Record<string, unknown>>) => {
        const content = `${encoded(head)}.${encoded({ ...claims, ...more })}`
        return `${content}.${createHmac("sha256", "sk_fake").update(content).digest("base64url")}`
      }
      const jwt = { alg: "HS256", typ: "JWT" }
      assert.strictEqual((yield* asInbox("GET", "/notifications", signed(jwt, {}))).status, 200)
      const bad = {
        "nothing": "",
        "no token": "x",
        "another signature": `${header}.${payload}.${signature?.replace(/^./, (letter) => letter === "A" ? "B" : "A")}`,
        "another content": `${header}.${encoded({ ...claims, subscriberId: "grace" })}.${signature}`,
        "no signature": `${encoded({ alg: "none" })}.${payload}.`,
        "expired": signed(jwt, { exp: Math.floor(Date.now() / 1000) - 1 }),
        "for somebody else": signed(jwt, { aud: "user" }),
        "of a subscriber who was deleted": yield* Effect.andThen(
          tokenOf("gone"),
          (made) => Effect.as(asServer("DELETE", "/v2/subscribers/gone"), made)
        )
      }
      for (const [name, each] of Object.entries(bad)) {
        for (const [method, path] of routes) {
          const { headers, json, status } = yield* asInbox(method, path, each)
          assert.deepStrictEqual<unknown>(
            [status, json["message"]],
            [401, "Unauthorized"],
            `${name}: ${method} ${path}`
          )
          assert.strictEqual(headers.get("access-control-allow-origin"), "*")
        }
        assert.deepStrictEqual(yield* frames(`/socket.io/?EIO=4&transport=websocket&token=${each}`), [
          "0",
          "40",
          "41",
          "closed 1000"
        ])
        assert.deepStrictEqual(yield* frames(`/?token=${each}`), ["closed 1008"])
      }
      const withKey = yield* send("GET", "/v1/inbox/notifications", { headers: { Authorization: "ApiKey sk_fake" } })
      assert.strictEqual(withKey.status, 401)
      const asBackEnd = yield* send("GET", "/v1/messages", { headers: { Authorization: `Bearer ${token}` } })
      assert.strictEqual(asBackEnd.status, 401)
    }).pipe(Effect.scoped, served()))

  it.live("19: shows and changes preferences", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const both = [{ type: "in_app" }, { type: "email" }]
      yield* fake.workflow(workflow("welcome", { steps: both, tags: ["start"] }))
      yield* fake.workflow(workflow("alarm", { critical: true }))
      yield* fake.workflow(workflow("asleep", { active: false, steps: [{ type: "sms" }] }))
      const novu = yield* openInbox()
      const all = () => Effect.promise(async () => (await novu.preferences.list()).data ?? [])
      assert.deepStrictEqual(
        (yield* all()).map(({ channels, level, workflow: of }) => [level, channels, of?.identifier]),
        [["global", { in_app: true, email: true }, undefined], ["template", { in_app: true, email: true }, "welcome"]]
      )
      const [, welcome] = yield* all()
      assert.deepInclude<unknown>(welcome?.workflow, {
        name: "Workflow welcome",
        critical: false,
        tags: ["start"],
        severity: "none"
      })
      const id = welcome?.workflow?.id ?? ""
      const changed = yield* data(novu.preferences.update({ workflowId: "welcome", channels: { email: false } }))
      assert.deepStrictEqual<unknown>(changed.channels, { in_app: true, email: false })
      assert.deepStrictEqual<unknown>(
        (yield* data(novu.preferences.update({ workflowId: id, channels: { in_app: false } }))).channels,
        { in_app: false, email: false }
      )
      const global = yield* data(first(yield* all()).update({ channels: { email: false, sms: false } }))
      assert.deepStrictEqual<unknown>([global.level, global.channels], ["global", { in_app: true, email: false }])
      const bulk = yield* data(novu.preferences.bulkUpdate([
        { workflowId: "welcome", channels: { email: false } },
        { workflowId: id, channels: { in_app: true, email: true } }
      ]))
      assert.deepStrictEqual<unknown>(bulk.map(({ channels }) => channels), [{ in_app: true, email: true }])

      const critical = yield* Effect.promise(async () =>
        (await novu.preferences.list({ criticality: "critical" as never })).data
      )
      assert.deepStrictEqual(critical?.map(({ workflow: of }) => of?.identifier), [undefined, "alarm"])
      const byTag = yield* Effect.promise(async () => (await novu.preferences.list({ tags: ["end"] })).data)
      assert.lengthOf(byTag ?? [], 1)

      const refused = (channels: ReadonlyArray<string>) =>
        failure(novu.preferences.bulkUpdate(channels.map((workflowId) => ({ workflowId, channels: { email: true } }))))
      const one = (workflowId: string) => failure(novu.preferences.update({ workflowId, channels: { email: true } }))
      const alarm = critical?.[1]?.workflow?.id ?? ""
      const errors = [
        yield* one("nope"),
        yield* one("alarm"),
        yield* refused([]),
        yield* refused(["welcome", "no", "nope"]),
        yield* refused(["welcome", "alarm"])
      ]
      assert.deepStrictEqual(errors.map(({ message, status }) => [status, message]), [
        [404, "Workflow with id: nope is not found"],
        [400, "Critical workflow with id: alarm cannot be updated"],
        [400, "No preferences provided for bulk update"],
        [404, "Workflows with ids: no, nope not found"],
        [400, `Critical workflows with ids: ${alarm} cannot be updated`]
      ])
      const tooMany = yield* send("PATCH", "/v1/inbox/preferences/bulk", {
        body: { preferences: Array.from({ length: 101 }, () => ({ workflowId: "welcome", email: true })) },
        headers: { Authorization: `Bearer ${yield* tokenOf()}` }
      })
      assert.strictEqual(tooMany.status, 422)
      assert.include(tooMany.text, "preferences must contain no more than 100 elements")
      const { preferences } = yield* fake.state
      assert.deepStrictEqual(
        preferences.map(({ channels, subscriberId, workflowId }) => [subscriberId, workflowId, channels]),
        [["ada", "welcome", { in_app: true, email: true }], ["ada", undefined, { email: false, sms: false }]]
      )
    }).pipe(Effect.scoped, served()))

  it.live("20: keeps a schedule, replaces it whole, and refuses one that makes no sense", () =>
    Effect.gen(function*() {
      const range = { isEnabled: true, hours: [{ start: "09:00 AM", end: "05:00 PM" }] }
      const defaultSchedule = { isEnabled: true, weeklySchedule: { friday: range } }
      const novu = yield* openInbox({ defaultSchedule })
      const stored = () =>
        Effect.promise(async () => {
          const { data: schedule } = await novu.preferences.schedule.get()
          return [schedule?.isEnabled, schedule?.weeklySchedule]
        })
      assert.deepStrictEqual<unknown>(yield* stored(), [true, { friday: range }])
      yield* data(novu.preferences.schedule.update({ isEnabled: true, weeklySchedule: { monday: range } }))
      assert.deepStrictEqual<unknown>(yield* stored(), [true, { monday: range }])
      yield* listed(yield* openInbox({ defaultSchedule }))
      assert.deepStrictEqual<unknown>(yield* stored(), [true, { monday: range }])
      yield* data(novu.preferences.schedule.update({ isEnabled: true }))
      const token = yield* tokenOf()
      const wrong: ReadonlyArray<readonly [schedule: unknown, complaint: string]> = [
        [
          { isEnabled: false, weeklySchedule: { monday: range } },
          "weeklySchedule should not be provided when isEnabled is false"
        ],
        [
          { isEnabled: true, weeklySchedule: {} },
          "weeklySchedule must contain at least one day configuration when isEnabled is true"
        ],
        [{ isEnabled: true, weeklySchedule: { someday: range } }, "weeklySchedule contains invalid day names"],
        [
          { isEnabled: true, weeklySchedule: { monday: { isEnabled: true, hours: [{ start: "9", end: "17:00" }] } } },
          "must be in 12-hour format"
        ]
      ]
      for (const [schedule, complaint] of wrong) {
        const { json, status } = yield* asInbox("PATCH", "/preferences", token, { schedule })
        assert.deepStrictEqual<unknown>([status, json["message"]], [422, "Validation Error"])
        assert.include(String(json["errors"]?.["general"]?.["messages"]?.["0"]), complaint)
      }
    }).pipe(Effect.scoped, served()))

  it.live("21: subscribes to topics, with preferences of their own", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.workflow(workflow("welcome"))
      yield* fake.workflow(workflow("digest"))
      const novu = yield* openInbox()
      const topicKey = "news"
      assert.isNull(yield* data(novu.subscriptions.get({ topicKey })))
      const made = yield* data(novu.subscriptions.create({
        topicKey,
        topicName: "News",
        preferences: [{ workflowId: "welcome", enabled: true }]
      }))
      assert.strictEqual(made.identifier, "tk_news:si_ada")
      const again = yield* data(novu.subscriptions.create({ topicKey, identifier: "tk_news:si_ada" }))
      assert.strictEqual(again.id, made.id)
      const got = yield* data(novu.subscriptions.get({ topicKey }))
      assert.strictEqual(got?.id, made.id)
      const preference = first(got?.preferences ?? [])
      assert.deepStrictEqual<unknown>(
        [preference.subscriptionId, preference.enabled, preference.workflow?.identifier],
        ["tk_news:si_ada", true, "welcome"]
      )
      assert.isFalse((yield* data(preference.update({ value: false }))).enabled)
      const condition: { "==": [unknown, unknown] } = { "==": [{ var: "payload.a" }, 1] }
      const bulk = yield* data(made.bulkUpdatePreferences([{ workflowId: "digest", value: condition }]))
      assert.deepStrictEqual<unknown>(bulk.map((each) => [each.workflow?.identifier, each.condition]), [
        ["digest", condition]
      ])
      const after = yield* data(novu.subscriptions.get({ topicKey, workflowIds: ["welcome"] }))
      assert.deepStrictEqual(after?.preferences?.map(({ enabled }) => enabled), [false])
      const renamed = yield* data(made.update({ subscription: made, name: "Mine" }))
      assert.lengthOf(renamed.preferences ?? [], 2)
      assert.deepStrictEqual((yield* data(novu.subscriptions.list({ topicKey }))).map(({ id }) => id), [made.id])

      const inAcme = yield* openInbox({ context: { tenant: "acme", app: "desk" } })
      assert.isNull(yield* data(inAcme.subscriptions.get({ topicKey })))
      yield* data(inAcme.subscriptions.create({ topicKey }))
      const own = yield* data(inAcme.subscriptions.get({ topicKey }))
      assert.strictEqual(own?.identifier, "tk_news:si_ada:ctx_app:desk,tenant:acme")
      const grace = yield* openInbox({ subscriber: { subscriberId: "grace" } })
      assert.deepStrictEqual(yield* data(grace.subscriptions.list({ topicKey })), [])

      const token = yield* tokenOf("ada", { context: { tenant: "acme", app: "desk" } })
      const old = { Authorization: `Bearer ${token}`, "Novu-Client-Version": "@novu/js@3.12.9" }
      const seen = yield* send("GET", "/v1/inbox/topics/news/subscriptions", { headers: old })
      assert.strictEqual<unknown>(seen.json["data"]?.["length"], 2, "an older client sees those of every context")

      yield* data(made.delete())
      assert.isNull(yield* data(novu.subscriptions.get({ topicKey })))
      const { topics } = yield* fake.state
      assert.deepStrictEqual(topics.map(({ key, name, subscribers }) => [key, name, subscribers]), [
        ["news", "News", ["ada"]]
      ])
    }).pipe(Effect.scoped, served()))

  it.live("22: lets a page of any origin use it, errors included, and nothing else", () =>
    Effect.gen(function*() {
      const elsewhere = { Origin: "https://elsewhere.example" }
      for (const path of ["/session", "/notifications?limit=1", "/notifications/x/read", "/preferences"]) {
        const { headers, status, text } = yield* send("OPTIONS", `/v1/inbox${path}`, {
          headers: { ...elsewhere, "Access-Control-Request-Method": "PATCH" }
        })
        assert.deepStrictEqual([status, text], [204, ""])
        assert.strictEqual(headers.get("access-control-allow-origin"), "*")
        assert.strictEqual(headers.get("access-control-allow-methods"), "GET,HEAD,POST,PUT,DELETE,PATCH,OPTIONS")
        assert.strictEqual(headers.get("access-control-max-age"), "86400")
        assert.strictEqual(
          headers.get("access-control-allow-headers"),
          "Content-Type,Authorization,Novu-API-Version,Novu-Client-Version,Novu-Application-Identifier"
        )
      }
      const answers = [
        yield* send("POST", "/v1/inbox/session", {
          body: { applicationIdentifier: "x", subscriber: "ada" },
          headers: elsewhere
        }),
        yield* send("GET", "/v1/inbox/notifications", { headers: elsewhere }),
        yield* send("GET", "/v1/inbox/nowhere", { headers: elsewhere }),
        yield* send("GET", "/v1/messages", { headers: elsewhere })
      ]
      assert.deepStrictEqual(
        answers.map(({ headers, status }) => [status, headers.get("access-control-allow-origin")]),
        [[400, "*"], [401, "*"], [404, "*"], [401, null]]
      )
    }).pipe(Effect.scoped, served()))

  it.live(
    "24: comes back by itself over either socket after the fake was away, with the token that it has",
    () =>
      Effect.gen(function*() {
        const port = yield* freePort
        const inboxes = yield* Effect.gen(function*() {
          const ioInbox = yield* openInbox({ subscriber: { subscriberId: "new" } })
          const plainInbox = yield* openInbox({
            subscriber: { subscriberId: "new" },
            socketOptions: { socketType: "cloud" } as const
          })
          const both = [ioInbox, plainInbox]
          return yield* Effect.forEach(both, (novu) => Effect.map(listen(novu), (heard) => ({ novu, heard })))
        }).pipe(Effect.provide(serve({}, port)))
        yield* Effect.gen(function*() {
          for (const { heard } of inboxes) yield* heard.until(() => heard.opened() >= 2)
          yield* notify({ to: "new", body: "after" })
          for (const { heard, novu } of inboxes) {
            yield* heard.until(() => heard.events.some(({ name }) => name === "received"))
            assert.deepStrictEqual(bodies(yield* listed(novu)), ["after"])
          }
        }).pipe(Effect.provide(serve({}, port)))
      }).pipe(Effect.scoped),
    20_000
  )

  it.live("24: an end of the fake closes both sockets within a second, and they are not told to stay away", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(serve(), scope)
      const sockets = yield* Effect.provideContext(
        Effect.gen(function*() {
          const token = yield* tokenOf()
          const [io, ioFrames] = yield* rawSocket(`/socket.io/?EIO=4&transport=websocket&token=${token}`)
          io.send("40")
          yield* Effect.promise(() => ioFrames.until(({ length }) => length === 2))
          const [, plainFrames] = yield* rawSocket(`/?token=${token}`)
          return [ioFrames, plainFrames]
        }),
        context
      )
      const [duration] = yield* Effect.timed(Scope.close(scope, Exit.void))
      assert.isBelow(Duration.toMillis(duration), 1000)
      for (const { closed } of sockets) assert.strictEqual(yield* Effect.promise(() => closed), 1001)
      assert.deepStrictEqual(sockets.map(({ all }) => all.length), [2, 0])
    }).pipe(Effect.scoped))

  it.live("24: an end of the fake waits for no client that has fallen silent", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(serve(), scope)
      const silent = yield* Effect.provideContext(
        Effect.gen(function*() {
          const { hostname, port } = new URL(yield* origin)
          const path = `/socket.io/?EIO=4&transport=websocket&token=${yield* tokenOf()}`
          return yield* Effect.callback<Socket>((resume) => {
            const socket = connect(Number(port), hostname)
            socket.write(
              `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            )
            socket.on("error", () => undefined)
            socket.once("data", () => resume(Effect.succeed(socket)))
          })
        }),
        context
      )
      const [duration] = yield* Effect.timed(Scope.close(scope, Exit.void))
      assert.isBelow(Duration.toMillis(duration), 1000)
      silent.destroy()
    }))

  it.live("shows live what was delayed, although nobody asks the fake for anything", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      const { events, until } = yield* listen(novu)
      const fake = yield* FakeNovu
      const [step] = workflow("x").steps ?? []
      yield* fake.workflow(workflow("later", {
        steps: [{ type: "delay", controls: { amount: 1, unit: "seconds" } }, ...(step === undefined ? [] : [step])]
      }))
      yield* asServer("POST", "/v1/events/trigger", {
        name: "later",
        to: "ada",
        payload: { subject: "s", body: "late" }
      })
      const before = (yield* fake.requests).length
      yield* until(() => events.length === 3)
      const received = events[0]?.result as Notification
      assert.strictEqual(received.body, "late")
      assert.lengthOf(yield* fake.requests, before)
    }).pipe(Effect.scoped, served()))

  it.live("tells its counts after a reset, and needs no new session", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox({ subscriber: { subscriberId: "new" } })
      const { events, until } = yield* listen(novu)
      yield* notify({ to: "new" })
      yield* until(() => events.length === 3)
      yield* (yield* FakeNovu).reset
      yield* until(() => events.length === 5)
      assert.deepStrictEqual<unknown>(events[4]?.result, {
        total: 0,
        severity: { high: 0, medium: 0, low: 0, none: 0 }
      })
      assert.deepStrictEqual(yield* listed(novu), [])
      yield* notify({ to: "new", body: "again" })
      yield* until(() => events.length === 8)
      assert.deepStrictEqual(bodies(yield* listed(novu)), ["again"])
    }).pipe(Effect.scoped, served()))

  it.live("tells of several messages one after the other, each with its counts", () =>
    Effect.gen(function*() {
      const novu = yield* openInbox()
      const { events, until } = yield* listen(novu)
      yield* (yield* FakeNovu).workflow(workflow("welcome"))
      const event = (body: string, to: string) => ({ name: "welcome", to, payload: { subject: "s", body } })
      yield* asServer("POST", "/v1/events/trigger/bulk", {
        events: [event("1", "ada"), event("not for ada", "grace"), event("2", "ada")]
      })
      yield* until(() => events.length === 6)
      assert.deepStrictEqual(events.map(({ name }) => name), [
        "received",
        "unseen",
        "unread",
        "received",
        "unseen",
        "unread"
      ])
      assert.deepStrictEqual(
        events.filter(({ name }) => name === "received").map(({ result }) => (result as Notification).body),
        ["1", "2"]
      )
    }).pipe(Effect.scoped, served()))

  it.live("serves the Inboxes of several environments, by the identifier of each", () =>
    Effect.gen(function*() {
      const asStaging = { Authorization: "ApiKey sk_fake_staging" }
      const { json } = yield* send("GET", "/v1/environments", { headers: asStaging })
      const environments = json["data"] as unknown as ReadonlyArray<
        { readonly name: string; readonly identifier: string }
      >
      const { identifier } = first(environments.filter(({ name }) => name === "Staging"))
      const staging = yield* openInbox({ applicationIdentifier: identifier })
      const { events, until } = yield* listen(staging)
      const main = yield* openInbox({ applicationIdentifier: "app_desk" })
      yield* send("POST", "/v1/events/trigger", {
        body: { name: "there", to: "ada", payload: { subject: "s", body: "staged" } },
        headers: asStaging
      })
      yield* until(() => events.length === 3)
      assert.deepStrictEqual(bodies(yield* listed(staging)), ["staged"])
      assert.deepStrictEqual(yield* listed(main), [])
    }).pipe(
      Effect.scoped,
      served({
        applicationIdentifier: "app_desk",
        seed: {
          integrations: [{ identifier: "inbox", providerId: "novu", channel: "in_app" }],
          environments: [{
            name: "Staging",
            seed: {
              integrations: [{ identifier: "inbox", providerId: "novu", channel: "in_app" }],
              workflows: [workflow("there")]
            }
          }]
        }
      })
    ))

  it.live("shows no token and no hash over HTTP", () =>
    Effect.gen(function*() {
      const subscriberHash = hash("sk_fake", "ada")
      const novu = yield* openInbox({ subscriberHash, contextHash: "0123456789abcdef", context: { tenant: "acme" } })
      yield* listed(novu)
      const token = yield* tokenOf()
      yield* asInbox("GET", "/notifications", token)
      const record = yield* send("GET", "/_fake/requests")
      assert.include(record.text, "/v1/inbox/session")
      const pages = [record, yield* pageText("/"), yield* pageText("/requests")]
      for (const { text } of pages) {
        for (const secret of [subscriberHash, "0123456789abcdef", token, "sk_fake_rotated"]) {
          assert.notInclude(text, secret)
        }
        assert.notMatch(text, /eyJ/)
      }
    }).pipe(Effect.scoped, served({ inbox: { otherKeys: ["sk_fake_rotated"] } })))

  it.effect("answers in memory, too", () =>
    Effect.gen(function*() {
      const session = yield* inMemory("POST", "/v1/inbox/session", {
        key: null,
        body: { applicationIdentifier: "app_fake", subscriber: { subscriberId: "ada" } }
      })
      assert.strictEqual(session.status, 201)
      const { token } = session.json.data as unknown as { readonly token: string }
      const list = inMemory("GET", "/v1/inbox/notifications", { key: `Bearer ${token}` })
      assert.strictEqual((yield* list).status, 200)
      yield* TestClock.adjust("15 days")
      assert.deepStrictEqual([(yield* list).status, (yield* list).json.message], [401, "Unauthorized"])
    }).pipe(Effect.provide(FakeNovu.layer({
      seed: { integrations: [{ identifier: "inbox", providerId: "novu", channel: "in_app" }], subscribers: ["ada"] }
    }))))

  it.effect("pings over socket.io every 25 seconds, and answers the pings of plain sockets", () =>
    Effect.gen(function*() {
      const token = yield* tokenOf()
      const [io, ioFrames] = yield* rawSocket(`/socket.io/?EIO=4&transport=websocket&token=${token}`)
      yield* Effect.promise(() => ioFrames.until(({ length }) => length === 1))
      io.send("40")
      yield* Effect.promise(() => ioFrames.until(({ length }) => length === 2))
      assert.match(ioFrames.all[0] ?? "", /^0\{"sid":"[^"]+","upgrades":\[\],"pingInterval":25000,"pingTimeout":20000,/)
      assert.match(ioFrames.all[1] ?? "", /^40\{"sid":"[^"]+"\}$/)
      yield* TestClock.adjust("24 seconds")
      assert.lengthOf(ioFrames.all, 2)
      yield* TestClock.adjust("26 seconds")
      yield* Effect.promise(() => ioFrames.until(({ length }) => length === 4))
      assert.deepStrictEqual(ioFrames.all.slice(2), ["2", "2"])
      const [plain, plainFrames] = yield* rawSocket(`/?token=${token}`)
      plain.send("ping")
      yield* Effect.promise(() => plainFrames.until(({ length }) => length === 1))
      assert.deepStrictEqual(plainFrames.all, ["pong"])
    }).pipe(Effect.scoped, served()))

  it.effect("tells when a snoozed item comes back", () =>
    Effect.gen(function*() {
      const notificationId = yield* notify()
      const token = yield* tokenOf()
      const [, heard] = yield* rawSocket(`/?token=${token}`)
      const snoozeUntil = new Date(3_600_000).toISOString()
      const snoozed = yield* asInbox("PATCH", `/notifications/${notificationId}/snooze`, token, { snoozeUntil })
      assert.strictEqual(snoozed.status, 200)
      yield* Effect.promise(() => heard.until(({ length }) => length === 2))
      assert.include(heard.all[1], "\"counts\":{\"total\":0")
      yield* TestClock.adjust("61 minutes")
      yield* Effect.promise(() => heard.until(({ length }) => length === 4))
      assert.include(heard.all[3], "\"counts\":{\"total\":1")
    }).pipe(Effect.scoped, served()))

  it.live("25: refuses triggers, and sessions without what they need", () =>
    Effect.gen(function*() {
      const token = yield* tokenOf()
      const trigger = (body: unknown) =>
        Effect.map(asInbox("POST", "/events", token, body), ({ json, status }) => [status, json["message"]])
      assert.deepStrictEqual<unknown>(yield* trigger({ name: "welcome", to: "ada" }), [
        403,
        "Inbox subscribers may only trigger the \"hello-world\" workflow."
      ])
      assert.deepStrictEqual<unknown>(yield* trigger({ name: "hello-world", to: { subscriberId: "grace" } }), [
        403,
        "Inbox subscribers may only trigger notifications for themselves."
      ])
      assert.deepStrictEqual<unknown>(yield* trigger({ name: "hello-world", to: { subscriberId: "ada" } }), [
        403,
        "Inbox events can only be triggered from a keyless environment."
      ])
      const session = (body: unknown) =>
        Effect.map(send("POST", "/v1/inbox/session", { body }), ({ json, status }) => [status, json["message"]])
      const identifier = { applicationIdentifier: "app_fake" }
      assert.deepStrictEqual<unknown>(
        [
          yield* session({ applicationIdentifier: "", subscriber: { subscriberId: "" } }),
          yield* session({ ...identifier, subscriber: { firstName: "Ada" } }),
          yield* session({ subscriber: { subscriberId: "ada" } }),
          yield* session(identifier),
          yield* session({ ...identifier, subscriberId: "ada" }),
          yield* session({ ...identifier, subscriber: "ada" })
        ],
        [
          [400, "Keyless is not supported in community edition"],
          [422, "Validation Error"],
          [422, "A valid application identifier is required when providing subscriber information"],
          [422, "Subscriber ID is required"],
          [201, undefined],
          [201, undefined]
        ]
      )
    }).pipe(Effect.scoped, served()))
})

/** Names a route of each kind. */
const routes: ReadonlyArray<readonly [method: string, path: string]> = [
  ["GET", "/notifications"],
  ["GET", "/notifications/count?filters=[{}]"],
  ["PATCH", `/notifications/${unknownItem}/read`],
  ["DELETE", `/notifications/${unknownItem}/delete`],
  ["POST", "/notifications/read"],
  ["GET", "/preferences"],
  ["PATCH", "/preferences/bulk"],
  ["GET", "/topics/news/subscriptions"],
  ["GET", "/channel-connections"],
  ["GET", "/channel-endpoints"],
  ["POST", "/events"]
]

/** Reads a view of the fake's own page, which is no JSON. */
const pageText = (path: string) =>
  Effect.flatMap(origin, (url) => Effect.promise(async () => ({ text: await (await fetch(`${url}${path}`)).text() })))

const asInbox = (method: string, path: string, token: string, body?: unknown) =>
  send(method, `/v1/inbox${path}`, { body, headers: { Authorization: `Bearer ${token}` } })

/** Opens a socket by hand, which ends with the scope. */
const rawSocket = (path: string) =>
  Effect.flatMap(origin, (url) =>
    Effect.acquireRelease(
      Effect.promise(async () => {
        const socket = new WebSocket(url.replace("http", "ws") + path)
        const all: Array<string> = []
        let look = (): void => undefined
        socket.addEventListener("message", ({ data: frame }) => {
          all.push(String(frame))
          look()
        })
        const closed = new Promise<number>((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)))
        await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }))
        /** Waits until the frames are so. */
        const until = (holds: (frames: ReadonlyArray<string>) => boolean) =>
          new Promise<void>((resolve) => {
            look = () => {
              if (holds(all)) resolve()
            }
            look()
          })
        return [socket, { all, closed, until }] as const
      }),
      ([socket]) => Effect.sync(() => socket.close())
    ))

/** Opens a socket by hand, asks to join, and returns the kinds of frames until the server closes it. */
const frames = (path: string) =>
  Effect.flatMap(origin, (url) =>
    Effect.callback<ReadonlyArray<string>>((resume) => {
      const seen: Array<string> = []
      const socket = new WebSocket(url.replace("http", "ws") + path)
      socket.addEventListener("message", ({ data: frame }) => {
        const kind = /^\d+/.exec(String(frame))?.[0] ?? String(frame)
        seen.push(kind)
        if (kind === "0") socket.send("40")
      })
      socket.addEventListener("close", ({ code }) => resume(Effect.succeed([...seen, `closed ${code}`])))
    }))

const open = (label: string, url?: string) => ({
  label,
  isCompleted: false,
  ...(url === undefined ? undefined : { redirect: { url } })
})

const done = (label: string, url?: string) => ({ ...open(label, url), isCompleted: true })
