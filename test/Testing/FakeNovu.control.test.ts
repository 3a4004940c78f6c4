import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Schedule } from "effect"
import * as Engines from "effect-novu/Testing/Engines"
import { FakeNovu, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { FetchHttpClient, HttpServer } from "effect/http"
import { TestClock } from "effect/testing"
import { createServer } from "node:http"
import { control } from "../../src/internal/fake/doors/control.ts"
import { makeHttpApp } from "../../src/internal/fake/doors/onPort.ts"
import { makeServer } from "../../src/internal/fake/doors/server.ts"
import type { Server } from "./seeds/rows.ts"
import { served } from "./served.ts"
import { send } from "./wire.ts"

const encoder = new TextEncoder()

const seed: Seed = {
  integrations: [{ identifier: "slack-prod", providerId: "slack" }],
  subscribers: [{ subscriberId: "ada", email: "ada@example.com" }, "grace"],
  workflows: [
    { id: "welcome", steps: [{ type: "in_app", controls: { body: "Hello {{payload.name}}" } }] },
    {
      id: "reset",
      steps: [{ type: "email", controls: { subject: "Your Password", body: "<a href='{{payload.url}}'>Set it</a>" } }]
    },
    { id: "later", steps: [{ type: "delay", controls: { amount: 2, unit: "minutes" } }, "in_app"] }
  ],
  environments: [{ name: "CI", secretKey: "sk_ci", seed: { workflows: [{ id: "welcome", steps: ["in_app"] }] } }]
}

const started = (options: FakeNovuOptions = {}) => makeServer({ seed, engines: Engines.novu, ...options })

const request = (method: string, target: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => ({
  method,
  target,
  headers: { "content-type": "application/json", ...headers },
  body: encoder.encode(body === undefined ? "" : JSON.stringify(body))
})

interface Item {
  readonly id: string
  readonly workflowId: string
  readonly subscriberId: string
  readonly transactionId: string
  readonly content?: string
  readonly subject?: string
}

/** Asks a control route, and reads the items of its answer, or the sentence of a refusal. */
const ask = (server: Server, method: "GET" | "POST" | "DELETE", target: string, body?: unknown) =>
  Effect.map(control(server, request(method, target, body)), ({ body, status }) => ({
    status,
    text: body ?? "",
    items: (status === 200 ? JSON.parse(body ?? "[]") : []) as ReadonlyArray<Item>,
    message: status === 422 ? String(JSON.parse(body ?? "{}").message) : undefined
  }))

const trigger = (server: Server, name: string, to: unknown, more: object = {}, key = "sk_fake") =>
  server.respond(
    request("POST", "/v1/events/trigger", { name, to, ...more }, { authorization: `ApiKey ${key}` })
  )

describe("GET /_fake/sent", () => {
  it.effect("lists what was triggered, one item for each trigger and recipient, oldest first", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* TestClock.adjust("3 seconds")
      yield* trigger(server, "welcome", ["ada", "grace"], { payload: { name: "A" }, transactionId: "t1" })
      yield* trigger(server, "later", "ada", { transactionId: "t2" })
      const { items, status } = yield* ask(server, "GET", "/_fake/sent")
      assert.strictEqual(status, 200)
      const [first, second, third] = items.map(({ id }) => id)
      assert.deepStrictEqual<unknown>(items, [
        {
          id: first,
          workflowId: "welcome",
          subscriberId: "ada",
          transactionId: "t1",
          payload: { name: "A" },
          at: 3000
        },
        {
          id: second,
          workflowId: "welcome",
          subscriberId: "grace",
          transactionId: "t1",
          payload: { name: "A" },
          at: 3000
        },
        { id: third, workflowId: "later", subscriberId: "ada", transactionId: "t2", payload: {}, at: 3000 }
      ])
      assert.strictEqual(new Set(items.map(({ id }) => id)).size, 3)
    }))

  it.effect("chooses by subscriber, workflow and transaction", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* trigger(server, "welcome", ["ada", "grace"], { transactionId: "t1" })
      yield* trigger(server, "later", "ada", { transactionId: "t2" })
      const chosen = (query: string) =>
        Effect.map(ask(server, "GET", `/_fake/sent?${query}`), ({ items }) =>
          items.map(({ subscriberId, transactionId }) => `${transactionId} ${subscriberId}`))
      assert.deepStrictEqual(yield* chosen("subscriberId=ada"), ["t1 ada", "t2 ada"])
      assert.deepStrictEqual(yield* chosen("workflowId=welcome"), ["t1 ada", "t1 grace"])
      assert.deepStrictEqual(yield* chosen("transactionId=t2"), ["t2 ada"])
      assert.deepStrictEqual(yield* chosen("workflowId=welcome&subscriberId=grace"), ["t1 grace"])
      assert.deepStrictEqual(yield* chosen("workflowId=other"), [])
    }))

  it.effect("goes on after an item, or from a moment on", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* TestClock.adjust("1 second")
      yield* trigger(server, "welcome", "ada", { transactionId: "t1" })
      yield* trigger(server, "welcome", "ada", { transactionId: "t2" })
      yield* TestClock.adjust("1 second")
      yield* trigger(server, "welcome", "ada", { transactionId: "t3" })
      const listed = (query: string) =>
        Effect.map(ask(server, "GET", `/_fake/sent?${query}`), ({ items }) => items.map((each) => each.transactionId))
      const [first] = (yield* ask(server, "GET", "/_fake/sent?limit=1")).items
      assert.deepStrictEqual(yield* listed(`after=${first?.id}`), ["t2", "t3"])
      assert.deepStrictEqual(yield* listed(`after=${first?.id}&limit=1`), ["t2"])
      assert.deepStrictEqual(yield* listed("after=1970-01-01T00:00:01.000Z"), ["t1", "t2", "t3"])
      assert.deepStrictEqual(yield* listed("after=1970-01-01T00:00:01.001Z"), ["t3"])
      assert.deepStrictEqual(yield* listed("after=1970-01-01T01:00:01.001+01:00"), ["t3"])
      assert.deepStrictEqual(yield* listed("after=1970-01-01T00:00:01.001000%2B00:00"), ["t3"])
      assert.deepStrictEqual(yield* listed("after=2000"), ["t3"])
      assert.deepStrictEqual(yield* listed("after=2001"), [])
    }))

  it.effect("waits for a match, and for nothing else", () =>
    Effect.gen(function*() {
      const server = yield* started()
      const waiting = yield* Effect.forkChild(ask(server, "GET", "/_fake/sent?subscriberId=grace&wait=30s"))
      yield* TestClock.adjust("10 seconds")
      yield* trigger(server, "welcome", "ada")
      yield* TestClock.adjust("10 seconds")
      assert.isUndefined(waiting.pollUnsafe())
      yield* trigger(server, "welcome", "grace", { transactionId: "t" })
      const { items } = yield* Fiber.join(waiting)
      assert.deepStrictEqual(items.map((each) => each.transactionId), ["t"])
      assert.strictEqual(server.waits.waiting(), 0)
    }))

  it.effect("answers nothing at the end of the wait", () =>
    Effect.gen(function*() {
      const server = yield* started()
      const waiting = yield* Effect.forkChild(ask(server, "GET", "/_fake/sent?wait=1500ms"))
      yield* TestClock.adjust("1499 millis")
      assert.isUndefined(waiting.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      const { items, status } = yield* Fiber.join(waiting)
      assert.deepStrictEqual([status, items], [200, []])
      assert.strictEqual(server.waits.waiting(), 0)
    }))

  it.effect("lets nobody wait once nobody asks, or the server ends", () =>
    Effect.gen(function*() {
      const server = yield* started()
      const left = yield* Effect.forkChild(ask(server, "GET", "/_fake/sent?wait=5m"))
      const stayed = yield* Effect.forkChild(ask(server, "GET", "/_fake/sent?wait=5m"))
      yield* Effect.yieldNow
      assert.strictEqual(server.waits.waiting(), 2)
      yield* Fiber.interrupt(left)
      assert.strictEqual(server.waits.waiting(), 1)
      yield* server.waits.end
      assert.deepStrictEqual((yield* Fiber.join(stayed)).items, [])
      assert.deepStrictEqual((yield* ask(server, "GET", "/_fake/sent?wait=5m")).items, [])
    }))

  it.effect("waits in another environment, and across a reset", () =>
    Effect.gen(function*() {
      const server = yield* started()
      const waiting = yield* Effect.forkChild(ask(server, "GET", "/_fake/sent?environment=CI&wait=30s"))
      yield* trigger(server, "welcome", "ada")
      yield* server.reset
      yield* trigger(server, "welcome", "grace", {}, "sk_ci")
      assert.deepStrictEqual((yield* Fiber.join(waiting)).items.map((each) => each.subscriberId), ["grace"])
    }))

  it.effect("sees what a seed adds", () =>
    Effect.gen(function*() {
      const server = yield* started()
      const waiting = yield* Effect.forkChild(ask(server, "GET", "/_fake/sent?wait=30s"))
      yield* Effect.yieldNow
      yield* ask(server, "POST", "/_fake/seed", { notifications: [{ workflowId: "welcome", subscriberId: "lin" }] })
      assert.deepStrictEqual((yield* Fiber.join(waiting)).items.map((each) => each.subscriberId), ["lin"])
    }))

  it.effect("refuses a query that it cannot read, in one sentence", () =>
    Effect.gen(function*() {
      const server = yield* started()
      const takes = "which takes subscriberId, workflowId, transactionId, after, limit, wait, environment"
      for (
        const [query, sentence] of [
          ["subscriber=ada", `subscriber is no parameter of /_fake/sent, ${takes}`],
          ["subscriberId=", "subscriberId must be a text that is not empty"],
          ["wait=5", "wait must be a duration of at most five minutes, such as 5s, 500ms or 1m"],
          ["wait=6m", "wait must be a duration of at most five minutes, such as 5s, 500ms or 1m"],
          ["wait=-1s", "wait must be a duration of at most five minutes, such as 5s, 500ms or 1m"],
          ["limit=0", "limit must be a number from 1 to 1000"],
          ["limit=1001", "limit must be a number from 1 to 1000"],
          [
            "after=yesterday",
            "after must be the id of an item, or a time with its zone such as 2026-01-31T12:00:00.000Z or 1769860800000"
          ],
          ["environment=Nope", "environment names none: \"Nope\" is not stored"],
          ["wait=1s&wait=2s", "wait is given twice"]
        ] as const
      ) {
        const { message, status } = yield* ask(server, "GET", `/_fake/sent?${query}`)
        assert.deepStrictEqual([status, message], [422, sentence])
      }
    }))
})

