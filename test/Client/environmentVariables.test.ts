import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { type EnvironmentVariableChanges, EnvironmentVariables } from "effect-novu"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inVirtualTime } from "../support/client.ts"

const own = "6615943e7ace93b0540ae377"
const production = "6615943e7ace93b0540ae378"

const secret = { key: "API_TOKEN", value: "hush-hush", isSecret: true } as const
const url = { key: "BASE_URL", value: "https://example.com" } as const

const novu = (options: FakeNovuOptions = {}) =>
  Effect.provide(FakeNovu.layerClient({ seed: { variables: [secret, url] }, ...options }))

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const requests = Effect.map(
  Effect.flatMap(FakeNovu, (fake) => fake.requests),
  (all) => all.map(({ body, method }) => [method, body === "" ? undefined : JSON.parse(body)])
)

/** Returns what is stored of a variable in the environment of the key. */
const stored = (key: string) =>
  Effect.map(Effect.flatMap(FakeNovu, (fake) => fake.state), ({ variables }) => {
    const variable = variables.find((each) => each.key === key)
    return variable && [variable.isSecret, Redacted.value(variable.values[own] ?? Redacted.make("none"))]
  })

const at = (value: string, _environmentId = own) => ({ _environmentId, value: Redacted.make(value) })

describe("the values of a variable", () => {
  it.effect("are redacted, and absent where Novu shows a mask", () =>
    Effect.gen(function*() {
      const { list, retrieve } = yield* EnvironmentVariables
      const { result: all } = yield* list()
      assert.deepStrictEqual(all.map(({ key, values }) => [key, values.length]), [["BASE_URL", 1], ["API_TOKEN", 1]])
      const { result: shown } = yield* retrieve("BASE_URL")
      assert.strictEqual(Redacted.value(shown.values[0]?.value ?? Redacted.make("")), url.value)
      const { result: hidden } = yield* retrieve("API_TOKEN")
      assert.deepStrictEqual(hidden.values.map(({ value }) => value), [undefined])
    }).pipe(novu()))

  it.effect("of its own environment are stored, of another refused, and merged (case 26)", () =>
    Effect.gen(function*() {
      const { create, retrieve, update } = yield* EnvironmentVariables
      const { result } = yield* create({ key: "REGION", values: [at("eu")] })
      assert.lengthOf(result.values, 1)
      const foreign = yield* Effect.flip(update("REGION", { values: [at("us", production)] }))
      assert.strictEqual(foreign.reason._tag, "Forbidden")
      const mask = yield* Effect.flip(update("REGION", { values: [at("\u2022".repeat(8))] }))
      assert.strictEqual(mask.reason._tag, "InvalidInput")
      yield* update("REGION", { isSecret: true, values: [at("us")] })
      assert.deepStrictEqual(yield* stored("REGION"), [true, "us"])
      assert.isTrue((yield* retrieve("REGION")).result.isSecret)
    }).pipe(novu()))

  it.effect("of every environment are shown by older servers", () =>
    Effect.gen(function*() {
      const { retrieve } = yield* EnvironmentVariables
      const { result } = yield* retrieve("API_TOKEN")
      assert.deepStrictEqual(result.values.map(({ _environmentId }) => _environmentId).toSorted(), [own, production])
    }).pipe(novu({ era: "2026-05", seed: { variables: [{ ...secret, elsewhere: { [production]: "b" } }] } })))
})

describe("create", () => {
  it.effect("finds what it made when its answer is lost, at the limit of variables, too", () =>
    Effect.gen(function*() {
      const { create } = yield* EnvironmentVariables
      yield* Effect.forEach(Array.from({ length: 7 }, (_, n) => `KEY_${n}`), (key) => create({ key }))
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create({ key: "LAST", values: [at("a")] }))
      assert.strictEqual(result.key, "LAST")
      const { reason } = yield* Effect.flip(create({ key: "ONE_MORE" }))
      assert.strictEqual(reason._tag, "BadRequest")
    }).pipe(novu({ seed: { variables: [secret, url] } })))

  it.effect("takes no older variable for what it made", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("before-write"))
      yield* inVirtualTime(Effect.void)
      const error = yield* Effect.flip(
        inVirtualTime((yield* EnvironmentVariables).create({ key: "BASE_URL", values: [at(url.value)] }))
      )
      assert.strictEqual(error.reason._tag, "Conflict")
    }).pipe(novu()))
})

describe("update", () => {
  it.effect("finds the new key when the answer to a rename is lost", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(
        (yield* EnvironmentVariables).update("BASE_URL", { key: "ROOT_URL", values: [at(url.value)] })
      )
      assert.strictEqual(result.key, "ROOT_URL")
    }).pipe(novu()))

  it.effect("of a variable that never was is not found, whatever has the new key", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("before-write"))
      yield* inVirtualTime(Effect.void)
      const error = yield* Effect.flip(inVirtualTime(
        (yield* EnvironmentVariables).update("NEVER", { key: "BASE_URL", values: [at(url.value)] })
      ))
      assert.strictEqual(error.reason._tag, "NotFound")
    }).pipe(novu()))
})

