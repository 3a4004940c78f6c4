import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Stream } from "effect"
import { ChannelConnections, ChannelEndpoints, Contexts, NovuTransport } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpClient, HttpClientResponse } from "effect/http"
import { client, slack, wire } from "../support/client.ts"

interface Answer {
  readonly rows?: ReadonlyArray<string>
  readonly next: string | null
  readonly previous?: string | null
}

/** Serves pages as a test says. It ends the list at some point, so that a client that notices nothing ends too. */
const listing = (most: number, answer: (after: string | undefined, place: number) => Answer) => {
  const asked: Array<string | undefined> = []
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const after = url.searchParams.get("after") ?? undefined
      asked.push(after)
      const { next, previous = null, rows = [] } = asked.length > most
        ? { next: null }
        : answer(after, asked.length - 1)
      const data = rows.map((identifier) => wire({ identifier }))
      return HttpClientResponse.fromWeb(request, Response.json({ data, next, previous, totalCount: 7 }))
    })
  )
  const layer = Layer.mergeAll(ChannelConnections.layer, ChannelEndpoints.layer, Contexts.layer).pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake") })),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
  )
  return { asked, layer }
}

/** Returns what was delivered before the stream ended, and how it ended. */
const read = Effect.gen(function*() {
  const delivered: Array<string> = []
  const listed = (yield* ChannelConnections).listAll()
  const error = yield* Stream.runForEach(listed, ({ identifier }) => Effect.sync(() => delivered.push(identifier)))
    .pipe(Effect.as(undefined), Effect.catch(Effect.succeed))
  return { delivered, error, reason: error?.reason }
})

