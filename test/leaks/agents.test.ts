import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Redacted } from "effect"
import { Agents, type NovuError, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client } from "../support/client.ts"
import { Sink } from "./sink.ts"

const secret = "hush/0a1b2c3d4e5f"

const url = `https://bridge.test/novu?token=${secret}`

const shown = { _id: "a1", identifier: "support", name: "Support", active: true, bridgeUrl: url, devBridgeUrl: url }

const repeating: ReadonlyArray<Fault.Fault> = [
  Fault.respond({ status: 400, body: { message: `bridgeUrl: ${url} is not allowed`, error: url } }),
  Fault.respond({ status: 422, body: { message: "no", errors: { [url]: { messages: [url], value: url } } } }),
  Fault.respond({ status: 502, text: `<html><title>${url}</title></html>` }),
  Fault.respond({ status: 200, body: { data: [shown] } }),
  Fault.respond({ status: 200, body: { data: url } }),
  Fault.hangUp("in-body"),
  Fault.refuse
]

const turn = { conversationId: "c1", integrationIdentifier: "slack-prod" }

const novu = Effect.provide(client({
  fake: {
    seed: {
      agents: [{ identifier: "support", bridgeUrl: url }],
      conversations: [{ conversationId: "c1", agent: "support", integrationIdentifier: "slack-prod" }]
    }
  }
}))

describe("an agent", () => {
  it.effect("shows neither its bridges nor where the files of its replies are", () =>
    Effect.gen(function*() {
      const sink = new Sink(secret)
      const fake = yield* FakeNovu
      const { retrieve, sendReply, update, updateBridge } = yield* Agents
      const watched = <A>(call: Effect.Effect<A, NovuError>) =>
        Effect.map(Effect.exit(call).pipe(Effect.provide(sink.layer)), (exit) => {
          sink.exit(exit)
          return exit
        })
      const options = { retry: RetryPolicy.none }
      const reply = (at: unknown) =>
        watched(sendReply(
          "support",
          // A caller without types may give the address in the clear.
          { ...turn, reply: { markdown: "x", files: [{ filename: "a", url: at as Redacted.Redacted }] } },
          options
        ))
      const change = (at: unknown) =>
        watched(update("support", { bridgeUrl: at as Redacted.Redacted, devBridgeUrl: Redacted.make(url) }, options))

      const exit = yield* watched(retrieve("support"))
      assert(Exit.isSuccess(exit))
      assert.strictEqual(exit.value.result.bridgeUrl && Redacted.value(exit.value.result.bridgeUrl), url)
      assert.isTrue(Exit.isSuccess(yield* reply(Redacted.make(url))))
      assert.isTrue(Exit.isSuccess(yield* change(Redacted.make(url))))
      assert.isTrue(Exit.isSuccess(yield* watched(updateBridge("support", { devBridgeUrl: Redacted.make(url) }))))
      const bodies = (yield* fake.requests).map(({ body }) => body)
      assert.lengthOf(bodies.filter((body) => body.includes(url)), 3)

      const calls: ReadonlyArray<(at: unknown) => Effect.Effect<Exit.Exit<unknown, NovuError>>> = [reply, change]
      for (const call of calls) {
        for (const fault of repeating) {
          yield* fake.script(fault)
          assert.isTrue(Exit.isFailure(yield* call(Redacted.make(url))), JSON.stringify(fault))
        }
        for (const wrong of [url, [url], { url }, Redacted.make({ url })]) {
          assert.isTrue(Exit.isFailure(yield* call(wrong)))
        }
      }
      yield* sink.metrics
      assert.deepStrictEqual(sink.found, [])
      assert.isAtLeast(sink.read, 10_000)
    }).pipe(novu))
})
