import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type FakeNovuOptions, type Seed, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { replacesNames } from "../support/textEngine.ts"
import { send, tenant } from "./wire.ts"

interface Answer {
  readonly acknowledged: boolean
  readonly status: string
  readonly transactionId: string
  readonly activityFeedLink?: string
  readonly error?: ReadonlyArray<string>
}

/** Has its errors as a list, or under names. */
interface Rejected {
  readonly message: string
  readonly error: string
  readonly errors:
    & ReadonlyArray<unknown>
    & {
      readonly [of in "general" | "events"]?: { readonly messages: ReadonlyArray<string> }
    }
}

type Members = Readonly<Record<string, unknown>>

const post = (path: string, body: unknown) =>
  Effect.map(send("POST", `/v1/events/trigger${path}`, { body }), ({ json, status }) => ({
    status,
    json: json as unknown as Rejected,
    answer: json.data as unknown as Answer,
    answers: json.data as unknown as ReadonlyArray<Answer>
  }))

const trigger = (body: Members) => post("", { name: "welcome", to: "ada", payload: {}, ...body })

const bulk = (...events: ReadonlyArray<unknown>) => post("/bulk", { events })

const cancel = (transactionId: string) =>
  Effect.map(send("DELETE", `/v1/events/trigger/${transactionId}`), ({ json, status }): unknown => [status, json.data])

const workflows: ReadonlyArray<SeedWorkflow> = [
  {
    id: "welcome",
    tags: ["onboarding"],
    steps: [{
      type: "in_app",
      controls: {
        subject: "Hi {{subscriber.firstName}}",
        body: "Order {{payload.order.id}} for {{ payload.name | upcase }}",
        primaryAction: { label: "Open {{payload.order.id}}", redirect: { url: "/o/{{payload.order.id}}" } },
        data: { order: "{{payload.order.id}}" }
      }
    }]
  },
  { id: "both", steps: ["in_app", "email"] },
  { id: "partly", steps: ["in_app", { type: "email", active: false }, "sms", { type: "sms", active: false }] },
  { id: "urgent", critical: true, steps: ["email"] },
  { id: "paused", active: false, steps: ["in_app"] },
  { id: "empty", steps: [] },
  { id: "idle", steps: [{ type: "in_app", active: false }] },
  { id: "later", steps: ["in_app", { type: "delay", controls: { amount: 10, unit: "minutes" } }, "email"] },
  {
    id: "digested",
    steps: [
      { type: "digest", stepId: "gather", controls: { amount: 1, unit: "hours" } },
      { type: "in_app", controls: { body: "{{steps.gather.eventCount}}: {{steps.gather.events[1].payload.n}}" } }
    ]
  }
]

const seed: Seed = { subscribers: ["ada", "grace"], workflows }

const fake = (more: Seed = {}, options: FakeNovuOptions = {}) =>
  Effect.provide(FakeNovu.layer({ engines: { text: replacesNames }, ...options, seed: { ...seed, ...more } }))

const subscriber = (subscriberId: string) =>
  Effect.map(send("GET", `/v2/subscribers/${subscriberId}`), ({ json, status, text }) => {
    assert.strictEqual(status, 200, text)
    return json.data as unknown as Members
  })

const state = Effect.flatMap(FakeNovu, (novu) => novu.state)

const messages = (filter: Parameters<FakeNovu["Service"]["messages"]>[0] = {}) =>
  Effect.flatMap(FakeNovu, (novu) => novu.messages(filter))

/** Returns who was notified, in order. */
const notified = Effect.map(messages(), (all) => all.map(({ subscriberId }) => subscriberId))

const jobs = Effect.map(state, ({ runs }) => runs.map((run) => run.jobs.map(({ status }) => status)))

