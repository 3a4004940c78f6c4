import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Stream } from "effect"
import { NovuTransport, SubscriberNotifications } from "effect-novu"
import { HttpClient, HttpClientResponse } from "effect/http"
import { inVirtualTime } from "../support/client.ts"

const item = (id: string) => ({
  id,
  body: "b",
  to: { id: "1", subscriberId: "ada" },
  createdAt: "2026-01-01T00:00:00.000Z",
  channelType: "in_app"
})

/** Makes an inbox of these items that answers as Novu does: 500 for a place whose item is gone. */
const inbox = (ids: Array<string>) => {
  const state = {
    ids,
    fails: false,
    saysMore: 0,
    ignoresPlace: false,
    /** Runs before the second page is read. */
    inBetween: () => {}
  }
  const asked: Array<string | null> = []
  const answer = (url: URL): Response => {
    const after = url.searchParams.get("after")
    if (asked.at(-1) !== after || asked.length === 0) asked.push(after)
    if (asked.length === 2) state.inBetween()
    const place = after === null || state.ignoresPlace ? 0 : state.ids.indexOf(after) + 1
    if (state.fails || (after !== null && !state.ignoresPlace && place === 0)) {
      return Response.json({ statusCode: 500, message: "Internal server error", path: url.pathname }, { status: 500 })
    }
    const limit = Number(url.searchParams.get("limit") ?? 10)
    const data = state.ids.slice(place, place + limit).map(item)
    const hasMore = place + limit < state.ids.length || state.saysMore-- > 0
    return Response.json({ data, hasMore, filter: {} })
  }
  const http = HttpClient.make((request, url) => Effect.sync(() => HttpClientResponse.fromWeb(request, answer(url))))
  const layer = SubscriberNotifications.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake") })),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
  )
  return { asked, layer, state }
}

/** Reads the inbox by pages, and returns what it delivered and how it failed. */
const read = (limit = 3) =>
  Effect.gen(function*() {
    const delivered: Array<string> = []
    const error = yield* inVirtualTime(
      (yield* SubscriberNotifications).listAll("ada", { limit }).pipe(
        Stream.runForEach(({ id }) => Effect.sync(() => delivered.push(id))),
        Effect.as(undefined),
        Effect.catch(Effect.succeed)
      )
    )
    return { delivered, error, reason: error?.reason }
  })

const letters = (text: string) => [...text]

describe("listAll of an inbox", () => {
  it.effect("asks for what comes after the last item, until there is no more", () => {
    const { asked, layer } = inbox(letters("abcdefg"))
    return Effect.gen(function*() {
      const { delivered, error } = yield* read()
      assert.isUndefined(error)
      assert.deepStrictEqual(delivered, letters("abcdefg"))
      assert.deepStrictEqual(asked, [null, "c", "f"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("ends with an empty page where one more was promised", () => {
    const { asked, layer, state } = inbox(letters("abc"))
    state.saysMore = 1
    return Effect.gen(function*() {
      const { delivered, error } = yield* read()
      assert.isUndefined(error)
      assert.deepStrictEqual(delivered, letters("abc"))
      assert.deepStrictEqual(asked, [null, "c"])
    }).pipe(Effect.provide(layer))
  })

  for (const [gone, asks] of [["c", [null, "c", "b", "f"]], ["bc", [null, "c", "b", null, "a", "f"]]] as const) {
    it.effect(`reads on when ${letters(gone).join(" and ")} of the first page are deleted`, () => {
      const { asked, layer, state } = inbox(letters("abcdefg"))
      state.inBetween = () => {
        state.ids = letters("abcdefg").filter((id) => !gone.includes(id))
      }
      return Effect.gen(function*() {
        const { delivered, error } = yield* read()
        assert.isUndefined(error)
        assert.deepStrictEqual(delivered, letters("abcdefg"))
        assert.deepStrictEqual(asked, [...asks])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("delivers no item twice when the failed place comes back", () => {
    const { layer, state } = inbox(letters("abcdefg"))
    state.inBetween = () => {
      // The second item stays in the list behind the place that is left.
      state.ids = ["a", "B", "b", "d", "e"]
    }
    return Effect.gen(function*() {
      const { delivered, error } = yield* read()
      assert.isUndefined(error)
      assert.deepStrictEqual(delivered, letters("abcde"))
    }).pipe(Effect.provide(layer))
  })

  for (const limit of [1, 2, 3]) {
    it.effect(`fails when others delete all of a page of ${limit}, and says that its place is lost`, () => {
      const { layer, state } = inbox(letters("abcdefg"))
      state.inBetween = () => {
        state.ids = letters("abcdefg").slice(limit)
      }
      return Effect.gen(function*() {
        const { delivered, error, reason } = yield* read(limit)
        assert.lengthOf(delivered, limit)
        assert.strictEqual(error?.operation, "SubscriberNotifications.list")
        assert(reason?._tag === "NotFound")
        assert.include(reason.detail, "the place in the list is lost")
        assert.isFalse(error?.mayHaveActed)
      }).pipe(Effect.provide(layer))
    })

    it.effect(`fails with Novu's failure when Novu fails on everything, after a page of ${limit}`, () => {
      const { asked, layer, state } = inbox(letters("abcdefghijklmnopqrst"))
      state.inBetween = () => {
        state.fails = true
      }
      return Effect.gen(function*() {
        const { delivered, reason } = yield* read(limit)
        assert.lengthOf(delivered, limit)
        assert.strictEqual(reason?._tag, "ServerFailed")
        assert.isAtMost(asked.length, 4)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("fails on the first page without looking further", () => {
    const { asked, layer, state } = inbox(letters("abc"))
    state.fails = true
    return Effect.gen(function*() {
      const { reason } = yield* read()
      assert.strictEqual(reason?._tag, "ServerFailed")
      assert.deepStrictEqual(asked, [null])
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails when the server pays no heed to the place", () => {
    const { layer, state } = inbox(letters("abcdefg"))
    state.ignoresPlace = true
    return Effect.gen(function*() {
      const { delivered, reason } = yield* read()
      assert.deepStrictEqual(delivered, letters("abc"))
      assert.strictEqual(reason?._tag, "ResponseDecodeFailed")
    }).pipe(Effect.provide(layer))
  })
})
