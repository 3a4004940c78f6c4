import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Redacted, type Schema } from "effect"
import { type NovuError, RetryPolicy, Workflows } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client } from "../support/client.ts"
import { Sink } from "./sink.ts"

const secret = "environment/0a1b2c3d4e5f"

const shown: Schema.Json = {
  result: { type: "in_app", preview: { subject: "Shipped", body: "Soon" } },
  previewPayloadExample: { env: { API_TOKEN: secret, deep: { list: [secret] } } },
  schema: null,
  novuSignature: secret
}

const repeating: ReadonlyArray<Fault.Fault> = [
  Fault.respond({ status: 400, body: { message: `Bad value ${secret}`, error: secret } }),
  Fault.respond({ status: 422, body: { message: "no", errors: { [secret]: { messages: [secret], value: secret } } } }),
  Fault.respond({ status: 502, text: `<html><title>${secret}</title></html>` }),
  Fault.respond({ status: 200, body: { data: [shown] } }),
  Fault.respond({ status: 200, body: { data: secret } }),
  Fault.hangUp("in-body"),
  Fault.refuse
]

const env = { API_TOKEN: secret, deep: { list: [secret] } }

const novu = Effect.provide(client({ fake: { seed: { workflows: [{ id: "order-shipped", steps: ["in_app"] }] } } }))

describe("the preview of a step", () => {
  it.effect("shows neither the environment that it is rendered with nor the signature of Novu", () =>
    Effect.gen(function*() {
      const sink = new Sink(secret)
      const fake = yield* FakeNovu
      const { previewStep, retrieve } = yield* Workflows
      const [step] = (yield* retrieve("order-shipped")).result.steps
      const stepId = step?.stepId ?? ""
      const watched = <A>(call: Effect.Effect<A, NovuError>) =>
        Effect.map(Effect.exit(call).pipe(Effect.provide(sink.layer)), (exit) => {
          sink.exit(exit)
          return exit
        })
      const preview = (given: unknown) =>
        watched(previewStep(
          "order-shipped",
          stepId,
          // A caller without types may give the environment in the clear.
          { controlValues: { body: "{{env.API_TOKEN}}" }, previewPayload: { env: given as never } },
          { retry: RetryPolicy.none }
        ))

      yield* fake.script(Fault.respond({ status: 201, body: { data: shown } }))
      const exit = yield* preview(Redacted.make(env))
      assert(Exit.isSuccess(exit))
      const { novuSignature, previewPayloadExample } = exit.value.result
      assert.deepStrictEqual<unknown>(previewPayloadExample.env && Redacted.value(previewPayloadExample.env), env)
      assert.strictEqual(novuSignature && Redacted.value(novuSignature), secret)
      const sent = (yield* fake.requests).at(-1)
      assert.deepStrictEqual(JSON.parse(sent?.body ?? "").previewPayload, { env })

      for (const fault of repeating) {
        yield* fake.script(fault)
        assert.isTrue(Exit.isFailure(yield* preview(Redacted.make(env))), JSON.stringify(fault))
      }
      for (const wrong of [env, secret, [secret], Redacted.make(secret), Redacted.make({ [secret]: () => secret })]) {
        assert.isTrue(Exit.isFailure(yield* preview(wrong)))
      }
      yield* sink.metrics
      assert.deepStrictEqual(sink.found, [])
      assert.isAtLeast(sink.read, 10_000)
    }).pipe(novu))
})
