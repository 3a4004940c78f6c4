import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Effect, Fiber, Layer, Logger, Metric, Redacted, References, Result, Tracer } from "effect"
import { sample, sign, type SignOptions } from "effect-novu/Testing/Webhooks"
import {
  NovuWebhooks,
  WebhookError,
  WebhookEvent,
  type WebhookHandlers,
  WebhookLedger,
  WebhookLedgerError,
  type WebhookRouteOptions
} from "effect-novu/Webhooks"
import { HttpRouter, HttpServer, HttpServerResponse } from "effect/http"
import { PersistedQueue } from "effect/persistence"
import { TestClock } from "effect/testing"
import { createServer, request as httpRequest } from "node:http"
import { inspect } from "node:util"
import { recording } from "../support/recording.ts"

const secret = Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

const Webhooks = NovuWebhooks.layer({ secret })

const memory = WebhookLedger.layerMemory({ consumer: "test" })

/** Posts to the route of these handlers as Novu would, through a web handler, under the clock of the test. */
const routeOf = Effect.fnUntraced(function*<const Handlers extends WebhookHandlers>(
  handlers: Handlers,
  options: {
    readonly route?: WebhookRouteOptions
    readonly ledger?: Layer.Layer<WebhookLedger, unknown>
  } = {}
) {
  const context = yield* Effect.context<never>()
  const Route = NovuWebhooks.route("/novu", handlers as WebhookHandlers, options.route).pipe(
    Layer.provide(Webhooks),
    Layer.provide(options.ledger ?? memory),
    Layer.provide(Layer.succeedContext(context))
  ) as Layer.Layer<never, unknown, HttpRouter.HttpRouter>
  const { dispose, handler } = HttpRouter.toWebHandler(Layer.mergeAll(Route, HttpRouter.disableLogger), {
    disableLogger: true
  })
  yield* Effect.addFinalizer(() => Effect.promise(dispose))
  const send = (headers: Readonly<Record<string, string>>, body: BodyInit, more: RequestInit = {}) =>
    Effect.promise(() =>
      handler(new Request("http://receiver.test/novu", { method: "POST", headers, body, ...more }), context as never)
    )
  const post = (body: SignOptions["body"], more: Partial<SignOptions> = {}) =>
    Effect.flatMap(sign({ secret, body, ...more }), ({ body, headers }) => send(headers, body))
  return { post, send }
})

const sent = sample("message.sent")

