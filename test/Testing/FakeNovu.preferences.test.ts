import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { type Reply, send } from "./wire.ts"

type Channels = Readonly<Record<string, boolean>>

interface View {
  readonly global: { readonly enabled: boolean; readonly channels: Channels; readonly schedule?: unknown }
  readonly workflows: ReadonlyArray<{
    readonly enabled: boolean
    readonly channels: Channels
    readonly overrides: ReadonlyArray<unknown>
    readonly workflow: { readonly slug: string; readonly identifier: string; readonly name: string }
    readonly updatedAt?: string
  }>
}

type Members = Readonly<Record<string, unknown>>

const seed: Seed = {
  subscribers: ["ada", "grace"],
  workflows: [
    { id: "welcome", name: "Welcome, you!", steps: ["in_app", "email"] },
    { id: "alarm", critical: true, steps: ["email", "sms"] }
  ]
}

const fake = Effect.provide(FakeNovu.layer({ seed }))

const path = "/v2/subscribers/ada/preferences"

const viewIn = ({ json, status, text }: Reply): View => {
  assert.strictEqual(status, 200, text)
  return json.data as unknown as View
}

const list = (query = "") => Effect.map(send("GET", `${path}${query}`), viewIn)

const patch = (body: Members) => send("PATCH", path, { body })

const update = (body: Members) => Effect.map(patch(body), viewIn)

const bulk = (...preferences: ReadonlyArray<unknown>) => send("PATCH", `${path}/bulk`, { body: { preferences } })

const channelsOf = ({ global, workflows }: View) => [
  global.channels,
  Object.fromEntries(workflows.map(({ channels, workflow }) => [workflow.identifier, channels]))
]

const both = { in_app: true, email: true }

describe("preferences", () => {
  it.effect("are shown for all workflows that are not critical (case 21)", () =>
    Effect.gen(function*() {
      const view = yield* list()
      assert.isTrue(view.global.enabled)
      assert.deepStrictEqual(channelsOf(view), [both, { welcome: both }])
      assert.deepInclude(view.workflows[0]?.workflow, { identifier: "welcome", name: "Welcome, you!" })
      assert.match(view.workflows[0]?.workflow.slug ?? "", /^welcome-you_wf_[0-9A-Za-z]{16}$/)
      assert.notProperty(view.workflows[0], "updatedAt")
      assert.notProperty(view.global, "schedule")
      for (const id of ["second", "third"]) yield* (yield* FakeNovu).workflow({ id, steps: ["push"] })
      assert.deepStrictEqual(channelsOf(yield* list()), [{ ...both, push: true }, {
        welcome: both,
        second: { push: true },
        third: { push: true }
      }])
    }).pipe(fake))

  it.effect("have no channel where there is no workflow", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual<unknown>((yield* send("GET", path)).json, {
        data: { global: { enabled: true, channels: {} }, workflows: [] }
      })
    }).pipe(Effect.provide(FakeNovu.layer({ seed: { subscribers: ["ada"] } }))))

  it.effect("are shown for critical workflows when asked for", () =>
    Effect.gen(function*() {
      const alarm = { email: true, sms: true }
      assert.deepStrictEqual(channelsOf(yield* list("?criticality=critical")), [alarm, { alarm }])
      assert.deepStrictEqual(channelsOf(yield* list("?criticality=all"))[1], { welcome: both, alarm })
      assert.strictEqual((yield* send("GET", `${path}?criticality=other`)).status, 422)
    }).pipe(fake))
})

describe("changing preferences", () => {
  it.effect("of one workflow, by any of its names, leaves the others (case 22)", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).workflow({ id: "second", steps: ["in_app", "email"] })
      const [, first] = channelsOf(yield* list())
      assert.deepStrictEqual(first, { welcome: both, second: both })
      const { slug } = (yield* list()).workflows[0]?.workflow ?? { slug: "" }
      const names = yield* bulk({ workflowId: "welcome", channels: {} })
      const id = (names.json.data as unknown as ReadonlyArray<{ readonly workflow: { readonly id: string } }>)[0]
        ?.workflow.id
      let email = true
      for (const workflowId of ["welcome", id, slug]) {
        email = !email
        const view = yield* update({ workflowId, channels: { email } })
        assert.deepStrictEqual(channelsOf(view), [both, { welcome: { in_app: true, email }, second: both }])
        assert.deepStrictEqual(view.workflows[0]?.overrides, [{ channel: "email", source: "subscriber" }])
        assert.isString(view.workflows[0]?.updatedAt)
        assert.deepStrictEqual(yield* list(), view)
      }
    }).pipe(fake))

  it.effect("of everything reaches workflows without an own one, and later ones (case 23)", () =>
    Effect.gen(function*() {
      const off = { in_app: false, email: false }
      yield* update({ channels: off })
      yield* (yield* FakeNovu).workflow({ id: "later", steps: ["email"] })
      assert.deepStrictEqual(channelsOf(yield* list()), [off, { welcome: off, later: { email: false } }])
      yield* update({ workflowId: "welcome", channels: { email: true } })
      assert.deepStrictEqual(channelsOf(yield* update({ channels: { in_app: true } })), [
        { in_app: true, email: false },
        { welcome: both, later: { email: false } }
      ])
      const other = yield* send("GET", "/v2/subscribers/grace/preferences")
      assert.deepStrictEqual(viewIn(other).global.channels, both)
    }).pipe(fake))

  it.effect("with nothing changes nothing", () =>
    Effect.gen(function*() {
      const before = yield* list()
      assert.deepStrictEqual(yield* update({}), before)
    }).pipe(fake))

  it.effect("of a critical workflow, or of none that exists, is refused (case 24)", () =>
    Effect.gen(function*() {
      const critical = yield* patch({ workflowId: "alarm", channels: { email: false } })
      assert.deepStrictEqual([critical.status, critical.json.message], [
        400,
        "Critical workflow with id: alarm can not be updated"
      ])
      assert.strictEqual((yield* patch({ workflowId: "nope", channels: {} })).status, 404)
      assert.deepStrictEqual((yield* (yield* FakeNovu).state).preferences, [])
    }).pipe(fake))

  it.effect("keeps a schedule for everything, and ignores one for a workflow", () =>
    Effect.gen(function*() {
      const schedule = {
        isEnabled: true,
        weeklySchedule: {
          monday: { isEnabled: true, hours: [{ start: "09:00 AM", end: "05:00 PM" }] },
          sunday: { isEnabled: false }
        }
      }
      assert.notProperty((yield* update({ workflowId: "welcome", channels: {}, schedule })).global, "schedule")
      assert.deepStrictEqual((yield* update({ schedule })).global.schedule, schedule)
      assert.deepStrictEqual((yield* update({ channels: { email: false } })).global.schedule, schedule)
    }).pipe(fake))

  const wrong: ReadonlyArray<Members> = [
    { channels: { email: "no" } },
    { schedule: {} },
    { schedule: { isEnabled: true, weeklySchedule: { monday: { hours: [] } } } },
    { schedule: { isEnabled: true, weeklySchedule: { monday: { isEnabled: true, hours: [{ start: "09:00 AM" }] } } } },
    {
      schedule: {
        isEnabled: true,
        weeklySchedule: { monday: { isEnabled: true, hours: [{ start: "21:00", end: "22:00" }] } }
      }
    },
    { context: {} }
  ]
  it.effect.each(wrong)("refuses %j", (body) =>
    Effect.gen(function*() {
      assert.strictEqual((yield* patch(body)).status, 422)
    }).pipe(fake))
})

