import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Schema } from "effect"
import { Events, NovuError, Trigger } from "effect-novu"
import * as Engines from "effect-novu/Testing/Engines"
import { FakeNovu, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { send } from "./wire.ts"

const engines = Engines.novu

const OrderShipped = Trigger.make("order-shipped", {
  payload: {
    orderId: Schema.String,
    at: Schema.DateTimeUtc,
    lines: Schema.Array(Schema.Struct({ sku: Schema.String }))
  }
})

const payloadSchema = Trigger.jsonSchema(OrderShipped)

const good = { orderId: "o1", at: "2026-01-02T03:04:05.000Z", lines: [{ sku: "a" }] }

const ordered: SeedWorkflow = { id: "order-shipped", payloadSchema, steps: ["in_app"] }

/** Sends a payload to a workflow as any client would. */
const post = (name: string, payload: unknown) =>
  Effect.map(send("POST", "/v1/events/trigger", { body: { name, to: "ada", payload } }), ({ json, status }) => ({
    status,
    answer: json as unknown as Readonly<Record<string, unknown>>
  }))

/** Returns the issues of a payload under a schema, each with its field, message and value. */
const issuesOf = (schema: Readonly<Record<string, unknown>>, payload: Readonly<Record<string, unknown>>) =>
  Engines.payload(schema, payload).issues.map(({ field, message, value }) => [field, message, value])

describe("the schema of a trigger, enforced by the fake", () => {
  it.effect("lets what the trigger sends pass", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.workflow(ordered)
      const payload = { orderId: "o1", at: yield* DateTime.now, lines: [{ sku: "a" }] }
      yield* (yield* Events).trigger(OrderShipped, { to: "ada", payload })
      assert.deepStrictEqual(yield* fake.sent(OrderShipped, "ada"), [payload])
    }).pipe(Effect.provide(FakeNovu.layerClient({ engines }))))

  it.effect("refuses any other payload as ValidationFailed, with an issue per field", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).workflow(ordered)
      const { trigger } = yield* Events
      const refused = trigger({ name: "order-shipped", to: "ada", payload: { ...good, at: "soon", lines: [{}] } })
      const error = yield* Effect.flip(refused)
      assert.instanceOf(error, NovuError)
      if (error.reason._tag !== "ValidationFailed") return assert.fail(error.reason._tag)
      assert.deepStrictEqual(
        error.reason.issues.map(({ field, messages }) => [field, ...messages]),
        [
          ["at", "must match format \"date-time\""],
          ["lines.0.sku", "must have required property 'sku'"]
        ]
      )
      assert.strictEqual(error.attempts, 1)
    }).pipe(Effect.provide(FakeNovu.layerClient({ engines }))))

  it.effect("answers 400 in Novu's words", () =>
    Effect.gen(function*() {
      const payload = { at: good.at, lines: [{ sku: 1 }] }
      const { answer, status } = yield* post("order-shipped", payload)
      assert.strictEqual(status, 400)
      assert.deepInclude<unknown>(answer, {
        statusCode: 400,
        message: "Payload validation failed: root.orderId: must have required property 'orderId'; " +
          "lines.0.sku: must be string",
        type: "PAYLOAD_VALIDATION_ERROR",
        errors: [
          {
            field: "root.orderId",
            message: "must have required property 'orderId'",
            value: payload,
            schemaPath: "#/required"
          },
          {
            field: "lines.0.sku",
            message: "must be string",
            value: 1,
            schemaPath: "#/properties/lines/items/properties/sku/type"
          }
        ],
        schema: payloadSchema
      })
    }).pipe(Effect.provide(FakeNovu.layer({ engines, seed: { workflows: [ordered] } }))))

  it.effect("refuses one event of a bulk with the joined message", () =>
    Effect.gen(function*() {
      const events = [{}, good].map((payload) => ({ name: "order-shipped", to: "ada", payload }))
      const { json } = yield* send("POST", "/v1/events/trigger/bulk", { body: { events } })
      const [bad, passed] = json.data as unknown as ReadonlyArray<Readonly<Record<string, unknown>>>
      assert.strictEqual(passed?.["status"], "processed")
      assert.match(
        JSON.stringify(bad?.["error"]),
        /^\["Payload validation failed: root\.orderId: [^;]+; [^;]+; [^;]+"\]$/
      )
    }).pipe(Effect.provide(FakeNovu.layer({ engines, seed: { workflows: [ordered] } }))))
})

