import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, References } from "effect"
import { RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"
import { outcomeOfOurs, outcomeOfTheirs } from "../peer/clients.ts"
import { isObject, withoutUnderscores } from "../peer/paths.ts"
import { plain } from "../peer/plain.ts"
import { ours, theirs } from "../peer/recording.ts"
import { ask, attemptsOf, paramsOf, prepare, withClient } from "./calls.ts"
import { all, type AnyAttempt, type AnyInput, type Case } from "./rows.ts"

const served = ({ row: { fake } }: Case) =>
  FakeNovu.serve(fake).pipe(
    Layer.provideMerge(
      NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "1 second" })
    ),
    Layer.provide(Layer.succeed(References.MinimumLogLevel, "None"))
  )

/** Returns what each client tells of a call, over a Novu of its own that holds what the call needs. */
const outcomesOf = (each: Case, { needs }: AnyAttempt, input: AnyInput, asks = each.row.asks) => {
  const over = <A, E>(outcome: (url: string) => Effect.Effect<A, E>) =>
    Effect.gen(function*() {
      const { address } = yield* HttpServer.HttpServer
      const url = HttpServer.formatAddress(address)
      yield* Effect.provide(prepare(needs), ours(globalThis.fetch, url))
      return yield* outcome(url)
    }).pipe(Effect.provide(Layer.fresh(served(each))))

  return Effect.all({
    mine: over((url) =>
      // Novu's SDK does not repeat here either.
      outcomeOfOurs(ask(each, input, { retry: RetryPolicy.none })).pipe(
        Effect.provide(withClient(ours(globalThis.fetch, url)))
      )
    ),
    peers: over((url) =>
      asks === undefined
        ? Effect.undefined
        : outcomeOfTheirs(() =>
          asks(theirs(globalThis.fetch, url), plain({ params: {}, query: {}, ...input }) as never)
        )
    )
  })
}

/** Removes the nulls of what Novu sends for nothing, which ours reads as an absent member. */
const withoutNulls = (theirs: unknown, mine: unknown): unknown => {
  if (!isObject(theirs) || !isObject(mine)) return theirs
  if (Array.isArray(theirs)) return theirs.map((item, place) => withoutNulls(item, mine[place]))
  const kept = Object.entries(theirs).filter(([name, member]) => member !== null || name in mine)
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member, mine[name])]))
}

const isEmpty = (headers: unknown) => Object.keys(Object(headers)).length === 0

describe.each(all)("$name", (each) => {
  const {
    operation,
    row: { example = {}, headless, told = (result: unknown): unknown => result, undescribed, unknown, unreadable }
  } = each

  // Time stands still here, so that both clients get the same times and cursors.
  it.effect.each(attemptsOf(each))("returns what Novu's SDK returns", (attempt) =>
    Effect.gen(function*() {
      const { mine, peers } = yield* outcomesOf(each, attempt, attempt.example ?? {})
      assert("result" in mine, JSON.stringify(mine))
      if (peers === undefined) return
      if (unreadable) {
        assert("message" in peers, JSON.stringify(peers))
        assert.strictEqual(peers.message, "Response validation failed")
        return
      }
      assert("result" in peers, JSON.stringify(peers))
      const result = withoutUnderscores(told(mine.result))
      assert.deepStrictEqual(result, withoutNulls(peers.result, result))
      // Most of the peer's methods return nothing if there is no body, although there are headers.
      const returnsNothing = operation.success === undefined && peers.result === undefined && isEmpty(peers.headers)
      if (!returnsNothing && headless !== true) assert.deepStrictEqual(mine.headers, peers.headers)
    }))

  for (const name of paramsOf(operation)) {
    it.effect(`finds nothing under another ${name}, as Novu's SDK does`, () =>
      Effect.gen(function*() {
        const input = { ...example, params: { ...example.params, [name]: "x/y?z=é" } }
        const status = unknown?.[name] ?? 404
        const isClosed = status === "closed"
        const { mine, peers } = yield* outcomesOf(each, each.row, input, isClosed ? () => Promise.resolve() : undefined)
        assert.strictEqual("status" in mine ? mine.status : "answered", isClosed ? 422 : status)
        // The SDK fails on the 204 with which Novu says that there is nothing.
        const failsOnNothing = status === "answered" && peers !== undefined && "status" in peers && peers.status === 204
        if (peers === undefined || isClosed || unreadable || failsOnNothing) return
        if (undescribed) assert.match(String(Object(peers).message), /^API error occurred: Status 40[04]/)
        else if (headless) assert.deepStrictEqual({ ...mine, headers: {} }, peers)
        else assert.deepStrictEqual(mine, peers)
      }))
  }
})