describe("/_fake/messages", () => {
  it.effect("lists messages as their recipients got them", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* trigger(server, "welcome", ["ada", "grace"], { payload: { name: "Ada" } })
      yield* trigger(server, "reset", "ada", { payload: { url: "https://app.test/reset?token=one-time-token" } })
      const contents = (query: string) =>
        Effect.map(ask(server, "GET", `/_fake/messages?${query}`), ({ items }) => items.map(({ content }) => content))
      const mail = "<a href='https://app.test/reset?token=one-time-token'>Set it</a>"
      assert.deepStrictEqual(yield* contents(""), ["Hello Ada", "Hello Ada", mail])
      assert.deepStrictEqual(yield* contents("channel=email"), [mail])
      assert.deepStrictEqual(yield* contents("subscriberId=grace"), ["Hello Ada"])
      assert.deepStrictEqual(yield* contents("workflowId=reset"), [mail])
      assert.deepStrictEqual(yield* contents("query=password"), [mail])
      assert.deepStrictEqual(yield* contents("query=ADA@EXAMPLE"), [mail])
      assert.deepStrictEqual(yield* contents("query=hello&limit=1"), ["Hello Ada"])
      assert.deepStrictEqual(yield* contents("query=nothing"), [])
    }))

  it.effect("hides what is stored as a secret", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* server.seed({
        connections: [{ integrationIdentifier: "slack-prod", auth: { accessToken: "xoxb-stored" } }],
        variables: [{ key: "A", value: "variable-secret", isSecret: true }, { key: "B", value: "https://app.test" }]
      })
      yield* trigger(server, "welcome", "ada", {
        payload: { name: "xoxb-stored, variable-secret, sk_fake and https://app.test" }
      })
      for (const path of ["/_fake/messages", "/_fake/sent"]) {
        const { text } = yield* ask(server, "GET", path)
        assert.notMatch(text, /xoxb-stored|variable-secret|sk_fake/, path)
        assert.include(text, "<redacted>, <redacted>, <redacted> and https://app.test", path)
      }
    }))

  it.effect("waits for a message, which a delay may make", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* trigger(server, "later", "ada")
      const waiting = yield* Effect.forkChild(ask(server, "GET", "/_fake/messages?channel=in_app&wait=5m"))
      yield* TestClock.adjust("119 seconds")
      assert.isUndefined(waiting.pollUnsafe())
      yield* TestClock.adjust("1 second")
      assert.lengthOf((yield* Fiber.join(waiting)).items, 1)
    }))

  it.effect("deletes all of them, or those that are named, and not what was sent", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* trigger(server, "welcome", ["ada", "grace"])
      yield* trigger(server, "welcome", "ada", {}, "sk_ci")
      const left = (query = "") =>
        Effect.map(ask(server, "GET", `/_fake/messages${query}`), ({ items }) => items.map((each) => each.subscriberId))
      const { status } = yield* ask(server, "DELETE", "/_fake/messages?subscriberId=ada")
      assert.strictEqual(status, 204)
      assert.deepStrictEqual(yield* left(), ["grace"])
      yield* ask(server, "DELETE", "/_fake/messages")
      assert.deepStrictEqual(yield* left(), [])
      assert.deepStrictEqual(yield* left("?environment=CI"), ["ada"])
      assert.lengthOf((yield* ask(server, "GET", "/_fake/sent")).items, 2)
    }))

  it.effect("goes on after an item that was deleted", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* trigger(server, "welcome", "ada")
      const [last] = (yield* ask(server, "GET", "/_fake/messages")).items
      yield* ask(server, "DELETE", "/_fake/messages")
      assert.deepStrictEqual((yield* ask(server, "GET", `/_fake/messages?after=${last?.id}`)).items, [])
      yield* trigger(server, "welcome", "grace")
      const { items } = yield* ask(server, "GET", `/_fake/messages?after=${last?.id}`)
      assert.deepStrictEqual(items.map((each) => each.subscriberId), ["grace"])
    }))

  it.effect("refuses what it does not know before it deletes anything", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* trigger(server, "welcome", "ada")
      const { message, status } = yield* ask(server, "DELETE", "/_fake/messages?subscriber=grace")
      assert.strictEqual(status, 422)
      assert.match(message ?? "", /^subscriber is no parameter of \/_fake\/messages, which takes subscriberId, channel/)
      assert.strictEqual(
        (yield* ask(server, "GET", "/_fake/messages?channel=fax")).message,
        "channel must be one of in_app, email, sms, push, chat"
      )
      assert.lengthOf((yield* ask(server, "GET", "/_fake/messages")).items, 1)
    }))
})