describe("the engine of payloads", () => {
  const address = {
    type: "object",
    properties: {
      to: { type: "object", properties: { street: {} }, required: ["street"], additionalProperties: false }
    }
  }

  it("names a missing member by its own path, and gives its parent as the value", () => {
    assert.deepStrictEqual(issuesOf(address, { to: {} }), [
      ["to.street", "must have required property 'street'", {}]
    ])
  })

  it("names the parent of a member that is too much", () => {
    assert.deepStrictEqual(issuesOf(address, { to: { street: 1, zip: 2 } }), [
      ["to", "must NOT have additional properties", { street: 1, zip: 2 }]
    ])
    assert.deepStrictEqual(issuesOf({ additionalProperties: false }, { zip: 2 }), [
      ["root", "must NOT have additional properties", { zip: 2 }]
    ])
  })

  it("leaves the escapes of a pointer as they are, and then finds no value, as Novu does", () => {
    assert.deepStrictEqual(issuesOf({ properties: { "a/b": { type: "string" } } }, { "a/b": 1 }), [
      ["a~1b", "must be string", undefined]
    ])
  })

  it("fills in defaults, and leaves the payload that was given as it is", () => {
    const given = { nested: {} }
    const schema = {
      properties: { plan: { default: "free" }, nested: { properties: { deep: { default: [1] } } } },
      required: ["plan"]
    }
    assert.deepStrictEqual(Engines.payload(schema, given), {
      payload: { plan: "free", nested: { deep: [1] } },
      issues: []
    })
    assert.deepStrictEqual(given, { nested: {} })
  })

  it("knows formats, and ignores those that it does not know", () => {
    const schema = { properties: { mail: { format: "email" }, other: { format: "nonsense" } } }
    assert.deepStrictEqual(issuesOf(schema, { mail: "a@b.org", other: "x" }), [])
    assert.deepStrictEqual(issuesOf(schema, { mail: "nobody" }), [
      ["mail", "must match format \"email\"", "nobody"]
    ])
  })

  it("takes two schemas of the same $id", () => {
    assert.deepStrictEqual(issuesOf({ $id: "order", type: "object" }, {}), [])
    assert.deepStrictEqual(issuesOf({ $id: "order", required: ["a"] }, {}).length, 1)
  })

  const endless = { $ref: "#/definitions/a", definitions: { a: { allOf: [{ $ref: "#/definitions/a" }] } } }

  it.effect.each([
    { type: "nonsense" },
    { properties: { a: { pattern: "(" } } },
    { properties: { a: { $ref: "#/definitions/none" } } },
    { $schema: "https://example.org/unknown" },
    { $async: true, type: "object" },
    endless
  ])("refuses every payload under %j, which it cannot use", (schema) =>
    Effect.gen(function*() {
      for (const _ of ["first", "second"]) {
        const { answer, status } = yield* post("broken", { a: "x" })
        assert.strictEqual(status, 400)
        assert.match(
          String(answer["message"]),
          /^Payload validation failed: root: the payload schema cannot be used: ./
        )
      }
    }).pipe(Effect.provide(FakeNovu.layer({
      engines,
      seed: { workflows: [{ id: "broken", payloadSchema: schema, steps: ["in_app"] }] }
    }))))
})

