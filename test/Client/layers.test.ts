import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, LayerMap, Redacted } from "effect"
import { ChannelConnections, NovuClient, NovuTransport } from "effect-novu"
import * as Groups from "effect-novu/Client/groups"
import { HttpClient, HttpClientResponse } from "effect/http"

const page = { data: [], next: null, previous: null }

/** Records the keys that arrive. */
const http = (keys: Array<string>) =>
  Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.sync(() => {
        keys.push(request.headers["authorization"] ?? "none")
        return HttpClientResponse.fromWeb(request, Response.json(page))
      })
    )
  )

const group = (key: string) =>
  ChannelConnections.layer.pipe(Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(key) })))

const allGroups = (key: string) =>
  Groups.layer.pipe(Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(key) })))

const client = (key: string) => NovuClient.layer({ secretKey: Redacted.make(key) })

const listed = Effect.flatMap(ChannelConnections, ({ list }) => list())
const listedByClient = Effect.flatMap(NovuClient, ({ channelConnections }) => channelConnections.list())

describe("two environments in one program", () => {
  it.effect("one inside the other use their own keys", () =>
    Effect.gen(function*() {
      const keys: Array<string> = []
      yield* listed.pipe(
        Effect.provide(group("b")),
        Effect.andThen(listed),
        Effect.provide(group("a")),
        Effect.provide(http(keys))
      )
      yield* listedByClient.pipe(
        Effect.provide(client("d")),
        Effect.andThen(listedByClient),
        Effect.provide(client("c")),
        Effect.provide(http(keys))
      )
      yield* listed.pipe(
        Effect.provide(allGroups("f")),
        Effect.andThen(listed),
        Effect.provide(allGroups("e")),
        Effect.provide(http(keys))
      )
      assert.deepStrictEqual(keys, ["b", "a", "d", "c", "f", "e"].map((key) => `ApiKey ${key}`))
    }))

  it.effect("of one map of layers use their own keys", () =>
    Effect.gen(function*() {
      const keys: Array<string> = []
      yield* Effect.gen(function*() {
        const groups = yield* LayerMap.make(group, { idleTimeToLive: "1 minute" })
        for (const key of ["a", "b"]) yield* Effect.provide(listed, groups.get(key))
        const clients = yield* LayerMap.make(client, { idleTimeToLive: "1 minute" })
        for (const key of ["c", "d"]) yield* Effect.provide(listedByClient, clients.get(key))
      }).pipe(Effect.scoped, Effect.provide(http(keys)))
      assert.deepStrictEqual(keys, ["ApiKey a", "ApiKey b", "ApiKey c", "ApiKey d"])
    }))
})
