/**
 * Checks the budget of compiling: it compares `tsc` on a program that uses every
 * group with `tsc` on one that uses Effect alone. Exits with 1 when the ratio is
 * over the budget.
 *
 *   node bench/typecheckTime.ts
 */
import { checkBudgets } from "./measure/budgets.ts"
import { stage } from "./measure/stage.ts"
import { compiling } from "./measure/typecheck.ts"

checkBudgets([await compiling(stage(), 5)])