describe("/_fake/seed", () => {
  it.effect("saves what is stored as a file that another fake starts with", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* trigger(server, "welcome", "lin", { payload: { name: "Lin" } })
      yield* server.seed({ connections: [{ integrationIdentifier: "slack-prod", auth: { accessToken: "xoxb-kept" } }] })
      const { body, headers } = yield* control(server, request("GET", "/_fake/seed"))
      assert.deepStrictEqual(Object.fromEntries(headers), {
        "Content-Disposition": "attachment; filename=\"seed.json\"",
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin"
      })
      const other = yield* makeServer({ seed: {} })
      yield* ask(other, "POST", "/_fake/seed", JSON.parse(body ?? ""))
      const messages = "/_fake/messages?subscriberId=lin"
      assert.deepStrictEqual((yield* ask(other, "GET", messages)).items, (yield* ask(server, "GET", messages)).items)
      assert.include(body ?? "", "xoxb-kept")
      assert.notInclude((yield* ask(other, "GET", "/_fake/state")).text, "xoxb-kept")
    }))

  it.effect("refuses a member that no seed has, with its path, and adds nothing", () =>
    Effect.gen(function*() {
      const server = yield* started()
      const { message, status } = yield* ask(server, "POST", "/_fake/seed", {
        subscribers: ["lin"],
        workflows: [{ id: "a", steps: [{ type: "email", control: {} }] }]
      })
      assert.deepStrictEqual([status, message], [422, "workflows[0].steps[0].control is not a member of a step"])
      assert.notInclude((yield* server.state).subscribers, "lin")
      const broken = yield* control(server, { ...request("POST", "/_fake/seed"), body: encoder.encode("{ xoxb-1") })
      assert.strictEqual(broken.status, 422)
      assert.match(broken.body ?? "", /The seed is not JSON/)
      assert.notInclude(broken.body ?? "", "xoxb-1")
    }))
})

