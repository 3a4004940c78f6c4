/**
 * Shows the main job and what can go wrong with it, over a real socket.
 *
 * It starts a fake Novu on a free port, creates a channel connection, handles four
 * failures by their type, meets a retry that succeeds, then triggers a notification
 * and shows the inbox in which it arrives.
 *
 *   npm run quickstart
 *
 * If NOVU_SECRET_KEY is set, it talks to Novu instead, at NOVU_API_URL if that is
 * set too. It connects NOVU_INTEGRATION to NOVU_SUBSCRIBER, which must exist, and
 * disconnects them again.
 */
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Config, DateTime, Duration, Effect, Layer, Option, Redacted, Schema, Stream } from "effect"
import {
  ChannelConnections,
  type CreateChannelConnection,
  Events,
  type NovuError,
  NovuTransport,
  ResponseHeaders,
  SubscriberNotifications,
  Trigger
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { FetchHttpClient, HttpServer } from "effect/http"
import { createServer } from "node:http"

const line = (label: string, text: string) => Effect.sync(() => console.log(`  ${label.padEnd(20)} ${text}`))
const title = (text: string) => Effect.sync(() => console.log(`\n${text}`))

const payload = (integrationIdentifier: string, subscriberId: string): CreateChannelConnection => ({
  integrationIdentifier,
  subscriberId,
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: Redacted.make("xoxb-quickstart") }
})

const OrderShipped = Trigger.make("order-shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc },
  key: ({ orderId }) => orderId
})

/** Triggers twice what happens once, and prints what the subscriber then finds. */
const notify = Effect.fnUntraced(function*(to: string) {
  const { trigger } = yield* Events
  const inbox = yield* SubscriberNotifications
  const event = { to, payload: { orderId: "order-7", at: yield* DateTime.now } }
  const { result } = yield* trigger(OrderShipped, event)
  yield* trigger(OrderShipped, event)
  yield* line("transaction", result.transactionId)
  yield* inbox.listAll(to).pipe(
    Stream.runForEach(({ body, isRead, subject }) =>
      line(`inbox of ${to}`, `${subject}: ${body} (${isRead ? "read" : "unread"})`)
    )
  )
})

/** Creates a connection and prints what its headers say. */
const connect = Effect.fnUntraced(function*(input: CreateChannelConnection) {
  const connections = yield* ChannelConnections
  const { headers, result } = yield* connections.create(input)
  const limit = ResponseHeaders.rateLimit(headers)
  const { key, replayed } = ResponseHeaders.idempotency(headers)
  yield* line("identifier", result.identifier)
  yield* line("provider", `${result.providerId} (${result.channel})`)
  yield* line("token", String(result.auth.accessToken ?? "not shown"))
  yield* line(
    "rate limit",
    Option.match(limit, {
      onNone: () => "not told",
      onSome: ({ limit, policy, remaining }) =>
        `${remaining} left of a burst of ${policy?.burst ?? limit}, category ${policy?.category ?? "unknown"}`
    })
  )
  yield* line(
    "idempotency",
    key === undefined ? "off in this organisation" : replayed ? "replayed" : "on, first answer"
  )
  return result
})

/** Prints each failure. What your program does about one is up to you. */
const explain = <A>(call: Effect.Effect<A, NovuError>) =>
  call.pipe(
    Effect.asVoid,
    Effect.catchReasons("NovuError", {
      Conflict: ({ existingIdentifier }) => line("Conflict", `it is there already: ${existingIdentifier}`),
      RateLimited: ({ retryAfter }) =>
        line(
          "RateLimited",
          `come back in ${Duration.format(retryAfter ?? Duration.seconds(1))}; that is more than a call may take`
        ),
      ValidationFailed: ({ issues }) => line("ValidationFailed", issues.flatMap(({ messages }) => messages).join("; ")),
      ResponseDecodeFailed: ({ detail, status }) =>
        line("ResponseDecodeFailed", `${status}, so it was created, but ${detail}`)
    }),
    Effect.catchTag("NovuError", ({ message }) => line("other", message))
  )

