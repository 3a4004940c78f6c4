const isStructure = (value: unknown): value is object => typeof value === "object" && value !== null

/** Is the filter `json`, which writes single quotes, because Novu renders within a JSON text. */
export const json = (value: unknown, spaces?: unknown): string =>
  isStructure(value)
    ? JSON.stringify(value, null, typeof spaces === "number" ? spaces : 0).replaceAll("\"", "'").replaceAll("\n", "\\n")
    : textOf(value)

const textOf = (value: unknown): string => value === undefined || value === null ? "" : String(value)

/**
 * Prints the value of an output into a JSON text. A structure has single quotes, and
 * so have the texts in it.
 */
export const printed = (value: unknown): string =>
  isStructure(value)
    ? JSON.stringify(value).replaceAll(/\\[^"]|\\?"/g, (found) => found.endsWith("\"") ? "'" : found)
    : JSON.stringify(textOf(value)).slice(1, -1)
