/** Tells pages that something has changed, by server-sent events. What has changed they ask for themselves. */
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import type { FakeRequest } from "../protocol/message.ts"
import type { Server } from "./server.ts"

export const isEvents = ({ method, target }: FakeRequest): boolean => method === "GET" && target === "/_fake/events"

/** Many changes at once are told once. */
const coalescing = "200 millis"

/** A comment after so long shows the server that a client has gone. */
const heartbeat = 15_000

const encoder = new TextEncoder()

/** Nothing runs until somebody looks, so a page that waits looks when the next thing is due. */
const untilDue = (server: Server): Effect.Effect<void> =>
  Effect.gen(function*() {
    const next = yield* server.nextEvent
    const left = next === undefined ? Infinity : Math.max(1, next - (yield* server.time.now))
    yield* Effect.sleep(Math.min(left, heartbeat))
    yield* server.look(() => undefined)
    if (left <= heartbeat) server.changes.tell()
  })

const nextChunk = (server: Server, seen: { version: number }): Effect.Effect<Uint8Array> =>
  Effect.gen(function*() {
    const { changes } = server
    yield* Effect.raceFirst(changes.after(seen.version), untilDue(server))
    if (changes.version() === seen.version) return encoder.encode(": still here\n\n")
    if (changes.isOpen()) yield* Effect.sleep(coalescing)
    seen.version = changes.version()
    return encoder.encode(`event: change\ndata: ${seen.version}\n\n`)
  })

/** The connection is closed at the end, because one that is kept alive would hold the server up. */
export const eventStream = (server: Server): HttpServerResponse.HttpServerResponse => {
  const seen = { version: server.changes.version() }
  return HttpServerResponse.stream(
    Stream.succeed(encoder.encode(`retry: 1000\nevent: open\ndata: ${seen.version}\n\n`)).pipe(
      Stream.concat(Stream.fromEffectRepeat(nextChunk(server, seen))),
      Stream.takeWhile(server.changes.isOpen)
    ),
    {
      contentType: "text/event-stream",
      headers: { "cache-control": "no-store", connection: "close", "x-accel-buffering": "no" }
    }
  )
}
