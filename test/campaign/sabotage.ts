/** Each of these clients breaks one rule, which the campaign has to find. */
import { Effect } from "effect"
import { HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"

export type Sabotage = (client: HttpClient.HttpClient) => HttpClient.HttpClient

let keys = 0

/** Gives every attempt an idempotency key of its own. */
const freshKeys: Sabotage = HttpClient.mapRequest((request) =>
  request.headers["idempotency-key"] === undefined
    ? request
    : HttpClientRequest.setHeader(request, "idempotency-key", `fresh-${keys++}`)
)

/** Sends every request again that got no answer, whatever it was. */
const resends: Sabotage = HttpClient.retry({ times: 2 })

/** Sends a request once more after its caller was interrupted. */
const outlives: Sabotage = HttpClient.transform((send) =>
  Effect.onInterrupt(send, () => Effect.asVoid(Effect.forkDetach(Effect.delay(Effect.exit(send), "1 second"))))
)

/** Sends another body with every second `POST`. */
const rewrites: Sabotage = HttpClient.mapRequest((request) =>
  request.method === "POST" && keys++ % 2 === 0
    ? HttpClientRequest.bodyText(request, "{}", "application/json")
    : request
)

/** Makes requests that cannot be interrupted. */
const cannotBeStopped: Sabotage = HttpClient.transform((send) => Effect.uninterruptible(send))

const bodyOf = ({ body }: HttpClientRequest.HttpClientRequest): string =>
  body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""

/** Gives the events of every attempt other ids. */
const freshIds: Sabotage = HttpClient.mapRequest((request) =>
  request.url.includes("/events/")
    ? HttpClientRequest.bodyText(
      request,
      bodyOf(request).replaceAll(/"transactionId":"[^"]*"/g, () => `"transactionId":"fresh-${keys++}"`),
      "application/json"
    )
    : request
)

/** Passes on that a group was taken which Novu's server failed at. */
const pretends: Sabotage = HttpClient.transform((send, request) =>
  Effect.map(send, (response) =>
    request.url.endsWith("/events/trigger/bulk") && response.status >= 500
      ? HttpClientResponse.fromWeb(
        request,
        Response.json({
          data: (JSON.parse(bodyOf(request)) as { readonly events: ReadonlyArray<unknown> }).events.map(() => ({
            acknowledged: true,
            status: "processed",
            transactionId: "pretended"
          }))
        }, { status: 201 })
      )
      : response)
)

/** What the campaign of many at once has to find. */
export const bulkSabotages: Readonly<Record<string, Sabotage>> = { freshIds, pretends, outlives }

export const sabotages: Readonly<Record<string, Sabotage>> = { freshKeys, resends, outlives, rewrites, cannotBeStopped }