describe("a trigger", () => {
  it.effect("of an active workflow is processed", () =>
    Effect.gen(function*() {
      const { answer, status } = yield* trigger({})
      assert.strictEqual(status, 201)
      assert.deepInclude(answer, { acknowledged: true, status: "processed" })
      assert.match(answer.transactionId, /^txn_[0-9a-f]{24}$/)
      assert.isString(answer.activityFeedLink)
      assert.strictEqual((yield* trigger({ transactionId: "mine" })).answer.transactionId, "mine")
    }).pipe(fake()))

  it.effect("of an unknown workflow is refused with 422", () =>
    Effect.gen(function*() {
      const { json, status } = yield* trigger({ name: "nope" })
      assert.strictEqual(status, 422)
      assert.deepInclude(json, { message: "workflow_not_found", error: "Unprocessable Entity" })
      assert.notProperty(json, "errors")
    }).pipe(fake()))

  it.effect("with invalid members is refused with 422, before its workflow is looked up", () =>
    Effect.gen(function*() {
      const { json, status } = yield* post("", { payload: [], name: 1 })
      assert.strictEqual(status, 422)
      assert.deepStrictEqual(json.errors.general?.messages, [
        "name must be a string",
        "payload must be an object",
        "to should not be null or undefined"
      ])
    }).pipe(fake()))

  it.effect("says which tenant, workflow or step is missing, in a 201 that keeps its id usable", () =>
    Effect.gen(function*() {
      const given = { transactionId: "t" }
      const statusOf = (body: Members) =>
        Effect.map(
          trigger({ ...given, ...body }),
          ({ answer, status }) => [status, answer.status, answer.transactionId]
        )
      assert.deepStrictEqual(yield* statusOf({ tenant: "acme" }), [201, "no_tenant_found", "t"])
      assert.deepStrictEqual(yield* statusOf({ name: "paused" }), [201, "trigger_not_active", "t"])
      assert.deepStrictEqual(yield* statusOf({ name: "empty", to: [] }), [201, "processed", "t"])
      assert.deepStrictEqual(yield* statusOf({ tenant: { identifier: "known", name: "K" } }), [201, "processed", "t"])
      assert.deepStrictEqual(yield* notified, ["ada"])
    }).pipe(fake({ tenants: ["known"] })))

  it.effect("of a workflow without steps is answered as by an older Novu, if asked for", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* trigger({ name: "empty" })).answer.status, "no_workflow_steps_defined")
      assert.strictEqual((yield* trigger({ name: "idle" })).answer.status, "no_workflow_active_steps_defined")
      assert.deepStrictEqual((yield* state).runs, [])
    }).pipe(fake({}, { withoutSteps: "refused" })))

  it.effect("is answered with the status that a workflow is to give, and starts nothing", () =>
    Effect.gen(function*() {
      const statuses = ["invalid_recipients", "subscriber_id_missing", "error", "a_status_of_tomorrow"]
      for (const triggerStatus of statuses) {
        yield* FakeNovu.use((novu) => novu.workflow({ id: "odd", steps: ["in_app"], triggerStatus }))
        const { answer, status } = yield* trigger({ name: "odd" })
        assert.deepStrictEqual([status, answer.status], [201, triggerStatus])
      }
      assert.deepStrictEqual((yield* state).runs, [])
    }).pipe(fake()))

  it.effect("needs no payload", () =>
    Effect.gen(function*() {
      const { answer } = yield* post("", { name: "welcome", to: "ada" })
      const [message] = yield* messages({ channel: "in_app" })
      assert.strictEqual(answer.status, "processed")
      assert.deepStrictEqual((yield* state).runs.map(({ payload }) => payload), [{}])
      assert.deepInclude(message, { providerId: "novu", transactionId: answer.transactionId, payload: {} })
    }).pipe(fake()))

  it.effect("may be large, but not its payload; attachments are not counted or kept", () =>
    Effect.gen(function*() {
      const large = "x".repeat(524_288)
      const refused = yield* trigger({ payload: { large } })
      assert.deepStrictEqual([refused.status, refused.json.message], [
        413,
        "Payload size (524300 bytes) exceeds maximum allowed size of 524288 bytes (512KB). " +
        "Note: Attachments are excluded from this limit."
      ])
      const attached = yield* trigger({ payload: { attachments: [{ name: "a.txt", file: large }] } })
      assert.strictEqual(attached.answer.status, "processed")
      assert.deepStrictEqual((yield* state).runs[0]?.payload, { attachments: [{ name: "a.txt" }] })
      assert.deepStrictEqual((yield* messages())[0]?.payload, {})
    }).pipe(fake()))

  it.effect("creates its contexts", () =>
    Effect.gen(function*() {
      yield* trigger(tenant("acme"))
      assert.deepStrictEqual((yield* messages())[0]?.contextKeys, ["tenant:acme"])
      assert.deepInclude((yield* state).contexts[0], { type: "tenant", id: "acme" })
    }).pipe(fake()))

  it.effect("shows its texts with the values of payload and subscriber", () =>
    Effect.gen(function*() {
      yield* trigger({
        to: { subscriberId: "ada", firstName: "Ada" },
        payload: { order: { id: 7 }, name: "x" },
        overrides: { severity: "high" }
      })
      assert.deepInclude((yield* messages())[0], {
        subject: "Hi Ada",
        content: "Order 7 for x",
        data: { order: "7" },
        tags: ["onboarding"],
        severity: "high",
        seen: false
      })
    }).pipe(fake()))
})

