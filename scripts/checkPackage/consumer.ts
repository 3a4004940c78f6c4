/**
 * Makes the project of a user: installs the tarball, type-checks against its
 * declarations and all that they reach, and loads every module.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const program = `
import { Effect, Layer, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { ChannelConnections, NovuClient, NovuTransport } from "effect-novu"

export const program = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const { headers, result } = yield* connections.create({
    integrationIdentifier: "slack-prod",
    subscriberId: "subscriber-123",
    workspace: { id: "T123456", name: "Acme HQ" },
    auth: { accessToken: Redacted.make("xoxb-1") }
  })
  const all: ReadonlyArray<{ readonly identifier: string }> = yield* Stream.runCollect(connections.listAll())
  return { identifier: result.identifier, date: headers["date"], all }
}).pipe(
  Effect.catchReason("NovuError", "Conflict", ({ existingIdentifier }) => Effect.succeed(existingIdentifier)),
  Effect.provide(ChannelConnections.layer.pipe(
    Layer.provide(NovuTransport.layerConfig),
    Layer.provide(FetchHttpClient.layer)
  ))
)

export const other = NovuClient.use((novu) => novu.channelEndpoints.retrieve("one"))
`

const resolutions = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" }
}

const engines = "effect-novu/Testing/Engines"

/** Loads the one module that cannot do without optional peers. */
const refuseWithoutPeers = `
const missing = await import("${engines}").then(() => "", (error) => error.message)
if (!/'(liquidjs|ajv)'/.test(missing)) throw new Error("the engines do not ask for their peers: " + missing)
`

const useEngines = `
import { novu } from "${engines}"
const text = novu.text("Hi {{ payload.name | upcase }}", { payload: { name: "Ada" } })
const { issues } = novu.payload({ required: ["at"], properties: { id: { format: "uuid" } } }, { id: "x" })
if (text !== "Hi ADA" || issues.length !== 2) throw new Error("the engines do not work")
`

const optionalPeers = (): ReadonlyArray<string> => {
  const { peerDependenciesMeta } = JSON.parse(readFileSync("package.json", "utf8")) as {
    readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>
  }
  return Object.keys(peerDependenciesMeta)
}

export const versionOf = (dependency: string): string =>
  (JSON.parse(readFileSync(`node_modules/${dependency}/package.json`, "utf8")) as { readonly version: string }).version

export const checkConsumer = (folder: string, tarball: string, subpaths: ReadonlyArray<string>): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }))
  execFileSync("npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    tarball,
    `effect@${versionOf("effect")}`,
    `typescript@${versionOf("typescript")}`
  ], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] })

  writeFileSync(join(folder, "program.ts"), program)
  writeFileSync(
    join(folder, "everyModule.ts"),
    subpaths.map((subpath, index) => `export * as module${index} from "${subpath}"\n`).join("")
  )
  for (const [name, options] of Object.entries(resolutions)) {
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          ...options,
          target: "es2024",
          lib: ["es2024", "dom", "dom.iterable"],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true
        },
        files: ["program.ts", "everyModule.ts"]
      })
    )
    execFileSync(join(folder, "node_modules/.bin/tsc"), ["-p", "."], { cwd: folder, stdio: "inherit" })
    console.log(`consumer: typechecks under ${name}, libraries included`)
  }

  const loadEach = subpaths.map((subpath) => subpath === engines ? refuseWithoutPeers : `await import("${subpath}")\n`)
    .join("")
  const refuseClosed = `
for (const closed of ["effect-novu/internal/version", "effect-novu/bin/effect-novu"]) {
  const refused = await import(closed).then(() => false, (error) => error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED")
  if (!refused) throw new Error(closed + " can be imported")
}
`
  writeFileSync(join(folder, "loadEach.js"), loadEach + refuseClosed)
  execFileSync(process.execPath, ["loadEach.js"], { cwd: folder, stdio: "inherit" })
  console.log(
    `consumer: loads ${subpaths.length - 1} modules without optional peers, and those of the inside are closed`
  )

  execFileSync("npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    ...optionalPeers().map((peer) => `${peer}@${versionOf(peer)}`)
  ], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] })
  writeFileSync(join(folder, "useEngines.js"), useEngines)
  execFileSync(process.execPath, ["useEngines.js"], { cwd: folder, stdio: "inherit" })
  console.log("consumer: uses the engines once their peers are installed")
}
