import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Era, FakeNovu, type FakeNovuOptions, type Plan } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { replacesNames } from "../support/textEngine.ts"
import { type Send, send } from "./wire.ts"

const fake = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layer({ seed: {}, ...options }))

const base = "/v2/workflows"

const own = "6615943e7ace93b0540ae377"

const production = { id: "6615943e7ace93b0540ae378", key: "ApiKey sk_fake_production" }

type Json = Readonly<Record<string, unknown>>

interface Step {
  readonly _id: string
  readonly stepId: string
  readonly slug: string
  readonly name: string
  readonly type: string
  readonly controls: { readonly values: Json }
  readonly controlValues?: Json
  readonly providerOverrides?: Json
  readonly variables: { readonly properties: Readonly<Record<string, { readonly properties: Json }>> }
  readonly issues: {
    readonly controls?: Readonly<Record<string, ReadonlyArray<Json>>>
    readonly integration?: Readonly<Record<string, ReadonlyArray<Json>>>
  }
}

interface Workflow {
  readonly [member: string]: unknown
  readonly _id: string
  readonly workflowId: string
  readonly slug: string
  readonly name: string
  readonly status: string
  readonly active: boolean
  readonly updatedAt: string
  readonly preferences: { readonly user: Json | null; readonly default: Json }
  readonly steps: readonly [Step, ...Array<Step>]
}

/** Sends a request, and reads its answer as a workflow. */
const ask = (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path = "", body?: unknown, more: Send = {}) =>
  Effect.map(
    send(method, `${base}${path}`, body === undefined ? more : { ...more, body }),
    ({ json, status }) => ({ status, json, workflow: json.data as unknown as Workflow })
  )

const refusal = ({ json, status }: Effect.Success<ReturnType<typeof ask>>): ReadonlyArray<unknown> => [
  status,
  json.message
]

const inApp = (controlValues?: Json | null, more: Json = {}) => ({
  name: "In-app",
  type: "in_app",
  ...(controlValues !== undefined && { controlValues }),
  ...more
})

const email = (controlValues: Json, more: Json = {}) => ({
  name: "Email",
  type: "email",
  controlValues: { subject: "Hi", body: "<p>Hi</p>", ...controlValues },
  ...more
})

const hello = { subject: "Hi", body: "Hello" }

const create = (workflowId: string, more: Json = {}, options: Send = {}) =>
  ask("POST", "", { workflowId, name: workflowId, steps: [], ...more }, options)

/** Makes the body of a PUT. */
const replaced = (more: Json) => ({ name: "W", steps: [], preferences: {}, ...more })

const list = (query = "", options: Send = {}) =>
  Effect.map(ask("GET", query, undefined, options), ({ workflow }) => {
    const { totalCount, workflows } = workflow as unknown as {
      readonly workflows: ReadonlyArray<Workflow>
      readonly totalCount: number
    }
    return { items: workflows, ids: workflows.map(({ workflowId }) => workflowId), totalCount }
  })

const state = Effect.flatMap(FakeNovu, (novu) => novu.state)

const paths = ({ variables }: Step) => Object.keys(variables.properties["payload"]?.properties ?? {})

