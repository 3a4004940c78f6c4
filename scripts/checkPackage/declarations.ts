/**
 * Makes the library of a user. The compiler writes its declarations, so the
 * package must export every name that can be inferred from it.
 */
import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { everyName } from "./everyName.ts"

const library = `
import { Effect, Layer, Schema, Stream } from "effect"
import * as Novu from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"

const connect = (payload: Novu.CreateChannelConnection) =>
  Novu.ChannelConnections.use((connections) => connections.ensure(payload))

export const issues = (payload: Novu.CreateChannelConnection) =>
  Effect.catchReasons(connect(payload), "NovuError", {
    InvalidInput: ({ issues }) => Effect.succeed(issues),
    ValidationFailed: ({ issues }) => Effect.succeed(issues),
    ResponseDecodeFailed: ({ body, headers, issues }) => Effect.succeed({ body, headers, first: issues[0] }),
    Conflict: (conflict, error) => Effect.succeed([conflict, error] as const)
  })
export const reasons = (payload: Novu.CreateChannelConnection) => Effect.unwrapReason(connect(payload), "NovuError")
export const explain = (reason: Novu.NovuErrorReason) => "issues" in reason ? [...reason.issues] : undefined
export const members = (...input: ConstructorParameters<typeof Novu.NovuError>) => ({ ...input[0] })

export class OwnError extends Novu.NovuError {
  readonly own = true
}
export class OwnReason extends Novu.NotFound {
  readonly own = true
}
export class OwnIssues extends Novu.InvalidInput {}

export const operation = Novu.Operation.make({
  name: "Things.make",
  method: "POST",
  path: "/v1/things/{kind}/{id}",
  payload: Novu.CreateContext,
  success: Schema.Struct({ connection: Novu.ChannelConnection }),
  repeat: () => "guarded"
})
export const call = Effect.map(Novu.NovuTransport, ({ call }) => call)
export const input = <Path extends string>(given: Novu.Operation.Input<Path, string, number>) => [given]
export const params = <Path extends string>(given: Novu.Operation.PathParams<Path>) => ({ ...given })

export const stream = Effect.map(Novu.ChannelEndpoints, (endpoints) => endpoints.listAll({ limit: 3 }))
export const rows = Novu.Contexts.use((contexts) => Stream.runCollect(contexts.listAll()))
export const limits = Effect.map(Novu.Integrations.use((integrations) => integrations.list()), ({ headers }) => ({
  rate: Novu.ResponseHeaders.rateLimit(headers),
  key: Novu.ResponseHeaders.idempotency(headers)
}))
export const layers = Layer.mergeAll(
  Novu.NovuClient.layerConfig,
  Novu.RateLimits.layer,
  Novu.CircuitBreaker.layer({ openDuration: "1 minute" })
)
export const policy = { ...Novu.RetryPolicy.standard }
export const narrowed = (row: Novu.ChannelEndpoint) => Novu.isEndpointOf("slack_channel", row) ? row.endpoint : row

export const own = Schema.Struct({ ...Novu.ChannelConnection.fields, page: Novu.Page(Novu.NovuContext, "Contexts") })
export class Holder extends Schema.Class<Holder>("Holder")({ connection: Novu.ChannelConnection }) {}
export const decode = Schema.decodeUnknownEffect(Novu.NovuErrorSchema)

export const fake = FakeNovu.layerClient({ rateLimit: { level: "free" } })
export const state = FakeNovu.use((novu) => Effect.map(novu.state, ({ connections, ...rest }) => ({ ...rest, connections })))
export const requests = FakeNovu.use((novu) => Effect.map(novu.requests, (all) => all.map(({ headers }) => headers)))
export const faults = [Fault.pass, Fault.hangUp("in-body"), Fault.respond({ status: 503 })]
`

/**
 * Effect's declarations need the libraries of TypeScript 5.7 (views of buffers
 * with a parameter), so the oldest compiler skips all declaration files.
 */
const compilers = [
  { name: "typescript-5.4", skipLibCheck: true },
  { name: "typescript-5.9", skipLibCheck: false },
  { name: "typescript", skipLibCheck: false }
]

/** Checks the declarations in the folder of a project that has installed the package. */
export const checkDeclarations = (folder: string, subpaths: ReadonlyArray<string>): void => {
  writeFileSync(join(folder, "library.ts"), library)
  // Everything that these two export has a module of its own, so they are left out.
  writeFileSync(
    join(folder, "everyName.ts"),
    everyName(folder, subpaths.filter((subpath) => subpath !== "effect-novu" && subpath !== "effect-novu/Promised"))
  )
  for (const { name, skipLibCheck } of compilers) {
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          module: "nodenext",
          moduleResolution: "nodenext",
          target: "es2022",
          lib: ["es2022", "dom", "dom.iterable"],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck,
          declaration: true,
          outDir: "out"
        },
        files: ["library.ts", "everyName.ts"]
      })
    )
    const tsc = resolve("node_modules", name, "bin/tsc")
    const version = execFileSync(process.execPath, [tsc, "--version"], { encoding: "utf8" }).trim()
    execFileSync(process.execPath, [tsc, "-p", "."], { cwd: folder, stdio: "inherit" })
    console.log(`consumer: its declarations name all they need under ${version.replace("Version", "TypeScript")}`)
  }
}