describe("NovuWebhooks.route", () => {
  it.effect("handles an event once, however often it is delivered", () =>
    Effect.gen(function*() {
      const handled: Array<string> = []
      const { post } = yield* routeOf({
        "message.sent": ({ data, id }, { deliveryId }) =>
          Effect.sync(() => handled.push(`${deliveryId} ${id} ${data.object.subscriberId}`))
      })
      assert.strictEqual((yield* post(sent, { id: "msg_1" })).status, 204)
      assert.strictEqual((yield* post(sent, { id: "msg_1", family: "svix" })).status, 204)
      assert.strictEqual((yield* post(sent, { id: "msg_2" })).status, 204)
      assert.deepStrictEqual(handled, [`msg_1 ${sent["id"]} subscriber-123`, `msg_2 ${sent["id"]} subscriber-123`])
    }))

  it.effect("acknowledges what nobody handles, and remembers nothing of it", () =>
    Effect.gen(function*() {
      const claimed: Array<string> = []
      const ledger = Layer.succeed(WebhookLedger, {
        claim: (id) => Effect.sync(() => (claimed.push(id), { _tag: "Done" })),
        complete: () => Effect.void,
        release: () => Effect.void,
        forget: () => Effect.void
      })
      const { post } = yield* routeOf({ "message.failed": () => Effect.void }, { ledger })
      for (const body of [sent, { type: "message.invented", data: 1 }, "[1]", "5"]) {
        assert.strictEqual((yield* post(body)).status, 204)
      }
      assert.deepStrictEqual(claimed, [])
    }))

  it.effect("hands over what it does not know, where somebody wants it", () =>
    Effect.gen(function*() {
      const seen: Array<unknown> = []
      const { post } = yield* routeOf({
        onUnknown: ({ body, receivedType }) => Effect.sync(() => seen.push([receivedType, body]))
      })
      yield* post({ type: "message.invented", data: 1 })
      yield* post("[1]")
      yield* post({ type: "unknown" })
      assert.deepStrictEqual(seen, [
        ["message.invented", { type: "message.invented", data: 1 }],
        [undefined, [1]],
        ["unknown", { type: "unknown" }]
      ])
    }))

  it.effect("answers each failure as Novu understands it", () =>
    Effect.gen(function*() {
      const { post, send } = yield* routeOf({
        "message.sent": () => Effect.fail("no"),
        "message.read": () => Effect.die(new Error("no")),
        "message.seen": () => {
          throw new Error("no")
        }
      })
      const { body, headers } = yield* sign({ secret, body: sent })
      assert.strictEqual((yield* send({}, body)).status, 401)
      assert.strictEqual((yield* send(headers, `${new TextDecoder().decode(body)} `)).status, 401)
      assert.strictEqual((yield* post("{")).status, 400)
      assert.strictEqual((yield* post(Uint8Array.of(0xff, 0xfe))).status, 400)
      assert.strictEqual((yield* post(sample("message.sent", { data: {} }))).status, 500)
      assert.strictEqual((yield* post(sent)).status, 500)
      assert.strictEqual((yield* post(sample("message.read"))).status, 500)
      assert.strictEqual((yield* post(sample("message.seen"))).status, 500)
    }).pipe(Effect.provideService(References.MinimumLogLevel, "None")))

  it.effect("says where the data of an event do not match, and nothing of what is there", () =>
    Effect.gen(function*() {
      const { receive } = yield* NovuWebhooks
      const { body, headers } = yield* sign({
        secret,
        body: sample("message.sent", { data: { object: { _id: ["LEAKED"] } } })
      })
      const error = yield* Effect.flip(receive({ headers, body }))
      assert(error.reason._tag === "DecodeFailed")
      assert.strictEqual(error.reason.type, "message.sent")
      assert.deepStrictEqual(error.reason.issues.map(({ path }) => path), ["data.object._id"])
      assert.notInclude(`${error.message} ${JSON.stringify(error)} ${inspect(error, { depth: 9 })}`, "LEAKED")
      const deep = yield* sign({ secret, body: `${"[".repeat(100_000)}${"]".repeat(100_000)}` })
      const result = yield* Effect.result(receive(deep))
      assert.isTrue(Result.isSuccess(result) || result.failure instanceof WebhookError)
    }).pipe(Effect.provide(Webhooks)))

  it.effect("acknowledges data that does not match, where it is asked to", () =>
    Effect.gen(function*() {
      const { post } = yield* routeOf({}, { route: { ackUndecodable: true } })
      assert.strictEqual((yield* post(sample("message.sent", { data: {} }))).status, 204)
      assert.strictEqual((yield* post("{")).status, 400)
    }).pipe(Effect.provideService(References.MinimumLogLevel, "None")))

  it.effect("lets a handler that failed try again", () =>
    Effect.gen(function*() {
      let starts = 0
      const { post } = yield* routeOf({
        "message.sent": () => Effect.suspend(() => ++starts < 3 ? Effect.fail("not yet") : Effect.void)
      })
      const statuses = yield* Effect.forEach([1, 2, 3, 4], () =>
        Effect.map(post(sent, { id: "msg_1" }), (each) => each.status))
      assert.deepStrictEqual(statuses, [500, 500, 204, 204])
      assert.strictEqual(starts, 3)
    }).pipe(Effect.provideService(References.MinimumLogLevel, "None")))

  it.effect("interrupts a handler that takes too long, and lets the next delivery try", () =>
    Effect.gen(function*() {
      let interrupted = 0
      let begun = yield* Deferred.make<void>()
      const { post } = yield* routeOf({
        "message.sent": () =>
          Effect.andThen(Deferred.succeed(begun, undefined), Effect.never).pipe(
            Effect.onInterrupt(() => Effect.sync(() => interrupted++))
          )
      })
      for (const count of [1, 2]) {
        begun = yield* Deferred.make<void>()
        const answering = yield* Effect.forkChild(post(sent, { id: "msg_1" }))
        yield* Deferred.await(begun)
        yield* TestClock.adjust("9 seconds")
        assert.strictEqual(interrupted, count - 1)
        yield* TestClock.adjust("1 second")
        const response = yield* Fiber.join(answering)
        assert.deepStrictEqual([response.status, response.headers.get("retry-after")], [503, "5"])
        assert.strictEqual(interrupted, count)
      }
    }))

  it.effect("asks for another delivery while one is being handled, and says when", () =>
    Effect.gen(function*() {
      const gate = yield* Deferred.make<void>()
      const begun = yield* Deferred.make<void>()
      const { post } = yield* routeOf({
        "message.sent": () => Effect.andThen(Deferred.succeed(begun, undefined), Deferred.await(gate))
      })
      const first = yield* Effect.forkChild(post(sent, { id: "msg_1" }))
      yield* Deferred.await(begun)
      const second = yield* post(sent, { id: "msg_1" })
      assert.deepStrictEqual([second.status, second.headers.get("retry-after")], [503, "30"])
      yield* Deferred.succeed(gate, undefined)
      assert.strictEqual((yield* Fiber.join(first)).status, 204)
      assert.strictEqual((yield* post(sent, { id: "msg_1" })).status, 204)
    }))

  it.effect("asks for another delivery while the ledger is away, and handles nothing", () =>
    Effect.gen(function*() {
      let starts = 0
      const away = (method: "claim" | "complete" | "release" | "forget") =>
        Effect.fail(new WebhookLedgerError({ method, cause: "down" }))
      const ledger = Layer.succeed(WebhookLedger, {
        claim: () => away("claim"),
        complete: () => away("complete"),
        release: () => away("release"),
        forget: () => away("forget")
      })
      const { post } = yield* routeOf({ "message.sent": () => Effect.sync(() => starts++) }, { ledger })
      assert.strictEqual((yield* post(sent)).status, 503)
      assert.strictEqual(starts, 0)
    }).pipe(Effect.provideService(References.MinimumLogLevel, "None")))

  it.effect("asks for another delivery when the ledger does not answer, and answers what was handled all the same", () =>
    Effect.gen(function*() {
      for (const [silent, status] of [["claim", 503], ["complete", 204]] as const) {
        const ledger = Layer.succeed(WebhookLedger, {
          claim: () => silent === "claim" ? Effect.never : Effect.succeed({ _tag: "Fresh", token: "t" }),
          complete: () => Effect.never,
          release: () => Effect.never,
          forget: () => Effect.never
        })
        const asking = yield* Deferred.make<void>()
        const { post } = yield* routeOf({ "message.sent": () => Deferred.succeed(asking, undefined) }, { ledger })
        const answering = yield* Effect.forkChild(post(sent))
        if (silent === "complete") yield* Deferred.await(asking)
        while (answering.pollUnsafe() === undefined) {
          yield* TestClock.adjust("1 second")
          yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        }
        assert.strictEqual((yield* Fiber.join(answering)).status, status)
      }
    }).pipe(Effect.provideService(References.MinimumLogLevel, "None")))

  it.effect("handles an event again that was forgotten", () =>
    Effect.gen(function*() {
      let starts = 0
      const ledger = yield* Layer.build(memory)
      const { post } = yield* routeOf({ "message.sent": () => Effect.sync(() => starts++) }, {
        ledger: Layer.succeedContext(ledger)
      })
      yield* post(sent, { id: "msg_1" })
      yield* post(sent, { id: "msg_1" })
      yield* Context.get(ledger, WebhookLedger).forget("msg_1")
      yield* post(sent, { id: "msg_1" })
      assert.strictEqual(starts, 2)
    }))

  it.effect("puts events into a queue, each once", () =>
    Effect.gen(function*() {
      const queue = yield* PersistedQueue.make({ name: "novu", schema: WebhookEvent })
      const { post } = yield* routeOf(NovuWebhooks.enqueue(queue))
      for (const id of ["msg_1", "msg_1", "msg_2"]) yield* post(sent, { id })
      yield* post({ type: "message.invented" }, { id: "msg_3" })
      const taken: Array<WebhookEvent> = []
      for (let count = 0; count < 3; count++) {
        yield* queue.take((event) => Effect.sync(() => taken.push(event)))
      }
      assert.deepStrictEqual(taken.map(({ type }) => type), ["message.sent", "message.sent", "unknown"])
    }).pipe(Effect.provide(PersistedQueue.layer.pipe(Layer.provide(PersistedQueue.layerStoreMemory)))))

  it.effect("refuses options that cannot be used when its layer is built", () =>
    Effect.gen(function*() {
      const wrong: ReadonlyArray<WebhookRouteOptions> = [
        { timeout: 0 },
        { timeout: "1 minute", lease: "1 minute" },
        { lease: "Infinity" },
        { maxBodySize: -1 }
      ]
      for (const options of wrong) {
        const layer = NovuWebhooks.route("/novu", {}, options).pipe(
          Layer.provide(Webhooks),
          Layer.provide(HttpRouter.layer)
        )
        const error = yield* Effect.flip(Layer.build(layer))
        assert(error instanceof WebhookError && error.reason._tag === "InvalidInput")
      }
    }))

  it.effect("shows no body, secret or signature in logs and spans, and counts by type and outcome", () =>
    Effect.gen(function*() {
      const shown: Array<string> = []
      const { spans, tracer } = recording()
      const logger = Logger.make((entry) => {
        shown.push(Logger.formatJson.log(entry), Logger.formatLogFmt.log(entry), inspect(entry.message, { depth: 6 }))
      })
      yield* Effect.gen(function*() {
        const { post, send } = yield* routeOf({
          "message.sent": () => Effect.void,
          "message.read": () => Effect.fail("no")
        })
        const marked = (type: "message.sent" | "message.read" | "message.seen", data?: unknown) =>
          sample(type, { object: "LEAKED", ...(data === undefined ? {} : { data }) })
        yield* post(marked("message.sent"))
        yield* post(marked("message.read"))
        yield* post(marked("message.seen", { LEAKED: "LEAKED" }))
        yield* post("{LEAKED")
        const { body, headers } = yield* sign({ secret, body: marked("message.sent") })
        yield* send({ ...headers, "webhook-signature": "v1,LEAKED" }, body)
      }).pipe(
        Effect.provide(Logger.layer([logger])),
        Effect.provideService(Tracer.Tracer, tracer)
      )
      for (const span of spans) shown.push(`${span.name} ${inspect([...span.attributes])}`)
      assert.isNotEmpty(spans.filter(({ name }) => name === "novu.webhook message.sent"))
      assert.isNotEmpty(shown)
      for (const hidden of ["LEAKED", "MfKQ9r8", "v1,"]) assert.notInclude(shown.join("\n"), hidden)
      const metrics = (yield* Metric.snapshot).filter(({ id }) => id === "novu.webhooks")
      const outcomes = metrics.map(({ attributes }) => attributes?.["novu.webhook.outcome"])
      for (const outcome of ["handled", "failed", "unreadable", "rejected"]) assert.include(outcomes, outcome)
    }))
})

