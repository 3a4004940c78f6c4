import { Effect, Layer, ManagedRuntime, Schema } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
import { type Options, requestHeaders } from "./clients.ts"
import { event, OrderShipped, payload } from "./fixtures.ts"

const Auth = Schema.Struct({ accessToken: Schema.RedactedFromValue(Schema.String) })

const NewConnection = Schema.Struct({
  integrationIdentifier: Schema.String,
  subscriberId: Schema.String,
  workspace: Schema.Struct({ id: Schema.String, name: Schema.String }),
  auth: Auth
})

const Connection = Schema.Struct({
  identifier: Schema.String,
  channel: Schema.NullOr(Schema.String),
  providerId: Schema.NullOr(Schema.String),
  integrationIdentifier: Schema.NullOr(Schema.String),
  subscriberId: Schema.optionalKey(Schema.NullOr(Schema.String)),
  contextKeys: Schema.optionalKey(Schema.Array(Schema.String)),
  workspace: Schema.Struct({ id: Schema.String, name: Schema.optionalKey(Schema.NullOr(Schema.String)) }),
  auth: Auth,
  createdAt: Schema.DateTimeUtcFromString,
  updatedAt: Schema.DateTimeUtcFromString
})

const NewEvent = Schema.Struct({
  name: Schema.String,
  to: Schema.String,
  payload: Schema.Struct({
    order: Schema.String,
    items: Schema.Array(Schema.Struct({ name: Schema.String, count: Schema.Int })),
    arrivesAt: Schema.DateTimeUtcFromString
  })
})

const Triggered = Schema.Struct({
  acknowledged: Schema.Boolean,
  status: Schema.String,
  transactionId: Schema.optionalKey(Schema.String)
})

const answerOf = <A>(result: Schema.Codec<A, unknown>) =>
  HttpClientResponse.schemaBodyJson(Schema.Struct({ data: result }))

const encodeConnection = HttpClientRequest.schemaBodyJson(NewConnection)
const decodeConnection = answerOf(Connection)
const encodeEvent = HttpClientRequest.schemaBodyJson(NewEvent)
const decodeEvent = answerOf(Triggered)

const newConnection = { ...payload, subscriberId: "subscriber-123", workspace: { id: "T123456", name: "Acme HQ" } }

const service = (apiUrl: string) =>
  Effect.map(HttpClient.HttpClient, (http) => {
    const client = HttpClient.filterStatusOk(http)
    const post = (path: string) => HttpClientRequest.post(`${apiUrl}${path}`, { headers: requestHeaders })
    return {
      create: Effect.fnUntraced(function*() {
        const request = yield* encodeConnection(post("/v1/channel-connections"), newConnection)
        return (yield* decodeConnection(yield* client.execute(request))).data
      }),
      trigger: Effect.fnUntraced(function*() {
        const request = yield* encodeEvent(post("/v1/events/trigger"), { name: OrderShipped.id, ...event })
        return (yield* decodeEvent(yield* client.execute(request))).data
      })
    }
  })

/**
 * Makes the client that a team writes that has Effect and no SDK: its client, schemas
 * of request and answer, and what is no 2xx as an error. It has the spans of Effect's
 * client, and neither time limits nor retries nor keys.
 */
export const byHand = async ({ apiUrl = "https://api.novu.co", fetch }: Options) => {
  const runtime = ManagedRuntime.make(
    FetchHttpClient.layer.pipe(Layer.provideMerge(Layer.succeed(FetchHttpClient.Fetch, fetch)))
  )
  return { runtime, ...await runtime.runPromise(service(apiUrl)) }
}
