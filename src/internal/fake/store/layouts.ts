import type { SeedLayout } from "../../../Testing/Seed.ts"
import type { LayoutRow } from "./rows.ts"
import type { Store } from "./store.ts"

/** Is what a new layout holds: the document of the block editor around the content of an e-mail. */
const emptyLayout = {
  email: {
    body: JSON.stringify({
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "variable", attrs: { id: "content" } }] }]
    }),
    editorType: "block"
  }
}

type NewLayout = Pick<LayoutRow, "layoutId" | "name" | "isTranslationEnabled"> & Partial<LayoutRow>

/** Adds a layout. The first of an environment is its default. */
export const addLayout = (store: Store, layout: NewLayout, now: number): LayoutRow =>
  store.layouts.insert({
    _id: store.ids.objectId(now),
    isDefault: store.layouts.byKey.size === 0,
    controlValues: emptyLayout,
    createdAt: now,
    updatedAt: now,
    ...layout
  })

/** Adds a layout, or replaces the one that is there. */
export const seedLayout = (store: Store, seed: string | SeedLayout, now: number): void => {
  const { controlValues = emptyLayout, isDefault, isTranslationEnabled = false, layoutId, name }: SeedLayout =
    typeof seed === "string" ? { layoutId: seed } : seed
  const existing = store.layouts.byKey.get(layoutId)
  const layout = { layoutId, name: name ?? layoutId, isTranslationEnabled, controlValues }
  if (existing !== undefined) {
    const updated = { ...existing, ...layout, isDefault: isDefault ?? existing.isDefault, updatedAt: now }
    store.layouts.replace(existing, updated)
  } else addLayout(store, isDefault === undefined ? layout : { ...layout, isDefault }, now)
}
