/**
 * Checks the budget of loading: it compares the time and the memory of importing the
 * installed package with those of importing what it uses of Effect. Exits with 1 when
 * a ratio is over the budget.
 *
 *   node bench/importTime.ts
 *
 * Each import has a process of its own, and they take turns, so that a slow machine
 * does not matter. The budgets of bundles are in `scripts/size.ts`.
 */
import { checkBudgets } from "./measure/budgets.ts"
import { stage } from "./measure/stage.ts"
import { loading } from "./measure/startup.ts"

checkBudgets(await loading(stage(), 21))
