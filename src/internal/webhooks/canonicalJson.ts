import * as Result from "effect/Result"

/** Says in words where a value has no canonical form. */
type Canonical = Result.Result<string, string>

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`

const place = (path: string, key: string | number): string => path === "" ? String(key) : `${path}.${key}`

const named = (path: string): string => path === "" ? "the value" : path

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** Compares by UTF-16 code units, as an engine sorts texts. */
const byCodeUnits = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1

const all = (parts: Iterable<Canonical>): Result.Result<ReadonlyArray<string>, string> => {
  const texts: Array<string> = []
  for (const part of parts) {
    if (Result.isFailure(part)) return Result.fail(part.failure)
    texts.push(part.success)
  }
  return Result.succeed(texts)
}

const write = (value: unknown, path: string): Canonical => {
  if (value === null || typeof value === "boolean") return Result.succeed(String(value))
  if (typeof value === "string") return Result.succeed(quoted(value))
  if (typeof value === "number") {
    return Number.isInteger(value) ? Result.succeed(String(value)) : Result.fail(`${named(path)} is no whole number`)
  }
  if (Array.isArray(value)) {
    const items = all(value.map((item: unknown, index) => write(item, place(path, index))))
    return Result.map(items, (texts) => `[${texts.join(",")}]`)
  }
  if (typeof value !== "object" || !isPlain(value)) return Result.fail(`${named(path)} is no JSON`)
  const members = all(
    Object.entries(value).toSorted(byCodeUnits).map(([key, each]) =>
      Result.map(write(each, place(path, key)), (text) => `${quoted(key)}:${text}`)
    )
  )
  return Result.map(members, (texts) => `{${texts.join(",")}}`)
}

/**
 * Writes a value as Novu does before it hashes a context: OLPC's canonical
 * JSON, which has whole numbers only, and escapes only quotes and backslashes.
 *
 * @see https://wiki.laptop.org/go/Canonical_JSON
 */
export const canonicalJson = (value: unknown): Canonical => {
  try {
    return write(value, "")
  } catch {
    return Result.fail("the value is nested too deeply, or holds itself")
  }
}
