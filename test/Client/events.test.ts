import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Fiber, Layer, Redacted, Result, Schema } from "effect"
import { Events, type NovuError, NovuTransport, RetryPolicy, Trigger } from "effect-novu"
import { HttpClient, HttpClientError, HttpClientResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"

const OrderShipped = Trigger.make("order-shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc, code: Schema.RedactedFromValue(Schema.String) },
  key: ({ orderId }) => orderId
})

const payload = { orderId: "o1", at: DateTime.makeUnsafe(0), code: Redacted.make("s3cret-code") }

interface Body {
  readonly name: string
  readonly to: unknown
  readonly payload: unknown
  readonly transactionId: string
  readonly events?: ReadonlyArray<Body>
}

interface Answer {
  readonly status: number
  readonly json: unknown
}

/** Answers each request by a function of its body, or loses the answer where there is none, and keeps the bodies. */
const novu = (answer: (body: Body, count: number) => Answer | undefined) => {
  const bodies: Array<Body> = []
  const texts: Array<string> = []
  const client = HttpClient.make((request) =>
    Effect.suspend(() => {
      const text = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : ""
      texts.push(text)
      bodies.push(JSON.parse(text))
      const given = answer(JSON.parse(text), texts.length)
      return given === undefined
        ? Effect.fail(
          new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request }) })
        )
        : Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(given.json, { status: given.status })))
    })
  )
  const layer = Events.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_test_key") })),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
  )
  return { bodies, texts, layer }
}

const processed = (body: Body): Answer => ({
  status: 201,
  json: { data: { acknowledged: true, status: "processed", transactionId: body.transactionId } }
})

