import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, References } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"
import { outcomeOfOurs, outcomeOfTheirs } from "../peer/clients.ts"
import { withoutUnderscores } from "../peer/paths.ts"
import { plain } from "../peer/plain.ts"
import { ours, theirs } from "../peer/recording.ts"
import { ask, attemptsOf, paramsOf, prepare, withClient } from "./calls.ts"
import { all, type AnyAttempt, type AnyInput, type Case } from "./rows.ts"

const served = FakeNovu.serve().pipe(
  Layer.provideMerge(
    NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "1 second" })
  ),
  Layer.provide(Layer.succeed(References.MinimumLogLevel, "None"))
)

/** Returns what each client tells of a call, over a Novu of its own that holds what the call needs. */
const outcomesOf = (each: Case, { needs }: AnyAttempt, input: AnyInput) => {
  const { asks } = each.row
  const over = <A, E>(outcome: (url: string) => Effect.Effect<A, E>) =>
    Effect.gen(function*() {
      const { address } = yield* HttpServer.HttpServer
      const url = HttpServer.formatAddress(address)
      yield* Effect.provide(prepare(needs), ours(globalThis.fetch, url))
      return yield* outcome(url)
    }).pipe(Effect.provide(Layer.fresh(served)))

  return Effect.all({
    mine: over((url) => outcomeOfOurs(ask(each, input)).pipe(Effect.provide(withClient(ours(globalThis.fetch, url))))),
    peers: over((url) =>
      asks === undefined
        ? Effect.undefined
        : outcomeOfTheirs(() =>
          asks(theirs(globalThis.fetch, url), plain({ params: {}, query: {}, ...input }) as never)
        )
    )
  })
}

describe.each(all)("$name", (each) => {
  const { operation, row: { example = {}, told = (result: unknown): unknown => result, unknown } } = each

  // Time stands still here, so that both clients get the same times and cursors.
  it.effect.each(attemptsOf(each))("returns what Novu's SDK returns", (attempt) =>
    Effect.gen(function*() {
      const { mine, peers } = yield* outcomesOf(each, attempt, attempt.example ?? {})
      assert("result" in mine, JSON.stringify(mine))
      if (peers === undefined) return
      assert("result" in peers, JSON.stringify(peers))
      assert.deepStrictEqual(withoutUnderscores(told(mine.result)), peers.result)
      // The peer returns nothing if there is no body, although there are headers.
      assert.deepStrictEqual(operation.success === undefined ? {} : mine.headers, peers.headers)
    }))

  for (const name of paramsOf(operation)) {
    it.effect(`finds nothing under another ${name}, as Novu's SDK does`, () =>
      Effect.gen(function*() {
        const input = { ...example, params: { ...example.params, [name]: "x/y?z=é" } }
        const { mine, peers } = yield* outcomesOf(each, each.row, input)
        if (unknown === "answered") return assert.deepStrictEqual(mine, peers)
        assert("status" in mine, JSON.stringify(mine))
        assert.strictEqual(mine.status, 404)
        if (peers !== undefined) assert.deepStrictEqual(mine, peers)
      }))
  }
})