describe("workflows of the fake", () => {
  it.effect("are made with 201, with Novu's defaults", () =>
    Effect.gen(function*() {
      const { status, workflow } = yield* create("welcome", { name: "Welcome Home", steps: [inApp(hello)] })
      assert.strictEqual(status, 201)
      const { _id, slug, steps: [step, ...others], ...rest } = workflow
      assert.match(_id, /^[0-9a-f]{24}$/)
      assert.match(slug, /^welcome-home_wf_[0-9A-Za-z]{16}$/)
      assert.deepStrictEqual(others, [])
      const on = { enabled: true }
      assert.deepStrictEqual(rest, {
        workflowId: "welcome",
        name: "Welcome Home",
        description: "",
        tags: [],
        active: true,
        validatePayload: true,
        payloadSchema: { type: "object", properties: {}, required: [], additionalProperties: true },
        payloadExample: {},
        isTranslationEnabled: false,
        severity: "none",
        agent: null,
        origin: "novu-cloud",
        status: "ACTIVE",
        preferences: {
          user: null,
          default: {
            all: { enabled: true, readOnly: false },
            channels: { in_app: on, email: on, sms: on, push: on, chat: on }
          }
        },
        createdAt: "1970-01-01T00:00:00.000Z",
        updatedAt: "1970-01-01T00:00:00.000Z"
      })
      const { _id: stepKey, slug: stepSlug, variables: _, ...shown } = step
      assert.match(stepKey, /^[0-9a-f]{24}$/)
      assert.match(stepSlug, /^in-app_st_[0-9A-Za-z]{16}$/)
      assert.deepStrictEqual<unknown>(shown, {
        stepId: "in-app",
        name: "In-app",
        type: "in_app",
        origin: "novu-cloud",
        workflowId: "welcome",
        workflowDatabaseId: _id,
        controls: { values: hello },
        controlValues: hello,
        issues: {}
      })
    }).pipe(fake()))

  it.effect("case 1: get a suffix where their identifier is taken, or are refused with 409 by an option", () =>
    Effect.gen(function*() {
      const [first, second] = [yield* create("welcome"), yield* create("welcome")]
      assert.deepStrictEqual([first.status, second.status], [201, 201])
      assert.match(second.workflow.workflowId, /^welcome-\w+$/)
      const refused = Effect.andThen(create("welcome"), create("welcome")).pipe(fake({ takenIdentifier: "refused" }))
      assert.strictEqual((yield* refused).status, 409)
    }).pipe(fake()))

  it.effect("case 1, era 2025-05: have an identifier that is made of their name, whatever was asked for", () =>
    Effect.gen(function*() {
      const first = yield* create("ignored", { name: "Order shipped!" })
      const second = yield* create("other", { name: "Order shipped!" })
      assert.strictEqual(first.workflow.workflowId, "order-shipped")
      assert.match(second.workflow.workflowId, /^order-shipped-\w+$/)
    }).pipe(fake({ era: "2025-05", takenIdentifier: "refused" })))

  it.effect("case 2: are found by three names, and so are their steps", () =>
    Effect.gen(function*() {
      const { workflow } = yield* create("welcome", { steps: [inApp(hello)] })
      const [step] = workflow.steps
      const tail = workflow.slug.slice("welcome".length)
      for (const id of [workflow._id, "welcome", workflow.slug, `anything${tail}`, tail.slice(1)]) {
        assert.strictEqual((yield* ask("GET", `/${id}`)).workflow._id, workflow._id, id)
        for (const stepId of [step._id, "in-app", step.slug, `any${step.slug.slice("in-app".length)}`]) {
          assert.deepStrictEqual<unknown>((yield* ask("GET", `/${id}/steps/${stepId}`)).workflow, step, stepId)
        }
      }
    }).pipe(fake()))

  it.effect("case 3: are unknown with 404, and the answer has the identifier as it was understood", () =>
    Effect.gen(function*() {
      const { workflow } = yield* create("welcome", { steps: [inApp(hello)] })
      const { json, status } = yield* ask("GET", "/123")
      assert.deepStrictEqual([status, json.message], [404, "Workflow cannot be found"])
      assert.deepInclude<unknown>(json, { workflowId: "123", ctx: { workflowId: "123" } })
      yield* ask("DELETE", "/welcome")
      const { json: { ctx } } = yield* ask("GET", `/${workflow.slug}`)
      assert.deepStrictEqual(ctx, { workflowId: workflow._id })
      for (const [method, path] of [["PUT", ""], ["PATCH", ""], ["DELETE", ""], ["GET", "/steps/x"]] as const) {
        const body = method === "GET" || method === "DELETE" ? undefined : replaced({})
        assert.deepStrictEqual(refusal(yield* ask(method, `/123${path}`, body)), [404, "Workflow cannot be found"])
      }
    }).pipe(fake()))

  it.effect("tell of a step that there is none", () =>
    Effect.gen(function*() {
      yield* create("welcome")
      for (const [method, path] of [["GET", "/steps/none"], ["POST", "/step/none/preview"]] as const) {
        const { json, status } = yield* ask(method, `/welcome${path}`, method === "POST" ? {} : undefined)
        assert.deepStrictEqual([status, json.message], [404, "Step cannot be found using the UUID Supplied"])
        assert.deepInclude<unknown>(json, { stepUuid: "none", ctx: { stepUuid: "none" } })
      }
    }).pipe(fake()))

  it.effect.each<readonly [Era, number]>([["2025-05", 404], ["2026-05", 200]])(
    "era %s: an identifier that ends like a slug is answered %i",
    ([era, expected]) =>
      Effect.gen(function*() {
        yield* create("passwordresetrequest", { name: "passwordresetrequest" })
        yield* create("x", { name: "password-reset" })
        assert.strictEqual((yield* ask("GET", "/passwordresetrequest")).status, expected)
        const { ids } = yield* list("?query=password-reset")
        assert.strictEqual((yield* ask("GET", `/${ids[0] ?? ""}`)).status, 200)
      }).pipe(fake({ era }))
  )

  const texts: ReadonlyArray<readonly [Json, string]> = [
    [{ name: "" }, "name must be longer than or equal to 1 characters"],
    [{ name: "a".repeat(80) }, "name must be shorter than or equal to 64 characters"],
    [{ description: "a".repeat(260) }, "description must be shorter than or equal to 256 characters"],
    [{ tags: [""] }, "each value in tags must be longer than or equal to 1 and shorter than or equal to 32 characters"],
    [
      { tags: ["a".repeat(50)] },
      "each value in tags must be longer than or equal to 1 and shorter than or equal to 32 characters"
    ],
    [{ tags: ["a", "a"] }, "All tags's elements must be unique"],
    [{ tags: Array.from({ length: 17 }, (_, index) => `${index}`) }, "tags must contain no more than 16 elements"]
  ]

  it.effect.each(texts)("case 4: are refused in Novu's words: %j", ([more, text]) =>
    Effect.gen(function*() {
      yield* create("welcome")
      for (
        const { json, status } of [
          yield* create("other", more),
          yield* ask("PUT", "/welcome", replaced(more)),
          yield* ask("PATCH", "/welcome", more)
        ]
      ) {
        assert.deepStrictEqual([status, json.errors.general.messages], [422, [text]])
      }
      assert.deepStrictEqual((yield* list()).ids, ["welcome"])
    }).pipe(fake()))

  it.effect.each<readonly [unknown, string]>([
    [{ name: "W", steps: [] }, "workflowId should not be null or undefined"],
    [{ workflowId: "a b", name: "W", steps: [] }, "workflowId must be a valid slug format"],
    [{ workflowId: "w", name: "W" }, "steps should not be null or undefined"],
    [{ workflowId: "w", name: "W", steps: "no" }, "steps must be an array"],
    [{ workflowId: "w", name: "W", steps: [{ type: "sms" }] }, "steps.0.name should not be null or undefined"],
    [{ workflowId: "w", name: "W", steps: [{ name: "S", type: "sms", controlValues: "no" }] }, "steps.0.controlValues"],
    [{ workflowId: "w", name: "W", steps: [5] }, "each value in nested property steps"],
    [{ workflowId: "w", name: "W", steps: [], severity: "severest" }, "severity must be one of"],
    [{ workflowId: "w", name: "W", steps: [], preferences: { user: { all: { enabled: 1 } } } }, "preferences.user.all"],
    [{ workflowId: "w", name: "W", steps: [], payloadSchema: "no" }, "payloadSchema must be an object"]
  ])("need what Novu needs: %j", ([body, text]) =>
    Effect.gen(function*() {
      const { json, status } = yield* ask("POST", "", body)
      assert.strictEqual(status, 422)
      assert.isTrue(json.errors.general.messages[0]?.startsWith(text), json.errors.general.messages[0])
    }).pipe(fake()))

  it.effect("need their preferences in a PUT", () =>
    Effect.gen(function*() {
      yield* create("welcome")
      const { json, status } = yield* ask("PUT", "/welcome", { name: "W", steps: [] })
      assert.strictEqual(status, 422)
      assert.include(json.errors.general.messages[0], "preferences")
    }).pipe(fake()))

  it.effect.each<readonly [string, Era, number]>([
    ["rocket", "2026-08", 422],
    ["tool", "2026-08", 201],
    ["tool", "2026-05", 422],
    ["http_request", "2026-05", 201],
    ["http_request", "2025-05", 422],
    ["custom", "2025-05", 201]
  ])(
    "have steps of the types that there are: %s in era %s is answered %i",
    ([type, era, expected]) =>
      Effect.gen(function*() {
        const { json, status } = yield* create("w", { steps: [{ name: "S", type }] })
        assert.strictEqual(status, expected)
        if (expected === 422) {
          assert.match(
            json.errors.general.messages[0] ?? "",
            /^steps\.0\.type must be one of the following values: in_app, email, /
          )
        }
      }).pipe(fake({ era }))
  )

  it.effect("case 5: keep values of any name, and a PUT of what was read keeps the ids of steps", () =>
    Effect.gen(function*() {
      const { workflow: { steps: made } } = yield* create("welcome", { steps: [inApp(hello), email({})] })
      const values = { ...hello, mine: { deep: [1, { a: null }] } }
      const [first, second] = made
      const changed = yield* ask(
        "PUT",
        "/welcome",
        replaced({ steps: [{ ...first, controlValues: values }, { _id: second?._id, name: "Email", type: "email" }] })
      )
      assert.deepStrictEqual(
        changed.workflow.steps.map(({ _id, controls, stepId }) => [_id, stepId, controls.values]),
        [
          [first._id, "in-app", values],
          [second?._id, "email", second?.controls.values]
        ]
      )
      const { workflow: read } = yield* ask("GET", "/welcome")
      yield* TestClock.adjust("1 second")
      const { workflow: again } = yield* ask("PUT", "/welcome", read)
      assert.deepStrictEqual({ ...again, updatedAt: read.updatedAt }, read)
    }).pipe(fake()))

  it.effect("case 6: lose what somebody set by hand with null, and reset what they were given", () =>
    Effect.gen(function*() {
      const off = { all: { enabled: false, readOnly: false }, channels: { email: { enabled: true } } }
      yield* create("welcome", { preferences: { user: off, workflow: { all: { enabled: true, readOnly: true } } } })
      const { workflow: { preferences } } = yield* ask("GET", "/welcome")
      // A channel that is not named is as all are.
      assert.deepStrictEqual<unknown>(preferences.user, {
        all: { enabled: false, readOnly: false },
        channels: {
          in_app: { enabled: false },
          email: { enabled: true },
          sms: { enabled: false },
          push: { enabled: false },
          chat: { enabled: false }
        }
      })
      assert.deepInclude(preferences.default, { all: { enabled: true, readOnly: true } })
      // An answer has `default` where a request has `workflow`.
      const sentBack = yield* ask("PUT", "/welcome", replaced({ preferences }))
      assert.deepStrictEqual(sentBack.workflow.preferences.user, preferences.user)
      assert.deepInclude(sentBack.workflow.preferences.default, { all: { enabled: true, readOnly: false } })
      const cleared = yield* ask("PUT", "/welcome", replaced({ preferences: { user: null } }))
      assert.isNull(cleared.workflow.preferences.user)
      assert.isObject(cleared.workflow.preferences.default)
      yield* ask("PUT", "/welcome", replaced({ preferences: { user: off } }))
      assert.isNull((yield* ask("PUT", "/welcome", replaced({}))).workflow.preferences.user)
    }).pipe(fake()))

  it.effect("case 7: are renamed by each of their names, with a new slug of the same end", () =>
    Effect.gen(function*() {
      const { workflow: { _id, slug, updatedAt } } = yield* create("welcome")
      let before = updatedAt
      for (const [index, id] of [_id, "welcome", slug].entries()) {
        yield* TestClock.adjust("1 second")
        const { status, workflow } = yield* ask("PUT", `/${id}`, replaced({ name: `New Name ${index}` }))
        assert.strictEqual(status, 200)
        assert.strictEqual(workflow.slug, `new-name-${index}${slug.slice("welcome".length)}`)
        assert.strictEqual(workflow.workflowId, "welcome")
        assert.isAbove(Date.parse(workflow.updatedAt), Date.parse(before))
        before = workflow.updatedAt
      }
    }).pipe(fake()))

  it.effect("case 8: forget what a deleted step named of the payload, unless another names it, too", () =>
    Effect.gen(function*() {
      const { workflow: { steps: [first, second] } } = yield* create("welcome", {
        payloadSchema: { type: "object", properties: { known: { type: "number" } } },
        steps: [
          inApp({ subject: "{{payload.gone}}", body: "{{ payload.kept.name | upcase }}" }),
          email({ body: "{% if payload.kept %}Hi{% endif %} payload.prose" })
        ]
      })
      assert.deepStrictEqual(paths(second as Step), ["gone", "kept", "known"])
      assert.deepStrictEqual(paths(first), ["gone", "kept", "known"])
      const { workflow } = yield* ask("PUT", "/welcome", replaced({ steps: [second] }))
      assert.deepStrictEqual(paths(workflow.steps[0]), ["kept", "known"])
    }).pipe(fake()))

  it.effect("say of a step what those before it leave", () =>
    Effect.gen(function*() {
      const digest = { name: "Digest", type: "digest", controlValues: { amount: 1, unit: "hours" } }
      const { workflow: { steps } } = yield* create("welcome", { steps: [digest, inApp(hello), email({})] })
      assert.deepStrictEqual(
        steps.map(({ variables }) => Object.keys(variables.properties["steps"]?.properties ?? {})),
        [
          [],
          ["digest"],
          ["digest", "in-app"]
        ]
      )
    }).pipe(fake()))

  const missing = (name: string, message: string) => ({
    [name]: [{ message, issueType: "MISSING_VALUE", variableName: name }]
  })

  it.effect.each<readonly [string, Json, ReadonlyArray<string>]>([
    ["in_app", {}, ["body"]],
    ["in_app", { body: "Hi" }, []],
    ["in_app", { subject: "Hi" }, []],
    [
      "in_app",
      {
        ...hello,
        redirect: { url: "not-good" },
        primaryAction: { redirect: { url: "bad url" } },
        secondaryAction: { redirect: { url: "/path" } }
      },
      ["redirect.url", "primaryAction.redirect.url"]
    ],
    ["in_app", { ...hello, redirect: { url: "{{payload.url}}" } }, []],
    ["in_app", { ...hello, redirect: { url: "https://novu.test" } }, []],
    ["email", {}, ["subject", "body"]],
    ["email", { subject: "Hi" }, ["body"]],
    ["sms", {}, ["body"]],
    ["push", {}, ["subject", "body"]],
    ["chat", {}, ["body"]],
    ["digest", { amount: "555", unit: "days" }, ["amount", "unit"]],
    ["delay", { amount: 4, unit: "months" }, ["amount", "unit"]],
    ["digest", { amount: 90, unit: "days" }, []],
    ["digest", { cron: "* * * * *" }, []],
    ["sms", { body: "Hi {{}} and {{ }}" }, ["body"]],
    ["in_app", { ...hello, data: { deep: ["{{}}"] } }, ["data.deep.0"]],
    ["custom", {}, []]
  ])(
    "case 9: note what is wrong with a step, and take it: %s %j",
    ([type, controlValues, where]) =>
      Effect.gen(function*() {
        const { status, workflow } = yield* create("w", { steps: [{ name: "S", type, controlValues }] })
        assert.deepStrictEqual([status, workflow.status], [201, where.length === 0 ? "ACTIVE" : "ERROR"])
        const [{ issues }] = workflow.steps
        assert.deepStrictEqual(Object.keys(issues), where.length === 0 ? [] : ["controls"])
        assert.deepStrictEqual(Object.keys(issues.controls ?? {}), where)
      }).pipe(fake())
  )

  it.effect("case 9: say it in Novu's words", () =>
    Effect.gen(function*() {
      const { workflow: { steps } } = yield* create("w", {
        steps: [
          inApp({}),
          { name: "D", type: "digest", controlValues: { amount: "555", unit: "days" } },
          { name: "S", type: "sms", controlValues: { body: "Hi {{}}" } }
        ]
      })
      const [first, digest, sms] = steps.map(({ issues }) => issues.controls)
      assert.deepStrictEqual(first, missing("body", "Subject or body is required"))
      assert.strictEqual(digest?.["amount"]?.[0]?.["issueType"], "TIER_LIMIT_EXCEEDED")
      assert.deepInclude(sms?.["body"]?.[0], { issueType: "ILLEGAL_VARIABLE_IN_CONTROL_VALUE", variableName: "{{}}" })
      const { items: [item] } = yield* list()
      assert.deepStrictEqual([item?.status, item?.steps[0].issues.controls], ["ERROR", first])
    }).pipe(fake()))

  it.effect.each<readonly [Plan, number, boolean]>([
    ["free", 1, false],
    ["free", 2, true],
    ["pro", 7, false],
    ["pro", 8, true],
    ["business", 90, false],
    ["enterprise", 91, true],
    ["self-hosted", 91, true]
  ])("plan %s: a digest of %i days is too long: %s", ([plan, amount, isWrong]) =>
    Effect.gen(function*() {
      const steps = [{ name: "D", type: "digest", controlValues: { amount, unit: "days" } }]
      const { workflow } = yield* create("w", { steps })
      assert.strictEqual(workflow.status, isWrong ? "ERROR" : "ACTIVE")
    }).pipe(fake({ plan })))

  it.effect("note a channel without an integration, where not every channel is connected", () =>
    Effect.gen(function*() {
      const steps = [email({}), { name: "Push", type: "push", controlValues: hello }, inApp(hello)]
      const { workflow } = yield* create("w", { steps })
      assert.deepStrictEqual(workflow.steps.map(({ issues }) => issues), [
        {
          integration: {
            email: [{ issueType: "MISSING_INTEGRATION", message: "Missing active primary integration provider" }]
          }
        },
        {
          integration: { push: [{ issueType: "MISSING_INTEGRATION", message: "Missing active integration provider" }] }
        },
        {}
      ])
      yield* send("POST", "/v1/integrations", { body: { providerId: "sendgrid", channel: "email", active: true } })
      assert.deepStrictEqual<unknown>((yield* ask("GET", "/w/steps/email")).workflow["issues"], {})
    }).pipe(fake({ connectAllChannels: false })))

  it.effect("case 10: are switched by PATCH, which hides their errors until they are written again", () =>
    Effect.gen(function*() {
      yield* create("w", { steps: [inApp({})] })
      const statuses = []
      for (const body of [{ name: "W" }, { active: false }, { active: true }, { name: "V" }]) {
        statuses.push((yield* ask("PATCH", "/w", body)).workflow.status)
      }
      assert.deepStrictEqual(statuses, ["ERROR", "INACTIVE", "ACTIVE", "ACTIVE"])
      const { workflow } = yield* ask("GET", "/w")
      assert.strictEqual((yield* ask("PUT", "/w", replaced({ steps: workflow.steps }))).workflow.status, "ERROR")
    }).pipe(fake()))

  it.effect("case 10: are deleted with 204, once, with what subscribers prefer of them", () =>
    Effect.gen(function*() {
      const preferences = Effect.map(state, (all) => all.preferences.map(({ workflowId }) => workflowId))
      assert.deepStrictEqual(yield* preferences, ["a", "b", undefined])
      const { json, status } = yield* ask("DELETE", "/a")
      assert.deepStrictEqual<unknown>([status, json], [204, {}])
      assert.deepStrictEqual(yield* preferences, ["b", undefined])
      assert.strictEqual((yield* ask("GET", "/a")).status, 404)
      assert.strictEqual((yield* ask("DELETE", "/a")).status, 404)
      assert.strictEqual((yield* create("a")).workflow.workflowId, "a")
    }).pipe(fake({
      seed: {
        subscribers: ["ada"],
        workflows: [{ id: "a", steps: ["email"] }, { id: "b", steps: ["email"] }],
        preferences: [
          { subscriberId: "ada", workflowId: "a", channels: { email: false } },
          { subscriberId: "ada", workflowId: "b", channels: { email: false } },
          { subscriberId: "ada", channels: { email: false } }
        ]
      }
    })))

  const many = (count: number) => ({
    seed: { workflows: Array.from({ length: count }, (_, index) => ({ id: `w-${index}`, steps: [] })) }
  })

  it.effect("case 11: are listed by offset", () =>
    Effect.gen(function*() {
      const [first, second] = [yield* list("?limit=10&offset=0"), yield* list("?limit=10&offset=10")]
      assert.deepStrictEqual([first.ids.length, second.ids.length], [10, 5])
      assert.deepStrictEqual([first.totalCount, second.totalCount], [15, 15])
      assert.strictEqual(new Set([...first.ids, ...second.ids]).size, 15)
      const past = yield* list("?limit=10&offset=16")
      assert.deepStrictEqual([past.ids, past.totalCount], [[], 15])
    }).pipe(fake(many(15))))

  it.effect.each<readonly [Era, number]>([["2025-05", 200], ["2026-05", 422]])(
    "case 11, era %s: a limit over 100 is answered %i",
    ([era, expected]) =>
      Effect.gen(function*() {
        const { json, status } = yield* ask("GET", "?limit=101")
        assert.strictEqual(status, expected)
        if (expected === 422) {
          assert.deepStrictEqual(json.errors.general.messages, ["limit must not be greater than 100"])
        }
      }).pipe(fake({ era }))
  )

  it.effect("case 12: are listed newest first, by other orders, and by filters", () =>
    Effect.gen(function*() {
      for (const [id, more] of [["b", { tags: ["x"] }], ["a", { tags: ["y"], active: false }], ["c", {}]] as const) {
        yield* create(id, { ...more, name: `Name ${id}`, steps: [inApp(hello), email({})] })
        yield* TestClock.adjust("1 second")
      }
      yield* ask("PATCH", "/b", { description: "Changed" })
      assert.deepStrictEqual((yield* list()).ids, ["c", "a", "b"])
      assert.deepStrictEqual((yield* list("?orderDirection=ASC")).ids, ["b", "a", "c"])
      assert.deepStrictEqual((yield* list("?orderBy=updatedAt")).ids, ["b", "c", "a"])
      assert.deepStrictEqual((yield* list("?orderBy=name&orderDirection=ASC")).ids, ["a", "b", "c"])
      assert.deepStrictEqual((yield* list("?query=NAME%20A")).ids, ["a"])
      assert.deepStrictEqual((yield* list("?tags=x&tags=y")).ids, ["a", "b"])
      assert.deepStrictEqual((yield* list("?status=ACTIVE&status=ERROR")).ids, ["c", "b"])
      const { items, totalCount } = yield* list("?query=C")
      assert.strictEqual(totalCount, 1)
      const { _id, createdAt: _c, slug: _s, steps, updatedAt: _u, ...item } = items[0] as Workflow
      assert.match(_id, /^[0-9a-f]{24}$/)
      assert.deepStrictEqual<unknown>(item, {
        workflowId: "c",
        name: "Name c",
        tags: [],
        origin: "novu-cloud",
        status: "ACTIVE",
        isTranslationEnabled: false,
        stepTypeOverviews: ["in_app", "email"]
      })
      assert.deepStrictEqual(steps.map((step) => Object.keys(step)), [["slug", "type", "issues"], [
        "slug",
        "type",
        "issues"
      ]])
      assert.strictEqual((yield* ask("GET", "?orderBy=color")).status, 422)
      assert.strictEqual((yield* ask("GET", "?status=ODD")).status, 422)
    }).pipe(fake()))

  it.effect("case 13: keep all values of what code defines", () =>
    Effect.gen(function*() {
      const { workflow: { steps: [step] } } = yield* ask("GET", "/w")
      assert.deepStrictEqual(step.issues, {})
      const controlValues = {
        editorType: "block",
        body: "no document",
        layoutId: "none",
        hero: { images: [{ url: "a" }] }
      }
      const { status, workflow } = yield* ask(
        "PUT",
        "/w",
        replaced({ origin: "odd", steps: [{ ...step, controlValues }] })
      )
      assert.deepStrictEqual([status, workflow["origin"], workflow.steps[0].controls.values], [
        200,
        "external",
        controlValues
      ])
    }).pipe(fake({ seed: { workflows: [{ id: "w", origin: "external", steps: ["email"] }] } })))

  it.effect.each<readonly [Plan, number]>([["free", 20], ["business", 100], ["self-hosted", 100]])(
    "case 13, plan %s: are %i at most",
    ([plan, limit]) =>
      Effect.gen(function*() {
        assert.strictEqual((yield* create("last")).status, 201)
        const { json, status } = yield* create("one-more")
        assert.deepStrictEqual([status, json.message], [
          400,
          "Workflow limit exceeded. Please contact us to support more workflows."
        ])
        assert.deepInclude<unknown>(json, { currentCount: limit, limit })
        assert.deepInclude<unknown>(json.ctx, { currentCount: limit, limit })
      }).pipe(fake({ plan, ...many(limit - 1) }))
  )

  it.effect("have 20 steps at most", () =>
    Effect.gen(function*() {
      const steps = (count: number) => Array.from({ length: count }, () => inApp(hello))
      assert.strictEqual((yield* create("w", { steps: steps(20) })).status, 201)
      for (
        const reply of [
          yield* create("v", { steps: steps(21) }),
          yield* ask("PUT", "/w", replaced({ steps: steps(21) }))
        ]
      ) {
        assert.deepStrictEqual(refusal(reply), [
          400,
          "Workflow steps limit exceeded. Maximum allowed steps is 20, but got 21 steps."
        ])
        assert.deepInclude<unknown>(reply.json, { providedStepsCount: 21, maxSteps: 20 })
      }
      assert.deepStrictEqual((yield* list()).ids, ["w"])
    }).pipe(fake()))

  it.effect("case 14: are copied to another environment, and again over the copy", () =>
    Effect.gen(function*() {
      const { workflow: { _id, steps: made } } = yield* create("w", {
        tags: ["a"],
        preferences: { user: { all: { enabled: false } } },
        steps: [inApp(hello), email({ layoutId: "main" })]
      })
      const sync = ask("PUT", "/w/sync", { targetEnvironmentId: production.id })
      const { status, workflow: copy } = yield* sync
      assert.strictEqual(status, 200)
      assert.notStrictEqual(copy._id, _id)
      assert.deepStrictEqual(copy, (yield* ask("GET", "/w", undefined, production)).workflow)
      assert.deepStrictEqual([copy.workflowId, copy["tags"]], ["w", ["a"]])
      assert.deepStrictEqual(copy.steps.map(({ stepId }) => stepId), ["in-app", "email"])
      assert.deepStrictEqual(
        copy.steps.map(({ controls }) => controls.values),
        made.map(({ controls }) => controls.values)
      )
      assert.isTrue(copy.steps.every((step, index) => step._id !== made[index]?._id))
      assert.deepInclude(copy.preferences.user, { all: { enabled: false, readOnly: false } })
      const { environments: [target] } = yield* state
      assert.deepStrictEqual(target?.state.layouts.map(({ layoutId }) => layoutId), ["main"])
      assert.strictEqual((yield* ask("GET", "/w")).workflow["lastPublishedAt"], "1970-01-01T00:00:00.000Z")
      assert.isUndefined(copy["lastPublishedAt"])
      const sms = { name: "Sms", type: "sms", controlValues: { body: "New" } }
      yield* ask("PUT", "/w", replaced({ name: "New", steps: [sms, { ...made[1], controlValues: undefined }] }))
      const { workflow: again } = yield* sync
      assert.deepStrictEqual([again._id, again.name], [copy._id, "New"])
      assert.deepStrictEqual(again.steps.map(({ stepId }) => stepId), ["sms", "email"])
      assert.strictEqual(again.steps[1]?._id, copy.steps[1]?._id)
      assert.isUndefined(again["lastPublishedAt"])
      assert.deepStrictEqual((yield* list("", production)).ids, ["w"])
    }).pipe(fake({ seed: { layouts: ["main"] } })))

  it.effect("show their errors in the copy, although a PATCH has hidden them", () =>
    Effect.gen(function*() {
      yield* create("w", { steps: [inApp({})] })
      assert.strictEqual((yield* ask("PATCH", "/w", { active: true })).workflow.status, "ACTIVE")
      const { workflow } = yield* ask("PUT", "/w/sync", { targetEnvironmentId: production.id })
      assert.strictEqual(workflow.status, "ERROR")
    }).pipe(fake()))

  it.effect("case 15: are not copied to their own environment, to none, or where their origin forbids it", () =>
    Effect.gen(function*() {
      const sync = (id: string, targetEnvironmentId?: string) => ask("PUT", `/${id}/sync`, { targetEnvironmentId })
      assert.deepStrictEqual(refusal(yield* sync("w", own)), [400, "Cannot sync workflow to the same environment"])
      assert.deepStrictEqual(refusal(yield* sync("none", own)), [400, "Cannot sync workflow to the same environment"])
      for (const id of ["odd", "0".repeat(24)]) {
        assert.deepStrictEqual(refusal(yield* sync("w", id)), [404, `Environment ${id} not found`])
      }
      assert.deepStrictEqual(refusal(yield* sync("none", production.id)), [404, "Workflow cannot be found"])
      assert.strictEqual((yield* sync("w")).status, 422)
      const { json, status } = yield* sync("code", production.id)
      assert.deepStrictEqual([status, json.message], [
        400,
        "Cannot sync workflow: origin 'external' is not allowed (must be one of: novu-cloud)"
      ])
      assert.deepInclude<unknown>(json.ctx, {
        workflowId: "code",
        status: "ACTIVE",
        origin: "external",
        allowedOrigins: ["novu-cloud"]
      })
      assert.deepStrictEqual((yield* list("", production)).ids, [])
    }).pipe(fake({ seed: { workflows: [{ id: "w", steps: [] }, { id: "code", origin: "external", steps: [] }] } })))

  it.effect("case 16: store a layout by its identifier, and refuse one that there is not", () =>
    Effect.gen(function*() {
      const layouts = yield* send("GET", "/v2/layouts")
      const { layouts: [layout] } = layouts.json.data as unknown as { readonly layouts: ReadonlyArray<Workflow> }
      const { workflow: { steps: [made] } } = yield* create("w", { steps: [email({})] })
      assert.isFalse(Object.hasOwn(made.controls.values, "layoutId"))
      const put = (controlValues: Json) => ask("PUT", "/w", replaced({ steps: [{ ...made, controlValues }] }))
      const text = { subject: "Hi", body: "<p>Hi</p>" }
      for (const layoutId of [layout?._id, layout?.slug, "main"]) {
        assert.deepStrictEqual((yield* put({ ...text, layoutId })).workflow.steps[0].controls.values, {
          ...text,
          layoutId: "main"
        })
      }
      for (
        const reply of [
          yield* put({ ...text, layoutId: "none" }),
          yield* create("v", { steps: [email({ layoutId: "none" })] })
        ]
      ) {
        assert.deepStrictEqual(refusal(reply), [400, "Layout not found for id none"])
      }
      assert.deepStrictEqual((yield* list()).ids, ["w"])
      assert.strictEqual((yield* ask("GET", "/w")).workflow.steps[0].controls.values["layoutId"], "main")
      assert.deepStrictEqual((yield* put(text)).workflow.steps[0].controls.values, text)
    }).pipe(fake({ seed: { layouts: ["main"] } })))

  it.effect.each<readonly [Era, string | null]>([["2026-05", "main"], ["2026-08", null]])(
    "case 16, era %s: take null for the layout %s",
    ([era, expected]) =>
      Effect.gen(function*() {
        const { workflow: { steps: [step] } } = yield* create("w", { steps: [email({ layoutId: null })] })
        assert.strictEqual(step.controls.values["layoutId"], expected)
      }).pipe(fake({ era, seed: { layouts: ["main"] } }))
  )

  it.effect.each<readonly [Era, number]>([["2026-05", 200], ["2026-08", 403]])(
    "case 17, era %s: reading in another environment is answered %i",
    ([era, expected]) =>
      Effect.gen(function*() {
        const { workflow: there } = yield* create("w", {}, production)
        const { workflow: here } = yield* create("w")
        const { json, status, workflow } = yield* ask("GET", `/w?environmentId=${production.id}`)
        assert.strictEqual(status, expected)
        if (expected === 200) assert.strictEqual(workflow._id, there._id)
        else assert.include(json.message, "This authentication scheme is scoped to a single environment")
        assert.strictEqual((yield* ask("GET", `/w?environmentId=${own}`)).workflow._id, here._id)
        const none = yield* ask("GET", `/w?environmentId=${"0".repeat(24)}`)
        assert.strictEqual(none.status, expected === 200 ? 404 : 403)
      }).pipe(fake({ era }))
  )

  it.effect("are closed to API keys in era 2024-10", () =>
    Effect.gen(function*() {
      for (const reply of [yield* ask("GET"), yield* create("w"), yield* ask("DELETE", "/w")]) {
        assert.deepStrictEqual(refusal(reply), [401, "API endpoint not available"])
      }
    }).pipe(fake({ era: "2024-10" })))

  it.effect("cannot be copied in era 2025-05", () =>
    Effect.gen(function*() {
      const reply = yield* ask("PUT", "/w/sync", { targetEnvironmentId: production.id })
      assert.deepStrictEqual(refusal(reply), [404, "Cannot PUT /v2/workflows/w/sync"])
    }).pipe(fake({ era: "2025-05" })))

  it.effect.each<readonly [Era, ReadonlyArray<boolean>]>([
    ["2025-05", [false, false, false, false, false]],
    ["2026-05", [true, true, true, false, false]],
    ["2026-08", [true, true, true, true, true]]
  ])("era %s: show what the server has got by then", ([era, expected]) =>
    Effect.gen(function*() {
      const { workflow } = yield* create("w", { steps: [inApp(hello, { providerOverrides: { slack: {} } })] })
      const [step] = workflow.steps
      assert.deepStrictEqual(
        [
          Object.hasOwn(workflow, "severity"),
          Object.hasOwn(step, "controlValues"),
          step.slug.includes("_st_"),
          Object.hasOwn(workflow, "agent"),
          Object.hasOwn(step, "providerOverrides")
        ],
        expected
      )
      assert.deepStrictEqual(step.controls.values, hello)
      const { items: [item] } = yield* list()
      assert.strictEqual(Object.hasOwn(item ?? {}, "steps"), era !== "2025-05")
    }).pipe(fake({ era })))
})

