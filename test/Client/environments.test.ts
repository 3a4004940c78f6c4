import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import {
  Environments,
  Layouts,
  type NovuError,
  NovuTransport,
  type PublishEnvironment,
  RetryPolicy,
  Workflows
} from "effect-novu"
import { FakeNovu, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { inVirtualTime } from "../support/client.ts"

const development = "6615943e7ace93b0540ae377"

const production = "6615943e7ace93b0540ae378"

const novu = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layerClient({ seed: {}, ...options }))

/** Provides the groups with the key of each environment, over one fake. */
const withKey = (secretKey: string) =>
  Layer.mergeAll(Environments.layer, Layouts.layer, Workflows.layer).pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(secretKey) }))
  )

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const requests = Effect.flatMap(FakeNovu, (fake) => fake.requests)

const bodies = Effect.map(requests, (all) => all.map(({ body }) => body === "" ? undefined : JSON.parse(body)))

const preLive = { name: "Pre Live", color: "#FF8547" } as const

const told = ({ gate, mayHaveActed, reason }: NovuError) => [reason._tag, gate, mayHaveActed]

describe("Environments.list", () => {
  it.effect("shows the caller's own key redacted, and no other (case 23, era 2026-08)", () =>
    Effect.gen(function*() {
      const { result } = yield* (yield* Environments).list()
      assert.deepStrictEqual(result.map(({ apiKeys, name }) => [name, apiKeys?.length]), [
        ["Development", 1],
        ["Production", 0]
      ])
      const key = result[0]?.apiKeys?.[0]?.key
      assert.strictEqual(key && Redacted.value(key), "sk_fake")
      assert.notInclude(`${inspect(result, { depth: 9 })} ${JSON.stringify(result)}`, "sk_fake")
    }).pipe(novu({ era: "2026-08" })))

  it.effect("takes a type that is newer than this package, and one odd key", () =>
    Effect.gen(function*() {
      yield* script(Fault.respond({
        status: 200,
        body: { data: [{ _id: "1", name: "Stage", type: "stage", apiKeys: [{ key: 7, hash: "sk_hash" }, null] }] }
      }))
      const { result: [found] } = yield* (yield* Environments).list()
      assert.deepStrictEqual([found?.type, found?.apiKeys?.map(({ key }) => key)], ["stage", [undefined]])
      assert.notInclude(inspect(found, { depth: 9 }), "sk_hash")
    }).pipe(novu()))
})

describe("Environments.create", () => {
  it.effect("is answered without a key (case 23, era 2026-08)", () =>
    Effect.gen(function*() {
      const { create, list } = yield* Environments
      const { result } = yield* create({ ...preLive, parentId: development })
      assert.deepStrictEqual([result.name, result.apiKeys, result._parentId], ["Pre Live", [], development])
      assert.lengthOf((yield* list()).result, 3)
    }).pipe(novu({ era: "2026-08" })))

  it.effect("is refused with the gate of the plan (case 23, era 2026-08)", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Environments).create(preLive))
      assert.deepStrictEqual(told(error), ["PaymentRequired", "plan", false])
    }).pipe(novu({ era: "2026-08", plan: "pro" })))

  it.effect("finds what a lost request made, by its name", () =>
    Effect.gen(function*() {
      const { create, list } = yield* Environments
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create(preLive))
      assert.strictEqual(result.name, "Pre Live")
      assert.lengthOf((yield* list()).result, 3)
    }).pipe(novu()))

  it.effect.each([preLive, { ...preLive, color: "#000000" }])(
    "takes nothing for it that is older or another: %j",
    (asked) =>
      Effect.gen(function*() {
        const { create } = yield* Environments
        yield* create(preLive)
        // An hour passes before the request.
        yield* inVirtualTime(Effect.void)
        yield* script(Fault.hangUp("before-write"))
        const error = yield* Effect.flip(inVirtualTime(create(asked)))
        assert.deepStrictEqual([error.reason._tag, error.reason.detail], [
          "BadRequest",
          "Environment name must be unique"
        ])
      }).pipe(novu())
  )

  it.effect("refuses a color that is none before anything is sent", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Environments).create({ ...preLive, color: "red" }))
      assert.strictEqual(error.reason._tag, "InvalidInput")
      assert.lengthOf(yield* requests, 0)
    }).pipe(novu()))
})