const withFake = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const fake = yield* FakeNovu
  const acme = payload("slack-prod", "subscriber-123")

  yield* title("A connection")
  yield* connect(acme)

  yield* title("Four failures")
  yield* explain(connections.create(acme))
  yield* fake.script(Fault.respond({ status: 429, headers: { "retry-after": "120" } }))
  yield* explain(connections.create(payload("slack-prod", "ada")))
  yield* fake.script(Fault.respond({
    status: 422,
    body: { message: "Validation Error", errors: { general: { messages: ["workspace.id must be a string"] } } }
  }))
  yield* explain(connections.create(payload("slack-prod", "ada")))
  yield* fake.script(Fault.mutate(() => ({ data: { identifier: 42 } })))
  yield* explain(connections.create(payload("slack-prod", "grace")))

  yield* title("A retry that succeeds")
  yield* fake.script(Fault.respond({ status: 503 }), Fault.hangUp("after-write"))
  const before = (yield* fake.requests).length
  const { headers, result } = yield* connections.create(payload("slack-eu", "ada"))
  const requests = (yield* fake.requests).slice(before)
  const keys = new Set(requests.map(({ headers }) => headers["idempotency-key"]))
  yield* line("attempts", `${requests.length}: a 503, an answer that was lost, and ${requests.at(-1)?.status}`)
  const { connections: stored } = yield* fake.state
  const made = stored.filter(({ integrationIdentifier }) => integrationIdentifier === "slack-eu")
  yield* line("idempotency keys", String(keys.size))
  yield* line("replayed", ResponseHeaders.idempotency(headers).replayed ? "yes, the answer that was lost" : "no")
  yield* line("connections made", `${made.length}: ${result.identifier}`)

  yield* title("A notification, triggered twice")
  yield* fake.workflow({
    id: OrderShipped.id,
    steps: [{ type: "in_app", controls: { subject: "Shipped", body: "Your order is on its way." } }]
  })
  yield* notify("ada")
})

const withNovu = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const input = payload(
    yield* Config.String("NOVU_INTEGRATION").pipe(Config.withDefault("slack-prod")),
    yield* Config.String("NOVU_SUBSCRIBER").pipe(Config.withDefault("subscriber-123"))
  )
  yield* title("A connection")
  const { identifier } = yield* connect(input)
  yield* title("A failure")
  yield* explain(connections.create(input))
  yield* title("Cleaning up")
  yield* connections.delete(identifier)
  yield* line("deleted", identifier)
})

const Fake = FakeNovu.serve({ idempotency: true, rateLimit: { level: "free" } }).pipe(
  Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
)

const FakeTransport = Layer.unwrap(
  Effect.map(
    HttpServer.HttpServer,
    ({ address }) =>
      NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl: HttpServer.formatAddress(address) })
  )
)

const program = Effect.gen(function*() {
  const secretKey = yield* Config.Redacted("NOVU_SECRET_KEY").pipe(Config.option)
  if (Option.isSome(secretKey)) {
    return yield* withNovu.pipe(Effect.provide(ChannelConnections.layer.pipe(Layer.provide(NovuTransport.layerConfig))))
  }
  const Groups = Layer.mergeAll(ChannelConnections.layer, Events.layer, SubscriberNotifications.layer)
  yield* withFake.pipe(Effect.provide(Groups.pipe(Layer.provide(FakeTransport), Layer.provideMerge(Fake))))
  console.log("\nThat was a fake Novu on this machine. Set NOVU_SECRET_KEY to talk to yours.\n")
})

program.pipe(
  Effect.provide(FetchHttpClient.layer),
  Effect.catchTag("NovuError", ({ message }) =>
    Effect.sync(() => {
      console.error(`\n  ${message}\n`)
      process.exitCode = 1
    })),
  NodeRuntime.runMain
)
