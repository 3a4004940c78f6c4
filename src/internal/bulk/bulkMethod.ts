import type { BulkMethod, BulkOptions, BulkSource } from "../../Transport/Bulk.ts"
import type { Plan } from "./plan.ts"
import { sendAll } from "./sendAll.ts"
import { isSource } from "./source.ts"

/** Makes the method of a plan. Its first argument says whether the source comes now, or at the end of a pipe. */
export const bulkMethod = <Item, Ready, A>(plan: Plan<Item, Ready, A>): BulkMethod<Item, A> =>
  ((first?: BulkSource<Item> | BulkOptions, second?: BulkOptions) =>
    isSource(first)
      ? sendAll(plan, first as BulkSource<Item>, second)
      : (source: BulkSource<Item>) => sendAll(plan, source, first)) as BulkMethod<Item, A>