describe("Environments.update", () => {
  it.effect("returns the environment on newer servers, and that of the key alone (case 24, era 2026-08)", () =>
    Effect.gen(function*() {
      const { list, update } = yield* Environments
      const { result } = yield* update(development, { color: "#000000" })
      assert.deepInclude(result, { _id: development, name: "Development", color: "#000000" })
      assert.isUndefined(result.matched)
      const before = (yield* list()).result[1]
      const error = yield* Effect.flip(update(production, { color: "#000000" }))
      assert.deepStrictEqual(told(error), ["Forbidden", "environment", false])
      assert.deepStrictEqual((yield* list()).result[1], before)
    }).pipe(novu({ era: "2026-08" })))

  it.effect("returns numbers on older ones, and 0 for an environment that is not there (era 2025-05)", () =>
    Effect.gen(function*() {
      const { list, update } = yield* Environments
      assert.deepStrictEqual((yield* update(production, { name: "Live" })).result, { matched: 1, modified: 1 })
      assert.deepStrictEqual((yield* update("none", { name: "Live" })).result, { matched: 0, modified: 0 })
      assert.deepStrictEqual((yield* list()).result.map(({ name }) => name), ["Development", "Live"])
    }).pipe(novu({ era: "2025-05" })))

  it.effect("takes the bridge away by an object without a URL", () =>
    Effect.gen(function*() {
      const { update } = yield* Environments
      const set = yield* update(development, { bridge: { url: "https://bridge.test" } })
      assert.deepStrictEqual(set.result.bridge, { url: "https://bridge.test" })
      assert.isUndefined((yield* update(development, { bridge: {} })).result.bridge)
    }).pipe(novu()))
})

describe("Environments.delete", () => {
  it.effect("is done when its first answer is lost (era 2026-05)", () =>
    Effect.gen(function*() {
      const { create, delete: remove, list } = yield* Environments
      const { result } = yield* create(preLive)
      yield* script(Fault.hangUp("after-write"))
      assert.isUndefined((yield* inVirtualTime(remove(result._id))).result)
      assert.lengthOf((yield* list()).result, 2)
      assert.strictEqual((yield* Effect.flip(remove(result._id))).reason._tag, "NotFound")
    }).pipe(novu({ era: "2026-05" })))

  it.effect("is not done by a gate, when its first answer is lost (era 2024-10)", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("before-write"))
      const error = yield* Effect.flip(inVirtualTime((yield* Environments).delete(production)))
      assert.deepStrictEqual(told(error), ["Unauthorized", "server", true])
      assert.strictEqual(error.attempts, 2)
    }).pipe(novu({ era: "2024-10" })))

  it.effect("of a sibling is refused (case 24, era 2026-08)", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Environments).delete(production))
      assert.deepStrictEqual(told(error), ["Forbidden", "environment", false])
    }).pipe(novu({ era: "2026-08" })))

  it.effect("takes the key along, so that a lost answer stays in doubt (era 2026-08)", () =>
    Effect.gen(function*() {
      const [, , own] = (yield* (yield* Environments).list()).result
      yield* script(Fault.hangUp("after-write"))
      const remove = Effect.flatMap(Environments, (group) => group.delete(own?._id ?? ""))
      const error = yield* Effect.flip(inVirtualTime(Effect.provide(remove, withKey("sk_own"))))
      assert.deepStrictEqual(told(error), ["Unauthorized", undefined, true])
      assert.lengthOf((yield* (yield* Environments).list()).result, 2)
    }).pipe(novu({ era: "2026-08", seed: { environments: [{ name: "Own", secretKey: "sk_own" }] } })))
})