describe("steps of workflows of the fake", () => {
  it.effect("have the identifier that they are given, or one of their name", () =>
    Effect.gen(function*() {
      const { workflow: { steps } } = yield* create("w", {
        steps: [inApp(hello), inApp(hello), inApp(hello, { stepId: "Mine_1.a" })]
      })
      assert.strictEqual(steps[0].stepId, "in-app")
      assert.match(steps[1]?.stepId ?? "", /^in-app-\w+$/)
      assert.strictEqual(steps[2]?.stepId, "Mine_1.a")
    }).pipe(fake()))

  it.effect("are new ones without their _id, and have another identifier, unless they are given the one they had", () =>
    Effect.gen(function*() {
      const { workflow: { steps: [made] } } = yield* create("w", { steps: [inApp(hello)] })
      const { workflow: { steps: [other] } } = yield* ask("PUT", "/w", replaced({ steps: [inApp()] }))
      assert.notStrictEqual(other._id, made._id)
      assert.match(other.stepId, /^in-app-\w+$/)
      assert.deepStrictEqual(other.controls.values, {})
      const { stepId } = other
      const { workflow: { steps: [third] } } = yield* ask("PUT", "/w", replaced({ steps: [inApp(hello, { stepId })] }))
      assert.notStrictEqual(third._id, other._id)
      assert.strictEqual(third.stepId, stepId)
    }).pipe(fake()))

  it.effect("never change their identifier, are in the order that is sent, and are deleted where they are not", () =>
    Effect.gen(function*() {
      const { workflow: { steps: [a, b, c] } } = yield* create("w", {
        steps: [inApp(hello, { stepId: "a" }), inApp(hello, { stepId: "b" }), inApp(hello, { stepId: "c" })]
      })
      const steps = [{ ...c, stepId: "other", name: "Renamed" }, a]
      const { workflow } = yield* ask("PUT", "/w", replaced({ steps }))
      assert.deepStrictEqual(workflow.steps.map(({ _id, name, stepId }) => [_id, stepId, name]), [
        [c?._id, "c", "Renamed"],
        [a._id, "a", "In-app"]
      ])
      assert.strictEqual((yield* ask("GET", `/w/steps/${b?._id ?? ""}`)).status, 404)
    }).pipe(fake()))

  it.effect.each<readonly [Era, number]>([["2026-05", 200], ["2026-08", 400]])(
    "era %s: the _id of another workflow's step is answered %i",
    ([era, expected]) =>
      Effect.gen(function*() {
        const { workflow: { steps: [foreign] } } = yield* create("v", { steps: [inApp(hello)] })
        yield* create("w")
        const { status, workflow } = yield* ask("PUT", "/w", replaced({ steps: [foreign] }))
        assert.strictEqual(status, expected)
        if (expected === 200) assert.notStrictEqual(workflow.steps[0]._id, foreign._id)
      }).pipe(fake({ era }))
  )

  it.effect("keep values that are left out, lose them to null with what is set per provider, and are given others", () =>
    Effect.gen(function*() {
      const providerOverrides = { slack: { text: "Hi" } }
      const { workflow: { steps: [{ _id }] } } = yield* create("w", { steps: [inApp(hello, { providerOverrides })] })
      const put = (more: Json) =>
        Effect.map(
          ask("PUT", "/w", replaced({ steps: [{ _id, name: "S", type: "in_app", ...more }] })),
          ({ workflow }) => {
            const [step] = workflow.steps
            return [step.controls.values, step.providerOverrides]
          }
        )
      assert.deepStrictEqual(yield* put({}), [hello, providerOverrides])
      assert.deepStrictEqual(yield* put({ controlValues: { body: "New" } }), [{ body: "New" }, providerOverrides])
      assert.deepStrictEqual(yield* put({ providerOverrides: null }), [{ body: "New" }, undefined])
      assert.deepStrictEqual(yield* put({ providerOverrides: { fcm: {} } }), [{ body: "New" }, { fcm: {} }])
      assert.deepStrictEqual(yield* put({ controlValues: null }), [{}, undefined])
      assert.deepStrictEqual(yield* put({ controlValues: null, providerOverrides }), [{}, providerOverrides])
    }).pipe(fake()))

  it.effect("have a document as HTML where the editor is that of HTML, and no other text in the block editor", () =>
    Effect.gen(function*() {
      const text = (value: string, ...marks: ReadonlyArray<string>) => ({
        type: "text",
        text: value,
        marks: marks.map((type) => ({ type }))
      })
      const document = JSON.stringify({
        type: "doc",
        content: [
          {
            type: "heading",
            attrs: { level: 2 },
            content: [text("Hi "), { type: "variable", attrs: { id: "payload.a" } }]
          },
          { type: "paragraph", content: [text("a < b", "bold"), { type: "hardBreak" }, text("c")] },
          { type: "button", attrs: { text: "Go", url: "https://novu.test" } }
        ]
      })
      const bodyOf = (controlValues: Json) =>
        Effect.map(
          create("w", { steps: [email(controlValues)] }),
          ({ workflow }) => workflow.steps[0].controls.values["body"]
        )
      assert.strictEqual(
        yield* bodyOf({ editorType: "html", body: document }),
        "<h2>Hi {{payload.a}}</h2><p><strong>a &lt; b</strong><br/>c</p><a href=\"https://novu.test\">Go</a>"
      )
      assert.strictEqual(yield* bodyOf({ editorType: "block", body: document }), document)
      assert.strictEqual(yield* bodyOf({ editorType: "block", body: "<p>Hi</p>" }), "")
      assert.strictEqual(yield* bodyOf({ editorType: "html", body: "<p>Hi</p>" }), "<p>Hi</p>")
      assert.strictEqual(yield* bodyOf({ body: document }), document)
    }).pipe(fake()))

  it.effect("are of a type that this server does not know where a seed says so, and stay so", () =>
    Effect.gen(function*() {
      const { workflow } = yield* ask("GET", "/w")
      assert.strictEqual((yield* ask("PUT", "/w", { ...workflow, description: "New" })).status, 200)
      assert.strictEqual((yield* ask("GET", "/w")).workflow.steps[0].type, "rocket")
      const { steps: [step] } = workflow
      const withoutId = { ...step, _id: undefined }
      assert.strictEqual((yield* ask("PUT", "/w", { ...workflow, steps: [withoutId] })).status, 422)
      assert.strictEqual((yield* ask("PUT", "/w", { ...workflow, severity: "other" })).status, 422)
    }).pipe(fake({ seed: { workflows: [{ id: "w", severity: "severest", steps: ["rocket"] }] } })))
})

