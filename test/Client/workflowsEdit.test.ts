import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Effect, Fiber, Schema } from "effect"
import { Workflows } from "effect-novu"
import type { WorkflowChanges } from "effect-novu"
import { FakeNovu, type FakeNovuOptions, type SeedStep, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { inVirtualTime } from "../support/client.ts"
import { send } from "../Testing/wire.ts"

const novu = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layerClient({ seed: {}, ...options }))

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const requests = Effect.flatMap(
  FakeNovu,
  (fake) =>
    Effect.map(fake.requests, (all) => all.map(({ method, url }) => `${method} ${url.replace(/[0-9a-f]{24}/, "_id")}`))
)

/** Reads a workflow as any HTTP client sees it. */
const raw = (id: string) =>
  Effect.map(
    send("GET", `/v2/workflows/${id}`),
    ({ json }) => json.data as unknown as Readonly<Record<string, unknown>>
  )

const steps: ReadonlyArray<SeedStep> = [
  { type: "in_app", stepId: "inbox", controls: { subject: "Welcome", body: "Hello", data: { a: { b: [1] } } } },
  { type: "email", stepId: "mail", controls: { subject: "Welcome", body: "<p>Hello</p>", editorType: "html" } }
]

const welcome: SeedWorkflow = { id: "welcome", name: "Welcome", tags: ["a"], steps }

const once = { seed: { workflows: [welcome] } }

