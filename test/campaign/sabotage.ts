/** Clients that break one rule each: the campaign has to find them. */
import { Effect } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"

export type Sabotage = (client: HttpClient.HttpClient) => HttpClient.HttpClient

let keys = 0

/** Every attempt has an idempotency key of its own. */
const freshKeys: Sabotage = HttpClient.mapRequest((request) =>
  request.headers["idempotency-key"] === undefined
    ? request
    : HttpClientRequest.setHeader(request, "idempotency-key", `fresh-${keys++}`)
)

/** What got no answer is sent again, whatever it was. */
const resends: Sabotage = HttpClient.retry({ times: 2 })

/** A request goes on when its caller is gone, and is sent once more. */
const outlives: Sabotage = HttpClient.transform((send) =>
  Effect.onInterrupt(send, () => Effect.asVoid(Effect.forkDetach(Effect.delay(Effect.exit(send), "1 second"))))
)

/** Every second attempt says something else. */
const rewrites: Sabotage = HttpClient.mapRequest((request) =>
  request.method === "POST" && keys++ % 2 === 0
    ? HttpClientRequest.bodyText(request, "{}", "application/json")
    : request
)

/** A request takes the time it takes. */
const cannotBeStopped: Sabotage = HttpClient.transform((send) => Effect.uninterruptible(send))

export const sabotages: Readonly<Record<string, Sabotage>> = { freshKeys, resends, outlives, rewrites, cannotBeStopped }