describe("the size of a body", () => {
  const small = { maxBodySize: 1000 } as const

  it.effect("is limited through a web handler, declared or not", () =>
    Effect.gen(function*() {
      let read = 0
      const { post, send } = yield* routeOf({ "message.sent": () => Effect.void }, { route: small })
      assert.strictEqual((yield* post("x".repeat(1001))).status, 413)
      const chunks = () =>
        new ReadableStream<Uint8Array>({
          pull: (controller) => {
            read++
            if (read > 1000) controller.close()
            else controller.enqueue(new Uint8Array(100))
          }
        })
      assert.strictEqual((yield* send({}, chunks(), { duplex: "half" } as RequestInit)).status, 413)
      assert.isAtMost(read, 20)
      read = 0
      const declared = { "content-length": "5000" }
      assert.strictEqual((yield* send(declared, chunks(), { duplex: "half" } as RequestInit)).status, 413)
      assert.isAtMost(read, 1)
    }))

  it.live("is limited on Node, declared or not", () =>
    Effect.gen(function*() {
      const Route = NovuWebhooks.route("/novu", { "message.sent": () => Effect.void }, small).pipe(
        Layer.provide(Webhooks)
      )
      const Health = HttpRouter.add("GET", "/", HttpServerResponse.empty())
      const Server = HttpRouter.serve(Layer.mergeAll(Route, Health), { disableLogger: true, disableListenLog: true })
        .pipe(
          Layer.provideMerge(NodeHttpServer.layer(createServer, { port: 0 }))
        )
      const context = yield* Layer.build(Server)
      const { address } = Context.get(context, HttpServer.HttpServer)
      const port = "port" in address ? address.port : 0
      const post = (headers: Readonly<Record<string, string>>, body: Uint8Array | undefined, times = 1) =>
        Effect.callback<number>((resume) => {
          const request = httpRequest({ port, path: "/novu", method: "POST", headers }, (response) => {
            request.destroy()
            resume(Effect.succeed(response.statusCode ?? 0))
          })
          request.on("error", () => {})
          for (let count = 0; count < times; count++) if (body !== undefined) request.write(body)
          if (body !== undefined) request.end()
          else request.flushHeaders()
        })
      const { body, headers } = yield* sign({ secret, body: sent, attemptedAt: undefined })
      assert.strictEqual(yield* post({ ...headers }, body), 204)
      // Only the headers are sent: the answer comes without the body.
      assert.strictEqual(yield* post({ "content-length": "5000" }, undefined), 413)
      assert.strictEqual(yield* post({ "transfer-encoding": "chunked" }, new Uint8Array(500), 10), 413)
    }).pipe(Effect.scoped))
})
