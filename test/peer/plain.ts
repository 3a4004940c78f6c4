import { DateTime, Redacted } from "effect"

/**
 * Turns a value of ours into one without `Redacted` and `DateTime`. It does not use
 * our schemas, because they are under test.
 */
export const plain = (value: unknown): unknown => {
  if (Redacted.isRedacted(value)) return plain(Redacted.value(value))
  if (DateTime.isDateTime(value)) return new Date(DateTime.toEpochMillis(value)).toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}
