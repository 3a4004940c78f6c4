import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import { Workflow, WorkflowPage, Workflows, WorkflowStep } from "effect-novu"

const controls = { values: { subject: "Shipped", body: "<p>Soon</p>", editorType: "html" } }

const mail = { _id: "6615943e7ace93b0540ae377", stepId: "mail", name: "Mail", type: "email", controls }

const wire = {
  _id: "6615943e7ace93b0540ae376",
  workflowId: "order-shipped",
  name: "Order shipped",
  slug: "order-shipped_wf_1a2b3c4d5e6f7g8h",
  status: "ACTIVE",
  origin: "novu-cloud",
  active: true,
  severity: "none",
  payloadSchema: { type: "object", properties: {} },
  preferences: { user: null, default: { all: { enabled: true, readOnly: false }, channels: {} } },
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-02T00:00:00.000Z",
  steps: [mail]
}

const decode = Schema.decodeUnknownEffect(Workflow)

const withStep = (changes: object) => decode({ ...wire, steps: [mail, { ...mail, stepId: "odd", ...changes }] })

const oddOf = ({ steps }: Workflow): WorkflowStep => {
  const step = steps.find(({ stepId }) => stepId === "odd")
  assert(step !== undefined && steps.length === 2)
  return step
}

const issue = { issueType: "MISSING_VALUE", message: "Subject or body is required", variableName: "body" }

describe("a workflow is read", () => {
  it.effect.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ["of an unknown type", { type: "carousel", controls: { values: { slides: [{ at: 1 }, null] } } }],
    ["of an e-mail without subject and body", { controls: { values: {} }, issues: { controls: { body: [issue] } } }],
    ["of a delay without a type", { type: "delay", controls: { values: { amount: "555" } } }],
    ["of a request without a method", { type: "http_request", controls: { values: { url: "", headers: "none" } } }],
    ["of code, with values of its own", { type: "in_app", controls: { values: { subject: 7, list: [1, { a: [] }] } } }]
  ])("with a step %s, whose values are kept as they are", ([, changes]) =>
    Effect.gen(function*() {
      const step = oddOf(yield* withStep(changes))
      const { controls: given = controls, type = "email" } = changes
      assert.strictEqual(step.type, type)
      assert.deepStrictEqual<unknown>(step.controls, given)
    }))

  it.effect.each<readonly [string, unknown, string | undefined]>([
    ["a number", 7, "7"],
    ["an object", { _tag: "Slug" }, undefined],
    ["null", null, undefined],
    ["a text", "mail_st_1a2b3c4d5e6f7g8h", "mail_st_1a2b3c4d5e6f7g8h"]
  ])("with a slug that is %s", ([, slug, read]) =>
    Effect.gen(function*() {
      const workflow = yield* decode({ ...wire, slug, steps: [mail, { ...mail, stepId: "odd", slug }] })
      assert.strictEqual(workflow.slug, read)
      assert.strictEqual(oddOf(workflow).slug, read)
    }))

  it.effect("of an older server, which leaves out most of it", () =>
    Effect.gen(function*() {
      const { _id, name, steps, workflowId } = wire
      assert.deepStrictEqual(yield* decode({ _id, workflowId, name, steps }), { _id, workflowId, name, steps })
      const { controls: _, ...bare } = mail
      assert.deepStrictEqual((yield* decode({ ...wire, steps: [bare] })).steps, [{ ...bare, controls: { values: {} } }])
    }))

  it.effect.each<readonly [string, object]>([
    ["members that are null", {
      tags: null,
      description: null,
      preferences: null,
      severity: null,
      status: null,
      payloadSchema: null,
      updatedBy: null,
      lastTriggeredAt: null,
      issues: null,
      agent: null
    }],
    ["tags that are no texts", { tags: ["a", null, ""] }],
    ["preferences of another form", { preferences: { user: [], default: "all" } }],
    ["authors of another form", { updatedBy: "ada", lastPublishedBy: { _id: 7, firstName: {} } }],
    ["times of another form", { createdAt: {}, updatedAt: null, lastPublishedAt: "yesterday" }],
    ["constants that are new", { status: "PAUSED", origin: "git", severity: "critical" }]
  ])("with %s", ([, changes]) =>
    Effect.gen(function*() {
      const { steps, workflowId } = yield* decode({ ...wire, ...changes })
      assert.deepStrictEqual([workflowId, steps.length], [wire.workflowId, 1])
    }))

  it.effect("with the preferences of channels that can be read", () =>
    Effect.gen(function*() {
      const channels = { email: null, sms: true, in_app: { enabled: false }, tool: { enabled: true } }
      const { preferences } = yield* decode({ ...wire, preferences: { default: { channels } } })
      assert.deepStrictEqual(preferences?.default, {
        channels: { in_app: { enabled: false }, tool: { enabled: true } }
      })
    }))

  it.effect.each(["_id", "workflowId", "name", "steps"])("not without its %s", (name) =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(decode({ ...wire, [name]: undefined }))
      assert.include(error.message, name)
    }))

  it.effect.each(["_id", "stepId", "type"])("not with a step without its %s", (name) =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(decode({ ...wire, steps: [mail, { ...mail, [name]: undefined }] }))
      assert.include(error.message, `["steps"][1]["${name}"]`)
    }))

  it.effect("in a list, whatever is said there of its steps", () =>
    Effect.gen(function*() {
      const { steps: _, ...item } = wire
      const page = yield* Schema.decodeUnknownEffect(WorkflowPage)({
        workflows: [item, { ...item, steps: [null, { type: "carousel", slug: {}, issues: "some" }, 7] }],
        totalCount: 2
      })
      assert.deepStrictEqual(page.workflows.map(({ steps }) => steps), [undefined, [{ type: "carousel" }]])
    }))
})

