/** Whether a value is an object and no list. */
export const isRecord = <I extends object>(value: unknown): value is I =>
  typeof value === "object" && value !== null && !Array.isArray(value)