describe("the payload of a trigger", () => {
  const payloadSchema = { required: ["userId"], properties: { plan: { default: "free" } } }

  const engine: NonNullable<FakeNovuOptions["engines"]> = {
    payload: (_, payload) => ({
      payload: { plan: "free", ...payload },
      issues: "userId" in payload ? [] : [{
        field: "root.userId",
        message: "must have required property 'userId'",
        value: payload,
        schemaPath: "#/required"
      }]
    })
  }
  const strict = { workflows: [{ id: "strict", payloadSchema, steps: ["in_app"] }] }

  it.effect("is checked by an engine, which fills in the defaults", () =>
    Effect.gen(function*() {
      const { json, status } = yield* trigger({ name: "strict", tenant: "unknown" })
      assert.strictEqual(status, 400)
      assert.deepInclude<unknown>(json, {
        message: "Payload validation failed: root.userId: must have required property 'userId'",
        type: "PAYLOAD_VALIDATION_ERROR",
        schema: payloadSchema
      })
      assert.deepInclude(json.errors[0], { field: "root.userId", value: {} })
      yield* trigger({ name: "strict", payload: { userId: 1 } })
      assert.deepStrictEqual((yield* messages()).map(({ payload }) => payload), [{ plan: "free", userId: 1 }])
      const [failed] = (yield* bulk({ name: "strict", to: "ada", payload: {} })).answers
      assert.deepStrictEqual(failed?.error, [json.message])
    }).pipe(fake(strict, { engines: engine })))

  it.effect("is not checked without one, or when the workflow does not ask for it", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* trigger({ name: "strict" })).answer.status, "processed")
    }).pipe(fake(strict)))
})