/** Lists what the issues of a workflow are about. */
const told = (workflow: Workflow) =>
  Workflows.issuesOf(workflow).map(({ at, severity, stepId }) => [stepId, at, severity])

describe("issuesOf", () => {
  it.effect("lists what is wrong, step by step", () =>
    Effect.gen(function*() {
      const missing = { issueType: "MISSING_INTEGRATION", message: "No integration" }
      const workflow = yield* withStep({
        issues: {
          controls: { body: [issue], "redirect.url": [{ ...issue, severity: "warning", variableName: undefined }] },
          integration: { email: [missing] }
        }
      })
      const { variableName, ...url } = { ...issue, stepId: "odd", at: "redirect.url", severity: "warning" }
      assert.deepStrictEqual<ReadonlyArray<unknown>>(Workflows.issuesOf(workflow), [
        { ...issue, stepId: "odd", at: "body", severity: "error" },
        url,
        { ...missing, stepId: "odd", at: "email", severity: "error" }
      ])
      assert.strictEqual(variableName, "body")
    }))

  it.effect("is empty where there is nothing to say", () =>
    Effect.gen(function*() {
      for (const issues of [undefined, null, {}, { controls: {} }, { controls: null, integration: { email: [] } }]) {
        assert.deepStrictEqual(told(yield* withStep({ issues })), [])
      }
    }))

  it.effect.each<readonly [string, unknown, ReadonlyArray<ReadonlyArray<string>>]>([
    ["a list", [issue], []],
    ["a text", "wrong", []],
    ["one that is no issue beside one that is", { controls: { subject: "empty", body: [null, issue, 7] } }, [
      ["odd", "body", "error"]
    ]],
    ["one that stands alone", { controls: { body: issue } }, [["odd", "body", "error"]]],
    ["one without words", { integration: { chat: [{}] } }, [["odd", "chat", "error"]]],
    ["one of a new severity", { controls: { body: [{ ...issue, severity: "fatal" }] } }, [["odd", "body", "error"]]]
  ])("reads issues of another form: %s", ([, issues, read]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual<unknown>(told(yield* withStep({ issues })), read)
    }))

  it.effect("lists those of the workflow as a whole first", () =>
    Effect.gen(function*() {
      const workflow = yield* decode({
        ...wire,
        issues: { name: [issue], tags: { ...issue, severity: "warning" }, other: "odd" },
        steps: [{ ...mail, issues: { controls: { body: [issue] } } }]
      })
      assert.deepStrictEqual(told(workflow), [
        [undefined, "name", "error"],
        [undefined, "tags", "warning"],
        ["mail", "body", "error"]
      ])
    }))
})