describe("Events.trigger", () => {
  it.effect("sends what the trigger says, as JSON, under the id of the occurrence", () => {
    const { bodies, layer } = novu(processed)
    return Effect.gen(function*() {
      const { result } = yield* (yield* Events).trigger(OrderShipped, { to: "ada", payload })
      assert.strictEqual(result.transactionId, "order-shipped:o1:ada")
      assert.deepStrictEqual<unknown>(bodies, [{
        name: "order-shipped",
        to: "ada",
        payload: { orderId: "o1", at: "1970-01-01T00:00:00.000Z", code: "s3cret-code" },
        transactionId: "order-shipped:o1:ada"
      }])
    }).pipe(Effect.provide(layer))
  })

  it.effect("gives one occurrence another id for each workflow and for other recipients, and the same one again", () => {
    const { bodies, layer } = novu(processed)
    const Returned = Trigger.make("order-returned", { payload: OrderShipped.payload, key: ({ orderId }) => orderId })
    return Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* trigger(OrderShipped, { to: "ada", payload })
      yield* trigger(OrderShipped, { to: "grace", payload })
      yield* trigger(Returned, { to: "ada", payload })
      yield* trigger(OrderShipped, { to: ["ada", "grace"], payload })
      yield* trigger(OrderShipped, { to: ["grace", "ada", "ada"], payload })
      const ids = bodies.map((body) => body.transactionId)
      assert.strictEqual(new Set(ids).size, 4)
      assert.strictEqual(ids[3], ids[4])
    }).pipe(Effect.provide(layer))
  })

  it.effect("keeps an id within 255 characters, whatever the key", () => {
    const { bodies, layer } = novu(processed)
    const Long = Trigger.make("long", { payload: { key: Schema.String }, key: ({ key }) => key })
    return Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* trigger(Long, { to: "ada", payload: { key: "x".repeat(300) } })
      yield* trigger(Long, { to: "ada", payload: { key: `${"x".repeat(300)}y` } })
      const [first, second] = bodies.map((body) => body.transactionId)
      assert.isAtMost(first?.length ?? 256, 255)
      assert.notStrictEqual(first, second)
    }).pipe(Effect.provide(layer))
  })

  it.effect("makes an id of its own for each run without a key", () => {
    const { bodies, layer } = novu(processed)
    return Effect.gen(function*() {
      const call = (yield* Events).trigger({ name: "welcome", to: "ada" })
      yield* call
      yield* call
      const [first, second] = bodies.map((body) => body.transactionId)
      assert.match(first ?? "", /^txn_[0-9a-f]{24}$/)
      assert.notStrictEqual(first, second)
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends the same bytes again after a lost answer, a second later at least", () => {
    const { layer, texts } = novu((body, count) => count === 1 ? undefined : processed(body))
    return Effect.gen(function*() {
      const fiber = yield* Effect.forkChild((yield* Events).trigger({ name: "welcome", to: "ada" }))
      yield* TestClock.adjust(999)
      assert.strictEqual(texts.length, 1)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.strictEqual(texts.length, 2)
      assert.strictEqual(texts[0], texts[1])
    }).pipe(Effect.provide(layer))
  })

  it.effect("says that it may have acted where nothing is sent again", () => {
    const { layer, texts } = novu(() => undefined)
    return Effect.gen(function*() {
      const error = yield* Effect.flip(
        (yield* Events).trigger({ name: "welcome", to: "ada" }, { retry: RetryPolicy.none })
      )
      assert.isTrue(error.mayHaveActed)
      assert.strictEqual(texts.length, 1)
    }).pipe(Effect.provide(layer))
  })

  for (const status of ["trigger_not_active", "no_tenant_found", "invalid_recipients", "some_new_status"]) {
    it.effect(`fails with NotTriggered where Novu answers ${status}, and asks once`, () => {
      const { layer, texts } = novu(() => ({ status: 201, json: { data: { acknowledged: true, status } } }))
      return Effect.gen(function*() {
        const error = yield* Effect.flip((yield* Events).trigger({ name: "welcome", to: "ada" }))
        assert.deepInclude<object>(error.reason, { _tag: "NotTriggered", status: 201, outcome: status, errors: [] })
        assert.isFalse(error.mayHaveActed)
        assert.strictEqual(texts.length, 1)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("fails with WorkflowNotFound where there is no such workflow", () => {
    const { layer } = novu(() => ({ status: 422, json: { statusCode: 422, message: "workflow_not_found" } }))
    return Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Events).trigger({ name: "nope", to: "ada" }))
      assert.deepInclude<object>(error.reason, { _tag: "WorkflowNotFound", status: 422, workflowId: "nope" })
    }).pipe(Effect.provide(layer))
  })

  it.effect("names the fields that the workflow's own schema refuses, without their values", () => {
    const { layer } = novu(() => ({
      status: 400,
      json: {
        statusCode: 400,
        message: "Payload validation failed: root.userId: must have required property 'userId'; age: must be number",
        type: "PAYLOAD_VALIDATION_ERROR",
        errors: [
          { field: "root.userId", message: "must have required property 'userId'", value: { age: "s3cret" } },
          { field: "age", message: "must be number", value: "s3cret", schemaPath: "#/properties/age/type" }
        ]
      }
    }))
    return Effect.gen(function*() {
      const { reason } = yield* Effect.flip((yield* Events).trigger({ name: "welcome", to: "ada" }))
      assert.strictEqual(reason._tag, "ValidationFailed")
      assert.deepStrictEqual(reason._tag === "ValidationFailed" ? reason.issues : [], [
        { field: "root.userId", messages: ["must have required property 'userId'"] },
        { field: "age", messages: ["must be number"] }
      ])
      assert.notInclude(JSON.stringify(reason), "s3cret")
    }).pipe(Effect.provide(layer))
  })

  it.effect("hides a redacted member of a payload from what Novu says of it", () => {
    const { layer } = novu(() => ({ status: 400, json: { message: "s3cret-code is not allowed" } }))
    return Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Events).trigger(OrderShipped, { to: "ada", payload }))
      assert.include(error.message, "<redacted> is not allowed")
    }).pipe(Effect.provide(layer))
  })

  const large = "x".repeat(524_288)
  const file = "QUJD".repeat(200_000)
  const wrong: ReadonlyArray<readonly [what: string, event: unknown, path: string, words: RegExp]> = [
    ["an empty id", { name: "a", to: "" }, "to", /length of at least 1/],
    ["an empty id in a list", { name: "a", to: ["ada", ""] }, "to", /./],
    ["no recipient", { name: "a", to: [] }, "to", /at least one recipient/],
    ["a recipient without an id", { name: "a", to: { email: "a@b.c" } }, "to.subscriberId", /Missing key/],
    ["101 recipients", { name: "a", to: Array.from({ length: 101 }, (_, i) => `s${i}`) }, "to", /triggerMany/],
    ["a payload that is too large", { name: "a", to: "ada", payload: { large } }, "payload", /524288/],
    [
      "attachments that are too large",
      { name: "a", to: "ada", payload: { attachments: Array.from({ length: 40 }, () => ({ name: "f", file })) } },
      "payload",
      /20971520 bytes of attachments/
    ],
    ["a payload that is no object", { name: "a", to: "ada", payload: 1 }, "payload", /object/],
    ["no name", { to: "ada" }, "name", /Missing key/],
    ["an empty transactionId", { name: "a", to: "ada", transactionId: "" }, "transactionId", /length of at least 1/],
    [
      "a transactionId of 256 characters",
      { name: "a", to: "ada", transactionId: "x".repeat(256) },
      "transactionId",
      /255/
    ],
    ["nothing", undefined, "name", /Missing key/]
  ]
  for (const [what, event, path, words] of wrong) {
    it.effect(`refuses ${what} and sends nothing`, () => {
      const { layer, texts } = novu(processed)
      return Effect.gen(function*() {
        const { reason } = yield* Effect.flip((yield* Events).trigger(event as never))
        const issue = reason._tag === "InvalidInput"
          ? reason.issues.find((each) => each.path.startsWith(path))
          : undefined
        assert.match(issue?.message ?? "", words)
        assert.deepStrictEqual(texts, [])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("sends 100 recipients, and a payload whose attachment alone is large", () => {
    const { layer, texts } = novu(processed)
    return Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* trigger({ name: "a", to: Array.from({ length: 100 }, (_, i) => `s${i}`) })
      yield* trigger({ name: "a", to: "ada", payload: { attachments: [{ name: "f", mime: "text/plain", file }] } })
      assert.strictEqual(texts.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("refuses a payload that the trigger's schema does not take, and names its members", () => {
    const { layer, texts } = novu(processed)
    return Effect.gen(function*() {
      // @ts-expect-error A payload of another shape does not compile.
      const call = (yield* Events).trigger(OrderShipped, { to: "ada", payload: { orderId: 5 } })
      const { reason } = yield* Effect.flip(call)
      assert.deepStrictEqual(reason._tag === "InvalidInput" ? reason.issues.map(({ path }) => path) : [], [
        "payload.orderId",
        "payload.at",
        "payload.code"
      ])
      assert.deepStrictEqual(texts, [])
    }).pipe(Effect.provide(layer))
  })

  for (
    const [what, key] of [["throws", () => {
      throw new Error("s3cret")
    }], ["is empty", () => ""]] as const
  ) {
    it.effect(`fails with InvalidInput where a key ${what}`, () => {
      const { layer, texts } = novu(processed)
      const Broken = Trigger.make("broken", { payload: { id: Schema.String }, key })
      return Effect.gen(function*() {
        const { reason } = yield* Effect.flip((yield* Events).trigger(Broken, { to: "ada", payload: { id: "1" } }))
        assert.strictEqual(reason._tag, "InvalidInput")
        assert.deepStrictEqual(texts, [])
      }).pipe(Effect.provide(layer))
    })
  }
})

describe("the errors of Events", () => {
  for (const method of ["trigger", "triggerBulk", "triggerBroadcast"] as const) {
    it.effect(`${method} shows where it was called`, () => {
      const { layer } = novu(processed)
      return Effect.gen(function*() {
        const events = yield* Events
        const wrong = { name: "", to: "ada" }
        const call: Effect.Effect<unknown, NovuError> = method === "triggerBulk"
          ? events.triggerBulk([wrong])
          : events[method](wrong)
        assert.include((yield* Effect.flip(call)).stack ?? "", "events.test.ts")
      }).pipe(Effect.provide(layer))
    })
  }
})

describe("Events.triggerBulk", () => {
  it.effect("pairs each event with its own result, in order", () => {
    const { bodies, layer } = novu(({ events = [] }) => ({
      status: 201,
      json: {
        data: events.map(({ name, transactionId }) =>
          name === "welcome"
            ? { acknowledged: true, status: "processed", transactionId }
            : { acknowledged: true, status: "error", error: [name === "nope" ? "workflow_not_found" : "to is missing"] }
        )
      }
    }))
    return Effect.gen(function*() {
      const names = ["nope", "welcome", "odd"]
      const { result } = yield* (yield* Events).triggerBulk(names.map((name) => ({ name, to: "ada" })))
      assert.deepStrictEqual(result.map(({ event }) => event.name), names)
      assert.deepStrictEqual(
        result.map(({ result: each }) => Result.isSuccess(each) ? each.success.status : each.failure.reason._tag),
        ["WorkflowNotFound", "processed", "NotTriggered"]
      )
      const sent = bodies[0]?.events ?? []
      assert.deepStrictEqual(sent.map((event) => event.payload), [{}, {}, {}])
      assert.strictEqual(new Set(sent.map((event) => event.transactionId)).size, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("does not show the key to a server's echo of it in the error of one event", () => {
    const { layer } = novu(({ events = [] }) => ({
      status: 201,
      json: { data: events.map(() => ({ acknowledged: true, status: "sk_test_key", error: ["Bearer sk_test_key"] })) }
    }))
    return Effect.gen(function*() {
      const { result } = yield* (yield* Events).triggerBulk([{ name: "welcome", to: "ada" }])
      const [outcome] = result
      assert(outcome !== undefined && Result.isFailure(outcome.result))
      assert.strictEqual(outcome.result.failure.reason._tag, "NotTriggered")
      assert.notInclude(inspect(outcome.result.failure, { depth: 9 }), "sk_test_key")
      assert.notInclude(JSON.stringify(outcome.result.failure), "sk_test_key")
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails where the answer has not one result per event", () => {
    const { layer } = novu(() => ({ status: 201, json: { data: [] } }))
    return Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Events).triggerBulk([{ name: "welcome", to: "ada" }]))
      assert.strictEqual(error.reason._tag, "ResponseDecodeFailed")
      assert.isTrue(error.mayHaveActed)
    }).pipe(Effect.provide(layer))
  })

  for (const count of [0, 101]) {
    it.effect(`refuses ${count} events and sends nothing`, () => {
      const { layer, texts } = novu(processed)
      return Effect.gen(function*() {
        const events = Array.from({ length: count }, () => ({ name: "welcome", to: "ada" }))
        const { reason } = yield* Effect.flip((yield* Events).triggerBulk(events))
        assert.include(reason.message, "1 to 100 events")
        assert.deepStrictEqual(texts, [])
      }).pipe(Effect.provide(layer))
    })
  }
})

describe("Trigger.jsonSchema", () => {
  it("says of the times of a class, too, that they are times", () => {
    class Order extends Schema.Class<Order>("Order")({ at: Schema.DateTimeUtc }) {}
    const { properties } = Trigger.jsonSchema(Trigger.make("order", { payload: Order }))
    assert.deepStrictEqual<unknown>(properties, { at: { type: "string", format: "date-time" } })
  })

  it("says no format of a time with a zone, whose text names the zone as well", () => {
    const { properties } = Trigger.jsonSchema(Trigger.make("zoned", { payload: { at: Schema.DateTimeZoned } }))
    assert.deepStrictEqual<unknown>(properties, { at: { type: "string" } })
  })

  it("describes what is sent, in draft 7, with times as date-time", () => {
    assert.deepStrictEqual<unknown>(Trigger.jsonSchema(OrderShipped), {
      type: "object",
      properties: {
        orderId: { type: "string" },
        at: { type: "string", format: "date-time" },
        code: { type: "string" }
      },
      required: ["orderId", "at", "code"],
      additionalProperties: true
    })
  })

  it("has the type and the members of a payload with an identifier, which Novu's framework asks for", () => {
    const Order = Schema.Struct({ orderId: Schema.String, at: Schema.DateTimeUtc }).annotate({
      identifier: "@acme/Order~ 1"
    })
    class Shipment extends Schema.Class<Shipment>("Shipment")({ orderId: Schema.String }) {}
    const schemas = [Order, Shipment].map((payload) => Trigger.jsonSchema(Trigger.make("order", { payload })))
    assert.deepStrictEqual(schemas.map(({ properties, type }) => [type, properties]), [
      ["object", { orderId: { type: "string" }, at: { type: "string", format: "date-time" } }],
      ["object", { orderId: { type: "string" } }]
    ])
    const either = Schema.Union([Schema.Struct({ a: Schema.String }), Schema.Struct({ b: Schema.String })])
    assert.strictEqual(Trigger.jsonSchema(Trigger.make("either", { payload: either })).type, "object")
  })
})
