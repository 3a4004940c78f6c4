/**
 * Splits at every `separator` outside double quotes. Empty parts are dropped,
 * as RFC 9110 has recipients do.
 */
export const splitTopLevel = (text: string, separator: string): Array<string> => {
  if (!text.includes(separator)) return text.trim() === "" ? [] : [text.trim()]
  const parts: Array<string> = []
  let quoted = false
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    const at = text[i]
    if (at === "\"") quoted = !quoted
    else if (at === "\\" && quoted) i++
    if (at === undefined || (at === separator && !quoted)) {
      const part = text.slice(from, i).trim()
      if (part !== "") parts.push(part)
      from = i + 1
    }
  }
  return parts
}

/** Holds a list member with its parameters: `100;w=10`, `"name";r=50`, `limit=100`. */
export interface Member {
  readonly item: string
  readonly parameters: Readonly<Record<string, string>>
}

const unquote = (text: string): string =>
  text.startsWith("\"") && text.endsWith("\"") && text.length > 1
    ? text.slice(1, -1).replace(/\\(.)/g, "$1")
    : text

export const parseMember = (text: string): Member => {
  const [item = "", ...rest] = splitTopLevel(text, ";")
  const parameters: Record<string, string> = {}
  for (const parameter of rest) {
    const equals = parameter.indexOf("=")
    if (equals > 0) {
      parameters[parameter.slice(0, equals).trim().toLowerCase()] = unquote(parameter.slice(equals + 1).trim())
    }
  }
  return { item: unquote(item), parameters }
}
