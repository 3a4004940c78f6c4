import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { WebhookTarget } from "../../../Testing/FakeWebhooks.ts"

/** Posts a webhook once, and returns the status of the answer, or `undefined` where there is none. */
export type Post = (
  headers: Readonly<Record<string, string>>,
  body: Uint8Array<ArrayBuffer>
) => Effect.Effect<number | undefined>

/** Svix follows no redirect, and takes anything but 2xx for a failure. */
const requestOf = (url: string, headers: Readonly<Record<string, string>>, body: Uint8Array<ArrayBuffer>) =>
  new Request(url, { method: "POST", headers, body, redirect: "manual" })

const defaultUrl = "http://localhost/webhooks/novu"

/** Svix waits this long for an answer. */
const patience = "15 seconds"

export const posterTo = (target: WebhookTarget, url: string = defaultUrl): Post => {
  const post = (
    headers: Readonly<Record<string, string>>,
    body: Uint8Array<ArrayBuffer>
  ): Effect.Effect<number, unknown> => {
    if (HttpClient.isHttpClient(target)) {
      const request = HttpClientRequest.post(url, { headers }).pipe(
        HttpClientRequest.bodyUint8Array(body, "application/json")
      )
      return Effect.map(target.execute(request), ({ status }) => status)
    }
    return Effect.tryPromise(async (signal) => {
      const response = typeof target === "function"
        ? await target(requestOf(url, headers, body))
        : await fetch(requestOf(String(target), headers, body), { signal })
      await response.body?.cancel()
      return response.status
    })
  }
  return (headers, body) =>
    post(headers, body).pipe(
      Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeed(undefined) }),
      Effect.catchCause(() => Effect.succeed(undefined))
    )
}