describe("Environments.listTags", () => {
  it.effect("lists each tag once (case 25, era 2026-08)", () =>
    Effect.gen(function*() {
      const { listTags } = yield* Environments
      assert.deepStrictEqual((yield* listTags(development)).result, [{ name: "a" }, { name: "b" }, { name: "c" }])
      assert.deepStrictEqual((yield* listTags(production)).result, [])
      const error = yield* Effect.flip(listTags("odd"))
      assert.deepStrictEqual([error.reason._tag, error.gate, error.reason.detail], [
        "NotFound",
        undefined,
        "Environment odd not found"
      ])
    }).pipe(novu({
      era: "2026-08",
      seed: { workflows: [{ id: "x", tags: ["a", "b"], steps: [] }, { id: "y", tags: ["b", "c", ""], steps: [] }] }
    })))
})

const open = (seed: Seed) => novu({ era: "2026-05", seed })

const hello = { type: "in_app", controls: { subject: "Hi", body: "Hello" } } as const

/** Reads the identifiers that are stored in Production, with a key of its own. */
const inProduction = Effect.gen(function*() {
  const { workflows } = (yield* (yield* Workflows).list()).result
  const { layouts } = (yield* (yield* Layouts).list()).result
  return {
    workflows: workflows.map(({ workflowId }) => workflowId).toSorted(),
    layouts: layouts.map(({ layoutId }) => layoutId)
  }
}).pipe(Effect.provide(withKey("sk_fake_production")))

describe("Environments.diff", () => {
  it.effect("says what publishing would do, and reads only (case 22, era 2026-05)", () =>
    Effect.gen(function*() {
      const { diff, publish } = yield* Environments
      yield* publish(production, { resources: "all" })
      yield* (yield* Layouts).delete("other")
      const { result } = yield* diff(production)
      const [layout, workflow] = result.resources
      assert.deepStrictEqual(
        [layout?.resourceType, layout?.sourceResource, layout?.targetResource?.id, layout?.summary?.deleted],
        ["layout", null, "other", 1]
      )
      assert.deepInclude(layout?.dependencies?.[0], { resourceType: "workflow", resourceId: "w", isBlocking: true })
      assert.deepStrictEqual([workflow?.resourceType, workflow?.dependencies], ["workflow", undefined])
      assert.deepStrictEqual(workflow?.changes?.map(({ action, resourceType }) => [resourceType, action]), [
        ["step", "modified"]
      ])
      assert.deepStrictEqual(result.summary, { totalEntities: 2, totalChanges: 2, hasChanges: true })
      assert.deepStrictEqual((yield* inProduction).layouts.toSorted(), ["main", "other"])
    }).pipe(open({
      workflows: [{ id: "w", steps: [{ type: "email", controls: { subject: "a", body: "b", layoutId: "other" } }] }],
      layouts: ["main", "other"]
    })))

  it.effect("is repeated when its answer is lost, because it only reads", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("before-write"))
      const { result } = yield* inVirtualTime(
        (yield* Environments).diff(production, { sourceEnvironmentId: development })
      )
      assert.deepStrictEqual(result.resources, [])
    }).pipe(open({})))

  it.effect("takes kinds, actions and reasons that are newer than this package", () =>
    Effect.gen(function*() {
      yield* script(Fault.respond({
        status: 200,
        body: {
          data: {
            resources: [{
              resourceType: "theme",
              sourceResource: { id: "t" },
              changes: [{ resourceType: "shade", action: "merged" }],
              dependencies: [{ resourceType: "agent", reason: "AGENT_REQUIRED_FOR_WORKFLOW" }]
            }]
          }
        }
      }))
      const { result: { resources: [found] } } = yield* (yield* Environments).diff(production)
      assert.deepStrictEqual(
        [found?.resourceType, found?.changes?.[0]?.action, found?.dependencies?.[0]?.reason],
        ["theme", "merged", "AGENT_REQUIRED_FOR_WORKFLOW"]
      )
    }).pipe(open({})))

  it.effect("and publish are refused with 403 to every key (case 17, era 2026-08)", () =>
    Effect.gen(function*() {
      const { diff, publish } = yield* Environments
      const asked: ReadonlyArray<Effect.Effect<unknown, NovuError>> = [
        diff(production),
        diff(development, { sourceEnvironmentId: production }),
        publish(production, { resources: "all" }),
        publish(development, { resources: "all", sourceEnvironmentId: production })
      ]
      for (const call of asked) {
        assert.deepStrictEqual(told(yield* Effect.flip(call)), ["Forbidden", "environment", false])
      }
    }).pipe(novu({ era: "2026-08" })))

  it.effect("and publish are in no build before (era 2025-05)", () =>
    Effect.gen(function*() {
      const { diff, publish } = yield* Environments
      const asked: ReadonlyArray<Effect.Effect<unknown, NovuError>> = [
        diff(production),
        publish(production, { resources: "all" })
      ]
      for (const call of asked) {
        assert.deepStrictEqual(told(yield* Effect.flip(call)), ["NotFound", "build", false])
      }
    }).pipe(novu({ era: "2025-05" })))
})