describe("edit", () => {
  it.effect("writes what is to change and keeps the rest", () =>
    Effect.gen(function*() {
      const { edit } = yield* Workflows
      const before = yield* raw("welcome")
      const { outcome, result } = yield* edit("welcome", ({ name }) => ({ description: `Of ${name}` }))
      assert.deepStrictEqual([outcome, result.description], ["updated", "Of Welcome"])
      assert.deepStrictEqual(yield* requests, [
        "GET /v2/workflows/welcome",
        "GET /v2/workflows/welcome",
        "GET /v2/workflows/_id",
        "PUT /v2/workflows/_id"
      ])
      const { description: _, updatedAt: _u, ...others } = yield* raw("welcome")
      const { description: _d, updatedAt: _b, ...same } = before
      assert.deepStrictEqual(others, same)
    }).pipe(novu(once)))

  it.effect.each<readonly [string, WorkflowChanges]>([
    ["nothing", {}],
    ["what is there", { name: "Welcome", tags: ["a"], active: true, preferences: {} }],
    ["undefined", { description: undefined, steps: undefined }]
  ])("sends nothing for %s", ([, changes]) =>
    Effect.gen(function*() {
      const { outcome, result } = yield* (yield* Workflows).edit("welcome", () => changes)
      assert.deepStrictEqual([outcome, result.name], ["unchanged", "Welcome"])
      assert.deepStrictEqual(yield* requests, ["GET /v2/workflows/welcome"])
    }).pipe(novu(once)))

  it.effect("changes the values of a step, and keeps those of the others and every id", () =>
    Effect.gen(function*() {
      const { edit, retrieve } = yield* Workflows
      const { result: before } = yield* retrieve("welcome")
      const { result } = yield* edit("welcome", (workflow) => ({
        steps: workflow.steps.map((step) =>
          step.stepId === "inbox" ? { ...step, controlValues: { ...step.controls.values, subject: "Hi" } } : step
        )
      }))
      assert.deepStrictEqual(result.steps.map(({ _id }) => _id), before.steps.map(({ _id }) => _id))
      assert.deepStrictEqual(result.steps.map(({ controls }) => controls.values), [
        { ...steps[0]?.controls, subject: "Hi" },
        { ...steps[1]?.controls }
      ])
    }).pipe(novu(once)))

  it.effect("adds, moves and deletes steps", () =>
    Effect.gen(function*() {
      const { result } = yield* (yield* Workflows).edit("welcome", ({ steps: [, mail = {}] }) => ({
        steps: [{ type: "sms", name: "Text", stepId: "text", controlValues: { body: "Hello" } }, mail]
      }))
      assert.deepStrictEqual(result.steps.map(({ stepId }) => stepId), ["text", "mail"])
      assert.deepStrictEqual(result.steps[1]?.controls.values, { ...steps[1]?.controls })
    }).pipe(novu(once)))

  it.effect("changes one kind of preferences and keeps the other", () =>
    Effect.gen(function*() {
      const { edit, update } = yield* Workflows
      const off = { all: { enabled: false, readOnly: false }, channels: { email: { enabled: false } } }
      const critical = { all: { enabled: true, readOnly: true }, channels: {} }
      yield* update("welcome", { name: "Welcome", steps: [], preferences: { workflow: critical } })
      const { result } = yield* edit("welcome", () => ({ preferences: { user: off } }))
      assert.isFalse(result.preferences?.user?.all?.enabled)
      assert.isTrue(result.preferences?.default?.all?.readOnly)
      const { result: after } = yield* edit("welcome", () => ({ preferences: { user: null } }))
      assert.isNull(after.preferences?.user)
      assert.isTrue(after.preferences?.default?.all?.readOnly)
    }).pipe(novu(once)))

  it.effect("makes both of two changes that overlap", () =>
    Effect.gen(function*() {
      const { edit } = yield* Workflows
      // Every request takes a second, so that all read at once, before any writes.
      const editing = yield* Effect.forkChild(
        Effect.all([
          edit("welcome", () => ({ description: "Changed" })),
          edit("welcome", (workflow) => ({ tags: [...workflow.tags ?? [], "b"] })),
          edit("welcome", (workflow) => ({ tags: [...workflow.tags ?? [], "c"] }))
        ], { concurrency: "unbounded" })
      )
      yield* Effect.replicateEffect(TestClock.adjust("1 second"), 20, { discard: true })
      const outcomes = yield* Fiber.join(editing)
      assert.deepStrictEqual(outcomes.map(({ outcome }) => outcome), ["updated", "updated", "updated"])
      const { description, tags } = yield* inVirtualTime(raw("welcome"))
      assert.deepStrictEqual([description, Array.isArray(tags) && tags.toSorted()], ["Changed", ["a", "b", "c"]])
    }).pipe(novu({ ...once, latency: "1 second" })))

  it.effect("asks again where somebody else has written before it does", () =>
    Effect.gen(function*() {
      const { edit } = yield* Workflows
      const fake = yield* FakeNovu
      const seen: Array<string> = []
      const { result } = yield* edit("welcome", ({ name }) => {
        seen.push(name)
        // Somebody writes between the first reading and the second.
        if (seen.length === 1) {
          Effect.runSync(fake.seed({ workflows: [{ ...welcome, name: "Theirs", tags: ["theirs"] }] }))
        }
        return { description: `Of ${name}` }
      })
      assert.deepStrictEqual(seen, ["Welcome", "Theirs"])
      assert.deepInclude(result, { name: "Theirs", tags: ["theirs"], description: "Of Theirs" })
    }).pipe(novu(once)))

  it.effect("gives up where others write each time", () =>
    Effect.gen(function*() {
      const { edit } = yield* Workflows
      const fake = yield* FakeNovu
      let count = 0
      const error = yield* Effect.flip(edit("welcome", () => {
        count++
        Effect.runSync(fake.seed({ workflows: [{ ...welcome, name: `Theirs ${count}` }] }))
        return { description: "Mine" }
      }))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.mayHaveActed], [
        "Workflows.edit",
        "Conflict",
        false
      ])
      assert.strictEqual(count, 5)
      assert.notInclude((yield* requests).join(), "PUT")
    }).pipe(novu(once)))

  it.effect("keeps an inactive workflow inactive, also of a server that says it in the status alone", () =>
    Effect.gen(function*() {
      const { edit, retrieve } = yield* Workflows
      const { active: _, ...shown } = yield* raw("welcome")
      const old = Fault.respond({ status: 200, body: { data: { ...shown, status: "INACTIVE" } } })
      yield* script(old, old)
      yield* edit("welcome", () => ({ description: "Changed" }))
      assert.isFalse((yield* retrieve("welcome")).result.active)
    }).pipe(novu({ seed: { workflows: [{ ...welcome, active: false }] } })))

  it.effect.each<readonly [string, unknown]>([
    ["a member that nobody knows", { nane: "New" }],
    ["a member that cannot be changed", { workflowId: "other" }],
    ["a step that is none", { steps: [5] }],
    ["a member of a step that nobody knows", { steps: [{ stepId: "inbox", controlVals: {} }] }],
    ["shown values in place of those to write", {
      steps: [{ stepId: "inbox", controls: { values: { body: "New" } } }]
    }],
    ["a value that its type of step does not take", { steps: [{ stepId: "inbox", controlValues: { body: 5 } }] }],
    ["a new step without a name", { steps: [{ type: "sms", stepId: "new" }] }],
    ["too long a description", { description: "a".repeat(257) }],
    ["nothing", undefined]
  ])("refuses %s before it writes anything", ([, changes]) =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Workflows).edit("welcome", () => changes as WorkflowChanges))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.mayHaveActed], [
        "Workflows.edit",
        "InvalidInput",
        false
      ])
      assert.deepStrictEqual(yield* requests, ["GET /v2/workflows/welcome"])
    }).pipe(novu(once)))

  it.effect("fails with what the change throws as a wrong input, and says when there is no such workflow", () =>
    Effect.gen(function*() {
      const { edit } = yield* Workflows
      const thrown = yield* Effect.flip(edit("welcome", () => {
        throw new Error("odd")
      }))
      assert.strictEqual(thrown.reason._tag, "InvalidInput")
      const missing = yield* Effect.flip(edit("none", () => ({})))
      assert.deepStrictEqual([missing.operation, missing.reason._tag], ["Workflows.edit", "NotFound"])
    }).pipe(novu(once)))
})

