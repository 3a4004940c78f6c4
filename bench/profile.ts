/**
 * Says where the time goes: writes `profiles/<name>.md`, with what a call takes and
 * the functions that take most of it.
 *
 *   npm run profile -- call       or refusal, traced, page, compiled, sockets
 *
 * Taking the profile costs time too, so the total is measured without it.
 */
import { Session } from "node:inspector/promises"
import { writePage } from "./measure/page.ts"
import { processorOf } from "./measure/processor.ts"
import { functionsOf, type Spent } from "./measure/profile/functions.ts"
import { workloads } from "./measure/profile/workloads.ts"

const name = process.argv[2] ?? ""
const workload = workloads[name]
if (workload === undefined) throw new Error(`say which of ${Object.keys(workloads).join(", ")}`)
const { calls, unit, use } = workload

const tableOf = (functions: ReadonlyArray<Spent>, figure: "self" | "inclusive", whole: number): string =>
  [
    "| µs | share | function |",
    "| --: | --: | --- |",
    ...functions.toSorted((a, b) => b[figure] - a[figure]).slice(0, 40).map((spent) =>
      `| ${(spent[figure] / calls).toFixed(2)} | ${(spent[figure] / whole * 100).toFixed(1)} % | \`${
        spent.name.replaceAll("|", "\\|")
      }\` |`
    )
  ].join("\n")

await use(async (run) => {
  await run(calls / 5)
  const micros = await processorOf(calls, () => run(calls))
  const session = new Session()
  session.connect()
  await session.post("Profiler.enable")
  await session.post("Profiler.setSamplingInterval", { interval: 100 })
  await session.post("Profiler.start")
  await run(calls)
  const { profile } = await session.post("Profiler.stop")
  session.disconnect()
  // Starting and stopping the profiler is no part of a call.
  const functions = functionsOf(profile).filter(({ name }) => !name.startsWith("post node:inspector"))
  const whole = functions.reduce((sum, { self }) => sum + self, 0)
  writePage(
    `bench/profiles/${name}.md`,
    [
      `# Where the time of a ${unit} goes`,
      `Written by \`npm run profile -- ${name}\`: do not edit. ${calls.toLocaleString("en")} were profiled; each took `
      + `${
        micros.toFixed(1)
      } µs of processor time without the profiler. The time of a function is that of one ${unit}.`,
      "## In the function itself",
      tableOf(functions, "self", whole),
      "## With what it calls",
      tableOf(functions, "inclusive", whole)
    ].join("\n\n") + "\n"
  )
  console.log(`${name}: ${micros.toFixed(1)} µs, bench/profiles/${name}.md`)
})
