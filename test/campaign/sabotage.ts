/** Each of these clients breaks one rule, which the campaign has to find. */
import { Effect } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"

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

export const sabotages: Readonly<Record<string, Sabotage>> = { freshKeys, resends, outlives, rewrites, cannotBeStopped }
