/**
 * Measures one section once, and prints its rows as JSON. `main.ts` runs it, so that
 * each section, and each run of it, has a process of its own.
 */
import { parseArgs } from "node:util"
import { measurements } from "./measurements.ts"

const { positionals: [name = ""], values: { quick } } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } }
})

console.log(JSON.stringify(await measurements[name]?.run(quick)))
