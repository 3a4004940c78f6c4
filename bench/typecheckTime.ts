/**
 * Checks the budget of compiling: it compares `tsc` on a program that uses every
 * group with `tsc` on one that uses Effect alone. Exits with 1 when the ratio is
 * over the budget.
 *
 *   node bench/typecheckTime.ts
 */
import { holds, overBare } from "./measure/row.ts"
import { stage } from "./measure/stage.ts"
import { compiling } from "./measure/typecheck.ts"

const row = await compiling(stage(), 5)

console.log(`${row.what}: ${overBare(row)?.toFixed(2)}, at most ${row.asked?.atMost}`)
if (holds(row) !== true) process.exitCode = 1