describe("recipients", () => {
  const channel = (token: string) => ({ providerId: "fcm", credentials: { deviceTokens: [token] } })

  it.effect("who are unknown become subscribers", () =>
    Effect.gen(function*() {
      const to = { subscriberId: "new", firstName: "N", email: "n@x.org", locale: "de", data: { a: 1 } }
      assert.strictEqual((yield* send("GET", "/v2/subscribers/new")).status, 404)
      yield* trigger({ name: "both", to })
      const created = yield* subscriber("new")
      assert.deepInclude(created, { ...to, channels: [] })
      for (const name of ["lastName", "phone", "avatar", "timezone"]) assert.notProperty(created, name)
      assert.strictEqual((yield* messages({ channel: "email" }))[0]?.email, "n@x.org")
    }).pipe(fake()))

  it.effect("who are known take what is given and keep the rest", () =>
    Effect.gen(function*() {
      for (
        const more of [{}, { email: "1@x.org", channels: [channel("a")] }, { firstName: "A" }, { email: "2@x.org" }]
      ) {
        yield* trigger({ name: "urgent", to: { subscriberId: "ada", ...more } })
      }
      assert.deepStrictEqual((yield* messages()).map(({ email }) => email), [
        undefined,
        "1@x.org",
        "1@x.org",
        "2@x.org"
      ])
    }).pipe(fake()))

  it.effect("keep their channels, and one of the same provider is replaced", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.workflow({ id: "shows", steps: [{ type: "in_app", controls: { body: "[{{subscriber.unknown}}]" } }] })
      const sent = (token: string, providerId = "fcm") => ({
        channels: [{ ...channel(token), providerId }],
        unknown: 1
      })
      for (const each of [sent("a"), sent("b", "apns"), sent("c"), { lastName: null, phone: 1 }]) {
        yield* trigger({ name: "shows", to: { subscriberId: "ada", ...each } })
      }
      const ada = yield* subscriber("ada")
      assert.deepStrictEqual(ada["channels"], [{ ...channel("b"), providerId: "apns" }, channel("c")])
      assert.isNull(ada["lastName"])
      assert.notProperty(ada, "phone")
      assert.deepStrictEqual((yield* messages()).map(({ content }) => content), ["[]", "[]", "[]", "[]"])
    }).pipe(fake()))

  it.effect("of topics are notified once, after those who are named", () =>
    Effect.gen(function*() {
      const topic = (topicKey: string, more: Members = {}) => ({ type: "Topic", topicKey, ...more })
      const to = (...sent: ReadonlyArray<unknown>) =>
        Effect.gen(function*() {
          const before = (yield* state).runs.length
          const { answer } = yield* trigger({ to: sent })
          assert.strictEqual(answer.status, "processed")
          const { runs } = yield* state
          return runs.slice(before).map(({ subscriberId }) => subscriberId)
        })
      assert.deepStrictEqual(yield* to(topic("a")), ["ada", "grace"])
      assert.deepStrictEqual(yield* to(topic("a"), "grace"), ["grace", "ada"])
      assert.deepStrictEqual(yield* to("lin", topic("a"), { subscriberId: "lin" }, topic("b")), [
        "lin",
        "ada",
        "grace",
        "zoe"
      ])
      assert.deepStrictEqual(yield* to(topic("a", { exclude: ["ada"] })), ["grace"])
      assert.deepStrictEqual(yield* to(topic("a"), topic("nope"), "lin"), ["lin"])
      assert.deepStrictEqual(yield* to(), [])
      assert.deepStrictEqual(yield* to("lin", {}), [])
      assert.deepStrictEqual((yield* state).runs[0]?.topics, ["a"])
    }).pipe(fake({
      topics: [{ key: "a", subscribers: ["ada", "grace"] }, { key: "b", name: "B", subscribers: ["grace", "zoe"] }]
    })))

  it.effect("do not hear of what they did, unless they are named", () =>
    Effect.gen(function*() {
      const to = [{ type: "Topic", topicKey: "a" }]
      yield* trigger({ to, actor: "ada" })
      assert.deepStrictEqual(yield* notified, ["grace"])
      yield* trigger({ to: ["ada", ...to], actor: { subscriberId: "ada", firstName: "A" } })
      assert.deepStrictEqual(yield* notified, ["grace", "ada", "grace"])
      assert.strictEqual((yield* messages({ subscriberId: "ada" }))[0]?.subject, "Hi A")
    }).pipe(fake({ topics: [{ key: "a", subscribers: ["ada", "grace"] }] })))
})

