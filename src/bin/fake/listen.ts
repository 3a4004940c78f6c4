import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { HttpServer } from "effect/http/HttpServer"
import * as Scope from "effect/Scope"
import { createServer } from "node:http"
import { createServer as createNetServer, type Server as NetServer, type Socket } from "node:net"
import { type Refusal, refusal } from "./refusal.ts"

/** The time that requests under way have to be answered when the process is asked to end. */
const grace = 250

/** How often a free port is looked for that is free on both addresses. */
const tries = 10

export interface Listening {
  readonly http: HttpServer["Service"]
  readonly port: number
  /**
   * Takes no more requests, gives those under way a moment, and cuts every
   * connection. An event stream or a web socket would otherwise stay open for ever.
   */
  readonly close: Effect.Effect<void>
}

/** Makes the node server, and knows its connections, those that were upgraded to web sockets as well. */
const makeNode = () => {
  const server = createServer()
  const sockets = new Set<Socket>()
  server.on("connection", (socket: Socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  return { server, sockets }
}

const codeOf = (error: unknown): string | undefined => {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : undefined
}

const inUse = (port: number): Refusal =>
  refusal(
    `Port ${port} is in use: end what uses it, or choose another one, such as --port ${Math.max(port, 1023) + 1}.`
  )

const why = (error: unknown, host: string, port: number): Refusal => {
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return inUse(port)
    case "EACCES":
    case "EPERM":
      return refusal(`Port ${port} needs more rights than this user has: choose another one, such as --port 3210.`)
    default:
      return refusal(`${host} is no address of this machine: choose another one with --host, such as 0.0.0.0.`)
  }
}

/**
 * Listens on a second address for the same server. A machine without such an
 * address has nothing that could be reached by it.
 */
const alsoOn = (host: string, port: number, node: ReturnType<typeof makeNode>) =>
  Effect.callback<NetServer, { readonly isInUse: boolean }>((resume) => {
    const also = createNetServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      node.server.emit("connection", socket)
    })
    also.once("error", (error) => resume(Effect.fail({ isInUse: codeOf(error) === "EADDRINUSE" })))
    also.listen({ host, port }, () => resume(Effect.succeed(also)))
  })

const closeNode = ({ server, sockets }: ReturnType<typeof makeNode>, others: ReadonlyArray<NetServer>) =>
  Effect.callback<void>((resume) => {
    for (const each of others) each.close()
    const cut = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, grace)
    const idle = () => {
      if (sockets.size > 0) return
      clearTimeout(cut)
      resume(Effect.void)
    }
    for (const socket of sockets) socket.once("close", () => setImmediate(idle))
    if (server.listening) server.close()
    server.closeIdleConnections()
    idle()
  })

/** Listens on the addresses that lead to the machine itself. With any other, there is only that one. */
export const listen = (host: string | undefined, port: number): Effect.Effect<Listening, Refusal, Scope.Scope> =>
  Effect.gen(function*() {
    const outer = yield* Effect.scope
    for (let left = port === 0 ? tries : 1; left > 0; left--) {
      const node = makeNode()
      const scope = yield* Scope.fork(outer)
      const http = yield* NodeHttpServer.make(() => node.server, {
        host: host ?? "127.0.0.1",
        port,
        gracefulShutdownTimeout: 0
      }).pipe(
        Scope.provide(scope),
        Effect.mapError((error) => why(error, host ?? "127.0.0.1", port))
      )
      const bound = "port" in http.address ? http.address.port : port
      if (host !== undefined) return { http, port: bound, close: closeNode(node, []) }
      const second = yield* Effect.result(alsoOn("::1", bound, node))
      if (second._tag === "Success" || !second.failure.isInUse) {
        return { http, port: bound, close: closeNode(node, second._tag === "Success" ? [second.success] : []) }
      }
      yield* Scope.close(scope, Exit.void)
    }
    return yield* inUse(port)
  })