const Odd = Schema.Union([Schema.String, Schema.Finite, Schema.Null, Schema.Array(Schema.Boolean)])

const Members = Schema.Record(Schema.Literals(["newMember", "other", "third"]), Schema.optionalKey(Odd))

const Preferences = Schema.NullOr(Schema.Struct({
  all: Schema.Struct({ enabled: Schema.Boolean, readOnly: Schema.Boolean }),
  channels: Schema.Struct({ email: Schema.Struct({ enabled: Schema.Boolean }) })
}))

/** Generates workflows as newer servers, and code that Novu calls, may leave them. */
const Seeded = Schema.Struct({
  origin: Schema.Literals(["external", "novu-cloud", "novu-cloud-v1", "somewhere-new"]),
  active: Schema.Boolean,
  severity: Schema.Literals(["none", "high", "severest"]),
  more: Members,
  preferences: Schema.optionalKey(Schema.Struct({
    user: Schema.optionalKey(Preferences),
    workflow: Schema.optionalKey(Preferences)
  })),
  payloadSchema: Schema.optionalKey(Schema.Struct({ type: Schema.Literal("object"), more: Members })),
  steps: Schema.Array(Schema.Struct({
    type: Schema.Literals(["in_app", "email", "rocket", "custom", "digest"]),
    more: Members,
    controls: Schema.optionalKey(Members),
    providerOverrides: Schema.optionalKey(Schema.Struct({ slack: Members }))
  })).check(Schema.isMaxLength(4))
})

describe("edit of generated workflows", () => {
  it.effect("changes the description alone", () =>
    Effect.gen(function*() {
      const all = yield* Arbitrary.sampleEffect(Arbitrary.schema(Seeded), { count: 200, seed: "edit" })
      for (const [index, generated] of all.entries()) {
        const id = `workflow-${index}`
        yield* (yield* FakeNovu).workflow({ id, ...generated } as SeedWorkflow)
        const before = yield* raw(id)
        const { outcome } = yield* (yield* Workflows).edit(id, () => ({ description: "Changed" }))
        assert.strictEqual(outcome, "updated")
        const after = yield* raw(id)
        assert.strictEqual(after["description"], "Changed")
        assert.deepStrictEqual(
          { ...after, description: undefined, updatedAt: undefined },
          { ...before, description: undefined, updatedAt: undefined },
          JSON.stringify(generated)
        )
      }
      const puts = (yield* requests).filter((each) => each.startsWith("PUT "))
      assert.lengthOf(puts, all.length)
    }).pipe(novu()))
})
