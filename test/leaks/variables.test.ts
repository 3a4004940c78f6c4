import { assert, it } from "@effect/vitest"
import { Effect, Exit, Redacted } from "effect"
import { EnvironmentVariables, type NovuError, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client } from "../support/client.ts"
import { Sink } from "./sink.ts"

const own = "6615943e7ace93b0540ae377"

const value = "variable/0a1b2c3d4e5f"

const values = [{ _environmentId: own, value: Redacted.make(value) }] as const

const row = { key: 7, isSecret: false, values: [{ _environmentId: own, value }] }

const repeating: ReadonlyArray<Fault.Fault> = [
  Fault.respond({ status: 400, body: { message: `Bad value ${value}`, error: value } }),
  Fault.respond({ status: 422, body: { message: "no", errors: { [value]: { messages: [value], value } } } }),
  Fault.respond({ status: 502, text: `<html><title>${value}</title></html>` }),
  Fault.respond({ status: 200, body: { data: row } }),
  Fault.respond({ status: 200, body: { data: value } }),
  Fault.refuse,
  // The last one is carried out.
  Fault.hangUp("in-body")
]

/** Runs every method that sends or reads a value, and returns what is shown of it. */
const shown = (isSecret: boolean) =>
  Effect.gen(function*() {
    const sink = new Sink(value)
    const fake = yield* FakeNovu
    const { create, edit, list, retrieve, update } = yield* EnvironmentVariables
    const options = { retry: RetryPolicy.none }
    const watched = <A>(call: Effect.Effect<A, NovuError>) =>
      Effect.map(Effect.exit(call).pipe(Effect.provide(sink.layer)), (exit) => {
        sink.exit(exit)
        return exit
      })
    const succeeds = <A>(call: Effect.Effect<A, NovuError>) =>
      Effect.map(watched(call), (exit) => {
        assert(Exit.isSuccess(exit), String(exit))
        return exit.value
      })
    const fails = (call: Effect.Effect<unknown, NovuError>) =>
      Effect.map(watched(call), (exit) => assert.isTrue(Exit.isFailure(exit)))

    yield* succeeds(create({ key: "TOKEN", isSecret, values }))
    const { result } = yield* succeeds(retrieve("TOKEN"))
    const read = result.values[0]?.value
    assert.strictEqual(read && Redacted.value(read), isSecret ? undefined : value)
    yield* succeeds(list())
    yield* succeeds(update("TOKEN", { values }))
    yield* succeeds(edit("TOKEN", () => ({ isSecret: !isSecret, values })))
    yield* succeeds(update("TOKEN", { isSecret, values }))
    for (const fault of repeating) {
      for (const write of [create({ key: "OTHER", values }, options), update("TOKEN", { values }, options)]) {
        yield* fake.script(fault)
        yield* fails(write)
      }
      // What `edit` sends of a variable that is no secret is what it has read.
      yield* fake.script(Fault.pass, fault)
      yield* fails(edit("TOKEN", () => isSecret ? { values } : { isSecret: true }, options))
    }
    for (const wrong of [value, [value], [{ _environmentId: own, value }]]) {
      // A caller without types may give the value in the clear.
      yield* fails(create({ key: "OTHER", values: wrong as never }, options))
      yield* fails(edit("TOKEN", () => ({ isSecret: !isSecret, values: wrong as never }), options))
    }
    sink.exit(Exit.succeed(yield* fake.state))
    yield* sink.metrics
    assert.isAtLeast(sink.read, 10_000)
    return sink.found
  })

it.effect.each([["of a secret", true], ["of another variable", false]] as const)(
  "the value %s is shown by no call that sends or reads it",
  ([, isSecret]) =>
    Effect.map(shown(isSecret), (found) => assert.deepStrictEqual(found, [])).pipe(Effect.provide(client()))
)