describe("a PUT of a workflow of the fake", () => {
  it.effect("keeps members that it leaves out, but makes the workflow active", () =>
    Effect.gen(function*() {
      const given = {
        description: "Says hello",
        tags: ["a"],
        severity: "high",
        agent: { identifier: "helper" },
        validatePayload: false,
        payloadSchema: { type: "object", properties: { a: { type: "string" } } },
        isTranslationEnabled: true
      }
      yield* create("w", { ...given, active: false })
      const { workflow } = yield* ask("PUT", "/w", replaced({}))
      assert.deepInclude(workflow, { ...given, active: true })
      const cleared = yield* ask(
        "PUT",
        "/w",
        replaced({ description: "", tags: [], payloadSchema: null, agent: null, active: false })
      )
      assert.deepInclude(cleared.workflow, {
        description: "",
        tags: [],
        agent: null,
        active: false,
        status: "INACTIVE"
      })
      assert.isFalse(Object.hasOwn(cleared.workflow, "payloadSchema"))
    }).pipe(fake()))

  it.effect("replaces what the fake does not know of a workflow and of its steps, and not what Novu writes by itself", () =>
    Effect.gen(function*() {
      const { workflow } = yield* ask("GET", "/w")
      assert.deepInclude(workflow, { newMember: [1], other: null })
      assert.deepInclude<unknown>(workflow.steps[0], { color: "red" })
      assert.isFalse(Object.hasOwn(workflow.steps[0], "stepResolverHash"))
      assert.strictEqual(workflow.name, "w")
      const { workflow: same } = yield* ask("PUT", "/w", { ...workflow, status: "ODD", slug: "odd", issues: { a: [] } })
      assert.deepStrictEqual(same, workflow)
      const { newMember: _, ...rest } = workflow
      const { workflow: less } = yield* ask("PUT", "/w", { ...rest, other: "new" })
      assert.deepStrictEqual([Object.hasOwn(less, "newMember"), less["other"]], [false, "new"])
      const { workflow: made } = yield* create("v", { newMember: 5, steps: [inApp(hello, { color: "blue" })] })
      assert.deepStrictEqual([made["newMember"], Reflect.get(made.steps[0], "color")], [5, "blue"])
    }).pipe(fake({
      seed: {
        workflows: [{
          id: "w",
          more: { newMember: [1], other: null, name: "ignored" },
          steps: [{ type: "custom", more: { color: "red", slug: "ignored", stepResolverHash: "ignored" } }]
        }]
      }
    })))

  it.effect("ignores the identifier and the origin", () =>
    Effect.gen(function*() {
      yield* create("w")
      const { workflow } = yield* ask("PUT", "/w", replaced({ workflowId: "other", origin: "external" }))
      assert.deepStrictEqual([workflow.workflowId, workflow["origin"]], ["w", "novu-cloud"])
    }).pipe(fake()))
})