describe("the default seed", () => {
  it.effect("can be triggered: it welcomes at once, and gathers for five minutes", () =>
    Effect.gen(function*() {
      const server = yield* makeServer({ engines: Engines.novu, connectAllChannels: false })
      yield* trigger(server, "welcome", { subscriberId: "ada", firstName: "Ada" })
      yield* trigger(server, "digest", "grace", { payload: { n: 1 } })
      yield* TestClock.adjust("4 minutes")
      yield* trigger(server, "digest", "grace", { payload: { n: 2 } })
      const subjects = Effect.map(
        server.messages(),
        (messages) => messages.map(({ channel, subject }) => `${channel}: ${subject}`)
      )
      const welcomes = ["in_app: Welcome, Ada", "email: Welcome, Ada"]
      assert.deepStrictEqual(yield* subjects, welcomes)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* subjects, [...welcomes, "in_app: 2 new events"])
      const { environments, integrations } = yield* server.look(({ organization, ...store }) => ({
        environments: organization.environments.createdAt.rows.map(({ identifier }) => identifier),
        integrations: store.integrations.createdAt.rows.filter(({ active }) => active).map(({ channel }) => channel)
      }))
      assert.include(environments, "app_fake")
      assert.includeMembers(integrations, ["in_app", "email", "chat"])
    }))
})

