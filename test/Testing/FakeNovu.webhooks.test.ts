import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { DomainRoutes, Events, Messages, SubscriberNotifications, SubscriberPreferences } from "effect-novu"
import { FakeNovu, type FakeWebhooksOptions } from "effect-novu/Testing/FakeNovu"
import { sample } from "effect-novu/Testing/Webhooks"
import { NovuWebhooks, type WebhookEvent, WebhookLedger } from "effect-novu/Webhooks"
import { HttpClient, HttpClientResponse, HttpRouter } from "effect/http"
import { TestClock } from "effect/testing"

const secret = Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

const fake = Effect.provide(FakeNovu.layerClient({
  seed: {
    subscribers: ["ada"],
    workflows: [{ id: "welcome", steps: ["in_app", "email"] }]
  }
}))

/** Receives webhooks with the route, and collects the events. */
const receiver = Effect.gen(function*() {
  const events: Array<WebhookEvent> = []
  const clock = yield* Effect.context<never>()
  const collect = (event: WebhookEvent) => Effect.sync(() => events.push(event))
  const handlers = {
    "message.sent": collect,
    "message.delivered": collect,
    "message.seen": collect,
    "message.read": collect,
    "message.unread": collect,
    "message.archived": collect,
    "message.unarchived": collect,
    "message.snoozed": collect,
    "message.unsnoozed": collect,
    "message.deleted": collect,
    "preference.updated": collect,
    "email.received": collect
  }
  const Route = NovuWebhooks.route("/webhooks/novu", handlers).pipe(
    Layer.provide(NovuWebhooks.layer({ secret })),
    Layer.provide(WebhookLedger.layerMemory({ consumer: "test" }))
  )
  const { dispose, handler } = HttpRouter.toWebHandler(Layer.mergeAll(Route, HttpRouter.disableLogger), {
    disableLogger: true
  })
  yield* Effect.addFinalizer(() => Effect.promise(dispose))
  return { events, to: (request: Request) => handler(request, clock as never) }
})

const typesOf = (events: ReadonlyArray<WebhookEvent>) => events.map(({ type }) => type)

/** Answers each attempt with the next of these statuses, and with the last of them for ever. */
const answering = (...statuses: ReadonlyArray<number>) => {
  let next = 0
  const ids: Array<string> = []
  const to: FakeWebhooksOptions["to"] = async (request) => {
    ids.push(request.headers.get("webhook-id") ?? "")
    const status = statuses[Math.min(next++, statuses.length - 1)] ?? 204
    return new Response(null, { status })
  }
  return { ids, to }
}

