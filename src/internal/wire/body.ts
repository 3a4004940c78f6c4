import * as Effect from "effect/Effect"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"

/** Limits the bytes of a response body; a larger one is refused. A page of 100 connections is about 60 KB. */
const maxBodyBytes = 8 * 1024 * 1024

/** Reads the body as text, or returns `undefined` when it is over the limit. */
export const readText = (
  response: HttpClientResponse.HttpClientResponse,
  headers: ResponseHeaders
): Effect.Effect<string | undefined, HttpClientError.HttpClientError> => {
  const declared = Number(headers["content-length"]?.[0])
  if (declared > maxBodyBytes) return Effect.as(abort(response), undefined)
  const web = HttpClientResponse.toWeb(response)
  if (Option.isSome(web)) return Effect.onInterrupt(readWeb(response, web.value), () => abort(response))
  // Where the body cannot be longer than the server says, nothing has to be counted.
  // That saves a stream, which is slow with a Node client.
  return declared >= 0 && headers["content-encoding"] === undefined ? response.text : readStream(response)
}

/** Ends the request: a client aborts it when the stream of its response ends, however early. */
const abort = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<void> =>
  Effect.exit(Stream.runHead(response.stream))

/** Reads a fetch response without a stream on top, which is faster. */
const readWeb = (
  response: HttpClientResponse.HttpClientResponse,
  { body }: Response
): Effect.Effect<string | undefined, HttpClientError.HttpClientError> =>
  body === null ? Effect.succeed("") : Effect.tryPromise({
    try: async (signal) => {
      const reader = body.getReader()
      // The lock is released, so that `abort` can take hold of the stream.
      signal.addEventListener("abort", () => {
        reader.cancel().catch(() => {})
        reader.releaseLock()
      }, { once: true })
      const chunks: Array<Uint8Array> = []
      let size = 0
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return toText(chunks)
        size += value.byteLength
        if (size > maxBodyBytes) {
          reader.cancel().catch(() => {})
          return undefined
        }
        chunks.push(value)
      }
    },
    catch: (cause) =>
      new HttpClientError.HttpClientError({
        reason: new HttpClientError.DecodeError({ request: response.request, response, cause })
      })
  })

const readStream = (
  response: HttpClientResponse.HttpClientResponse
): Effect.Effect<string | undefined, HttpClientError.HttpClientError> =>
  Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let size = 0
    return response.stream.pipe(
      Stream.takeUntil((chunk) => {
        size += chunk.byteLength
        return size > maxBodyBytes
      }),
      Stream.runForEach((chunk) => Effect.sync(() => chunks.push(chunk))),
      Effect.map(() => size > maxBodyBytes ? undefined : toText(chunks)),
      Effect.catchIf((error) => error.reason._tag === "EmptyBodyError", () => Effect.succeed(""))
    )
  })

const whole = new TextDecoder()

/** Decodes the chunks of a body. Most bodies are one chunk, which needs no decoder of its own. */
const toText = (chunks: ReadonlyArray<Uint8Array>): string => {
  if (chunks.length < 2) return whole.decode(chunks[0])
  const decoder = new TextDecoder()
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode()
}