describe("a workflow that does not exist", () => {
  it.effect("is refused as by Novu, and made where any may be triggered", () =>
    Effect.gen(function*() {
      const strict = yield* started()
      const refused = yield* trigger(strict, "unknown", "ada")
      assert.strictEqual(refused._tag === "Answered" ? refused.answer.status : 0, 422)
      assert.notInclude((yield* strict.state).workflows.map(({ workflowId }) => workflowId), "unknown")

      const open = yield* started({ anyWorkflow: true })
      yield* trigger(open, "unknown", "ada", { payload: { a: "<script>", b: [1, "it's"] } })
      yield* trigger(open, "unknown", "ada", { payload: {} })
      assert.lengthOf((yield* open.state).workflows.filter(({ workflowId }) => workflowId === "unknown"), 1)
      const [inApp, mail] = yield* open.messages()
      assert.deepStrictEqual([inApp?.channel, inApp?.subject], ["in_app", "unknown"])
      assert.strictEqual(inApp?.content, "{'a':'<script>','b':[1,'it's']}")
      assert.strictEqual(mail?.channel, "email")
      assert.include(mail?.content ?? "", "&lt;script&gt;")
      assert.notInclude(mail?.content ?? "", "<script>")
    }))

  it.effect("is made by bulk and by broadcast, too", () =>
    Effect.gen(function*() {
      const server = yield* started({ anyWorkflow: true })
      const authorization = { authorization: "ApiKey sk_fake" }
      yield* server.respond(
        request("POST", "/v1/events/trigger/bulk", { events: [{ name: "one", to: "ada", payload: {} }] }, authorization)
      )
      yield* server.respond(
        request("POST", "/v1/events/trigger/broadcast", { name: "two", payload: {} }, authorization)
      )
      assert.deepStrictEqual((yield* server.sent()).map(({ workflowId }) => workflowId), ["one", "two", "two"])
    }))
})