describe("edit", () => {
  it.effect.each<readonly [string, EnvironmentVariableChanges]>([
    ["nothing", {}],
    ["what is there", { key: "BASE_URL", isSecret: false, values: [at(url.value)] }],
    ["undefined", { isSecret: undefined, values: undefined }]
  ])("sends nothing for %s", ([, changes]) =>
    Effect.gen(function*() {
      const { outcome, result } = yield* (yield* EnvironmentVariables).edit("BASE_URL", () => changes)
      assert.deepStrictEqual([outcome, result.key], ["unchanged", "BASE_URL"])
      assert.lengthOf(yield* requests, 1)
    }).pipe(novu()))

  it.effect("sends the difference, with the value that was read where it names none", () =>
    Effect.gen(function*() {
      const { edit } = yield* EnvironmentVariables
      const { outcome, result } = yield* edit("BASE_URL", ({ isSecret }) => ({ isSecret: !isSecret }))
      assert.deepStrictEqual([outcome, result.isSecret], ["updated", true])
      assert.deepStrictEqual((yield* requests)[1], [
        "PATCH",
        { isSecret: true, values: [{ _environmentId: own, value: url.value }] }
      ])
      assert.deepStrictEqual(yield* stored("BASE_URL"), [true, url.value])
    }).pipe(novu()))

  it.effect("renames with the values that were read, and a secret only with its value", () =>
    Effect.gen(function*() {
      const { edit } = yield* EnvironmentVariables
      yield* edit("BASE_URL", (variable) => variable.isSecret ? {} : { key: "ROOT_URL", values: variable.values })
      assert.deepStrictEqual(yield* stored("ROOT_URL"), [false, url.value])
      const untyped = { key: "TOKEN" } as unknown as EnvironmentVariableChanges
      const before = (yield* requests).length
      const error = yield* Effect.flip(edit("API_TOKEN", () => untyped))
      assert.deepStrictEqual([error.operation, error.reason._tag], ["EnvironmentVariables.edit", "InvalidInput"])
      assert.include(error.message, "Novu shows none of a secret")
      assert.lengthOf(yield* requests, before + 1)
      yield* edit("API_TOKEN", () => ({ key: "TOKEN", values: [at("new")] }))
      assert.deepStrictEqual(yield* stored("TOKEN"), [true, "new"])
    }).pipe(novu()))

  it.effect("sends no value of another environment that an older server shows", () =>
    Effect.gen(function*() {
      yield* (yield* EnvironmentVariables).edit("BASE_URL", () => ({ isSecret: true }))
      assert.deepStrictEqual((yield* requests)[1], ["PATCH", { isSecret: true }])
      assert.deepStrictEqual(yield* stored("BASE_URL"), [true, url.value])
    }).pipe(novu({ era: "2026-05", seed: { variables: [{ ...url, elsewhere: { [production]: "https://b.test" } }] } })))

  it.effect("needs a value for a new key where its environment has none", () =>
    Effect.gen(function*() {
      const { edit } = yield* EnvironmentVariables
      const error = yield* Effect.flip(
        edit("THERE", (variable) => variable.isSecret ? {} : { key: "HERE", values: variable.values })
      )
      assert.strictEqual(error.reason._tag, "InvalidInput")
      yield* edit("THERE", () => ({ key: "HERE", values: [at("a")] }))
      assert.deepStrictEqual(yield* stored("HERE"), [false, "a"])
    }).pipe(novu({ seed: { variables: [{ key: "THERE", elsewhere: { [production]: "b" } }] } })))

  it.effect("changes what a lost request has not, once, with the key that it was given", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.hangUp("after-write"))
      const { outcome, result } = yield* inVirtualTime(
        (yield* EnvironmentVariables).edit(
          "BASE_URL",
          (variable) => variable.isSecret ? {} : { key: "ROOT_URL", values: variable.values },
          { idempotencyKey: "rename-1" }
        )
      )
      assert.deepStrictEqual([outcome, result.key], ["updated", "ROOT_URL"])
      const sent = yield* Effect.flatMap(FakeNovu, (fake) => fake.requests)
      assert.deepStrictEqual(sent.map(({ headers, method, status }) => [method, status, headers["idempotency-key"]]), [
        ["GET", 200, undefined],
        ["PATCH", undefined, "rename-1"],
        ["PATCH", 404, "rename-1"],
        ["GET", 200, undefined]
      ])
    }).pipe(novu()))

  it.effect("sends the value of a secret each time, because it is not known", () =>
    Effect.gen(function*() {
      const { edit } = yield* EnvironmentVariables
      const { outcome } = yield* edit("API_TOKEN", () => ({ values: [at(secret.value)] }))
      assert.strictEqual(outcome, "updated")
    }).pipe(novu()))

  it.effect.each<readonly [string, unknown]>([
    ["the mask", { values: [at("\u2022".repeat(8))] }],
    ["a member that nobody knows", { sekret: true }],
    ["values that are none", { values: 5 }],
    ["nothing", undefined]
  ])("refuses %s before it writes anything", ([, changes]) =>
    Effect.gen(function*() {
      const { edit } = yield* EnvironmentVariables
      const error = yield* Effect.flip(edit("API_TOKEN", () => changes as EnvironmentVariableChanges))
      assert.deepStrictEqual([error.operation, error.reason._tag], ["EnvironmentVariables.edit", "InvalidInput"])
      assert.deepStrictEqual((yield* requests).map(([method]) => method), ["GET"])
    }).pipe(novu()))
})

it.effect("deleting a variable that workflows use is told of by retrieveUsage", () =>
  Effect.gen(function*() {
    const { delete: remove, retrieveUsage } = yield* EnvironmentVariables
    assert.deepStrictEqual((yield* retrieveUsage("BASE_URL")).result.workflows, [{ name: "w", workflowId: "w" }])
    yield* remove("BASE_URL")
    assert.strictEqual((yield* Effect.flip(remove("BASE_URL"))).reason._tag, "NotFound")
  }).pipe(
    novu({
      seed: {
        variables: [url],
        workflows: [{ id: "w", steps: [{ type: "in_app", controls: { body: "{{env.BASE_URL}}" } }] }]
      }
    })
  ))
