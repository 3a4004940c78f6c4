/**
 * Checks the budget of compiling: it compares `tsc` on programs that have every
 * group, and that call each, with `tsc` on one that uses Effect alone. Exits with 1
 * when a ratio is over the budget.
 *
 *   node bench/typecheckTime.ts
 */
import { checkBudgets } from "./measure/budgets.ts"
import { stage } from "./measure/stage.ts"
import { compiling } from "./measure/typecheck.ts"

checkBudgets(await compiling(stage(), 5))