describe("a view of a step", () => {
  const views = {
    in_app: WorkflowStep.asInApp,
    email: WorkflowStep.asEmail,
    sms: WorkflowStep.asSms,
    push: WorkflowStep.asPush,
    chat: WorkflowStep.asChat,
    tool: WorkflowStep.asTool,
    delay: WorkflowStep.asDelay,
    digest: WorkflowStep.asDigest,
    throttle: WorkflowStep.asThrottle,
    http_request: WorkflowStep.asHttpRequest
  }

  const step = (type: string, values: object) => Effect.map(withStep({ type, controls: { values } }), oddOf)

  const action = { label: "Open", redirect: { url: "/orders", target: "_self" } }

  const stretch = { amount: 3, unit: "days" }

  /** Has good values of each type, and odd ones in their places. */
  const values: Readonly<Record<keyof typeof views, readonly [good: object, odd: object]>> = {
    in_app: [{ subject: "S", primaryAction: action, data: { a: [1] } }, { primaryAction: "none", data: [1] }],
    email: [{ subject: "S", layoutId: null, from: { name: "Acme" } }, { subject: 7, layoutId: {}, from: "a@b.test" }],
    sms: [{ body: "B" }, { body: null }],
    push: [{ subject: "S", body: "B" }, { subject: [] }],
    chat: [{ body: "B", editorType: "text" }, { body: { blocks: [] } }],
    tool: [{ body: "B" }, { body: false }],
    delay: [{ type: "regular", ...stretch }, { type: 1, amount: null }],
    digest: [{ ...stretch, lookBackWindow: stretch }, { lookBackWindow: [], digestKey: 7 }],
    throttle: [{ type: "fixed", threshold: "{{payload.most}}" }, { threshold: true }],
    http_request: [{ method: "POST", headers: [{ key: "a", value: "b" }] }, { method: null, headers: [{ key: "a" }] }]
  }

  for (const [type, view] of Object.entries(views)) {
    const [good, odd] = values[type as keyof typeof views]

    it.effect(`reads the values of ${type}, keeps what is new, and leaves out what it cannot read`, () =>
      Effect.gen(function*() {
        const kept = { ...good, skip: { "==": [1, 1] }, brandNew: { since: [4] } }
        assert.deepStrictEqual<unknown>(view(yield* step(type, kept)), Option.some(kept))
        const left = Object.fromEntries(Object.entries(kept).filter(([name]) => !(name in odd)))
        assert.deepStrictEqual<unknown>(view(yield* step(type, { ...kept, ...odd })), Option.some(left))
        assert.deepStrictEqual<unknown>(view(yield* step(type, {})), Option.some({}))
      }))

    it.effect(`is none of a step of another type than ${type}`, () =>
      Effect.gen(function*() {
        for (const other of ["carousel", "custom", ...Object.keys(views)].filter((each) => each !== type)) {
          assert.deepStrictEqual<unknown>(view(yield* step(other, good)), Option.none())
        }
      }))
  }

  it.effect("keeps members by names that objects have from elsewhere", () =>
    Effect.gen(function*() {
      const odd: object = JSON.parse(`{"__proto__": {"a": 1}, "constructor": "c", "toString": 7, "subject": "S"}`)
      const email = Option.getOrThrow(WorkflowStep.asEmail(yield* step("email", odd)))
      assert.deepStrictEqual<unknown>(Object.entries(email), Object.entries(odd))
    }))

  it.effect("reads what a server shows in either place", () =>
    Effect.gen(function*() {
      const { controls: _, ...bare } = mail
      const workflow = yield* decode({ ...wire, steps: [{ ...bare, controlValues: { subject: "Shipped" } }] })
      assert.deepStrictEqual(workflow.steps.map(WorkflowStep.asEmail), [Option.some({ subject: "Shipped" })])
    }))
})