describe("a PATCH of a workflow of the fake", () => {
  it.effect("merges, ignores null, and leaves all but seven members alone", () =>
    Effect.gen(function*() {
      const { workflow: before } = yield* create("w", {
        description: "Says hello",
        tags: ["a"],
        preferences: { user: { all: { enabled: false } } },
        steps: [inApp(hello)]
      })
      const nulls = { name: null, description: null, tags: null, payloadSchema: null, active: null }
      for (const body of [{}, nulls, { steps: [], preferences: {}, severity: "high", workflowId: "v", odd: 1 }]) {
        const { status, workflow } = yield* ask("PATCH", "/w", body)
        assert.deepStrictEqual<unknown>([status, workflow], [200, before])
      }
      yield* TestClock.adjust("1 second")
      const change = {
        name: "New",
        description: "",
        tags: [],
        validatePayload: false,
        payloadSchema: { type: "object" },
        isTranslationEnabled: true,
        active: false
      }
      const { workflow } = yield* ask("PATCH", "/w", change)
      assert.deepInclude(workflow, { ...change, updatedAt: "1970-01-01T00:00:01.000Z" })
      assert.deepStrictEqual([workflow.steps.length, workflow.preferences], [1, before.preferences])
    }).pipe(fake()))

  it.effect("does not translate on a server of one's own", () =>
    Effect.gen(function*() {
      yield* create("w", { isTranslationEnabled: true })
      const { workflow } = yield* ask("PATCH", "/w", { isTranslationEnabled: true })
      assert.isFalse(workflow["isTranslationEnabled"])
    }).pipe(fake({ plan: "self-hosted" })))
})

