import type { TextEngine } from "effect-novu/Testing/FakeNovu"

const show = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)

const at = (value: unknown, path: string): unknown =>
  path.split(/[.[\]]+/).filter((key) => key !== "").reduce<unknown>((found, key) => Object(found)[key], value)

/** Replaces `{{payload.x}}` and its like, which is enough to see that texts are rendered. Filters are left out. */
export const replacesNames: TextEngine = (template, scope) =>
  template.replaceAll(/\{\{\s*([^{}|]+?)\s*(?:\|[^{}]*)?\}\}/g, (_, path: string) => show(at(scope, path)))
