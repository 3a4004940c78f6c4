import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"

type Outcome = Exit.Exit<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>

/** The outcome of the one request of an attempt. */
export interface Sending {
  outcome: Outcome | undefined
}

/**
 * The attempt that a request belongs to. `undefined` where nothing stands
 * between the transport and its client.
 */
export const CurrentSending: Context.Reference<Sending | undefined> = Context.Reference<Sending | undefined>(
  "effect-novu/internal/CurrentSending",
  { defaultValue: () => undefined }
)

/** A copy that some middleware made of a request keeps at least one of these headers. */
const isOurs = ({ headers }: HttpClientRequest.HttpClientRequest): boolean =>
  headers["user-agent"]?.startsWith("effect-novu/") === true || headers["authorization"]?.startsWith("ApiKey ") === true

const alreadySent = (request: HttpClientRequest.HttpClientRequest): Outcome =>
  Exit.fail(
    new HttpClientError.HttpClientError({
      reason: new HttpClientError.TransportError({
        request,
        description: "the request of this attempt was sent already; retries are the transport's"
      })
    })
  )

/**
 * Makes a client that sends one request per attempt, whatever `transformClient`
 * wraps around it. A middleware that retries or follows redirects would repeat
 * writes that may not be repeated, and send tokens to other hosts. Every further
 * request of an attempt therefore gets the outcome of the first. Requests that a
 * middleware makes for itself, such as for the token of a proxy, are sent.
 */
export const sendsOnce = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.transform(client, (send, request) =>
    Effect.withFiber((fiber) => {
      const sending = fiber.getRef(CurrentSending)
      if (sending === undefined || !isOurs(request)) return send
      if (sending.outcome !== undefined) return sending.outcome
      // This stands until there is an outcome, and for ever if the middleware interrupts the request.
      sending.outcome = alreadySent(request)
      return Effect.onExit(send, (exit) =>
        Effect.sync(() => {
          if (!Exit.hasInterrupts(exit)) sending.outcome = exit
        }))
    }))
