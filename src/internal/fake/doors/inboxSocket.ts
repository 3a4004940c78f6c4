/** Serves the sockets by which an open Inbox is told of changes, in both protocols that its client speaks. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Queue from "effect/Queue"
import * as Socket from "effect/socket/Socket"
import { type Protocol, protocolOf } from "./inboxFrames.ts"
import { destroyConnection } from "./rawConnection.ts"
import type { Server } from "./server.ts"

/** A client that does not answer the end of its socket is cut off after this time, because a server waits for it. */
const patience = "300 millis"

/** The worker of a fake is asked by requests alone, and an open Inbox makes none. */
const everySecond = Effect.sleep("1 second")

export const isSocket = ({ headers }: HttpServerRequest.HttpServerRequest): boolean =>
  headers["upgrade"]?.toLowerCase() === "websocket"

/** Takes a request for a socket, and returns when the socket is closed. */
export const inboxSocket = (
  { inboxes }: Server,
  incoming: HttpServerRequest.HttpServerRequest
): Effect.Effect<HttpServerResponse.HttpServerResponse> =>
  Effect.gen(function*() {
    const url = new URL(incoming.url, "http://fake")
    const protocol = protocolOf(url)
    const caller = yield* inboxes.callerOf(url.searchParams.get("token") ?? "")
    const outgoing = yield* Queue.unbounded<string | Socket.CloseEvent>()
    const offer = (...frames: ReadonlyArray<string | Socket.CloseEvent>): void => {
      for (const frame of frames) Queue.offerUnsafe(outgoing, frame)
    }
    let leave: (() => void) | undefined
    const join = (): void => {
      if (caller === undefined) return offer(...protocol.refusal)
      const { contextKeys, store, subscriberId } = caller
      leave?.()
      leave = inboxes.join({
        environmentId: store.environmentId,
        subscriberId,
        contextKeys,
        send: (event, data) => offer(protocol.event(event, data))
      })
      offer(...protocol.joined)
    }
    yield* Effect.addFinalizer(() => Effect.sync(() => leave?.()))
    offer(...protocol.greeting)
    if (protocol.joinsAtOnce) join()

    const socket = yield* incoming.upgrade
    const pull = yield* Socket.readerString(socket)
    const writer = yield* socket.writer
    const sending = yield* Effect.forkScoped(
      Effect.forever(Effect.flatMap(Queue.take(outgoing), (frame) => writer.write(frame)))
    )
    yield* Effect.forkScoped(Effect.forever(Effect.andThen(everySecond, inboxes.tick)))
    yield* pinging(protocol, offer)
    yield* Effect.forkScoped(
      inboxes.closing.await.pipe(
        Effect.andThen(Fiber.interrupt(sending)),
        Effect.andThen(Effect.ignore(writer.write(new Socket.CloseEvent(1001)))),
        Effect.andThen(Effect.sleep(patience)),
        Effect.andThen(Effect.sync(() => destroyConnection(incoming.source)))
      )
    )
    yield* Effect.forever(
      Effect.map(pull, (frames) => {
        for (const frame of frames) {
          if (protocol.asksToJoin(frame)) join()
          else offer(...protocol.reply(frame))
        }
      })
    )
  }).pipe(
    Effect.scoped,
    Effect.ignore,
    Effect.as(HttpServerResponse.empty())
  )

const pinging = ({ ping }: Protocol, offer: (frame: string) => void) =>
  ping === undefined ? Effect.void : Effect.forkScoped(
    Effect.forever(Effect.andThen(Effect.sleep(ping.every), Effect.sync(() => offer(ping.frame))))
  )
