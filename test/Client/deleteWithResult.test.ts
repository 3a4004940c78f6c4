import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schema } from "effect"
import { NovuTransport, Operation } from "effect-novu"
import { HttpClient, HttpClientError, HttpClientResponse } from "effect/http"
import { goneIs } from "../../src/internal/groups/goneIsDone.ts"
import { inVirtualTime } from "../support/client.ts"

const Acknowledged = Schema.Struct({ acknowledged: Schema.Boolean })

const remove = Operation.make({
  name: "Things.delete",
  method: "DELETE",
  path: "/v1/things/{id}",
  success: Acknowledged,
  repeat: "guarded",
  reconcile: goneIs({ acknowledged: true }, 400)
})

const gone = (status: number) =>
  new Response(
    JSON.stringify({ statusCode: status, path: "/v1/things/one", message: "no such thing", timestamp: "now" }),
    {
      status,
      headers: { "content-type": "application/json" }
    }
  )

/** The first answer is lost, the second is Novu's word. */
const lost = (status: number) => {
  let requests = 0
  const http = HttpClient.make((request) =>
    ++requests === 1
      ? Effect.fail(
        new HttpClientError.HttpClientError({
          reason: new HttpClientError.TransportError({ request, cause: new Error("socket hang up") })
        })
      )
      : Effect.succeed(HttpClientResponse.fromWeb(request, gone(status)))
  )
  return NovuTransport.layer({ secretKey: Redacted.make("sk_fake") }).pipe(
    Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
  )
}

const call = Effect.flatMap(NovuTransport, ({ call }) => call(remove, { params: { id: "one" } }))

describe("a delete that answers with a result", () => {
  it.effect("is done when Novu says with its own status that there is nothing left", () =>
    Effect.gen(function*() {
      const { result } = yield* inVirtualTime(call)
      assert.deepStrictEqual(result, { acknowledged: true })
    }).pipe(Effect.provide(lost(400))))

  it.effect("fails on any other word", () =>
    Effect.gen(function*() {
      const { reason } = yield* Effect.flip(inVirtualTime(call))
      assert.strictEqual(reason._tag, "NotFound")
    }).pipe(Effect.provide(lost(404))))
})
