import { Novu } from "@novu/api"
import { HTTPClient } from "@novu/api/lib/http.js"
import { Layer, ManagedRuntime, Redacted } from "effect"
import { ChannelConnections, Events, type NovuError, NovuTransport, RetryPolicy } from "effect-novu"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { peerPayload } from "./fixtures.ts"

const secretKey = "fixture-secret-key"

export interface Options {
  readonly fetch: typeof globalThis.fetch
  readonly apiUrl?: string
  /** Makes retries follow each other without a wait, as far as each policy allows. */
  readonly impatient?: boolean
  /** Replaces the client over `fetch`. Only ours can use another one. */
  readonly client?: Layer.Layer<HttpClient.HttpClient>
}

/** Makes our client with its defaults: time limits, retries, idempotency keys, spans and metrics. */
export const ours = (
  { apiUrl, client = FetchHttpClient.layer, fetch, impatient = false }: Options
): ManagedRuntime.ManagedRuntime<ChannelConnections | Events, NovuError> =>
  ManagedRuntime.make(
    Layer.mergeAll(ChannelConnections.layer, Events.layer).pipe(
      Layer.provide(NovuTransport.layer({
        secretKey: Redacted.make(secretKey),
        apiUrl: apiUrl ?? "https://api.novu.co",
        ...(impatient ? { retry: RetryPolicy.make({ baseDelay: 0 }) } : {})
      })),
      Layer.provide(client),
      Layer.provideMerge(Layer.succeed(FetchHttpClient.Fetch, fetch))
    )
  )

/**
 * Makes the peer with its defaults. It would retry a conflict for an hour, so a
 * benchmark of conflicts has to remove that code; `maxInterval: 0` makes every wait 0.
 */
export const peer = ({ apiUrl, fetch, impatient = false }: Options): Novu =>
  new Novu({
    secretKey,
    serverURL: apiUrl ?? "https://api.novu.co",
    httpClient: new HTTPClient({ fetcher: fetch }),
    ...(impatient
      ? {
        retryConfig: {
          strategy: "backoff",
          backoff: { initialInterval: 0, maxInterval: 0, exponent: 1, maxElapsedTime: 10_000 },
          retryConnectionErrors: true
        }
      }
      : {})
  })

export const requestHeaders = {
  "authorization": `ApiKey ${secretKey}`,
  "content-type": "application/json",
  "accept": "application/json"
}

/** Makes the request that a program without an SDK would make. */
export const bare = async (
  { apiUrl, fetch }: Options,
  path = "/v1/channel-connections",
  sent: unknown = peerPayload
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const response = await fetch(`${apiUrl ?? "https://api.novu.co"}${path}`, {
    method: "POST",
    headers: requestHeaders,
    body: JSON.stringify(sent)
  })
  return { status: response.status, body: await response.json() }
}
