import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { type Era, FakeNovu, type FakeNovuOptions, type Plan, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { type Send, send } from "./wire.ts"

const fake = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layer({ seed: {}, ...options }))

const base = "/v1/environments"

const development = "6615943e7ace93b0540ae377"

const production = "6615943e7ace93b0540ae378"

const productionKey = { key: "ApiKey sk_fake_production" }

type Json = Readonly<Record<string, unknown>>

interface Environment {
  readonly [member: string]: unknown
  readonly _id: string
  readonly name: string
  readonly apiKeys: ReadonlyArray<Json>
}

const ask = <A = Environment>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  more: Send = {}
) =>
  Effect.map(
    send(method, path, body === undefined ? more : { ...more, body }),
    ({ json, status, text }) => ({ status, message: json.message, data: json.data as unknown as A, text })
  )

const list = (more: Send = {}) =>
  Effect.map(ask<ReadonlyArray<Environment>>("GET", base, undefined, more), ({ data }) => data)

const create = (name: unknown, more: Json = {}) => ask("POST", base, { name, color: "#ff8547", ...more })

const refusal = ({ message, status }: { readonly status: number; readonly message: unknown }) => [status, message]

const state = Effect.flatMap(FakeNovu, (novu) => novu.state)

const environmentOf = (name: string) =>
  Effect.map(state, ({ environments }) => environments.find((each) => each.name === name))

const scope = "This authentication scheme is scoped to a single environment and cannot target a different " +
  "`_environmentId`. Use credentials from the target environment, or authenticate with a session token."

