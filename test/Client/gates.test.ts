import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Layouts, NovuClient, type NovuError, Subscribers, Translations, Workflows } from "effect-novu"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime, slack } from "../support/client.ts"

const novu = (fake: FakeNovuOptions) => Effect.provide(client({ fake }))

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const methods = Effect.flatMap(
  FakeNovu,
  (fake) => Effect.map(fake.requests, (requests) => requests.map(({ method }) => method))
)

const told = ({ gate, message, reason }: NovuError) => [reason._tag, gate, /\(([^()]*)\)$/.exec(message)?.[1]]

const productionId = "6615943e7ace93b0540ae378"

const translation = {
  resourceId: "welcome",
  resourceType: "workflow",
  locale: "en_US",
  content: {}
} as const

describe("a gate", () => {
  it.effect("is the plan, where Novu asks for payment", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Translations).create(translation))
      assert.deepStrictEqual(told(error), [
        "PaymentRequired",
        "plan",
        "the plan of the organisation does not include this"
      ])
    }).pipe(novu({ plan: "free" })))

  it.effect("is the build, where a server of one's own lacks the route", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Translations).create(translation))
      assert.deepStrictEqual(told(error), [
        "NotFound",
        "build",
        "this server has no such route: compare its version and its edition"
      ])
    }).pipe(novu({ plan: "self-hosted" })))

  it.effect("is the build, where the route came later", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Layouts).retrieve("main"))
      assert.deepStrictEqual([error.gate, error.isRetryable, error.mayHaveActed], ["build", false, false])
    }).pipe(novu({ era: "2025-05" })))

  it.effect("is the server, where keys may not use the route yet", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Workflows).list())
      assert.deepStrictEqual(told(error), [
        "Unauthorized",
        "server",
        "this server is too old to let a secret key use this route"
      ])
    }).pipe(novu({ era: "2024-10" })))

  it.effect("is the environment, where the request is about that of another key", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(
        (yield* Workflows).retrieve("welcome", { environmentId: productionId })
      )
      assert.deepStrictEqual(told(error), [
        "Forbidden",
        "environment",
        "use the secret key of that environment, with a transport of its own"
      ])
    }).pipe(novu({ era: "2026-08" })))

  it.effect("is none, where the resource is not there or the key is unknown", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Layouts).retrieve("none"))
      assert.deepStrictEqual(told(error), ["NotFound", undefined, undefined])
    }).pipe(novu({})))
})

describe("a gate is never taken for absence", () => {
  it.effect("by Layouts.ensure, which fails with it and creates nothing", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Layouts).ensure({ layoutId: "main", name: "Main" }))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.gate, error.reason.detail], [
        "Layouts.ensure",
        "NotFound",
        "build",
        "Cannot GET /v2/layouts/main"
      ])
      assert.deepStrictEqual(yield* methods, ["GET"])
    }).pipe(novu({ era: "2025-05" })))

  it.effect("by Workflows.ensure, which fails with it and creates nothing", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Workflows).ensure({ workflowId: "welcome", name: "Welcome", steps: [] }))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.gate], [
        "Workflows.ensure",
        "Unauthorized",
        "server"
      ])
      assert.deepStrictEqual(yield* methods, ["GET"])
    }).pipe(novu({ era: "2024-10" })))

  it.effect("by a delete whose first answer was lost", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("before-write"))
      const error = yield* inVirtualTime(Effect.flip((yield* Layouts).delete("main")))
      assert.deepStrictEqual([error.reason._tag, error.gate, error.attempts], ["NotFound", "build", 2])
      assert.isTrue(error.mayHaveActed, "what cut the first attempt off may stand before a newer server")
    }).pipe(novu({ era: "2025-05" })))

  const missing = (path: string) =>
    Fault.respond({
      status: 404,
      body: { statusCode: 404, timestamp: "2026-08-03T09:14:07.512Z", path, message: `Cannot PATCH ${path}`, ctx: {} }
    })

  it.effect("by Subscribers.ensure, which does not create again", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, missing("/v2/subscribers/ada"))
      const error = yield* Effect.flip((yield* Subscribers).ensure({ subscriberId: "ada", firstName: "Ada" }))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.gate], [
        "Subscribers.ensure",
        "NotFound",
        "build"
      ])
      assert.deepStrictEqual(yield* methods, ["POST", "PATCH"])
    }).pipe(novu({})))

  it.effect("by ChannelConnections.ensure, which does not create again", () =>
    Effect.gen(function*() {
      const { channelConnections } = yield* NovuClient
      const { result } = yield* channelConnections.create(slack)
      yield* script(Fault.pass, missing(`/v1/channel-connections/${result.identifier}`))
      const error = yield* Effect.flip(channelConnections.ensure(slack))
      assert.deepStrictEqual([error.reason._tag, error.gate], ["NotFound", "build"])
      assert.deepStrictEqual(yield* methods, ["POST", "POST", "GET"])
    }).pipe(Effect.provide(FakeNovu.layerClient())))
})