describe("the engine of texts", () => {
  const welcome = (controls: Readonly<Record<string, unknown>>): SeedWorkflow => ({
    id: "welcome",
    name: "Welcome",
    steps: [{ type: "in_app", controls }, { type: "email", controls: { subject: "plain", body: "plain" } }]
  })

  const payload = { order: { id: "o1", total: 5 }, name: "lin", at: "2026-01-02T23:04:05-02:00", names: ["a", "b"] }

  const to = { subscriberId: "ada", firstName: "Ada" }

  const trigger = (controls: Readonly<Record<string, unknown>>) =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.workflow(welcome(controls))
      yield* send("POST", "/v1/events/trigger", { body: { name: "welcome", to, payload } })
      const { json } = yield* send("GET", "/v2/subscribers/ada/notifications")
      const inbox = json.data as unknown as ReadonlyArray<Readonly<Record<string, unknown>>>
      return { inbox, messages: yield* fake.messages(), state: yield* fake.state }
    }).pipe(Effect.provide(FakeNovu.layer({ engines })))

  it.effect("renders subject, body, labels, addresses and data", () =>
    Effect.gen(function*() {
      const { inbox: [item] } = yield* trigger({
        subject: "Hi {{subscriber.firstName}}",
        body: "{{workflow.name}}: order {{payload.order.id}} of {{ payload.name | capitalize }}, {{payload.gone}}.",
        avatar: "https://x.org/{{subscriber.subscriberId}}.png",
        primaryAction: { label: "Open {{payload.order.id}}", redirect: { url: "/o/{{payload.order.id}}" } },
        redirect: { url: "/of/{{ payload.name | url_encode }}", target: "_self" },
        data: { order: "{{payload.order.id}}", deep: [{ total: "{{ payload.order.total | times: 2 }}" }], flag: true }
      })
      assert.deepInclude<unknown>(item, {
        subject: "Hi Ada",
        body: "Welcome: order o1 of Lin, .",
        avatar: "https://x.org/ada.png",
        redirect: { url: "/of/lin", target: "_self" },
        data: { order: "o1", deep: [{ total: "10" }], flag: true }
      })
      assert.deepInclude(item?.["primaryAction"], { label: "Open o1", redirect: { url: "/o/o1" } })
    }))

  it.effect("prints structures as Novu does, and times in UTC", () =>
    Effect.gen(function*() {
      const { messages } = yield* trigger({
        subject: "{{ payload.at | date: '%Y-%m-%d %H:%M' }}",
        body: "{{payload.order}} {{payload.names | toSentence}}"
      })
      assert.strictEqual(messages[0]?.subject, "2026-01-03 01:04")
      assert.strictEqual(messages[0]?.content, "{'id':'o1','total':5} a and b")
    }))

  it.effect("fails a step whose text cannot be rendered, and the next step goes on", () =>
    Effect.gen(function*() {
      for (const label of ["{{ payload.name | ", "{% nope %}", "{% render 'x' %}", "{% include './package.json' %}"]) {
        const { messages, state } = yield* trigger({ body: "fine", primaryAction: { label } })
        assert.deepStrictEqual(messages.map(({ channel }) => channel), ["email"], label)
        assert.deepStrictEqual(state.runs[0]?.jobs.map(({ status }) => status), ["failed", "completed"], label)
      }
    }))

  it("reads own members only", () => {
    assert.strictEqual(Engines.text("{{payload.constructor.name}}{{payload.__proto__.x}}", { payload: {} }), "")
  })

  it.effect("shows what a digest gathered", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const { trigger } = yield* Events
      yield* fake.workflow({
        id: "digested",
        steps: [
          { type: "digest", stepId: "gather", controls: { amount: 1, unit: "hours" } },
          {
            type: "in_app",
            controls: {
              subject: "{{steps.gather.eventCount | pluralize: 'reply'}}",
              body: "{{steps.gather.events | toSentence: 'payload.who', 2, 'other'}}"
            }
          }
        ]
      })
      for (const who of ["x", "y", "z", "w"]) yield* trigger({ name: "digested", to: "ada", payload: { who } })
      yield* TestClock.adjust("1 hour")
      const [message] = yield* fake.messages()
      assert.deepStrictEqual([message?.subject, message?.content], ["4 replies", "x, y, and 2 others"])
    }).pipe(Effect.provide(FakeNovu.layerClient({ engines }))))
})

describe("a fake without engines", () => {
  it.effect("leaves texts as they are, and takes any payload", () =>
    Effect.gen(function*() {
      const body = "{{payload.x}} {% nope %}"
      yield* (yield* FakeNovu).workflow({ ...ordered, steps: [{ type: "in_app", controls: { body } }] })
      yield* (yield* Events).trigger({ name: "order-shipped", to: "ada", payload: { orderId: 1 } })
      assert.strictEqual((yield* (yield* FakeNovu).messages())[0]?.content, body)
    }).pipe(Effect.provide(FakeNovu.layerClient())))
})
