import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { bodyStream } from "../faults/delivery.ts"
import type { FakeAnswer, FakeRequest, HeaderPair, Outcome } from "../protocol/message.ts"
import { control, isControl } from "./control.ts"
import { makeHosts } from "./hosts.ts"
import type { Server } from "./server.ts"

/** Puts the server behind a real `HttpServer`, with the control routes beside it. */
export const makeHttpApp = (
  server: Server
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest> => {
  const hosts = makeHosts(server.options.allowedHosts ?? [])
  return Effect.gen(function*() {
    const incoming = yield* HttpServerRequest.HttpServerRequest
    const body = yield* Effect.orElseSucceed(incoming.arrayBuffer, () => new ArrayBuffer(0))
    const request: FakeRequest = {
      method: incoming.method,
      target: incoming.url,
      headers: incoming.headers,
      body: new Uint8Array(body)
    }
    const ours = isControl(request)
    const refusal = ours ? hosts.refuse(request) : hosts.refusePage(request)
    if (refusal !== undefined) return toResponse(refusal)
    // A control route that waits has to end when its client leaves, like a handler that stalls.
    if (ours) return toResponse(yield* Effect.interruptible(control(server, request)))
    const reader = hosts.readerOf(request)
    if (isPreflight(request)) return toResponse({ status: 204, headers: preflight(request, reader), body: undefined })
    // `HttpServer` runs handlers uninterruptibly, but a handler that stalls for ever has to end when its client leaves.
    return deliver(incoming, withCors(reader, yield* Effect.interruptible(server.respond(request))))
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
  cutSocket(incoming.source, outcome._tag === "HungUp" && outcome.inHeaders)
  // The handler has to return although its answer is lost, because a server waits for it when it shuts down.
  return HttpServerResponse.empty()
}

/** Cutting the connection would discard what the kernel has not yet taken, so a cut waits for this long. */
const flush = Effect.sleep("20 millis")

interface Socket {
  readonly write: (text: string) => unknown
  readonly destroy: () => unknown
}

/** Cuts the connection. A port cannot refuse one request, so a refusal is a cut as well. */
const cutSocket = (source: object, inHeaders: boolean): void => {
  const socket = "socket" in source ? source.socket : undefined
  if (!isSocket(socket)) return
  if (inHeaders) socket.write("HTTP/1.1 200 OK\r\nContent-Type: applica")
  socket.destroy()
}

const isSocket = (value: unknown): value is Socket =>
  typeof value === "object" && value !== null && "destroy" in value && typeof value.destroy === "function" &&
  "write" in value && typeof value.write === "function"

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

const preflight = (request: FakeRequest, reader: string | undefined): ReadonlyArray<HeaderPair> =>
  reader === undefined ? [] : [
    ...readableBy(reader),
    ["Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE"],
    ["Access-Control-Allow-Headers", request.headers["access-control-request-headers"] ?? "*"]
  ]

const readableBy = (reader: string): ReadonlyArray<HeaderPair> => [
  ["Access-Control-Allow-Origin", reader],
  ["Vary", "Origin"]
]

/** Adds the headers without which a browser does not let a page read an answer. */
const withCors = (reader: string | undefined, outcome: Outcome): Outcome =>
  reader === undefined || outcome._tag !== "Answered" ? outcome : {
    ...outcome,
    answer: {
      ...outcome.answer,
      headers: [...outcome.answer.headers, ...readableBy(reader), ["Access-Control-Expose-Headers", "*"]]
    }
  }
