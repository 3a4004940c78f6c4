/**
 * Measures this package beside Novu's own SDK and beside bare `fetch`, on this
 * machine, and writes `results.md`.
 *
 *   npm run bench
 *   npm run bench -- --quick      the main ratios, written nowhere
 *   npm run bench -- --only calls,sockets
 *   npm run bench -- --only calls --runs 5
 *   npm run bench -- --only inFlight,waiting,lists,events --plot
 *   npm run profile -- call       where the time goes, written to profiles/call.md
 *
 * Contestants that make calls have a process each; the others take turns in short
 * rounds, so that a machine that is busy with other things slows all of them down.
 * What is about speed is measured several times (`--runs`: five, or once with
 * `--quick` or `--only`), because a process that is compiled a little differently has
 * other ratios. The picture of growth is written by the whole benchmark, and with
 * `--plot`.
 */
import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { picture } from "./measure/growth/picture.ts"
import { writePage } from "./measure/page.ts"
import { toDocument, toTerminal } from "./measure/report.ts"
import { missed, type Row, type Section, tolerance } from "./measure/row.ts"
import { ofRuns } from "./measure/runs.ts"
import { root } from "./measure/stage.ts"
import { measurements } from "./measurements.ts"

const { values: { only, plot, quick, runs: wanted } } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    plot: { type: "boolean", default: false },
    runs: { type: "string" }
  }
})

const whole = !quick && only === undefined
const runs = Number(wanted ?? (whole ? 5 : 1))

const chosen = only?.split(",") ??
  (quick ? ["calls", "sockets", "webhooks", "decoding", "startup", "bundles"] : Object.keys(measurements))

const once = (name: string, flags: ReadonlyArray<string> = []): ReadonlyArray<Row> =>
  JSON.parse(
    execFileSync(process.execPath, [
      "--conditions=effect-novu:source",
      ...flags,
      join(import.meta.dirname, "section.ts"),
      name,
      ...(quick ? ["--quick"] : [])
    ], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })
  )

const start = performance.now()
const sections: Array<Section> = []
for (const name of chosen) {
  const measurement = measurements[name]
  if (measurement === undefined) throw new Error(`${name} is none of ${Object.keys(measurements).join(", ")}`)
  const { flags, repeated = false, run: _, ...about } = measurement
  const rows = ofRuns(Array.from({ length: repeated ? runs : 1 }, () => once(name, flags)))
  const section = { ...about, rows }
  console.log(toTerminal(section))
  sections.push(section)
}

const version = (name: string): string =>
  JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version

if (whole) {
  const facts = [
    `Node ${process.version}, ${availableParallelism()} processors, ${process.platform} ${process.arch}`,
    `${Math.round((performance.now() - start) / 60_000)} minutes for all of it`,
    ...["effect", "@novu/api", "svix", "esbuild", "rolldown", "typescript"].map((name) => `${name} ${version(name)}`)
  ]
  writePage("bench/results.md", toDocument(sections, facts, runs))
}

if (whole || plot) {
  writeFileSync(join(root, "docs/pictures/growth.svg"), picture(sections.flatMap(({ rows }) => rows)))
}

const short = sections.flatMap(({ rows }) => rows).filter((row) => missed(row, tolerance).length > 0)
console.log(
  short.length === 0 ? "\nAll that was asked for holds." : `\n${short.length} of what was asked for missed.`
)