describe("steps", () => {
  it.effect("that are active make a message each, in order", () =>
    Effect.gen(function*() {
      yield* trigger({ name: "partly" })
      assert.deepStrictEqual((yield* messages()).map(({ channel }) => channel), ["in_app", "sms"])
    }).pipe(fake()))

  it.effect("are skipped by preference, unless the workflow is critical", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* trigger({ name: "both" })
      yield* novu.seed({ preferences: [{ subscriberId: "ada", channels: { email: false } }] })
      yield* trigger({ name: "both" })
      yield* trigger({ name: "urgent" })
      assert.deepStrictEqual(yield* jobs, [["completed", "completed"], ["completed", "skipped"], ["completed"]])
      yield* novu.seed({ preferences: [{ subscriberId: "ada", workflowId: "both", channels: { email: true } }] })
      yield* trigger({ name: "both" })
      assert.lengthOf(yield* messages({ channel: "email" }), 3)
    }).pipe(fake()))

  it.effect("need an integration, if channels are not connected", () =>
    Effect.gen(function*() {
      yield* trigger({ name: "partly" })
      yield* trigger({ name: "both" })
      assert.deepStrictEqual(yield* jobs, [["completed", "failed"], ["completed", "completed"]])
      assert.strictEqual((yield* messages({ channel: "email" }))[0]?.providerId, "ses")
    }).pipe(fake(
      { integrations: [{ identifier: "mail", providerId: "ses", channel: "email" }] },
      { connectAllChannels: false }
    )))

  it.effect("after a delay run when the clock gets there, and are dated so", () =>
    Effect.gen(function*() {
      yield* trigger({ name: "later" })
      assert.deepStrictEqual(yield* jobs, [["completed", "delayed", "pending"]])
      yield* TestClock.adjust("9 minutes")
      assert.lengthOf(yield* messages(), 1)
      yield* TestClock.adjust("1 hour")
      const [, email] = yield* messages()
      assert.deepInclude(email, { channel: "email", createdAt: "1970-01-01T00:10:00.000Z" })
      assert.deepStrictEqual(yield* jobs, [["completed", "completed", "completed"]])
    }).pipe(fake()))

  it.effect("after a digest run once for all triggers of its window", () =>
    Effect.gen(function*() {
      for (const n of [1, 2]) yield* trigger({ name: "digested", payload: { n } })
      yield* trigger({ name: "digested", to: "grace" })
      assert.deepStrictEqual(yield* jobs, [["delayed", "pending"], ["merged", "merged"], ["delayed", "pending"]])
      yield* TestClock.adjust("1 hour")
      yield* trigger({ name: "digested", payload: { n: 3 } })
      assert.deepStrictEqual((yield* messages({ subscriberId: "ada" })).map(({ content }) => content), ["2: 2"])
      assert.deepStrictEqual((yield* jobs).at(-1), ["delayed", "pending"])
    }).pipe(fake()))
})

describe("a delay", () => {
  const dueAt = (controls: Members, payload: Members = {}) =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.workflow({ id: "waits", steps: [{ type: "delay", controls }, "in_app"] })
      yield* trigger({ name: "waits", payload })
      return (yield* state).runs.at(-1)?.jobs[0]?.dueAt ?? "never"
    })

  it.effect("waits for what it says, or for what the payload says", () =>
    Effect.gen(function*() {
      const dueAts = [
        yield* dueAt({ amount: 2, unit: "days" }),
        yield* dueAt({ type: "regular", amount: "3", unit: "seconds" }),
        yield* dueAt({ type: "dynamic", dynamicKey: "payload.at" }, { at: "1970-01-02T00:00:00Z" }),
        yield* dueAt({ type: "dynamic", dynamicKey: "payload.in" }, { in: { amount: 1, unit: "weeks" } })
      ]
      assert.deepStrictEqual(dueAts, [
        "1970-01-03T00:00:00.000Z",
        "1970-01-01T00:00:03.000Z",
        "1970-01-02T00:00:00.000Z",
        "1970-01-08T00:00:00.000Z"
      ])
    }).pipe(fake()))

  it.effect("does not wait where nothing says how long", () =>
    Effect.gen(function*() {
      for (const controls of [{}, { amount: 1, unit: "ages" }, { amount: "x" }, { dynamicKey: "payload.at" }]) {
        assert.strictEqual(yield* dueAt(controls, { at: "soon" }), "never")
      }
      assert.lengthOf(yield* messages(), 4)
    }).pipe(fake()))

  it.effect("after a delay starts when the first ended, whenever somebody asks", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      const delay = { type: "delay", controls: { amount: 1, unit: "minutes" } }
      yield* novu.workflow({ id: "twice", steps: [delay, "in_app", delay, "email"] })
      yield* trigger({ name: "twice", to: ["ada", "grace"] })
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(
        (yield* messages()).map(({ channel, createdAt }) => [channel, createdAt.slice(14, 16)]),
        [["in_app", "01"], ["in_app", "01"], ["email", "02"], ["email", "02"]]
      )
    }).pipe(fake()))
})

describe("a digest with a key", () => {
  it.effect("gathers what has the same value there", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      const controls = { amount: 1, unit: "hours", digestKey: "payload.order.id" }
      yield* novu.workflow({ id: "keyed", steps: [{ type: "digest", controls }] })
      for (const id of [1, 2, 1]) yield* trigger({ name: "keyed", payload: { order: { id } } })
      assert.deepStrictEqual(yield* jobs, [["delayed"], ["delayed"], ["merged"]])
    }).pipe(fake()))
})

