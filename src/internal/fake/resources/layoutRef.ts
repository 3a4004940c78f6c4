import type { LayoutRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { isSlugOf } from "./slugs.ts"

/** Finds a layout by its identifier, by Novu's id or by a slug. */
export const layoutByAny = (store: Store, id: string): LayoutRow | undefined =>
  store.layouts.byKey.get(id) ?? store.layouts.byId.get(id) ??
    store.layouts.createdAt.rows.find((each) => isSlugOf(each, "layout", id))
