import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"

type Outcome = Exit.Exit<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>

/** What became of the one request of an attempt. */
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
 * A client that sends one request per attempt, whatever `transformClient` puts
 * around it. A middleware that retries or follows redirects would repeat writes
 * that may not be repeated and carry tokens to other hosts, unseen by the rules
 * of this transport: what it sends after the first request is answered with
 * what became of that one. Requests of its own, such as one for a token of a
 * proxy, pass.
 */
export const sendsOnce = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.transform(client, (send, request) =>
    Effect.withFiber((fiber) => {
      const sending = fiber.getRef(CurrentSending)
      if (sending === undefined || !isOurs(request)) return send
      if (sending.outcome !== undefined) return sending.outcome
      // Until there is an outcome, and for ever if the middleware interrupts it.
      sending.outcome = alreadySent(request)
      return Effect.onExit(send, (exit) =>
        Effect.sync(() => {
          if (!Exit.hasInterrupts(exit)) sending.outcome = exit
        }))
    }))
