/** Limits the characters of someone else's message that a cause carries. */
const longest = 500

/** Causes that nest deeper are left out. */
const deepest = 5

/** Reads a member of an error that someone else made. Its getter may throw. */
export const memberOf = (error: object, key: string): unknown => {
  try {
    return Reflect.get(error, key)
  } catch {
    return undefined
  }
}

/** Returns a value that can be nothing but a name. */
const asName = (value: unknown): string | undefined =>
  typeof value === "string" && /^[\w$./-]{2,60}$/.test(value) ? value : undefined

/** Returns what an error calls itself, else what its class is called. */
const classOf = (error: object): string => {
  const name = asName(memberOf(error, "name"))
  if (name !== undefined && name !== "Error") return name
  const constructor = memberOf(error, "constructor")
  return (typeof constructor === "function" ? asName(constructor.name) : undefined) ?? name ?? "Error"
}

export const codeOf = (error: object): string | undefined => asName(memberOf(error, "code"))

/** Matches what moves the cursor, ends the line or changes the direction of a text. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu

const messageOf = (error: object, clean: (text: string) => string): string => {
  // The engine quotes what it could not parse, cut short, so that no token in it could be recognised.
  if (classOf(error) === "SyntaxError") return "a text that cannot be parsed"
  const message = memberOf(error, "message")
  if (typeof message !== "string") return ""
  const scrubbed = clean(message)
    .replace(/\/\/[^\s/@]*@/g, "//<redacted>@")
    // The query holds inputs of the call.
    .replace(/(https?:\/\/[^\s?#"')]*)[?#][^\s"')]*/g, "$1")
    .replace(controls, " ")
    .trim()
  return scrubbed.length > longest ? `${scrubbed.slice(0, longest)}…` : scrubbed
}

/**
 * Makes a plain copy of what a client failed with: class, code, message and
 * causes. The error itself may hold the whole request, with the key in its
 * headers and the tokens in its body, and some hold bytes of the answer.
 */
export const scrubbedCause = (thrown: unknown, clean: (text: string) => string, depth = 0): Error | undefined => {
  if (thrown === undefined || thrown === null || depth > deepest) return undefined
  const error = typeof thrown === "object" ? thrown : { name: typeof thrown, message: String(thrown) }
  const errors = memberOf(error, "errors")
  const inner = memberOf(error, "cause") ?? (Array.isArray(errors) ? errors[0] : undefined)
  const cause = scrubbedCause(inner, clean, depth + 1)
  const copy = new Error(messageOf(error, clean), cause === undefined ? {} : { cause })
  const hidden = { configurable: true, writable: true }
  Object.defineProperty(copy, "name", { ...hidden, value: clean(classOf(error)) })
  // The frames of a stack would be those of this function.
  Object.defineProperty(copy, "stack", { ...hidden, value: `${copy.name}: ${copy.message}` })
  const code = codeOf(error)
  return code === undefined ? copy : Object.assign(copy, { code: clean(code) })
}
