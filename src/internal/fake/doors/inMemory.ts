import * as Effect from "effect/Effect"
import type * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { bodyStream, socketError } from "../faults/delivery.ts"
import type { FakeAnswer, HeaderPair } from "../protocol/message.ts"
import type { Server } from "./server.ts"

const noBytes = new Uint8Array(0)
const encoder = new TextEncoder()

/** Makes a client whose requests go straight to the server, whatever host their URL names. */
export const makeInMemoryClient = (server: Server): HttpClient.HttpClient =>
  HttpClient.make((request, url) =>
    Effect.gen(function*() {
      const { body, type } = yield* written(request, request.body)
      const outcome = yield* server.respond({
        method: request.method,
        target: url.pathname + url.search,
        headers: type === undefined ? request.headers : { ...request.headers, "content-type": type },
        body
      })
      switch (outcome._tag) {
        case "Refused":
          return yield* transportError(request, "ECONNREFUSED")
        case "HungUp":
          return yield* transportError(request, "ECONNRESET")
        case "Answered": {
          const { answer, delivery } = outcome
          if (delivery._tag === "Whole" || answer.body === undefined) return toResponse(request, answer, answer.body)
          const stream = yield* Stream.toReadableStreamEffect(bodyStream(answer.body, delivery))
          return toResponse(request, answer, stream)
        }
      }
    })
  )

const transportError = (request: HttpClientRequest.HttpClientRequest, code: "ECONNRESET" | "ECONNREFUSED") =>
  new HttpClientError.HttpClientError({
    reason: new HttpClientError.TransportError({ request, cause: socketError(code) })
  })

const toResponse = (
  request: HttpClientRequest.HttpClientRequest,
  answer: FakeAnswer,
  body: string | ReadableStream<Uint8Array> | undefined
): HttpClientResponse.HttpClientResponse => {
  const hasBody = body !== undefined && answer.status !== 204 && answer.status !== 304 && request.method !== "HEAD"
  return HttpClientResponse.fromWeb(
    request,
    new Response(hasBody ? body : null, { status: answer.status, headers: toHeaders(answer.headers) })
  )
}

const toHeaders = (pairs: ReadonlyArray<HeaderPair>): Headers => {
  const headers = new Headers()
  for (const [name, value] of pairs) headers.append(name, value)
  return headers
}

/** Writes a body out. Only what writes a form knows the boundary that its content type names. */
const written = (request: HttpClientRequest.HttpClientRequest, body: HttpBody.HttpBody) => {
  if (body._tag !== "FormData") return Effect.map(bytesOf(request, body), (bytes) => ({ body: bytes, type: undefined }))
  const response = new Response(body.formData)
  return Effect.promise(async () => ({
    body: new Uint8Array(await response.arrayBuffer()),
    type: response.headers.get("content-type") ?? undefined
  }))
}

const bytesOf = (
  request: HttpClientRequest.HttpClientRequest,
  body: Exclude<HttpBody.HttpBody, HttpBody.FormData>
): Effect.Effect<Uint8Array, HttpClientError.HttpClientError> => {
  switch (body._tag) {
    case "Empty":
      return Effect.succeed(noBytes)
    case "Uint8Array":
      return Effect.succeed(body.body)
    case "Raw":
      return Effect.succeed(body.body instanceof Uint8Array ? body.body : encoder.encode(String(body.body)))
    case "Stream":
      return Stream.mkUint8Array(body.stream).pipe(
        Effect.mapError((cause) =>
          new HttpClientError.HttpClientError({ reason: new HttpClientError.EncodeError({ request, cause }) })
        )
      )
  }
}
