import * as Effect from "effect/Effect"
import type * as HttpServer from "effect/http/HttpServer"
import type * as Scope from "effect/Scope"
import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import { makeHttpApp } from "./onPort.ts"
import { makeServer, type Server } from "./server.ts"

/**
 * Starts a server and puts it behind an `HttpServer`, in a program's test as in the command. An `HttpServer` waits for its
 * connections when it shuts down, and an open Inbox never ends its own, so they are ended first.
 */
export const serveOn = (
  http: HttpServer.HttpServer["Service"],
  options: FakeNovuOptions
): Effect.Effect<Server, never, Scope.Scope> =>
  makeServer(options).pipe(
    Effect.tap((server) => http.serve(makeHttpApp(server))),
    Effect.tap((server) => Effect.addFinalizer(() => server.inboxes.closing.open))
  )