describe("a preview of the fake", () => {
  const preview = (body: Json) => ask("POST", "/w/step/in-app/preview", body)

  it.effect("renders what is stored or what is sent, and stores nothing", () =>
    Effect.gen(function*() {
      const { workflow: before } = yield* create("w", {
        payloadSchema: { type: "object", properties: { count: { type: "integer" } } },
        steps: [inApp({ subject: "{{payload.title}}", body: "{{payload.count}} for {{subscriber.firstName}}" })]
      })
      const payload = { count: 3 }
      const { json, status } = yield* preview({ previewPayload: { payload, subscriber: { firstName: "Ada" } } })
      assert.strictEqual(status, 201)
      assert.deepInclude<unknown>(json.data, {
        result: { type: "in_app", preview: { subject: "title", body: "3 for Ada" } },
        previewPayloadExample: { payload: { title: "title", count: 3 }, subscriber: { firstName: "Ada" }, steps: {} }
      })
      const sent = yield* preview({ controlValues: { body: "{{payload.count}}" } })
      assert.deepInclude<unknown>(sent.json.data, { result: { type: "in_app", preview: { body: "0" } } })
      assert.deepStrictEqual((yield* ask("GET", "/w")).workflow, before)
      assert.strictEqual((yield* preview({ previewPayload: "no" })).status, 422)
    }).pipe(fake({ engines: { text: replacesNames } })))

  it.effect.each<readonly [Era, boolean]>([["2026-05", false], ["2026-08", true]])(
    "era %s: of a step that cannot be rendered says why: %s",
    ([era, says]) =>
      Effect.gen(function*() {
        yield* create("w", { steps: [inApp(hello)] })
        const { json, status } = yield* preview({})
        const { result } = json.data as unknown as { readonly result: Json }
        assert.deepStrictEqual([status, result["preview"], Object.hasOwn(result, "error")], [201, {}, says])
      }).pipe(fake({ era, engines: { text: () => undefined } }))
  )
})