/** Asks again until something is so, which is soon. */
const until = (isSo: () => boolean) =>
  Effect.sync(isSo).pipe(
    Effect.repeat({ until: (so) => so, schedule: Schedule.spaced("5 millis") }),
    Effect.timeout("10 seconds")
  )

describe("on a port", () => {
  const url = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))
  const fake = Effect.provide(served(FetchHttpClient.layer, { seed, rateLimit: { maximum: { global: 1 } } }))

  it.live("says without a key that it is ready, as often as somebody asks", () =>
    Effect.gen(function*() {
      for (let i = 0; i < 20; i++) {
        const { status, text } = yield* send("GET", "/v1/health-check", { key: null })
        const { data } = JSON.parse(text)
        assert.deepStrictEqual([status, data.status, data.info.db], [200, "ok", { status: "up" }])
      }
    }).pipe(fake))

  it.live("spends no fault on whoever asks whether it is ready", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.respond({ status: 503 }))
      const { status } = yield* send("GET", "/v1/health-check", { key: null })
      const faulty = yield* send("GET", "/v1/integrations")
      const requests = yield* (yield* FakeNovu).requests
      assert.deepStrictEqual([status, faulty.status, requests.length], [200, 503, 1])
    }).pipe(fake))

  it.live("answers a wait as soon as something was triggered", () =>
    Effect.gen(function*() {
      const waiting = yield* Effect.forkChild(send("GET", "/_fake/sent?subscriberId=ada&wait=30s", { key: null }))
      yield* send("POST", "/v1/events/trigger", { body: { name: "welcome", to: "ada" } })
      const { text } = yield* Effect.timeout(Fiber.join(waiting), "10 seconds")
      assert.lengthOf(JSON.parse(text), 1)
    }).pipe(fake))

  it.live("lets nobody wait whose connection is gone", () =>
    Effect.gen(function*() {
      const server = yield* started()
      yield* (yield* HttpServer.HttpServer).serve(makeHttpApp(server))
      const origin = yield* url
      const aborted = new AbortController()
      const left = fetch(`${origin}/_fake/sent?wait=5m`, { signal: aborted.signal }).catch(() => "left")
      yield* until(() => server.waits.waiting() === 1)
      aborted.abort()
      yield* until(() => server.waits.waiting() === 0)
      assert.strictEqual(yield* Effect.promise(() => left), "left")
    }).pipe(Effect.provide(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))))

  it.live("ends with a wait that is open, which is answered", () =>
    Effect.gen(function*() {
      const answered = yield* Effect.gen(function*() {
        const origin = yield* url
        const waiting = fetch(`${origin}/_fake/sent?wait=5m`).then((response) => response.text())
        // Requests of one process to another are in order, so that the wait began before this was answered.
        yield* send("GET", "/_fake/state", { key: null })
        return waiting
      }).pipe(fake, Effect.timeout("10 seconds"))
      assert.strictEqual(yield* Effect.promise(() => answered), "[]")
    }))
})
