import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { bodyStream } from "../faults/delivery.ts"
import type { FakeAnswer, FakeRequest, HeaderPair, Outcome } from "../protocol/message.ts"
import { control, type Desk, isControl, noDesk } from "./control.ts"
import { eventStream, isEvents } from "./eventStream.ts"
import { makeHosts } from "./hosts.ts"
import { inboxPreflight, isInbox, readableByAll } from "./inboxCors.ts"
import { inboxSocket, isSocket } from "./inboxSocket.ts"
import { makeOrigins } from "./origins.ts"
import { destroyConnection } from "./rawConnection.ts"
import type { Server } from "./server.ts"

/** Puts the server behind a real `HttpServer`, with the control routes beside it. */
export const makeHttpApp = (
  server: Server,
  desk: Desk = noDesk
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest> => {
  const refuseHost = makeHosts(server.options.allowedHosts ?? [])
  const refuseOrigin = makeOrigins(server.options.prefix ?? "")
  return Effect.gen(function*() {
    const incoming = yield* HttpServerRequest.HttpServerRequest
    const body = isSocket(incoming)
      ? new ArrayBuffer(0)
      : yield* Effect.orElseSucceed(incoming.arrayBuffer, () => new ArrayBuffer(0))
    const request: FakeRequest = {
      method: incoming.method,
      target: incoming.url,
      headers: incoming.headers,
      body: new Uint8Array(body)
    }
    const refusal = refuseHost(request) ?? refuseOrigin(request)
    if (refusal !== undefined) return toResponse(refusal)
    if (isSocket(incoming)) return yield* Effect.interruptible(inboxSocket(server, incoming))
    if (isEvents(request)) return eventStream(server)
    // A control route that waits has to end when its client leaves, like a handler that stalls.
    if (isControl(request)) return toResponse(yield* Effect.interruptible(control(server, request, desk)))
    if (isInbox(request, server.options.prefix ?? "")) {
      const preflighted = inboxPreflight(request)
      if (preflighted !== undefined) return toResponse(preflighted)
      return deliver(incoming, readableByAll(yield* Effect.interruptible(server.respond(request))))
    }
    // A browser that asks first is not told that it may, and it spends no scripted fault.
    if (isPreflight(request)) return toResponse({ status: 204, headers: [], body: undefined })
    // `HttpServer` runs handlers uninterruptibly, but a handler that stalls for ever has to end when its client leaves.
    return deliver(incoming, yield* Effect.interruptible(server.respond(request)))
  })
}

const deliver = (
  incoming: HttpServerRequest.HttpServerRequest,
  outcome: Outcome
): HttpServerResponse.HttpServerResponse => {
  if (outcome._tag === "Answered") {
    const { answer, delivery } = outcome
    if (delivery._tag === "Whole" || answer.body === undefined) return toResponse(answer)
    return HttpServerResponse.stream(bodyStream(answer.body, delivery, flush), options(answer))
  }
  // A port cannot refuse one request, so a refusal is a cut as well.
  const inHeaders = outcome._tag === "HungUp" && outcome.inHeaders
  destroyConnection(incoming.source, inHeaders ? "HTTP/1.1 200 OK\r\nContent-Type: applica" : undefined)
  // The handler has to return although its answer is lost, because a server waits for it when it shuts down.
  return HttpServerResponse.empty()
}

/** Cutting the connection would discard what the kernel has not yet taken, so a cut waits for this long. */
const flush = Effect.sleep("20 millis")

const toResponse = (answer: FakeAnswer): HttpServerResponse.HttpServerResponse =>
  answer.body === undefined
    ? HttpServerResponse.empty(options(answer))
    : HttpServerResponse.text(answer.body, options(answer))

const options = (answer: FakeAnswer) => {
  const contentType = answer.headers.findLast(([name]) => name.toLowerCase() === "content-type")?.[1]
  return {
    status: answer.status,
    headers: groupHeaders(answer.headers),
    ...(contentType === undefined ? undefined : { contentType })
  }
}

/**
 * Groups headers into one entry per name. Effect keeps one text per name, but Node
 * writes a header several times when the value is a list, so a repeated header is
 * passed through Effect as a list.
 */
const groupHeaders = (pairs: ReadonlyArray<HeaderPair>): ReadonlyArray<HeaderPair> => {
  const lists = new Map<string, Array<string>>()
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [value])
    else list.push(value)
  }
  return Array.from(
    lists,
    ([name, [first = "", ...more]]) => [name, more.length === 0 ? first : asText([first, ...more])] as const
  )
}

const asText = (values: ReadonlyArray<string>): string => values as unknown as string

const isPreflight = (request: FakeRequest): boolean =>
  request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined
