import * as Effect from "effect/Effect"
import type * as HttpServer from "effect/http/HttpServer"
import type * as Scope from "effect/Scope"
import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import { makeHttpApp } from "./onPort.ts"
import { makeServer, type Server } from "./server.ts"

/** Starts a server and puts it behind an `HttpServer`, in a program's test as in the command. */
export const serveOn = (
  http: HttpServer.HttpServer["Service"],
  options: FakeNovuOptions
): Effect.Effect<Server, never, Scope.Scope> =>
  Effect.tap(makeServer(options), (server) => http.serve(makeHttpApp(server)))