describe("Environments.publish", () => {
  it.effect("copies a workflow, and a dry run copies none (case 20, era 2026-05)", () =>
    Effect.gen(function*() {
      const { publish } = yield* Environments
      const dry = yield* publish(production, { resources: "all", dryRun: true })
      assert.deepStrictEqual(dry.result.summary, { resources: 1, successful: 0, failed: 0, skipped: 1 })
      assert.deepStrictEqual((yield* inProduction).workflows, [])
      const { result } = yield* publish(production, { resources: "all" })
      assert.deepStrictEqual(result.summary, { resources: 1, successful: 1, failed: 0, skipped: 0 })
      assert.deepInclude(result.results[0]?.successful?.[0], { resourceId: "w", action: "created" })
      assert.deepStrictEqual((yield* inProduction).workflows, ["w"])
      for (const target of [development, "invalid-id"]) {
        const error = yield* Effect.flip(publish(target, { resources: "all" }))
        assert.strictEqual(error.reason._tag, "BadRequest")
      }
    }).pipe(open({ workflows: [{ id: "w", steps: [hello] }] })))

  it.effect("touches only what is named, and \"all\" deletes the rest (case 21, era 2026-05)", () =>
    Effect.gen(function*() {
      const { diff, publish } = yield* Environments
      yield* publish(production, { resources: [{ resourceType: "workflow", resourceId: "w1" }] })
      assert.deepStrictEqual((yield* inProduction).workflows, ["old", "w1"])
      const error = yield* Effect.flip(
        publish(production, { resources: [{ resourceType: "theme", resourceId: "w1" }] })
      )
      assert.strictEqual(error.reason._tag, "ValidationFailed")
      yield* publish(production, { resources: "all" })
      assert.deepStrictEqual((yield* inProduction).workflows, ["w1", "w2"])
      assert.deepStrictEqual((yield* diff(production)).result.resources, [])
    }).pipe(open({
      workflows: [{ id: "w1", steps: [] }, { id: "w2", steps: [] }],
      environments: [{ name: "Production", seed: { workflows: [{ id: "old", steps: [] }] } }]
    })))

  it.effect("sends a list as it is, and no resources for \"all\"", () =>
    Effect.gen(function*() {
      const { publish } = yield* Environments
      const resources = [{ resourceType: "layout", resourceId: "main" }] as const
      yield* publish(production, { resources, dryRun: true })
      yield* publish(production, { resources: "all", sourceEnvironmentId: development })
      assert.deepStrictEqual(yield* bodies, [{ resources, dryRun: true }, { sourceEnvironmentId: development }])
    }).pipe(open({})))

  it.effect.each<unknown>([{ resources: [] }, { resources: undefined }, {}, { resources: null }, {
    resources: "some"
  }])(
    "sends nothing where it is not said what: %j",
    (payload) =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* Environments).publish(production, payload as PublishEnvironment))
        assert(error.reason._tag === "InvalidInput", error.reason._tag)
        assert.match(error.reason.issues[0]?.path ?? "", /^resources\b/)
        assert.lengthOf(yield* requests, 0)
      }).pipe(open({}))
  )

  const theirs: Seed = {
    workflows: [{ id: "w", steps: [] }],
    environments: [{ name: "Production", seed: { layouts: ["theirs"] } }]
  }

  it.effect("fails in part where Novu answers 200 and could not delete something", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Environments).publish(production, { resources: "all" }))
      assert(error.reason._tag === "PartialFailure", error.reason._tag)
      const message = "Layout with id theirs is being used as a default layout, it can not be deleted"
      assert.deepStrictEqual(error.reason.failed, [{ resourceType: "layout", resourceId: "theirs", message }])
      assert.deepStrictEqual(error.reason.succeeded, [{ resourceType: "workflow", resourceId: "w", action: "created" }])
      assert.strictEqual(error.reason.detail, `1 resource was not published: layout "theirs": ${message}`)
      assert.deepStrictEqual([error.reason.status, error.isRetryable, error.mayHaveActed], [200, false, true])
      assert.lengthOf(yield* requests, 1)
      const again = yield* Effect.flip((yield* Environments).publish(production, { resources: "all" }))
      assert.deepStrictEqual([again.reason._tag, again.mayHaveActed], ["PartialFailure", false])
    }).pipe(open(theirs)))

  it.effect("fails in part by the number alone, and shows no secret of Novu's words", () =>
    Effect.gen(function*() {
      const { publish } = yield* Environments
      const answer = (data: unknown) => script(Fault.respond({ status: 200, body: { data } }))
      yield* answer({ results: [], summary: { failed: 2 } })
      const byNumber = yield* Effect.flip(publish(production, { resources: "all" }))
      assert.strictEqual(byNumber.reason.detail, "2 resources were not published: Novu did not say which")
      yield* answer({ results: [{ failed: [{ resourceType: "theme", error: "no: sk_fake" }, null] }] })
      const byList = yield* Effect.flip(publish(production, { resources: "all" }))
      assert(byList.reason._tag === "PartialFailure", byList.reason._tag)
      assert.deepStrictEqual(byList.reason.failed, [
        { resourceType: "theme", resourceId: "unknown", message: "no: <redacted>" }
      ])
      assert.notInclude(byList.message, "sk_fake")
    }).pipe(open({})))

  it.effect("is repeated when its answer is lost, and tells what the second request did", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime((yield* Environments).publish(production, { resources: "all" }))
      assert.deepStrictEqual(result.summary, { resources: 1, successful: 0, failed: 0, skipped: 1 })
      assert.deepStrictEqual((yield* inProduction).workflows, ["w"])
    }).pipe(open({ workflows: [{ id: "w", steps: [hello] }] })))
})

describe("the secret key", () => {
  it.effect("is in no error of a call whose answer holds it", () =>
    Effect.gen(function*() {
      const { list } = yield* Environments
      const body = { data: [{ _id: 7, name: null, apiKeys: [{ key: "sk_fake" }] }] }
      yield* script(Fault.respond({ status: 200, body }), Fault.respond({ status: 400, body: { message: "sk_fake" } }))
      for (const _ of [1, 2]) {
        const error = yield* Effect.flip(list({ retry: RetryPolicy.none }))
        assert.notInclude(`${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${error.message}`, "sk_fake")
      }
    }).pipe(novu()))
})
