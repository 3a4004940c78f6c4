import type { LayoutRow } from "./rows.ts"
import type { Store } from "./store.ts"

/** Is what a new layout holds: the document of the block editor around the content of an e-mail. */
export const emptyLayout = {
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
