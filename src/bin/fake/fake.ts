/** Runs `effect-novu fake`. */
import * as Effect from "effect/Effect"
import * as References from "effect/References"
import { serveOn } from "../../internal/fake/doors/page/served.ts"
import type { Server } from "../../internal/fake/doors/server.ts"
import { version } from "../../internal/version.ts"
import { novu } from "../../Testing/Engines.ts"
import type { FakeNovuOptions } from "../../Testing/FakeOptions.ts"
import type { Seed } from "../../Testing/Seed.ts"
import { isEvery } from "./address.ts"
import { readArguments } from "./arguments.ts"
import { banner } from "./banner.ts"
import { askedToEnd, beforeEnd } from "./ending.ts"
import { ownersOnly, replaceText } from "./files.ts"
import { type Flags, readFlags } from "./flags.ts"
import { usage } from "./help.ts"
import { init } from "./init.ts"
import { listen } from "./listen.ts"
import { type Refusal, refusal } from "./refusal.ts"
import { savedSeed } from "./seeds.ts"
import { start } from "./start.ts"
import { print } from "./terminal.ts"

const optionsOf = (flags: Flags, seed: Seed): FakeNovuOptions => ({
  secretKey: flags.keys.main,
  applicationIdentifier: flags.applicationIdentifier,
  allowedHosts: [...flags.allowedHosts, ...(flags.host === undefined || isEvery(flags.host) ? [] : [flags.host])],
  anyWorkflow: flags.anyWorkflow,
  engines: novu,
  idempotency: flags.idempotency,
  keep: flags.keep,
  localOAuth: flags.localOAuth,
  rateLimit: flags.rateLimit === undefined ? false : { level: flags.rateLimit },
  seed
})

const save = (server: Server, file: string): Effect.Effect<void, Refusal> =>
  Effect.flatMap(savedSeed(server), (text) => replaceText(file, text, "what was stored is lost.", ownersOnly))

/** Serves until somebody ends it. Requests under way end first, then what they left is saved. */
const serve = (flags: Flags, seed: Seed): Effect.Effect<void, Refusal> =>
  Effect.gen(function*() {
    const { close, http, port } = yield* listen(flags.host, flags.port)
    const server = yield* serveOn(http, optionsOf(flags, seed))
    for (const { secret, to } of flags.webhooks) {
      yield* Effect.mapError(server.webhooks({ to, secret }), ({ message }) => refusal(`--webhook ${to}: ${message}`))
    }
    const asked = yield* askedToEnd
    yield* print(banner(flags, port, yield* server.state))
    yield* asked
    yield* close
    if (flags.state !== undefined) yield* beforeEnd(save(server, flags.state))
  }).pipe(Effect.scoped, Effect.provideService(References.MinimumLogLevel, "Error"))

export const fake = (args: ReadonlyArray<string>): Effect.Effect<void, Refusal> =>
  Effect.gen(function*() {
    const given = yield* readArguments(args)
    if (given.has("help")) return yield* print(usage)
    if (given.has("version")) return yield* print(`${version}\n`)
    const flags = yield* readFlags(given)
    if (flags.init) return yield* print(yield* init(flags.seed))
    return yield* serve(flags, yield* start(flags))
  })
