import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber } from "effect"
import { Workflows } from "effect-novu"
import type { Gate, WorkflowDefinition } from "effect-novu"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { inVirtualTime } from "../support/client.ts"
import { recording } from "../support/recording.ts"

const novu = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layerClient({ seed: {}, ...options }))

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const requests = Effect.flatMap(
  FakeNovu,
  (fake) =>
    Effect.map(fake.requests, (all) => all.map(({ method, url }) => `${method} ${url.replace(/[0-9a-f]{24}/, "_id")}`))
)

const writes = Effect.map(requests, (all) => all.filter((each) => !each.startsWith("GET ")))

const stored = Effect.flatMap(
  FakeNovu,
  (fake) => Effect.map(fake.state, ({ workflows }) => workflows.map(({ workflowId }) => workflowId))
)

const inbox = {
  stepId: "inbox",
  name: "Inbox",
  type: "in_app",
  controlValues: { subject: "Welcome", body: "Hello {{subscriber.firstName}}" }
} as const

const mail = {
  stepId: "mail",
  name: "Mail",
  type: "email",
  controlValues: { subject: "Welcome", body: "<p>Hello</p>", editorType: "html" }
} as const

const definition: WorkflowDefinition = { workflowId: "welcome", name: "Welcome", steps: [inbox, mail] }

const scope =
  "This authentication scheme is scoped to a single environment and cannot target a different `_environmentId`."

const notFound = (message: string) => Fault.respond({ status: 404, body: { statusCode: 404, message } })

