/**
 * The budget of loading: importing the installed package beside importing what
 * it uses of Effect. Exits with 1 when the ratio is over it.
 *
 *   node bench/importTime.ts
 *
 * Processes of their own, in turn, so that a slow machine does not matter. The
 * budgets of sizes are in `scripts/size.ts` and `scripts/checkPackage.ts`.
 */
import { holds, overBare } from "./measure/row.ts"
import { stage } from "./measure/stage.ts"
import { loading } from "./measure/startup.ts"

const row = await loading(stage(), 21)

console.log(`import: ${overBare(row)?.toFixed(2)} of importing what is used of Effect, at most ${row.asked?.atMost}`)
if (holds(row) !== true) process.exitCode = 1
