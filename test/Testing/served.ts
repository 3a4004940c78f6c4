import { NodeHttpServer } from "@effect/platform-node"
import { Effect, Layer, References } from "effect"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import { HttpClient, HttpClientRequest, HttpServer } from "effect/http"
import { createServer } from "node:http"

/** Starts a fake on a free port, and makes a client whose requests go to it. */
export const served = (client: Layer.Layer<HttpClient.HttpClient>, options?: FakeNovuOptions) =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.gen(function*() {
      const { address } = yield* HttpServer.HttpServer
      const origin = HttpServer.formatAddress(address)
      const inner = yield* HttpClient.HttpClient
      return HttpClient.mapRequest(
        inner,
        (request) => HttpClientRequest.setUrl(request, request.url.replace("https://novu.test", origin))
      )
    })
  ).pipe(
    Layer.provideMerge(FakeNovu.serve(options)),
    Layer.provide(client),
    Layer.provideMerge(
      NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "1 second" })
    ),
    Layer.provide(Layer.succeed(References.MinimumLogLevel, "None"))
  )
