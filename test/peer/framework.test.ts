/** Compares with `@novu/framework`, which renders texts and checks payloads inside of Novu. */
import { assert, describe, it } from "@effect/vitest"
import { Client, workflow } from "@novu/framework"
import { PostActionEnum } from "@novu/framework/internal"
import { Schema } from "effect"
import { Trigger } from "effect-novu"
import * as Engines from "effect-novu/Testing/Engines"

const client = new Client({ secretKey: "sk_fake", strictAuthentication: false, verbose: false })

const ada = { subscriberId: "ada", firstName: "Ada" }

const events = [{ payload: { n: 1, who: "x" } }, { payload: { n: 2 } }, { payload: { n: 3 } }]

const gathered = { events, eventCount: events.length }

/** Runs a step of a workflow as Novu calls it, and returns its output. */
const execute = async (workflowId: string, payload: Record<string, unknown>, controls: Record<string, unknown> = {}) =>
  (await client.executeWorkflow({
    action: PostActionEnum.EXECUTE,
    workflowId,
    stepId: "inbox",
    payload,
    controls,
    state: [{ stepId: "gather", outputs: gathered, state: { status: "success" } }],
    subscriber: ada,
    context: {},
    env: { name: "Development", type: "dev" }
  })).outputs

const codeOf = (error: unknown): unknown => error instanceof Error && "code" in error ? [error.code] : error

/** Returns what a call gives, or the code of its failure. */
const outcome = (call: Promise<unknown>): Promise<unknown> => call.catch(codeOf)

describe("the JSON schema of a trigger", () => {
  const OrderShipped = Trigger.make("order-shipped", {
    payload: {
      orderId: Schema.String,
      at: Schema.DateTimeUtc,
      lines: Schema.Array(Schema.Struct({ sku: Schema.String, count: Schema.Int })),
      note: Schema.optionalKey(Schema.String)
    }
  })

  const orderShipped = workflow("order-shipped", async ({ payload, step }) => {
    await step.inApp("inbox", () => Promise.resolve({ body: JSON.stringify(payload) }))
  }, { payloadSchema: Trigger.jsonSchema(OrderShipped) })

  const good = { orderId: "o1", at: "2026-01-02T03:04:05.000Z", lines: [{ sku: "a", count: 1 }] }

  it("is the payload schema of a workflow of Novu's framework, which enforces it", async () => {
    await client.addWorkflows([orderShipped])
    for (const payload of [good, { ...good, note: "n" }, { ...good, lines: [] }]) {
      assert.deepStrictEqual(await outcome(execute("order-shipped", payload)), { body: JSON.stringify(payload) })
    }
    const { at: _, ...withoutTime } = good
    for (
      const payload of [
        withoutTime,
        {},
        { ...good, orderId: 1 },
        { ...good, at: "yesterday" },
        { ...good, note: 1 },
        { ...good, lines: [{ sku: "a", count: 1.5 }] },
        { ...good, lines: [{ sku: "a" }] }
      ]
    ) {
      assert.deepStrictEqual(
        await outcome(execute("order-shipped", payload)),
        ["ExecutionEventPayloadInvalidError"],
        JSON.stringify(payload)
      )
    }
  })
})

describe("the engine of texts", () => {
  const texts = workflow("texts", async ({ step }) => {
    await step.inApp("inbox", (controls) => Promise.resolve({ body: `[${controls.text}]` }), {
      disableOutputSanitization: true,
      controlSchema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } as const
    })
  }, { payloadSchema: { type: "object", additionalProperties: true } as const })

  const payload = {
    id: "o1",
    quoted: "say \"hi\"\n\tthere \\ ",
    nested: { a: "x\"y\n", b: [1, "t\\"], c: null },
    list: ["a", "b"],
    three: 3,
    one: 1,
    nothing: null,
    at: "2026-01-02T03:04:05Z"
  }

  it.each([
    "plain } text }} of \"many\"\nlines",
    "{{payload.id}} {{ payload['id'] }} {{payload.list[1]}} {{subscriber.firstName}} {{workflow.workflowId}}",
    "{{payload.quoted}}, {{ payload.quoted | upcase }}, {{ 'a' | append: payload.quoted }}",
    "{{payload.nested}}, {{payload.nested.a}}, {{payload.nested | json}}, {{payload.list | json: 2}}",
    "{{payload.nothing}}, {{payload.none}}, {{payload.none.deep}}, {{payload.id.none}}, {{nowhere}}",
    "{{ payload.none | default: 'd' }}, {{ payload.id | unknown }}, {{ payload.quoted | escape }}",
    "{{ payload.at | date: '%Y-%m-%d %Hh%M' }}, {{ payload.three | times: 2 }}",
    "{% if payload.three > 2 %}many{% else %}few{% endif %}, {% for x in payload.list %}{{x}};{% endfor %}",
    "{% assign x = payload.quoted %}{{x | size}}, {{payload.list | join: ' + '}}, {{ payload.three == 3 }}",
    "{{payload.constructor}}, {{payload.__proto__}}, {{subscriber.toString}}",
    "{{steps.gather.eventCount}}, {{steps.gather.events[1].payload.n}}, {{steps.gather.events | map: 'payload'}}",
    "{{steps.gather.events | toSentence: 'payload.n'}}, {{steps.gather.events | toSentence: 'payload.who', 1}}",
    "{{steps.gather.events | toSentence: 'payload.n', 3, 'x', '; '}}, {{payload.list | toSentence}}",
    "{{payload.list | toSentence: '', 2, 'other', ', ', ' plus '}}, {{payload.id | toSentence}}",
    "{{steps.gather.events | toSentence: 'payload.n', 1, 'reply', '; ', ' or ', '; or '}}",
    "{{steps.gather.events | digest: 2, 'payload.n'}}, {{steps.gather.events | digest: 1, 'payload.n', '; '}}",
    "{{steps.gather.events | digest: 5, 'payload'}}, {{payload.list | digest}}, {{payload.nothing | digest}}",
    "{{payload.three | pluralize: 'order', 'orders'}}, {{payload.one | pluralize: 'order', 'orders', 'false'}}",
    "{{payload.three | pluralize: 'reply'}}, {{payload.list | pluralize: 'box'}}, {{payload.nested | pluralize: 'day'}}",
    "{{payload.three | pluralize: 'others'}}, {{payload.three | pluralize: 'status', ''}}, {{'2' | pluralize: 'cat'}}",
    "{{payload.nothing | pluralize: 'order'}}, {{0 | pluralize: 'order'}}, {{'x' | pluralize: 'order'}}"
  ])("renders %j as Novu's framework does", async (text) => {
    await client.addWorkflows([texts])
    const scope = { payload, subscriber: ada, workflow: { workflowId: "texts" }, steps: { gather: gathered } }
    assert.deepStrictEqual(
      { body: `[${Engines.text(text, scope)}]` },
      await outcome(execute("texts", payload, { text }))
    )
  })

  it.each([
    "{{ payload.id | ",
    "{% nope %}",
    "{% if payload.id %}open",
    "{% render 'x' %}",
    "{% include './package.json' %}",
    "{% layout 'package.json' %}",
    "{{ payload.none | default: \"d\" }}"
  ])("cannot render %j, with which Novu's framework fails the step", async (text) => {
    await client.addWorkflows([texts])
    assert.isUndefined(Engines.text(text, { payload }))
    assert.deepStrictEqual(await outcome(execute("texts", payload, { text })), ["StepControlCompilationFailedError"])
  })
})