describe("environments of the fake", () => {
  it.effect("case 23, era 2026-08: show the key of the caller's own, and no other", () =>
    Effect.gen(function*() {
      const keysFor = (more: Send) => Effect.map(list(more), (all) => all.map(({ apiKeys, name }) => [name, apiKeys]))
      const keyOf = (key: string) => [{ key, _userId: "6615943e7ace93b0540ae302" }]
      assert.deepStrictEqual(yield* keysFor({}), [["Development", keyOf("sk_fake")], ["Production", []]])
      assert.deepStrictEqual(yield* keysFor(productionKey), [["Development", []], [
        "Production",
        keyOf("sk_fake_production")
      ]])
      const [first] = yield* list()
      const { apiKeys: _, slug, ...rest } = first ?? assert.fail("there is none")
      assert.match(String(slug), /^development_env_[0-9A-Za-z]{16}$/)
      assert.deepStrictEqual<Json>(rest, {
        _id: development,
        name: "Development",
        _organizationId: "6615943e7ace93b0540ae301",
        identifier: "app_fake",
        type: "dev",
        color: "#FF8547",
        createdAt: "1970-01-01T00:00:00.000Z",
        updatedAt: "1970-01-01T00:00:00.000Z"
      })
    }).pipe(fake({ era: "2026-08" })))

  it.effect("case 23, era 2026-08: are made without showing a key, which opens them all the same", () =>
    Effect.gen(function*() {
      const { data, status, text } = yield* create("Pre Live", { parentId: development })
      assert.deepStrictEqual([status, data.apiKeys, data["type"], data["_parentId"]], [201, [], null, development])
      const made = (yield* environmentOf("Pre Live")) ?? assert.fail("it is not there")
      const secretKey = Redacted.value(made.secretKey)
      assert.notInclude(text, secretKey)
      const own = yield* list({ key: `ApiKey ${secretKey}` })
      assert.deepStrictEqual(own.map(({ apiKeys, name }) => [name, apiKeys.length]), [
        ["Development", 0],
        ["Production", 0],
        ["Pre Live", 1]
      ])
    }).pipe(fake({ era: "2026-08", plan: "business" })))

  it.effect("case 23, era 2026-08: are not made on smaller plans", () =>
    Effect.gen(function*() {
      const plans: ReadonlyArray<Plan> = ["self-hosted", "free", "pro", "business", "enterprise"]
      const answers = yield* Effect.forEach(
        plans,
        (plan) => Effect.map(create("Pre Live"), refusal).pipe(fake({ era: "2026-08", plan }))
      )
      assert.deepStrictEqual(answers, [
        [201, undefined],
        [402, "Payment Required"],
        [402, "Payment Required"],
        [201, undefined],
        [201, undefined]
      ])
    }))

  it.effect("have a name that is neither taken nor reserved, and a color", () =>
    Effect.gen(function*() {
      for (const name of ["Development", " production ", "DEVELOPMENT"]) {
        assert.deepStrictEqual(refusal(yield* create(name)), [
          422,
          "Environment name cannot be Development or Production"
        ])
      }
      yield* create("Own")
      assert.deepStrictEqual(refusal(yield* create("Own")), [400, "Environment name must be unique"])
      for (const body of [{ name: "A" }, { name: "A", color: "red" }, { color: "#fff" }]) {
        assert.strictEqual((yield* ask("POST", base, body)).status, 422)
      }
      assert.strictEqual((yield* create("A", { parentId: "odd" })).status, 422)
      assert.lengthOf(yield* list(), 3)
    }).pipe(fake()))

  it.effect("case 24, era 2026-08: are changed by their own key only, and deleted by no sibling's", () =>
    Effect.gen(function*() {
      const before = yield* list()
      const change = { name: "Changed", color: "#000" }
      assert.deepStrictEqual(refusal(yield* ask("PUT", `${base}/${production}`, change)), [403, scope])
      assert.deepStrictEqual(refusal(yield* ask("DELETE", `${base}/${production}`)), [403, scope])
      assert.deepStrictEqual(yield* list(), before)
      yield* TestClock.adjust("1 second")
      const { data, status } = yield* ask("PUT", `${base}/${production}`, change, productionKey)
      assert.deepInclude(data, { ...change, updatedAt: "1970-01-01T00:00:01.000Z" })
      assert.strictEqual(status, 200)
      assert.deepStrictEqual((yield* list()).map(({ name }) => name), ["Development", "Changed"])
    }).pipe(fake({ era: "2026-08" })))

  it.effect("case 24, era 2026-05: are changed and deleted by the key of any", () =>
    Effect.gen(function*() {
      const { data: { _id } } = yield* create("Own")
      assert.deepInclude((yield* ask("PUT", `${base}/${_id}`, { name: "Other" })).data, { _id, name: "Other" })
      const gone = yield* ask("DELETE", `${base}/${_id}`)
      assert.deepStrictEqual([gone.status, gone.text], [200, "{}"])
      const missing = [404, `Environment ${_id} not found`]
      assert.deepStrictEqual(refusal(yield* ask("DELETE", `${base}/${_id}`)), missing)
      assert.deepStrictEqual(refusal(yield* ask("PUT", `${base}/${_id}`, { name: "x" })), missing)
    }).pipe(fake({ era: "2026-05" })))

  it.effect("era 2025-05: are changed, and only the count of what was changed is told", () =>
    Effect.gen(function*() {
      const put = (id: string) => Effect.map(ask("PUT", `${base}/${id}`, { name: "New" }), ({ data }) => data)
      assert.deepStrictEqual<unknown>(yield* put(production), { matched: 1, modified: 1 })
      assert.deepStrictEqual<unknown>(yield* put("0".repeat(24)), { matched: 0, modified: 0 })
      assert.deepStrictEqual((yield* list()).map(({ name }) => name), ["Development", "New"])
    }).pipe(fake({ era: "2025-05" })))

  it.effect("era 2024-10: are listed, and changed by no key", () =>
    Effect.gen(function*() {
      assert.lengthOf(yield* list(), 2)
      const closed = [401, "API endpoint not available"]
      assert.deepStrictEqual(refusal(yield* create("Own")), closed)
      assert.deepStrictEqual(refusal(yield* ask("PUT", `${base}/${development}`, {})), closed)
      assert.deepStrictEqual(refusal(yield* ask("DELETE", `${base}/${development}`)), closed)
    }).pipe(fake({ era: "2024-10" })))

  it.effect("keep what an empty text stands for, and lose the bridge by an object without a URL", () =>
    Effect.gen(function*() {
      const put = (body: Json) => Effect.map(ask("PUT", `${base}/${development}`, body), ({ data }) => data)
      const set = yield* put({ bridge: { url: "https://bridge.test" }, dns: { inboundParseDomain: "in.test" } })
      assert.deepInclude(set, { bridge: { url: "https://bridge.test" }, dns: { inboundParseDomain: "in.test" } })
      assert.deepInclude(yield* put({ name: "", identifier: "", color: "", parentId: "" }), {
        name: "Development",
        identifier: "app_fake",
        bridge: { url: "https://bridge.test" }
      })
      const cleared = yield* put({ bridge: {} })
      assert.notProperty(cleared, "bridge")
      assert.deepInclude(cleared, { dns: { inboundParseDomain: "in.test" } })
    }).pipe(fake()))

  it.effect("era 2026-05: the two of every organisation are not deleted", () =>
    Effect.gen(function*() {
      for (const id of [development, production]) {
        assert.strictEqual((yield* ask("DELETE", `${base}/${id}`)).status, 400)
      }
      assert.lengthOf(yield* list(), 2)
    }).pipe(fake({ era: "2026-05" })))

  it.effect("lose their key when they are deleted", () =>
    Effect.gen(function*() {
      const made = (yield* environmentOf("Own")) ?? assert.fail("it is not there")
      const key = { key: "ApiKey sk_own" }
      assert.strictEqual((yield* ask("DELETE", `${base}/${made.id}`, undefined, key)).status, 200)
      assert.deepStrictEqual(refusal(yield* ask("DELETE", `${base}/${made.id}`, undefined, key)), [
        401,
        "API Key not found"
      ])
    }).pipe(fake({ era: "2026-08", seed: { environments: [{ name: "Own", secretKey: "sk_own" }] } })))

  it.effect("case 25, era 2026-08: tell the tags of their workflows once each", () =>
    Effect.gen(function*() {
      const tags = (id: string) => ask<ReadonlyArray<Json>>("GET", `/v2/environments/${id}/tags`)
      assert.deepStrictEqual((yield* tags(development)).data, [{ name: "a" }, { name: "b" }, { name: "c" }])
      assert.deepStrictEqual((yield* tags(production)).data, [])
      assert.deepStrictEqual(refusal(yield* tags("odd")), [404, "Environment odd not found"])
    }).pipe(fake({
      era: "2026-08",
      seed: {
        workflows: [
          { id: "one", tags: ["a", "b"], steps: [] },
          { id: "two", tags: ["b", "c", null as unknown as string, ""], steps: [] }
        ]
      }
    })))
})