describe("cancel", () => {
  it.effect("stops a delay and what comes after it, once", () =>
    Effect.gen(function*() {
      yield* trigger({ name: "later", to: ["ada", "grace"], transactionId: "a/b" })
      assert.deepStrictEqual(yield* cancel("a%2Fb"), [200, true])
      assert.deepStrictEqual(yield* jobs, Array.from({ length: 2 }, () => ["completed", "canceled", "canceled"]))
      assert.deepStrictEqual(yield* cancel("a%2Fb"), [200, false])
      assert.deepStrictEqual(yield* cancel("unknown"), [200, false])
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(yield* messages(), 2)
    }).pipe(fake()))

  it.effect("of a digest makes the next trigger the main one", () =>
    Effect.gen(function*() {
      for (const n of [1, 2, 3]) yield* trigger({ name: "digested", transactionId: `t${n}`, payload: { n } })
      assert.deepStrictEqual(yield* cancel("t1"), [200, true])
      assert.deepStrictEqual(yield* jobs, [["canceled", "canceled"], ["delayed", "pending"], ["merged", "merged"]])
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual((yield* messages()).map(({ content }) => content), ["2: 3"])
    }).pipe(fake()))

  it.effect("of a follower leaves the digest of the others", () =>
    Effect.gen(function*() {
      for (const n of [1, 2, 3]) yield* trigger({ name: "digested", transactionId: `t${n}`, payload: { n } })
      assert.deepStrictEqual(yield* cancel("t2"), [200, true])
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual((yield* messages()).map(({ content }) => content), ["2: 3"])
    }).pipe(fake()))
})

describe("a transactionId", () => {
  it.effect("is answered again and acts once, whatever the workflow", () =>
    Effect.gen(function*() {
      for (const name of ["welcome", "welcome", "urgent"]) {
        const { answer } = yield* trigger({ name, transactionId: "once" })
        assert.deepInclude(answer, { status: "processed", transactionId: "once" })
        yield* TestClock.adjust("1 second")
      }
      assert.lengthOf((yield* state).runs, 1)
      assert.lengthOf(yield* messages(), 1)
    }).pipe(fake()))
})

describe("bulk", () => {
  it.effect("answers each event in order, under its own id", () =>
    Effect.gen(function*() {
      const ids = ["a", "b", "c"]
      const { answers, status } = yield* bulk(
        ...ids.map((transactionId) => ({ name: "welcome", to: "ada", payload: {}, transactionId }))
      )
      assert.strictEqual(status, 201)
      assert.deepStrictEqual(
        answers.map((each) => [each.status, each.transactionId]),
        ids.map((id) => ["processed", id])
      )
    }).pipe(fake()))

  it.effect("refuses no event for another's sake", () =>
    Effect.gen(function*() {
      const { answers, status } = yield* bulk(
        { name: "nope", to: "ada", payload: {}, transactionId: "x" },
        { name: "welcome", to: "ada", payload: {} },
        { name: "welcome", to: "ada" },
        "event"
      )
      assert.strictEqual(status, 201)
      assert.deepStrictEqual(answers[0], {
        acknowledged: true,
        status: "error",
        error: ["workflow_not_found"],
        transactionId: "x"
      })
      assert.strictEqual(answers[1]?.status, "processed")
      assert.include(answers[2]?.error ?? [], "payload should not be null or undefined")
      assert.include(answers[3]?.error ?? [], "name must be a string")
      assert.deepStrictEqual(yield* notified, ["ada"])
    }).pipe(fake()))

  it.effect("takes 1 to 100 events", () =>
    Effect.gen(function*() {
      const complaint = (body: unknown) =>
        Effect.map(post("/bulk", body), ({ json, status }): unknown => [
          status,
          json.errors.events?.messages[0]
        ])
      const events = Array.from({ length: 101 }, () => ({ name: "welcome", to: "ada", payload: {} }))
      assert.deepStrictEqual(yield* complaint({ events }), [422, "events must contain no more than 100 elements"])
      assert.deepStrictEqual(yield* complaint({ events: [] }), [422, "events should not be empty"])
      assert.deepStrictEqual(yield* complaint({}), [422, "events must be an array"])
      assert.strictEqual((yield* bulk(...events.slice(1))).answers.length, 100)
    }).pipe(fake()))

  it.effect("is refused whole for an event that is too large", () =>
    Effect.gen(function*() {
      const event = { name: "welcome", to: "ada", payload: {} }
      const { json, status } = yield* bulk(event, { ...event, payload: { large: "é".repeat(300_000) } })
      assert.strictEqual(status, 413)
      assert.include(json.message, "Event at index 1 (workflow: \"welcome\") has payload size (600012 bytes) exceeds")
      assert.deepStrictEqual(yield* notified, [])
    }).pipe(fake()))

  it.effect("gives each subscriber what is theirs", () =>
    Effect.gen(function*() {
      yield* bulk(
        { name: "welcome", to: "ada", payload: { order: { id: "A" } } },
        { name: "both", to: "grace", payload: { n: 2 } }
      )
      const [mine, ...others] = yield* messages({ subscriberId: "ada" })
      assert.deepInclude(mine, { content: "Order A for ", seen: false, payload: { order: { id: "A" } } })
      assert.deepStrictEqual(others, [])
      assert.deepStrictEqual((yield* messages({ subscriberId: "grace" })).map(({ workflowId }) => workflowId), [
        "both",
        "both"
      ])
    }).pipe(fake()))
})

