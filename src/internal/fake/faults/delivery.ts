import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Delivery } from "../protocol/message.ts"

const encoder = new TextEncoder()

/** Makes the error with which Node reports a failed connection. */
export const socketError = (code: "ECONNRESET" | "ECONNREFUSED"): Error =>
  Object.assign(new Error(code === "ECONNRESET" ? "socket hang up" : "connect ECONNREFUSED"), { code })

/**
 * Streams a body that does not arrive in one piece. `flush` waits until the first
 * half has left, so that cutting the connection does not discard it.
 */
export const bodyStream = (
  text: string,
  delivery: Exclude<Delivery, { readonly _tag: "Whole" }>,
  flush: Effect.Effect<void> = Effect.void
): Stream.Stream<Uint8Array, Error> => {
  const bytes = encoder.encode(text)
  const middle = Math.ceil(bytes.length / 2)
  const firstHalf = Stream.make(bytes.slice(0, middle))
  switch (delivery._tag) {
    case "HangUpInBody":
      return Stream.concat(firstHalf, Stream.fromEffect(Effect.andThen(flush, Effect.fail(socketError("ECONNRESET")))))
    case "StallInBody":
      return Stream.concat(
        firstHalf,
        Stream.fromEffect(
          delivery.for === undefined ? Effect.never : Effect.as(Effect.sleep(delivery.for), bytes.slice(middle))
        )
      )
    case "Drip": {
      const size = Math.max(1, Math.floor(delivery.bytes))
      const pieces: Array<Uint8Array> = []
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size))
      return Stream.mapEffect(
        Stream.fromIterable(pieces),
        (piece) => Effect.as(Effect.sleep(delivery.every), piece)
      )
    }
  }
}
