import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Trigger, Workflows } from "effect-novu"
import { FakeNovu, type FakeNovuOptions, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { recording } from "../support/recording.ts"

const Shipped = Trigger.make("shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc, note: Schema.optionalKey(Schema.String) }
})

const workflow = (more: Partial<SeedWorkflow> = {}): SeedWorkflow => ({
  id: "shipped",
  payloadSchema: Trigger.jsonSchema(Shipped),
  steps: ["in_app"],
  ...more
})

const novu = (workflows: ReadonlyArray<SeedWorkflow>, options: FakeNovuOptions = {}) =>
  Effect.provide(FakeNovu.layerClient({ seed: { workflows }, ...options }))

/** Returns whether all is well, and the problems of the one trigger. */
const checked = Effect.map(
  Effect.flatMap(Workflows, ({ checkPayload }) => checkPayload([Shipped])),
  ({ ok, workflows: [first] }) => [ok, (first?.problems ?? []).map(({ kind, severity }) => `${severity} ${kind}`)]
)

const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more })

const text = { type: "string" }

describe("checkPayload", () => {
  it.effect.each<readonly [string, ReadonlyArray<SeedWorkflow>, boolean, ReadonlyArray<string>]>([
    ["its own schema", [workflow()], true, []],
    ["no workflow", [], false, ["error workflowMissing"]],
    ["an inactive workflow", [workflow({ active: false })], false, ["error inactive"]],
    [
      "no schema",
      [workflow({ payloadSchema: undefined })],
      true,
      ["warning withoutSchema", "warning notValidated"]
    ],
    ["a workflow that checks nothing", [workflow({ validatePayload: false })], true, ["warning notValidated"]],
    [
      "a member that is required and never sent",
      [workflow({
        payloadSchema: object({ ...Trigger.jsonSchema(Shipped)["properties"] as object, total: text }, {
          required: ["total"]
        })
      })],
      false,
      ["error required"]
    ],
    [
      "another type",
      [workflow({ payloadSchema: object({ orderId: { type: "number" }, at: text, note: text }) })],
      false,
      ["error type"]
    ],
    [
      "members that it may not have",
      [workflow({ payloadSchema: object({ orderId: text, at: text }, { additionalProperties: false }) })],
      false,
      ["error extra"]
    ]
  ])("says how a trigger fits %s", ([, workflows, ok, problems]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* checked, [ok, problems])
    }).pipe(novu(workflows)))

  it.effect("has an entry for each trigger, in their order, and writes nothing", () =>
    Effect.gen(function*() {
      const None = Trigger.make("none", { payload: {} })
      const { ok, workflows } = yield* (yield* Workflows).checkPayload([Shipped, None, Shipped])
      assert.deepStrictEqual([ok, workflows.map(({ workflowId }) => workflowId)], [false, [
        "shipped",
        "none",
        "shipped"
      ]])
      const requests = yield* (yield* FakeNovu).requests
      assert.deepStrictEqual([...new Set(requests.map(({ method }) => method))], ["GET"])
    }).pipe(novu([workflow()])))

  it.effect("fails where nobody says whether there is a workflow", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.respond({ status: 404, text: "<html>404 page not found</html>" }))
      const error = yield* Effect.flip((yield* Workflows).checkPayload([Shipped]))
      assert.deepStrictEqual([error.operation, error.reason._tag], ["Workflows.checkPayload", "NotFound"])
    }).pipe(novu([])))

  it.effect("is one operation for whoever watches, in which a workflow that is not there is no failure", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      yield* (yield* Workflows).checkPayload([Shipped]).pipe(Effect.withTracer(tracer))
      assert.deepStrictEqual(spans.map(({ name }) => name), [
        "Workflows.checkPayload",
        "GET /v2/workflows/{workflowId}"
      ])
      assert.isTrue(spans.every(({ status }) => status._tag === "Ended" && status.exit._tag === "Success"))
    }).pipe(novu([])))
})