describe("ensure", () => {
  it.effect("creates a workflow that can be triggered, and writes nothing the second time", () =>
    Effect.gen(function*() {
      const { ensure, retrieve } = yield* Workflows
      const first = yield* ensure(definition)
      assert.deepStrictEqual([first.outcome, first.changes, first.issues], ["created", [], []])
      assert.isObject(first.headers)
      assert.deepStrictEqual(yield* requests, ["GET /v2/workflows/welcome", "POST /v2/workflows"])
      const second = yield* ensure(definition)
      assert.deepStrictEqual([second.outcome, second.result], ["unchanged", (yield* retrieve("welcome")).result])
      assert.lengthOf(yield* writes, 1)
    }).pipe(novu()))

  it.effect("keeps the ids of steps, adds new ones and deletes those that are not named", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Workflows
      const { result: before } = yield* ensure(definition)
      const sms = { stepId: "text", name: "Text", type: "sms", controlValues: { body: "Hello" } } as const
      const { changes, outcome, result } = yield* ensure({ ...definition, steps: [sms, inbox] })
      assert.deepStrictEqual([outcome, changes], ["updated", ["steps"]])
      assert.deepStrictEqual(result.steps.map(({ stepId }) => stepId), ["text", "inbox"])
      assert.strictEqual(result.steps[1]?._id, before.steps[0]?._id)
      assert.strictEqual((yield* ensure({ ...definition, steps: [sms, inbox] })).outcome, "unchanged")
    }).pipe(novu()))

  const open = { all: { enabled: true, readOnly: false }, channels: { in_app: { enabled: true } } }

  it.effect.each<readonly [Partial<WorkflowDefinition>, ReadonlyArray<string>]>([
    [{}, []],
    [{ active: true, description: "", tags: [], severity: "none", agent: null }, []],
    [{ preferences: { user: null, workflow: null } }, []],
    [{ preferences: { workflow: open } }, []],
    [{ steps: [{ ...inbox, controlValues: { body: inbox.controlValues.body, subject: "Welcome" } }, mail] }, []],
    [{ steps: [{ stepId: "inbox", name: "Inbox", type: "in_app" }, mail] }, []],
    [{ name: "New" }, ["name"]],
    [{ description: "Says hello" }, ["description"]],
    [{ tags: ["b", "a"] }, ["tags"]],
    [{ active: false }, ["active"]],
    [{ severity: "high" }, ["severity"]],
    [{ validatePayload: false }, ["validatePayload"]],
    [{ payloadSchema: { type: "object", properties: { a: { type: "string" } } } }, ["payloadSchema"]],
    [{ preferences: { user: { ...open, all: { enabled: false, readOnly: false } } } }, ["preferences"]],
    [{ preferences: { workflow: { ...open, channels: { email: { enabled: false } } } } }, ["preferences"]],
    [{ steps: [mail, inbox] }, ["steps"]],
    [{ steps: [{ ...inbox, name: "Bell" }, mail] }, ["steps.inbox.name"]],
    [{ steps: [{ ...inbox, controlValues: { body: "Hello" } }, mail] }, ["steps.inbox.controlValues"]],
    [{ steps: [{ ...inbox, controlValues: null }, mail] }, ["steps.inbox.controlValues"]]
  ])("compares what is named: %j", ([more, changes]) =>
    Effect.gen(function*() {
      const { ensure } = yield* Workflows
      yield* ensure(definition)
      const wanted = { ...definition, ...more }
      const planned = yield* ensure(wanted, { dryRun: true })
      assert.deepStrictEqual([planned.outcome, planned.changes], [
        changes.length === 0 ? "unchanged" : "updated",
        changes
      ])
      assert.lengthOf(yield* writes, 1)
      const done = yield* ensure(wanted)
      assert.deepStrictEqual([done.outcome, done.changes], [planned.outcome, changes])
      assert.strictEqual((yield* ensure(wanted)).outcome, "unchanged")
      assert.lengthOf(yield* writes, changes.length === 0 ? 1 : 2)
    }).pipe(novu()))

  it.effect("leaves what the definition does not name as it is", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Workflows
      const more = {
        description: "Says hello",
        tags: ["a"],
        active: false,
        severity: "high",
        preferences: { user: { ...open, channels: { email: { enabled: false } } }, workflow: { ...open } }
      } as const
      const { result: before } = yield* ensure({ ...definition, ...more })
      const { outcome, result } = yield* ensure({ ...definition, name: "New" })
      assert.strictEqual(outcome, "updated")
      for (const member of ["description", "tags", "active", "severity", "preferences", "steps"] as const) {
        assert.deepStrictEqual(result[member], before[member], member)
      }
    }).pipe(novu()))

  it.effect("says that it would create, and does not", () =>
    Effect.gen(function*() {
      const planned = yield* (yield* Workflows).ensure(definition, { dryRun: true })
      assert.deepStrictEqual([planned.outcome, planned.result], ["created", undefined])
      assert.deepStrictEqual([yield* writes, yield* stored], [[], []])
    }).pipe(novu()))

  const broken = { ...definition, steps: [{ ...inbox, controlValues: {} }, mail] }

  it.effect("lists what is wrong, and with strict fails with it, although the workflow is stored", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Workflows
      const error = yield* Effect.flip(ensure(broken, { strict: true }))
      assert.deepStrictEqual([error.operation, error.mayHaveActed], ["Workflows.ensure", true])
      assert(error.reason._tag === "ValidationFailed")
      assert.deepStrictEqual(error.reason.issues.map(({ field }) => field), ["steps.inbox.body"])
      assert.deepStrictEqual(yield* stored, ["welcome"])
      const { issues, outcome, result } = yield* ensure(broken)
      assert.strictEqual(outcome, "unchanged")
      assert.deepStrictEqual(issues, Workflows.issuesOf(result))
      assert.deepInclude(issues[0], { stepId: "inbox", at: "body", issueType: "MISSING_VALUE", severity: "error" })
      const again = yield* Effect.flip(ensure(broken, { strict: true }))
      assert.deepStrictEqual([again.reason._tag, again.mayHaveActed], ["ValidationFailed", false])
      assert.strictEqual((yield* ensure(definition, { strict: true })).outcome, "updated")
    }).pipe(novu()))

  it.effect.each<readonly [string, Fault.Fault, string, Gate?]>([
    ["a gateway", Fault.respond({ status: 404, text: "<html>404 page not found</html>" }), "NotFound"],
    ["a server without the route", notFound("Cannot GET /v2/workflows/welcome"), "NotFound", "build"],
    [
      "an older server",
      Fault.respond({ status: 401, body: { message: "API endpoint not available" } }),
      "Unauthorized",
      "server"
    ],
    ["a plan", Fault.respond({ status: 402, body: { message: "Payment Required" } }), "PaymentRequired", "plan"],
    ["a scope", Fault.respond({ status: 403, body: { message: scope } }), "Forbidden", "environment"]
  ])("takes nobody's word but Novu's that there is none: %s", ([, fault, tag, gate]) =>
    Effect.gen(function*() {
      yield* script(fault)
      const error = yield* Effect.flip((yield* Workflows).ensure(definition))
      assert.deepStrictEqual([error.reason._tag, error.gate, error.operation], [tag, gate, "Workflows.ensure"])
      assert.isFalse(error.mayHaveActed)
      assert.lengthOf(yield* requests, 1)
    }).pipe(novu()))

  it.effect("fails on a server that is too old for keys", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Workflows).ensure(definition))
      assert.deepStrictEqual([error.reason._tag, error.gate], ["Unauthorized", "server"])
    }).pipe(novu({ era: "2024-10" })))

  it.effect("takes no workflow of another identifier for the one it looks for", () =>
    Effect.gen(function*() {
      const { create, ensure, retrieve } = yield* Workflows
      const { result: { slug = "" } } = yield* create({ workflowId: "first", name: "First", steps: [] })
      assert.strictEqual((yield* ensure({ ...definition, workflowId: slug })).outcome, "created")
      assert.deepStrictEqual(yield* stored, ["first", slug])
      assert.strictEqual((yield* retrieve("first")).result.name, "First")
    }).pipe(novu()))

  it.effect("refuses a definition that is none before it sends anything", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Workflows
      const odd = { ...definition, steps: [{ ...inbox, controlValues: { body: 5 } }] } as unknown as WorkflowDefinition
      const wrong: ReadonlyArray<WorkflowDefinition> = [
        odd,
        { ...definition, steps: [inbox, { ...mail, stepId: "inbox" }] },
        { ...definition, workflowId: "two words" },
        { ...definition, name: "" },
        undefined as unknown as WorkflowDefinition
      ]
      for (const each of wrong) {
        assert.strictEqual((yield* Effect.flip(ensure(each))).reason._tag, "InvalidInput")
      }
      assert.lengthOf(yield* requests, 0)
    }).pipe(novu()))

  it.effect("is one operation for whoever watches, and so are its errors", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      const { ensure } = yield* Workflows
      yield* ensure(definition).pipe(Effect.withTracer(tracer))
      assert.deepStrictEqual(spans.map(({ name }) => name), [
        "Workflows.ensure",
        "GET /v2/workflows/{workflowId}",
        "POST /v2/workflows"
      ])
      assert.isTrue(spans.every(({ status }) => status._tag === "Ended" && Exit.isSuccess(status.exit)))
      yield* script(Fault.pass, Fault.respond({ status: 401 }))
      const error = yield* Effect.flip(ensure({ ...definition, name: "Other" }))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.attempts], [
        "Workflows.ensure",
        "Unauthorized",
        2
      ])
    }).pipe(novu()))

  it.effect("has the total time of one call", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.stall("headers"))
      const fiber = yield* Effect.forkChild(
        Effect.flip((yield* Workflows).ensure(definition, { totalTimeout: "5 seconds" }))
      )
      yield* TestClock.adjust("5 seconds")
      const error = yield* Fiber.join(fiber)
      assert.deepStrictEqual([error.reason._tag, error.mayHaveActed], ["TimedOut", true])
    }).pipe(novu()))

  it.effect("finds what a creation made whose answer was lost", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.hangUp("after-write"))
      const { outcome } = yield* inVirtualTime((yield* Workflows).ensure(definition))
      assert.strictEqual(outcome, "created")
      assert.deepStrictEqual(yield* writes, ["POST /v2/workflows"])
      assert.deepStrictEqual(yield* stored, ["welcome"])
    }).pipe(novu()))

  it.effect("fails, and never creates again, where the creation was lost before the write", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.hangUp("before-write"))
      const error = yield* Effect.flip(inVirtualTime((yield* Workflows).ensure(definition)))
      assert.deepStrictEqual([error.operation, error.reason._tag], ["Workflows.ensure", "TransportFailed"])
      assert.isTrue(error.mayHaveActed)
      assert.deepStrictEqual(yield* requests, [
        "GET /v2/workflows/welcome",
        "POST /v2/workflows",
        "GET /v2/workflows/welcome"
      ])
    }).pipe(novu()))

  it.effect("deletes nothing after a lost creation, even if a twin was made", () =>
    Effect.gen(function*() {
      const { create, ensure } = yield* Workflows
      yield* create({ workflowId: "welcome", name: "Welcome", steps: [] })
      // The race is lost, and so is the answer that names the twin.
      yield* script(notFound("Workflow cannot be found"), Fault.hangUp("after-write"))
      yield* inVirtualTime(ensure(definition))
      assert.notInclude((yield* writes).join(), "DELETE")
      assert.lengthOf(yield* stored, 2)
    }).pipe(novu()))

  it.effect("starts again when the workflow is gone by the time it is changed", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Workflows
      yield* ensure(definition)
      yield* script(Fault.pass, notFound("Workflow cannot be found"))
      assert.strictEqual((yield* ensure({ ...definition, name: "New" })).outcome, "updated")
    }).pipe(novu()))

  const servers: ReadonlyArray<readonly [string, FakeNovuOptions]> = [
    ["suffixes a taken identifier", { takenIdentifier: "suffixed" }],
    ["refuses a taken identifier", { takenIdentifier: "refused" }],
    ["derives the identifier from the name", { era: "2025-05" }]
  ]

  for (const [what, options] of servers) {
    for (const racers of [2, 5]) {
      it.effect(`ends with one workflow when ${racers} race on a server that ${what}`, () =>
        Effect.gen(function*() {
          const { create, ensure } = yield* Workflows
          // The name leads to the identifier on servers that derive it.
          yield* inVirtualTime(create({ workflowId: "welcome-x1", name: "Welcome x1", steps: [] }))
          // Every read is under way for a second, so that all have asked before any is answered.
          const all = yield* inVirtualTime(
            Effect.all(Array.from({ length: racers }, () => ensure(definition)), { concurrency: "unbounded" })
          )
          assert.lengthOf(all.filter(({ outcome }) => outcome === "created"), 1)
          assert.lengthOf((yield* requests).filter((each) => each === "POST /v2/workflows"), racers + 1)
          assert.deepStrictEqual([...new Set(all.map(({ result }) => result.workflowId))], ["welcome"])
          assert.deepStrictEqual((yield* stored).toSorted(), ["welcome", "welcome-x1"])
          const before = (yield* writes).length
          assert.strictEqual((yield* inVirtualTime(ensure(definition))).outcome, "unchanged")
          assert.lengthOf(yield* writes, before)
        }).pipe(novu({ latency: "1 second", ...options })))
    }
  }

  it.effect("deletes what a server made under another identifier, and fails with both names", () =>
    Effect.gen(function*() {
      const { create, ensure } = yield* Workflows
      yield* create({ workflowId: "ignored", name: "welcome x1", steps: [] })
      const { operation, reason } = yield* Effect.flip(ensure({ ...definition, name: "Something else" }))
      assert.deepStrictEqual([operation, reason._tag], ["Workflows.ensure", "Conflict"])
      assert.include(reason.detail, "\"something-else\"")
      assert.include(reason.detail, "\"welcome\"")
      assert.deepStrictEqual(yield* stored, ["welcome-x1"])
    }).pipe(novu({ era: "2025-05" })))

  it.effect.each(["read", "deletion"])(
    "is in doubt where a twin was made, and its %s is refused",
    (refused) =>
      Effect.gen(function*() {
        const { create, ensure } = yield* Workflows
        const { result: twin } = yield* create({ workflowId: "welcome-x1", name: "Welcome", steps: [] })
        const made = Fault.respond({
          status: 201,
          body: { data: { ...twin, createdAt: undefined, updatedAt: undefined } }
        })
        const forbidden = Fault.respond({ status: 403 })
        yield* script(Fault.pass, made, ...(refused === "read" ? [forbidden] : [Fault.pass, forbidden]))
        const error = yield* Effect.flip(ensure(definition))
        assert.deepStrictEqual([error.reason._tag, error.mayHaveActed], ["Forbidden", true])
      }).pipe(novu())
  )
})
