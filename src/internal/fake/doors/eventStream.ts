/** Tells pages that something has changed, by server-sent events. What has changed they ask for themselves. */
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import type { FakeRequest } from "../protocol/message.ts"
import type { Server } from "./server.ts"

export const isEvents = ({ method, target }: FakeRequest): boolean => method === "GET" && target === "/_fake/events"

/** Many changes at once are told once. */
const coalescing = "100 millis"

/** A comment after so long shows the server that a client has gone. */
const heartbeat = 15_000

const encoder = new TextEncoder()

const nextChunk = (server: Server, seen: { version: number }): Effect.Effect<Uint8Array> => {
  /** Nothing runs until somebody looks, so a page that waits looks when the next thing is due. */
  const due = Effect.gen(function*() {
    const next = yield* server.nextEvent
    const left = next === undefined ? Infinity : Math.max(1, next - (yield* server.time.now))
    yield* Effect.sleep(Math.min(left, heartbeat))
    yield* server.look(() => undefined)
    if (left <= heartbeat) server.changes.tell()
  })
  return Effect.raceFirst(server.changes.after(seen.version), due).pipe(
    Effect.andThen(
      Effect.suspend(() => server.changes.version() === seen.version ? Effect.void : Effect.sleep(coalescing))
    ),
    Effect.map(() => {
      const version = server.changes.version()
      const isNew = version !== seen.version
      seen.version = version
      return encoder.encode(isNew ? `event: change\ndata: ${version}\n\n` : ": still here\n\n")
    })
  )
}

/** The connection is closed at the end, because one that is kept alive would hold the server up. */
export const eventStream = (server: Server): HttpServerResponse.HttpServerResponse => {
  const seen = { version: server.changes.version() }
  return HttpServerResponse.stream(
    Stream.succeed(encoder.encode(`retry: 1000\nevent: open\ndata: ${seen.version}\n\n`)).pipe(
      Stream.concat(Stream.fromEffectRepeat(nextChunk(server, seen))),
      Stream.interruptWhen(server.changes.closed)
    ),
    {
      contentType: "text/event-stream",
      headers: { "cache-control": "no-store", connection: "close", "x-accel-buffering": "no" }
    }
  )
}
