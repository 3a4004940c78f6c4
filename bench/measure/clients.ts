import { Novu } from "@novu/api"
import { HTTPClient } from "@novu/api/lib/http.js"
import { Layer, ManagedRuntime, Redacted } from "effect"
import { ChannelConnections, type NovuError, NovuTransport, RetryPolicy } from "effect-novu"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { peerPayload } from "./fixtures.ts"

const secretKey = "fixture-secret-key"

interface Options {
  readonly fetch: typeof globalThis.fetch
  readonly apiUrl?: string
  /** Retries without a wait in between, as far as each policy allows. */
  readonly impatient?: boolean
  /** Instead of the one over `fetch`; ours alone has the choice. */
  readonly client?: Layer.Layer<HttpClient.HttpClient>
}

/** Ours as it comes: time limits, retries, idempotency keys, spans and metrics. */
export const ours = (
  { apiUrl, client = FetchHttpClient.layer, fetch, impatient = false }: Options
): ManagedRuntime.ManagedRuntime<ChannelConnections, NovuError> =>
  ManagedRuntime.make(
    ChannelConnections.layer.pipe(
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
 * The peer as it comes. It retries a conflict for an hour, so that code has to
 * go for a conflict to be measured at all; `maxInterval: 0` makes every wait 0.
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

/** What a program without an SDK writes. */
export const bare = async (
  { apiUrl, fetch }: Options
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const response = await fetch(`${apiUrl ?? "https://api.novu.co"}/v1/channel-connections`, {
    method: "POST",
    headers: requestHeaders,
    body: JSON.stringify(peerPayload)
  })
  return { status: response.status, body: await response.json() }
}
