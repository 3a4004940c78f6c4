import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Stream } from "effect"
import { ChannelConnections, NovuTransport } from "effect-novu"
import { HttpClient, HttpClientResponse } from "effect/http"
import { wire } from "../support/client.ts"

const total = 100_000

/** Serves 100 000 connections without storing them, and counts its pages. */
const endless = () => {
  const served = { pages: 0 }
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      served.pages += 1
      const from = Number(url.searchParams.get("after") ?? 0)
      const limit = Number(url.searchParams.get("limit"))
      const data = Array.from({ length: limit }, (_, n) => wire({ identifier: `c${from + n}` }))
      const next = from + limit < total ? String(from + limit) : null
      return HttpClientResponse.fromWeb(
        request,
        Response.json({
          data,
          next,
          previous: from === 0 ? null : String(from),
          totalCount: 50_000,
          totalCountCapped: true
        })
      )
    })
  )
  const layer = ChannelConnections.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake") })),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
  )
  return { layer, served }
}

describe("listAll over 100 000 connections", () => {
  it.live("is never more than one page ahead of who pulls", () => {
    const { layer, served } = endless()
    return Effect.gen(function*() {
      const { listAll } = yield* ChannelConnections
      let seen = 0
      let furthestAhead = 0
      yield* Stream.runForEach(listAll(), () =>
        Effect.sync(() => {
          furthestAhead = Math.max(furthestAhead, served.pages - Math.floor(seen / 100))
          seen += 1
        }))
      assert.strictEqual(seen, total)
      assert.strictEqual(served.pages, total / 100)
      assert.isAtMost(furthestAhead, 2)
    }).pipe(Effect.provide(layer))
  }, 60_000)

  it.live("asks for one page when five are taken, and for none before that", () => {
    const { layer, served } = endless()
    return Effect.gen(function*() {
      const stream = (yield* ChannelConnections).listAll({ limit: 10 })
      assert.strictEqual(served.pages, 0)
      assert.lengthOf(yield* Stream.runCollect(Stream.take(stream, 5)), 5)
      assert.strictEqual(served.pages, 1)
    }).pipe(Effect.provide(layer))
  })
})
