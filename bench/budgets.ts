/**
 * Budgets that a change may not break: exits with 1 when one is.
 *
 *   node --conditions=effect-novu:source bench/budgets.ts
 *
 * Sizes are exact. Loading is a ratio to loading what is used of Effect, each in
 * processes of their own in turn, so that a slow machine does not matter.
 */
import { bundles } from "./measure/bundles.ts"
import { install } from "./measure/install.ts"
import { toTerminal } from "./measure/report.ts"
import { holds, type Row } from "./measure/row.ts"
import { stage } from "./measure/stage.ts"
import { loading } from "./measure/startup.ts"

const folder = stage()

const rows: ReadonlyArray<Row> = [...await bundles(folder), ...install(), await loading(folder, 9)].filter((
  { asked }
) => asked !== undefined)

console.log(toTerminal({ title: "Budgets", note: "", rows }))

if (rows.some((row) => holds(row) === false)) {
  console.error("\nA budget is broken.")
  process.exitCode = 1
}