describe("listAll over cursors that do not advance", () => {
  it.effect("fails when the next cursor is the one that was asked for, after the rows that came with it", () => {
    const { asked, layer } = listing(50, (after) => ({ rows: [after ?? "first"], next: "a" }))
    return Effect.gen(function*() {
      const { delivered, error, reason } = yield* read
      assert.deepStrictEqual(delivered, ["first", "a"])
      assert.strictEqual(error?.operation, "ChannelConnections.list")
      assert(reason?._tag === "ResponseDecodeFailed")
      assert.strictEqual(reason.status, 200)
      assert.strictEqual(reason.detail, "next: the cursor does not advance: it came before")
      assert.property(reason.headers, "content-type")
      assert.lengthOf(asked, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("delivers a page once when the server pays no heed to the cursor", () => {
    const { layer } = listing(50, () => ({ rows: ["x", "y"], next: "a" }))
    return Effect.gen(function*() {
      const { delivered, reason } = yield* read
      assert.deepStrictEqual(delivered, ["x", "y"])
      assert.strictEqual(reason?._tag, "ResponseDecodeFailed")
    }).pipe(Effect.provide(layer))
  })

  for (const [length, lead] of [[2, 0], [2, 1], [3, 0], [7, 20], [64, 0], [1000, 0], [1000, 300]] as const) {
    it.effect(`fails on a cycle of ${length} cursors after ${lead} others`, () => {
      const most = 3 * (length + lead) + 10
      const { asked, layer } = listing(most, (_, place) => ({
        rows: [`row ${place}`],
        next: place < lead ? `lead ${place}` : `cycle ${(place - lead) % length}`
      }))
      return Effect.gen(function*() {
        const { delivered, reason } = yield* read
        assert.strictEqual(reason?._tag, "ResponseDecodeFailed")
        assert.isAtMost(asked.length, most)
        assert.isAtLeast(delivered.length, length + lead)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("fails on a cycle of empty pages", () => {
    const { asked, layer } = listing(50, (_, place) => ({ next: `cycle ${place % 2}` }))
    return Effect.gen(function*() {
      assert.strictEqual((yield* read).reason?._tag, "ResponseDecodeFailed")
      assert.isAtMost(asked.length, 6)
    }).pipe(Effect.provide(layer))
  })

  for (const empty of ["", " "]) {
    it.effect(`fails on the cursor "${empty}", after the rows that came with it`, () => {
      const { asked, layer } = listing(50, () => ({ rows: ["x"], next: empty }))
      return Effect.gen(function*() {
        const { delivered, reason } = yield* read
        assert.deepStrictEqual(delivered, ["x"])
        assert(reason?._tag === "ResponseDecodeFailed")
        assert.strictEqual(reason.detail, "next: the cursor is an empty text")
        assert.lengthOf(asked, 1)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("fails for endpoints and contexts as well", () => {
    const { layer } = listing(50, () => ({ next: "a" }))
    return Effect.gen(function*() {
      const endpoints = yield* Effect.flip(Stream.runDrain((yield* ChannelEndpoints).listAll()))
      const contexts = yield* Effect.flip(Stream.runDrain((yield* Contexts).listAll()))
      assert.strictEqual(endpoints.reason._tag, "ResponseDecodeFailed")
      assert.strictEqual(contexts.reason._tag, "ResponseDecodeFailed")
    }).pipe(Effect.provide(layer))
  })
})

describe("listAll over empty pages", () => {
  it.effect("goes on to the rows behind three of them", () => {
    const { layer } = listing(
      50,
      (_, place) => place < 3 ? { next: `c${place}` } : { rows: ["x", "y"], next: place < 5 ? `c${place}` : null }
    )
    return Effect.gen(function*() {
      const { delivered, error } = yield* read
      assert.isUndefined(error)
      assert.deepStrictEqual(delivered, ["x", "y", "x", "y", "x", "y"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("goes on behind 99 in a row, any number of times", () => {
    const { layer } = listing(
      1000,
      (_, place) => ({ rows: place % 100 === 99 ? [`row ${place}`] : [], next: place < 399 ? `c${place}` : null })
    )
    return Effect.gen(function*() {
      const { delivered, error } = yield* read
      assert.isUndefined(error)
      assert.lengthOf(delivered, 4)
    }).pipe(Effect.provide(layer))
  })

  it.effect("ends when the hundredth is the last page", () => {
    const { asked, layer } = listing(1000, (_, place) => ({ next: place < 99 ? `c${place}` : null }))
    return Effect.gen(function*() {
      assert.isUndefined((yield* read).error)
      assert.lengthOf(asked, 100)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails when a hundred of them lead to yet another", () => {
    const { asked, layer } = listing(1000, (_, place) => ({ next: `c${place}` }))
    return Effect.gen(function*() {
      const { reason } = yield* read
      assert(reason?._tag === "ResponseDecodeFailed")
      assert.strictEqual(reason.detail, "next: there are more pages, but the last 100 were empty")
      assert.lengthOf(asked, 100)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails when a lost place leads back to the cursor that was lost", () => {
    const lost = { next: null, previous: null }
    const http = HttpClient.make((request, url) =>
      Effect.sync(() => {
        const after = url.searchParams.get("after")
        const body = after === "gone"
          ? { data: [], ...lost, totalCount: 0 }
          : { data: [wire({ identifier: "x" })], next: "gone", previous: null, totalCount: 2 }
        return HttpClientResponse.fromWeb(request, Response.json(body))
      })
    )
    return Effect.gen(function*() {
      const { delivered, reason } = yield* read
      assert.deepStrictEqual(delivered, ["x"])
      assert.strictEqual(reason?._tag, "ResponseDecodeFailed")
    }).pipe(
      Effect.provide(ChannelConnections.layer.pipe(
        Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake") })),
        Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
      ))
    )
  })

  it.effect("reads on behind a deleted row while pages of one row advance", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const connections = yield* ChannelConnections
      for (const subscriberId of ["ada", "grace", "subscriber-123"]) {
        yield* connections.create({ ...slack, subscriberId })
      }
      const seen: Array<string> = []
      yield* Stream.runForEach(connections.listAll({ limit: 1 }), ({ identifier }) => {
        seen.push(identifier)
        return seen.length === 2 ? connections.delete(identifier) : Effect.void
      })
      assert.lengthOf(new Set(seen), 3)
      assert.lengthOf((yield* fake.state).connections, 2)
    }).pipe(Effect.provide(client())))
})
