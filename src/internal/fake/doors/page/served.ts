import * as Effect from "effect/Effect"
import type * as HttpServer from "effect/http/HttpServer"
import type * as Scope from "effect/Scope"
import type { FakeNovuOptions } from "../../../../Testing/FakeOptions.ts"
import { makeHttpApp } from "../onPort.ts"
import { makeServer, type Server } from "../server.ts"
import { makeDesk } from "./desk.ts"

/** A server may run for days, and keeps this many requests, messages and runs. */
const keptOnPort = 10_000

/**
 * Starts a server and puts it behind an `HttpServer`, in a program's test as in the
 * command. An `HttpServer` waits for its connections when it shuts down. An open page
 * and an open Inbox never end theirs, and a test waits for what it expects, so these
 * are ended first.
 */
export const serveOn = (
  http: HttpServer.HttpServer["Service"],
  options: FakeNovuOptions
): Effect.Effect<Server, never, Scope.Scope> =>
  makeServer({ ...options, keep: options.keep ?? keptOnPort }).pipe(
    Effect.tap((server) => http.serve(makeHttpApp(server, makeDesk(server)))),
    Effect.tap(({ changes, inboxes, waits }) =>
      Effect.addFinalizer(() => Effect.all([changes.end, inboxes.closing.open, waits.end], { discard: true }))
    )
  )
