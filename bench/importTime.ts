/**
 * Checks the budget of loading: it compares importing the installed package with
 * importing what it uses of Effect. Exits with 1 when the ratio is over the budget.
 *
 *   node bench/importTime.ts
 *
 * Each import has a process of its own, and they take turns, so that a slow machine
 * does not matter. The budgets of bundles are in `scripts/size.ts`.
 */
import { holds, overBare } from "./measure/row.ts"
import { stage } from "./measure/stage.ts"
import { loading } from "./measure/startup.ts"

for (const row of await loading(stage(), 21)) {
  console.log(`${row.what}: ${overBare(row)?.toFixed(2)}, at most ${row.asked?.atMost}`)
  if (holds(row) !== true) process.exitCode = 1
}
