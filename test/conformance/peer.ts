/** Runs a case with `@novu/api`, over the same fake, in virtual time. */
import { HTTPClient, Novu } from "@novu/api"
import { Effect, ManagedRuntime, Option } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
import type { Case, OperationName } from "./cases.ts"
import { seeded, struck } from "./measure.ts"
import { inVirtualTime } from "./virtualTime.ts"

export interface PeerConduct {
  readonly requests: number
  /** Is `answer`, `never ends`, or what the call threw. */
  readonly outcome: string
  readonly lasted: number
  /** Counts how often the server carried out what was asked once. */
  readonly written: number
}

/** Rejects as `fetch` does in Node, because the peer recognises this failure by its words. */
const fetchFailed = (cause: unknown): TypeError => new TypeError("fetch failed", { cause })

/** Breaks a body off as `fetch` does in Node. */
const asFetched = (response: Response): Response => {
  if (response.body === null) return response
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (cause) {
        controller.error(new TypeError("terminated", { cause }))
      }
    }
  })
  return new Response(body, response)
}

type Runtime = ManagedRuntime.ManagedRuntime<FakeNovu | HttpClient.HttpClient, never>

const methods = ["GET", "POST", "PATCH", "DELETE"] as const

export const fetcherOf =
  (runtime: Runtime) => async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const method = methods.find((each) => each === request.method) ?? "GET"
    const body = await request.text()
    const made = HttpClientRequest.make(method)(request.url, { headers: Object.fromEntries(request.headers) }).pipe(
      body === "" ? (same) => same : HttpClientRequest.bodyText(body, "application/json")
    )
    const exchange = HttpClient.HttpClient.use((client) => client.execute(made)).pipe(
      Effect.map((response) => asFetched(Option.getOrThrow(HttpClientResponse.toWeb(response)))),
      Effect.mapError(({ reason }) => fetchFailed(reason.cause))
    )
    return runtime.runPromise(exchange)
  }

export const peerOver = (fetcher: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>): Novu =>
  new Novu({ secretKey: "sk_fake", httpClient: new HTTPClient({ fetcher }) })

const connection = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: "xoxb-conformance" }
}

const endpoint = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  type: "slack_channel",
  endpoint: { channelId: "C1" }
} as const

const operations: Readonly<Record<OperationName, (novu: Novu) => Promise<unknown>>> = {
  idempotent: (novu) => novu.channelConnections.retrieve(seeded),
  guarded: (novu) => novu.channelConnections.create(connection),
  unguarded: (novu) => novu.channelEndpoints.create(endpoint),
  delete: (novu) => novu.channelConnections.delete(seeded)
}

export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const status = "statusCode" in error && typeof error.statusCode === "number" ? ` ${error.statusCode}` : ""
  return `${error.name === "Error" ? error.constructor.name : error.name}${status}`
}

export const measurePeer = async (
  on: Case["on"],
  operation: OperationName
): Promise<PeerConduct> => {
  const runtime = ManagedRuntime.make(FakeNovu.layer())
  const { lasted, value } = await inVirtualTime(async () => {
    await runtime.runPromise(struck(on))
    return operations[operation](peerOver(fetcherOf(runtime))).then(() => "answer", describeError)
  })
  const { requests, state } = await runtime.runPromise(
    FakeNovu.use((fake) => Effect.all({ requests: fake.requests, state: fake.state }))
  )
  return {
    requests: requests.length,
    outcome: value ?? "never ends",
    lasted: Math.round(lasted),
    written: state.endpoints.length
  }
}
