import * as Schema from "effect/Schema"

/** Refuses two cursors, on lists where they make the server fail. */
export const cursorsFit = Schema.makeFilter((query: { readonly after?: unknown; readonly before?: unknown }) =>
  query.after === undefined || query.before === undefined || {
    path: ["before"],
    issue: "Expected no `before` beside `after`"
  }
)