interface Diff {
  readonly resources: ReadonlyArray<{
    readonly resourceType: string
    readonly sourceResource: { readonly id: string } | null
    readonly targetResource: { readonly id: string } | null
    readonly changes: ReadonlyArray<Json>
    readonly summary: Json
    readonly dependencies?: ReadonlyArray<Json>
  }>
  readonly summary: Json
}

interface Published {
  readonly results: ReadonlyArray<{ readonly [kind: string]: unknown; readonly resourceType: string }>
  readonly summary: Json
}

const url = (target: string, what: "diff" | "publish") => `/v2/environments/${target}/${what}`

const diff = (body: Json = {}, target = production, more: Send = {}) =>
  ask<Diff>("POST", url(target, "diff"), body, more)

const publish = (body: Json = {}, target = production) => ask<Published>("POST", url(target, "publish"), body)

const counts = (successful: number, failed = 0, skipped = 0) => ({
  resources: successful + failed + skipped,
  successful,
  failed,
  skipped
})

const inProduction = Effect.map(environmentOf("Production"), (found) => ({
  workflows: found?.state.workflows.map(({ workflowId }) => workflowId),
  layouts: found?.state.layouts.map(({ layoutId }) => layoutId)
}))

const open = (seed: Seed = {}) => fake({ era: "2026-05", seed })

const hello = { type: "in_app", controls: { subject: "Hi", body: "Hello" } } as const