describe("changing preferences of many workflows", () => {
  it.effect("answers with each once, as the last item has it", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).workflow({ id: "second", steps: ["sms"], tags: ["t"] })
      const reply = yield* bulk(
        { workflowId: "welcome", channels: { email: true } },
        { workflowId: "second", channels: { sms: false } },
        { workflowId: "welcome", channels: { email: false } }
      )
      assert.strictEqual(reply.status, 200)
      const data = reply.json.data as unknown as ReadonlyArray<Members>
      assert.deepStrictEqual(data.map(({ channels }) => channels), [{ in_app: true, email: false }, { sms: false }])
      assert.deepInclude(data[1], { level: "template", enabled: true })
      assert.deepInclude(Object(data[1]?.["workflow"]), {
        identifier: "second",
        name: "second",
        critical: false,
        tags: ["t"],
        severity: "none"
      })
    }).pipe(fake))

  it.effect("writes nothing when one is unknown or critical, or there are none or too many (case 25)", () =>
    Effect.gen(function*() {
      const off = { channels: { email: false } }
      const good = { workflowId: "welcome", ...off }
      const replies = [
        yield* bulk(good, { workflowId: "a", ...off }, { workflowId: "b", ...off }),
        yield* bulk(),
        yield* bulk(...Array.from({ length: 101 }, () => good)),
        yield* bulk(good, { workflowId: "alarm", ...off }),
        yield* bulk({ workflowId: "welcome" })
      ]
      assert.deepStrictEqual(replies.map(({ status }) => status), [404, 400, 422, 400, 422])
      assert.deepStrictEqual([replies[0]?.json.message, replies[1]?.json.message], [
        "Workflows with ids: a, b not found",
        "No preferences provided for bulk update"
      ])
      assert.deepStrictEqual(replies[2]?.json.errors.general.messages, [
        "preferences must contain no more than 100 elements"
      ])
      assert.match(replies[3]?.json.message ?? "", /^Critical workflows with ids: [0-9a-f]{24} cannot be updated$/)
      assert.deepStrictEqual((yield* (yield* FakeNovu).state).preferences, [])
    }).pipe(fake))
})

describe("a trigger", () => {
  const notify = (name: string) => send("POST", "/v1/events/trigger", { body: { name, to: "ada" } })

  it.effect("heeds what the routes wrote, unless its workflow is critical", () =>
    Effect.gen(function*() {
      const { messages } = yield* FakeNovu
      yield* update({ channels: { email: false } })
      yield* notify("welcome")
      yield* notify("alarm")
      assert.deepStrictEqual((yield* messages()).map(({ channel, workflowId }) => [workflowId, channel]), [
        ["welcome", "in_app"],
        ["alarm", "email"],
        ["alarm", "sms"]
      ])
      yield* bulk({ workflowId: "welcome", channels: { email: true, in_app: false } })
      yield* TestClock.adjust("1 second")
      yield* notify("welcome")
      assert.deepStrictEqual((yield* messages()).map(({ channel }) => channel).slice(3), ["email"])
    }).pipe(fake))

  it.effect("heeds a seeded preference as the routes show it", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).seed({ preferences: [{ subscriberId: "ada", channels: { email: false } }] })
      assert.deepStrictEqual((yield* list()).global.channels, { in_app: true, email: false })
      yield* update({ channels: { email: true } })
      yield* notify("welcome")
      assert.lengthOf(yield* (yield* FakeNovu).messages({ channel: "email" }), 1)
    }).pipe(fake))
})
