import { DateTime, Redacted } from "effect"

/**
 * A value of ours as a program that knows neither `Redacted` nor `DateTime`
 * holds it. Made without our schemas, which are what is under test.
 */
export const plain = (value: unknown): unknown => {
  if (Redacted.isRedacted(value)) return plain(Redacted.value(value))
  if (DateTime.isDateTime(value)) return new Date(DateTime.toEpochMillis(value)).toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}