const mail = (layoutId: string) =>
  ({ type: "email", controls: { subject: "Hi", body: "<p>Hi</p>", layoutId } }) as const

describe("publishing in the fake", () => {
  it.effect("case 20, era 2026-05: copies a workflow from Development, and a dry run copies none", () =>
    Effect.gen(function*() {
      const dry = yield* publish({ dryRun: true })
      assert.deepStrictEqual([dry.status, dry.data.summary], [200, counts(0, 0, 1)])
      assert.deepStrictEqual(yield* inProduction, { workflows: [], layouts: [] })
      const { data, status } = yield* publish()
      assert.deepStrictEqual([status, data.summary], [200, counts(1)])
      assert.deepStrictEqual<unknown>(data.results, [{
        resourceType: "workflow",
        successful: [{ resourceType: "workflow", resourceId: "w", resourceName: "w", action: "created" }],
        failed: [],
        skipped: [],
        totalProcessed: 1
      }])
      assert.deepStrictEqual(yield* inProduction, { workflows: ["w"], layouts: [] })
      assert.deepStrictEqual((yield* publish()).data.summary, counts(0, 0, 1))
    }).pipe(open({ workflows: [{ id: "w", steps: [hello] }] })))

  it.effect("case 20, era 2026-05: is refused with 400 for the same environment, an odd id and an unknown one", () =>
    Effect.gen(function*() {
      const unknown = "0".repeat(24)
      for (const what of ["diff", "publish"] as const) {
        const from = (target: string, sourceEnvironmentId?: string) =>
          Effect.map(ask("POST", url(target, what), { sourceEnvironmentId }), refusal)
        const same = [400, "Source and target environments cannot be the same"]
        assert.deepStrictEqual(yield* from(development), same)
        assert.deepStrictEqual(yield* from(production, production), same)
        const odd = [400, "Invalid environment ID format"]
        assert.deepStrictEqual(yield* from("invalid-id"), odd)
        assert.deepStrictEqual(yield* from(production, "invalid-id"), odd)
        assert.deepStrictEqual(yield* from(unknown), [400, "Target environment not found"])
        assert.deepStrictEqual(yield* from(production, unknown), [400, "Source environment not found"])
      }
    }).pipe(open()))

  it.effect("era 2026-05: needs a Development where no source is named", () =>
    Effect.gen(function*() {
      yield* ask("PUT", `${base}/${development}`, { name: "Renamed" })
      assert.deepStrictEqual(refusal(yield* diff()), [400, "Development environment not found"])
      assert.strictEqual((yield* diff({ sourceEnvironmentId: development })).status, 200)
    }).pipe(open()))

  it.effect("case 21, era 2026-05: touches what is named only, or everything", () =>
    Effect.gen(function*() {
      const { data } = yield* publish({ resources: [{ resourceType: "workflow", resourceId: "w1" }] })
      assert.deepStrictEqual(data.summary, counts(1))
      assert.deepStrictEqual((yield* inProduction).workflows, ["old", "w1"])
      assert.strictEqual((yield* publish({ resources: [{ resourceType: "step", resourceId: "w1" }] })).status, 422)
      assert.strictEqual((yield* publish({ resources: {} })).status, 422)
      const all = yield* publish({ resources: [] })
      assert.deepStrictEqual(all.data.summary, counts(2, 0, 1))
      const [{ successful }] = all.data.results as [Published["results"][number]]
      assert.deepStrictEqual<unknown>(successful, [
        { resourceType: "workflow", resourceId: "w2", resourceName: "w2", action: "created" },
        { resourceType: "workflow", resourceId: "old", resourceName: "old", action: "deleted" }
      ])
      assert.deepStrictEqual((yield* inProduction).workflows, ["w1", "w2"])
      const after = yield* diff()
      assert.deepStrictEqual([after.data.resources, after.data.summary], [
        [],
        { totalEntities: 0, totalChanges: 0, hasChanges: false }
      ])
    }).pipe(open({
      workflows: [{ id: "w1", steps: [] }, { id: "w2", steps: [] }],
      environments: [{ name: "Production", seed: { workflows: [{ id: "old", steps: [] }] } }]
    })))

  it.effect("era 2026-05: is not of what code defines", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* diff()).data.resources, [])
      assert.deepStrictEqual((yield* publish()).data.summary, counts(0))
      assert.deepStrictEqual((yield* inProduction).workflows, ["there"])
    }).pipe(open({
      workflows: [{ id: "here", origin: "external", steps: [] }],
      environments: [{ name: "Production", seed: { workflows: [{ id: "there", origin: "external", steps: [] }] } }]
    })))

  it.effect("era 2026-05: takes the layouts of a workflow with it, and keeps the ids of what is there", () =>
    Effect.gen(function*() {
      const resources = [{ resourceType: "workflow", resourceId: "w" }]
      assert.deepStrictEqual((yield* publish({ resources })).data.summary, counts(1))
      assert.deepStrictEqual(yield* inProduction, { workflows: ["w"], layouts: ["main"] })
      const workflow = Effect.map(ask("GET", "/v2/workflows/w", undefined, productionKey), ({ data }) => data)
      const { _id, steps } = yield* workflow
      yield* send("PATCH", "/v2/workflows/w", { body: { name: "New" } })
      yield* publish({ resources })
      const again = yield* workflow
      assert.deepStrictEqual([again._id, again.name], [_id, "New"])
      const ids = (of: unknown) => (of as ReadonlyArray<Json>).map((step) => step["_id"])
      assert.deepStrictEqual(ids(again["steps"]), ids(steps))
    }).pipe(open({ workflows: [{ id: "w", steps: [hello, mail("main")] }], layouts: ["main"] })))

  it.effect("case 22, era 2026-05: a layout that is gone waits for the workflow that stood in it", () =>
    Effect.gen(function*() {
      yield* publish()
      yield* send("DELETE", "/v2/layouts/other")
      const { data: { resources, summary } } = yield* diff()
      const [layout, workflow] = resources
      assert.deepStrictEqual([layout?.resourceType, layout?.sourceResource, layout?.targetResource?.id], [
        "layout",
        null,
        "other"
      ])
      assert.deepStrictEqual(layout?.summary, { added: 0, modified: 0, deleted: 1, unchanged: 0 })
      assert.deepInclude(layout?.dependencies?.[0], { resourceType: "workflow", resourceId: "w", isBlocking: true })
      assert.deepStrictEqual([workflow?.resourceType, workflow?.sourceResource?.id], ["workflow", "w"])
      assert.isFalse(workflow !== undefined && "dependencies" in workflow)
      assert.deepStrictEqual(summary, { totalEntities: 2, totalChanges: 2, hasChanges: true })
      assert.deepStrictEqual((yield* publish()).data.summary, counts(2, 0, 1))
      assert.deepStrictEqual((yield* inProduction).layouts, ["main"])
    }).pipe(open({ workflows: [{ id: "w", steps: [mail("other")] }], layouts: ["main", "other"] })))

  it.effect("era 2026-05: a workflow waits for a layout that is not there", () =>
    Effect.gen(function*() {
      const dependency = Effect.map(
        diff(),
        ({ data }) => data.resources.find(({ resourceType }) => resourceType === "workflow")?.dependencies?.[0]
      )
      const main = { resourceType: "layout", resourceId: "main", resourceName: "main" }
      assert.deepStrictEqual<unknown>(yield* dependency, {
        ...main,
        isBlocking: true,
        reason: "LAYOUT_REQUIRED_FOR_WORKFLOW"
      })
      yield* publish({ resources: [{ resourceType: "layout", resourceId: "main" }] })
      assert.isUndefined(yield* dependency)
      yield* send("PUT", "/v2/layouts/main", { body: { name: "New" } })
      assert.deepStrictEqual<unknown>(yield* dependency, {
        ...main,
        resourceName: "New",
        isBlocking: false,
        reason: "LAYOUT_EXISTS_IN_TARGET"
      })
    }).pipe(open({ workflows: [{ id: "w", steps: [mail("main")] }], layouts: ["main"] })))

  it.effect("era 2026-05: a deletion that fails is told with a 200", () =>
    Effect.gen(function*() {
      const { data, status } = yield* publish()
      assert.deepStrictEqual([status, data.summary], [200, counts(1, 1)])
      const [layouts] = data.results
      assert.deepStrictEqual<unknown>(layouts?.["failed"], [{
        resourceType: "layout",
        resourceId: "theirs",
        resourceName: "theirs",
        error: "Layout with id theirs is being used as a default layout, it can not be deleted"
      }])
      assert.deepStrictEqual(yield* inProduction, { workflows: ["w"], layouts: ["theirs"] })
    }).pipe(open({
      workflows: [{ id: "w", steps: [] }],
      environments: [{ name: "Production", seed: { layouts: ["theirs"] } }]
    })))

  it.effect("era 2026-05: a diff says what was added, changed, moved and deleted", () =>
    Effect.gen(function*() {
      const { data: { resources: [found, ...others], summary } } = yield* diff()
      assert.deepStrictEqual(others, [])
      assert.deepStrictEqual(
        found?.changes.map(({ action, diffs, newIndex, previousIndex, resourceType, stepType }) => [
          resourceType,
          action,
          stepType,
          diffs,
          [previousIndex, newIndex]
        ]),
        [
          ["workflow", "modified", undefined, { previous: { name: "Before" }, new: { name: "Now" } }, [
            undefined,
            undefined
          ]],
          ["step", "moved", "sms", undefined, [1, 0]],
          [
            "step",
            "modified",
            "in_app",
            {
              previous: { controlValues: { subject: "Hi" } },
              new: { controlValues: { subject: "Hi", body: "Hello" } }
            },
            [0, 1]
          ],
          ["step", "moved", "in_app", undefined, [0, 1]],
          ["step", "added", "push", undefined, [undefined, undefined]],
          ["step", "deleted", "chat", undefined, [undefined, undefined]]
        ]
      )
      assert.deepStrictEqual(found?.summary, { added: 1, modified: 4, deleted: 1, unchanged: 0 })
      assert.deepStrictEqual(summary, { totalEntities: 1, totalChanges: 6, hasChanges: true })
    }).pipe(open({
      workflows: [{ id: "w", name: "Now", steps: [{ type: "sms", controls: { body: "a" } }, hello, "push"] }],
      environments: [{
        name: "Production",
        seed: {
          workflows: [{
            id: "w",
            name: "Before",
            steps: [{ type: "in_app", controls: { subject: "Hi" } }, { type: "sms", controls: { body: "a" } }, "chat"]
          }]
        }
      }]
    })))

  it.effect("case 17, era 2026-08: is refused with 403 for any other environment, so that no key can do it", () =>
    Effect.gen(function*() {
      for (const what of ["diff", "publish"] as const) {
        const from = (target: string, sourceEnvironmentId?: string) =>
          Effect.map(ask("POST", url(target, what), { sourceEnvironmentId }), refusal)
        assert.deepStrictEqual(yield* from(production), [403, scope])
        assert.deepStrictEqual(yield* from(production, development), [403, scope])
        assert.deepStrictEqual(yield* from(development, production), [403, scope])
        assert.deepStrictEqual(yield* from("invalid-id"), [403, scope])
        assert.deepStrictEqual(yield* from(development, development), [
          400,
          "Source and target environments cannot be the same"
        ])
      }
      assert.deepStrictEqual(yield* inProduction, { workflows: [], layouts: [] })
    }).pipe(fake({ era: "2026-08", seed: { workflows: [{ id: "w", steps: [] }] } })))

  it.effect("is unknown to servers before 2026-05", () =>
    Effect.gen(function*() {
      const eras: ReadonlyArray<Era> = ["2024-10", "2025-05", "2026-05"]
      const answers = yield* Effect.forEach(
        eras,
        (era) =>
          Effect.all([diff(), publish()]).pipe(Effect.map((all) => all.map(({ status }) => status)), fake({ era }))
      )
      assert.deepStrictEqual(answers, [[404, 404], [404, 404], [200, 200]])
    }))
})