describe("a workflow that was made through the API", () => {
  const trigger = (to: string) =>
    send("POST", "/v1/events/trigger", { body: { name: "welcome", to, payload: { name: "Ada" } } })

  const messages = Effect.map(state, (all) => all.messages.map(({ channel, content }) => [channel, content]))

  it.effect("can be triggered, and says when it was", () =>
    Effect.gen(function*() {
      yield* create("welcome", { steps: [inApp({ body: "Hi {{payload.name}}" }), email({ body: "Hello" })] })
      yield* TestClock.adjust("1 second")
      const { json, status } = yield* trigger("ada")
      assert.deepStrictEqual<unknown>([status, json.data.type, Reflect.get(json.data, "status")], [
        201,
        undefined,
        "processed"
      ])
      assert.deepStrictEqual(yield* messages, [["in_app", "Hi Ada"], ["email", "Hello"]])
      assert.strictEqual((yield* ask("GET", "/welcome")).workflow["lastTriggeredAt"], "1970-01-01T00:00:01.000Z")
      yield* create("other")
      assert.deepStrictEqual((yield* list("?orderBy=lastTriggeredAt")).ids, ["welcome", "other"])
      yield* ask("PATCH", "/welcome", { active: false })
      assert.strictEqual(Reflect.get((yield* trigger("ada")).json.data, "status"), "trigger_not_active")
    }).pipe(fake({ engines: { text: replacesNames } })))

  it.effect("follows its preferences as they are written", () =>
    Effect.gen(function*() {
      const { workflow: { steps } } = yield* create("welcome", { steps: [inApp(hello), email({ body: "Hello" })] })
      const workflow = { all: { enabled: true, readOnly: true } }
      const put = (preferences: Json) => ask("PUT", "/welcome", replaced({ steps, preferences }))
      const channels = Effect.gen(function*() {
        const before = (yield* messages).length
        yield* trigger("ada")
        return (yield* messages).slice(before).map(([channel]) => channel)
      })
      yield* send("PATCH", "/v2/subscribers/ada/preferences", { body: { channels: { in_app: false } } })
      assert.deepStrictEqual(yield* channels, ["email"])
      yield* put({ workflow })
      assert.deepStrictEqual(yield* channels, ["in_app", "email"])
      yield* put({ workflow, user: { all: { enabled: true }, channels: { email: { enabled: false } } } })
      assert.deepStrictEqual(yield* channels, [])
      yield* put({ user: { all: { enabled: false } } })
      assert.deepStrictEqual(yield* channels, [])
    }).pipe(fake({ seed: { subscribers: ["ada"] } })))

  it.effect("is shown with all that is stored of it", () =>
    Effect.gen(function*() {
      yield* create("welcome", { description: "Says hello", steps: [inApp(hello)] })
      const { workflows: [workflow] } = yield* state
      const on = { enabled: true }
      assert.deepStrictEqual(workflow, {
        workflowId: "welcome",
        name: "welcome",
        description: "Says hello",
        origin: "novu-cloud",
        active: true,
        critical: false,
        tags: [],
        severity: "none",
        payloadSchema: { type: "object", properties: {}, required: [], additionalProperties: true },
        preferences: {
          user: null,
          workflow: {
            all: { enabled: true, readOnly: false },
            channels: { in_app: on, email: on, sms: on, push: on, chat: on }
          }
        },
        steps: [{ stepId: "in-app", name: "In-app", type: "in_app", active: true, controls: hello }],
        createdAt: "1970-01-01T00:00:00.000Z",
        updatedAt: "1970-01-01T00:00:00.000Z"
      })
    }).pipe(fake()))
})