describe("broadcast", () => {
  it.effect("reaches every subscriber once", () =>
    Effect.gen(function*() {
      const { answer, status } = yield* post("/broadcast", { name: "welcome" })
      assert.deepStrictEqual([status, answer.status], [201, "processed"])
      assert.deepStrictEqual(yield* notified, ["a", "b", "c", "d"])
      assert.strictEqual((yield* post("/broadcast", { name: "paused" })).answer.status, "trigger_not_active")
      assert.strictEqual((yield* post("/broadcast", { name: "nope" })).status, 422)
    }).pipe(fake({ subscribers: ["a", "b", { subscriberId: "c", firstName: "C" }, "d"] })))

  it.effect("and bulk cost a hundred triggers", () =>
    Effect.gen(function*() {
      const event = { name: "welcome", to: "ada", payload: {} }
      const costOf = (path: string, body: unknown) =>
        Effect.map(
          send("POST", `/v1/events/trigger${path}`, { body }),
          ({ headers }) => headers["ratelimit-remaining"]
        )
      assert.strictEqual(yield* costOf("", event), "329")
      assert.strictEqual(yield* costOf("/bulk", { events: [event] }), "229")
      assert.strictEqual(yield* costOf("/broadcast", event), "129")
    }).pipe(fake({}, { rateLimit: {} })))
})

describe("a test", () => {
  it.effect("sees what was sent, and to whom", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.workflow({ id: "own", steps: ["chat"] })
      yield* TestClock.adjust("2 seconds")
      yield* trigger({ name: "own", to: ["ada", "grace"], payload: { n: 1 }, transactionId: "t" })
      assert.deepStrictEqual(
        yield* novu.sent(),
        ["ada", "grace"].map((subscriberId) => ({
          workflowId: "own",
          subscriberId,
          payload: { n: 1 },
          transactionId: "t",
          at: 2000
        }))
      )
      assert.strictEqual((yield* state).workflows.at(-1)?.steps[0]?.stepId, "chat")
    }).pipe(fake()))

  it.effect("can hold the worker", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* trigger({ name: "later" })
      yield* novu.hold
      yield* trigger({ transactionId: "once" })
      yield* trigger({ transactionId: "once" })
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(yield* messages(), 1)
      yield* novu.flush
      assert.deepStrictEqual((yield* messages()).map(({ channel, createdAt }) => [channel, createdAt]), [
        ["in_app", "1970-01-01T00:00:00.000Z"],
        ["email", "1970-01-01T01:00:00.000Z"],
        ["in_app", "1970-01-01T01:00:00.000Z"]
      ])
      yield* trigger({})
      assert.lengthOf(yield* messages(), 4)
    }).pipe(fake()))
})
