/**
 * Measures this package beside Novu's own SDK and beside bare `fetch`, on this
 * machine, and writes `results.md`.
 *
 *   npm run bench
 *   npm run bench -- --quick      the main ratios, written nowhere
 *   npm run bench -- --only calls,sockets
 *
 * The SDKs take turns in short rounds, so that a machine that is busy with other
 * things slows both down.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { bulk } from "./measure/bulk.ts"
import { bundles } from "./measure/bundles.ts"
import { calls } from "./measure/calls.ts"
import { compiled } from "./measure/compiled.ts"
import { decoding } from "./measure/decoding.ts"
import { desk } from "./measure/desk.ts"
import { install } from "./measure/install.ts"
import { listing } from "./measure/listing.ts"
import { toDocument, toTerminal } from "./measure/report.ts"
import { holds, type Row, type Section } from "./measure/row.ts"
import { sockets } from "./measure/sockets.ts"
import { root, stage } from "./measure/stage.ts"
import { startup } from "./measure/startup.ts"
import { typecheck } from "./measure/typecheck.ts"

const { values: { only, quick } } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" } }
})

interface Measurement {
  readonly title: string
  readonly note: string
  readonly run: () => ReadonlyArray<Row> | Promise<ReadonlyArray<Row>>
}

let folder: string | undefined
const staged = (): string => folder ??= stage()

const measurements: Readonly<Record<string, Measurement>> = {
  calls: {
    title: "A call on a fetch in memory",
    note:
      "`ChannelConnections.create`, everything on: time limits, retry policy, idempotency key, spans, metrics. Novu's SDK as it comes, "
      + "which means without a time limit; for the 409 its retry of a 409 is off, for the 503 its waits are 0. Calls follow each other "
      + "in one running program unless the line says otherwise. Processor time, garbage collection included.",
    run: () => calls(quick)
  },
  sockets: {
    title: "Over a loopback socket",
    note:
      "The server is a process of its own. Novu's SDK and the bare loop use `fetch`. Ours runs over any client of Effect's: with 64 in flight, "
      + "`NodeHttpClient.layerUndici` is the one for a service on Node. \"Effect's client over `fetch` alone\" is not ours: one request and its text, "
      + "which is the most that anything built on that client can do.",
    run: () => sockets(quick)
  },
  decoding: {
    title: "Decoding",
    note: "From JSON text to values: ours are checked, redacted and parsed to times. Bare is `JSON.parse` alone.",
    run: () => decoding(quick)
  },
  compiled: {
    title: "Decoding in an application that compiles its schemas",
    note:
      "With `import \"effect/schema/SchemaJITCompiler/enable\"` before everything else. A switch for the whole process, so it is for the "
      + "application to turn, not for this package.",
    run: () => compiled(quick)
  },
  listing: {
    title: "A long list as a stream",
    note: "`listAll`, a hundred a page, from memory. The others follow the cursor in a loop. Processor time.",
    run: () => listing(quick)
  },
  bulk: {
    title: "Many at once",
    note:
      "To a process that counts, over `fetch`. Events are typed, have a date and an id by their key, and go by a hundred, "
      + "three requests in flight. Bare is `triggerBulk` of the same client with groups made by hand: a payload is encoded, "
      + "its event gets its id. Novu's SDK does the same with its own `triggerBulk`.",
    run: () => bulk(quick)
  },
  desk: {
    title: "The page of the served fake",
    note:
      "Each view, first page, of a fake that holds as much as it keeps, over a loopback socket. Processor time of server and client, redaction of "
      + "every token that was sent included.",
    run: () => desk(quick)
  },
  startup: {
    title: "Loading",
    note: "Each in a process of its own, in turn. \"Bundled\" is one file made by esbuild.",
    run: () => startup(staged(), quick)
  },
  bundles: {
    title: "Bundles",
    note:
      "Minified and compressed, KB of a thousand bytes. One group: `ChannelConnections` beside the peer's stand-alone function. Everything: "
      + "`NovuClient` beside the peer's `Novu`.",
    run: () => bundles(staged())
  },
  install: {
    title: "Installed",
    note: "The packed tarball beside what is installed of Novu's SDK.",
    run: () => install(staged())
  },
  typecheck: {
    title: "Type checking",
    note: "A project of one file, from nothing, `skipLibCheck` on.",
    run: () => typecheck(staged(), quick)
  }
}

const chosen = only?.split(",") ??
  (quick ? ["calls", "sockets", "decoding", "startup", "bundles"] : Object.keys(measurements))

const sections: Array<Section> = []
for (const name of chosen) {
  const measurement = measurements[name]
  if (measurement === undefined) throw new Error(`${name} is none of ${Object.keys(measurements).join(", ")}`)
  const section = { title: measurement.title, note: measurement.note, rows: await measurement.run() }
  console.log(toTerminal(section))
  sections.push(section)
}

const version = (name: string): string =>
  JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version

if (!quick && only === undefined) {
  const facts = [
    `Node ${process.version}, ${availableParallelism()} processors, ${process.platform} ${process.arch}`,
    ...["effect", "@novu/api", "esbuild", "rolldown", "typescript"].map((name) => `${name} ${version(name)}`)
  ]
  writeFileSync(join(import.meta.dirname, "results.md"), toDocument(sections, facts))
}

const missed = sections.flatMap(({ rows }) => rows).filter((row) => holds(row) === false)
console.log(
  missed.length === 0 ? "\nAll that was asked for holds." : `\n${missed.length} of what was asked for missed.`
)
