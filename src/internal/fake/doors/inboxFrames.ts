/**
 * Writes and reads the frames of the two protocols: those of socket.io over
 * Engine.IO 4, and plain JSON.
 *
 * @see https://socket.io/docs/v4/engine-io-protocol/
 * @see https://socket.io/docs/v4/socket-io-protocol/
 */
import * as Socket from "effect/socket/Socket"

type Frame = string | Socket.CloseEvent

export interface Protocol {
  /** Is sent as soon as the socket is open. */
  readonly greeting: ReadonlyArray<Frame>
  /** Says whether an open socket listens, or asks for it first. */
  readonly joinsAtOnce: boolean
  readonly asksToJoin: (frame: string) => boolean
  readonly joined: ReadonlyArray<Frame>
  /** Is sent to whoever has no valid token. */
  readonly refusal: ReadonlyArray<Frame>
  readonly event: (name: string, data: unknown) => string
  readonly reply: (frame: string) => ReadonlyArray<Frame>
  /** Is what the server sends so that its client knows it is there. */
  readonly ping: { readonly every: number; readonly frame: string } | undefined
}

const pingInterval = 25_000

const open = () =>
  `0${
    JSON.stringify({
      sid: crypto.randomUUID(),
      upgrades: [],
      pingInterval,
      pingTimeout: 20_000,
      maxPayload: 1_000_000
    })
  }`

const connected = () => `40${JSON.stringify({ sid: crypto.randomUUID() })}`

/** In socket.io a client is let in before it is refused, and one that is told to leave does not come back. */
const socketIo = (): Protocol => ({
  greeting: [open()],
  joinsAtOnce: false,
  asksToJoin: (frame) => frame.startsWith("40"),
  joined: [connected()],
  refusal: [connected(), "41", new Socket.CloseEvent(1000)],
  event: (name, data) => `42${JSON.stringify([name, data])}`,
  reply: (frame) => frame === "41" || frame === "1" ? [new Socket.CloseEvent(1000)] : [],
  ping: { every: pingInterval, frame: "2" }
})

const plain: Protocol = {
  greeting: [],
  joinsAtOnce: true,
  asksToJoin: () => false,
  joined: [],
  refusal: [new Socket.CloseEvent(1008, "Unauthorized")],
  event: (event, data) => JSON.stringify({ event, data }),
  reply: (frame) => frame === "ping" ? ["pong"] : [],
  ping: undefined
}

/** Chooses by what only Engine.IO has: its path, or its version in the query where the path was moved. */
export const protocolOf = ({ pathname, searchParams }: URL): Protocol =>
  searchParams.has("EIO") || /\/socket\.io(\/|$)/.test(pathname) ? socketIo() : plain