describe("the webhooks of the fake", () => {
  it.effect("tell of a test mail to a route for them, and not of one to an agent", () =>
    Effect.gen(function*() {
      const { events, to } = yield* receiver
      const novu = yield* FakeNovu
      const hooks = yield* novu.webhooks({ to, secret })
      yield* novu.seed({
        agents: [{ identifier: "helper" }],
        domains: [{ name: "example.com", routes: ["hooks", { address: "help", agent: "helper" }] }]
      })
      const { test } = yield* DomainRoutes
      const mail = { from: { address: "ada@example.org", name: "Ada" }, subject: "Help", text: "Please" }
      const { result } = yield* test("example.com", "hooks", mail)
      assert.strictEqual(result.webhook?.skipped, false)
      yield* test("example.com", "hooks", { ...mail, dryRun: true })
      yield* test("example.com", "help", mail)
      yield* hooks.settled
      assert.deepStrictEqual(typesOf(events), ["email.received"])
      const [event] = events
      assert(event?.type === "email.received")
      const { domain, mail: received, route } = event.data.object
      assert.deepStrictEqual([domain?.name, route?.address, received.subject], ["example.com", "hooks", "Help"])
      assert.deepStrictEqual<unknown>(received.from, [mail.from])
    }).pipe(fake))

  it.effect("tell of what requests write, and the route reads them", () =>
    Effect.gen(function*() {
      const { events, to } = yield* receiver
      const novu = yield* FakeNovu
      const hooks = yield* novu.webhooks({ to, secret })
      yield* (yield* Events).trigger({ name: "welcome", to: "ada" })
      yield* hooks.settled
      assert.deepStrictEqual(typesOf(events).toSorted(), ["message.delivered", "message.sent", "message.sent"])

      const inbox = yield* SubscriberNotifications
      const [item] = yield* novu.inbox("ada")
      assert(item !== undefined)
      events.length = 0
      yield* inbox.markAsRead("ada", item.id)
      yield* inbox.archive("ada", item.id)
      yield* inbox.unarchive("ada", item.id)
      yield* inbox.markAsUnread("ada", item.id)
      yield* hooks.settled
      assert.deepStrictEqual(typesOf(events).toSorted(), [
        "message.archived",
        "message.read",
        "message.seen",
        "message.unarchived",
        "message.unread"
      ])

      events.length = 0
      yield* (yield* SubscriberPreferences).update("ada", { channels: { email: false } })
      yield* (yield* Messages).delete(item.id)
      yield* hooks.settled
      assert.sameMembers(typesOf(events), ["preference.updated", "message.deleted"])
      const deleted = events.find((event) => event.type === "message.deleted")
      assert.strictEqual(deleted?.data.object._id, item.id)
    }).pipe(fake))

  it.effect("tell nothing of seeds, and only of the types that are asked for", () =>
    Effect.gen(function*() {
      const { ids, to } = answering(204)
      const novu = yield* FakeNovu
      const hooks = yield* novu.webhooks({ to, secret, types: ["message.delivered"] })
      yield* novu.seed({ preferences: [{ subscriberId: "ada", channels: { email: true } }] })
      yield* (yield* Events).trigger({ name: "welcome", to: "ada" })
      yield* hooks.settled
      assert.lengthOf(ids, 1)
    }).pipe(fake))

  it.effect("are attempted on Svix's schedule, with one id and a fresh signature, until one is taken", () =>
    Effect.gen(function*() {
      const { ids, to } = answering(500, 404, 302, 204)
      const hooks = yield* (yield* FakeNovu).webhooks({ to, secret })
      const id = yield* hooks.send(sample("email.received"))
      for (const wait of ["5 seconds", "5 minutes", "30 minutes", "2 hours"] as const) {
        yield* hooks.settled
        yield* TestClock.adjust(wait)
      }
      yield* hooks.settled
      const [delivery] = yield* hooks.deliveries
      assert.strictEqual(delivery?.state, "delivered")
      const seconds = delivery?.attempts.map(({ at }) => at / 1000)
      assert.deepStrictEqual(seconds, [0, 5, 305, 2105])
      assert.deepStrictEqual(new Set(ids), new Set([id]))
    }).pipe(fake))

  it.effect("are given up after eight attempts, and can be sent again by hand", () =>
    Effect.gen(function*() {
      const { ids, to } = answering(500, 500, 500, 500, 500, 500, 500, 500, 204)
      const hooks = yield* (yield* FakeNovu).webhooks({ to, secret })
      const id = yield* hooks.send(sample("message.sent"))
      for (let hour = 0; hour < 30; hour++) {
        yield* hooks.settled
        yield* TestClock.adjust("1 hour")
      }
      yield* hooks.settled
      assert.lengthOf(ids, 8)
      assert.strictEqual((yield* hooks.deliveries)[0]?.state, "failed")
      yield* hooks.resend(id)
      assert.strictEqual((yield* hooks.deliveries)[0]?.state, "delivered")
      assert.lengthOf(ids, 9)
    }).pipe(fake))

  it.effect("end for an endpoint that fails for five days", () =>
    Effect.gen(function*() {
      const { to } = answering(500)
      const hooks = yield* (yield* FakeNovu).webhooks({ to, secret })
      for (let day = 0; day < 6; day++) {
        yield* hooks.send(sample("message.sent"))
        yield* hooks.settled
        yield* TestClock.adjust("1 day")
      }
      yield* hooks.settled
      assert.isTrue(yield* hooks.disabled)
      const before = (yield* hooks.deliveries).length
      yield* (yield* Events).trigger({ name: "welcome", to: "ada" })
      yield* hooks.settled
      assert.lengthOf(yield* hooks.deliveries, before)
    }).pipe(fake))

  it.effect("are dropped, made twice, and overtake each other, the same way for a seed", () =>
    Effect.gen(function*() {
      const orders: Array<ReadonlyArray<string>> = []
      for (let run = 0; run < 2; run++) {
        const order: Array<string> = []
        const to = async (request: Request) => {
          const event = await request.json() as { readonly name: string }
          order.push(event.name)
          return new Response(null, { status: 204 })
        }
        const disorder = { drop: 0.3, duplicate: 0.3, reorder: "1 minute", seed: 7 } as const
        const hooks = yield* (yield* FakeNovu).webhooks({ to, secret, disorder })
        for (let index = 0; index < 30; index++) yield* hooks.send(sample("message.sent", { name: `e${index}` }))
        yield* hooks.settled
        for (let second = 0; second < 61; second++) {
          yield* TestClock.adjust("1 second")
          yield* hooks.settled
        }
        orders.push(order)
        const states = (yield* hooks.deliveries).map(({ state }) => state)
        assert.sameMembers([...new Set(states)], ["delivered", "dropped"])
        assert.isAbove(order.length, new Set(order).size)
        assert.notDeepEqual([...new Set(order)], [...new Set(order)].toSorted())
      }
      assert.sameMembers([...orders[0] ?? []], [...orders[1] ?? []])
    }).pipe(fake))

  it.effect("go through an HttpClient, too, and through one that does not answer", () =>
    Effect.gen(function*() {
      const urls: Array<string> = []
      const client = HttpClient.make((request) =>
        Effect.sync(() => {
          urls.push(request.url)
          return HttpClientResponse.fromWeb(request, new Response(null, { status: 204 }))
        })
      )
      const novu = yield* FakeNovu
      const hooks = yield* novu.webhooks({ to: client, secret, url: "https://receiver.test/hooks" })
      yield* hooks.send(sample("message.sent"))
      yield* hooks.settled
      assert.deepStrictEqual(urls, ["https://receiver.test/hooks"])

      const silent = yield* novu.webhooks({ to: HttpClient.make(() => Effect.never), secret })
      yield* silent.send(sample("message.sent"))
      yield* Effect.replicateEffect(TestClock.adjust("1 second"), 16)
      yield* silent.settled
      assert.deepStrictEqual((yield* silent.deliveries)[0]?.attempts.map(({ status }) => status), [undefined])
    }).pipe(fake))

  it.effect("need a secret that is one", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(
        (yield* FakeNovu).webhooks({ to: "http://localhost", secret: Redacted.make("") })
      )
      assert.strictEqual(error.reason._tag, "InvalidSecret")
    }).pipe(fake))
})
