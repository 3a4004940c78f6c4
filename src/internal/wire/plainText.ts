import { identity } from "effect/Function"

/**
 * Holds a text with every escape in it undone, and where each of its characters
 * begins in the text that it came from.
 */
export interface PlainText {
  readonly text: string
  /** Also takes the length of the text, for where it ends. */
  readonly origin: (place: number) => number
}

const hex = "[\\da-f]"
const following = `%[89ab]${hex}`

/** Matches what each kind of writer escapes with. The order of the groups is that of `undo`. */
const escapes = new RegExp(
  [
    // JSON and JavaScript, and `escape`, which writes `%u00f6`.
    `[\\\\%]u(${hex}{4})`,
    `\\\\x(${hex}{2})`,
    // URLs: one character in UTF-8, or a byte of another encoding.
    `(%[0-7]${hex}|%[cd]${hex}${following}|%e${hex}(?:${following}){2}|%f[0-7](?:${following}){3})`,
    `%(${hex}{2})`,
    // HTML and XML.
    "&#(\\d{1,7});?",
    `&#x(${hex}{1,6});?`,
    "&([a-z]{2,8});",
    // Forms write a blank as `+`, and pages fold several into one.
    "((?:[\\s+]|\\\\[nrtfv])+)",
    // What cannot be seen, and the mark before an escaped quote or slash.
    "\\\\|[\\p{Cc}\\p{Cf}]"
  ].join("|"),
  "giu"
)

/** Lists the names that HTML has for the signs of tokens. A letter with an accent is composed of the two instead. */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  colon: ":",
  comma: ",",
  commat: "@",
  equals: "=",
  gt: ">",
  lowbar: "_",
  lt: "<",
  nbsp: " ",
  num: "#",
  percnt: "%",
  period: ".",
  plus: "+",
  quot: "\"",
  sol: "/"
}

const accents = new Map([
  ["acute", "\u0301"],
  ["caron", "\u030c"],
  ["cedil", "\u0327"],
  ["circ", "\u0302"],
  ["grave", "\u0300"],
  ["ring", "\u030a"],
  ["tilde", "\u0303"],
  ["uml", "\u0308"]
])

const characterOf = (name: string): string | undefined => {
  const known = named[name.toLowerCase()]
  if (known !== undefined) return known
  const accent = accents.get(name.slice(1))
  return accent === undefined ? undefined : (name.slice(0, 1) + accent).normalize("NFC")
}

const fromCode = (code: number): string => code <= 0x10ffff ? String.fromCodePoint(code) : ""

/** Undoes one escape. Returns `undefined` where it only looked like one. */
const undo = ([, unit, byte, url, latin, decimal, hexadecimal, name, blank]: RegExpExecArray): string | undefined => {
  if (blank !== undefined) return " "
  if (url !== undefined) {
    try {
      return decodeURIComponent(url)
    } catch {
      return undefined
    }
  }
  const code = unit ?? byte ?? latin ?? hexadecimal
  if (code !== undefined) return fromCode(Number.parseInt(code, 16))
  if (decimal !== undefined) return fromCode(Number(decimal))
  return name === undefined ? "" : characterOf(name)
}

const undone = (text: string): { readonly text: string; readonly origins: ReadonlyArray<number> } => {
  const origins: Array<number> = []
  let plain = ""
  const keep = (from: number, to: number): void => {
    plain += text.slice(from, to)
    for (let place = from; place < to; place++) origins.push(place)
  }
  let from = 0
  for (const match of text.matchAll(escapes)) {
    const character = undo(match)
    if (character === undefined) continue
    keep(from, match.index)
    plain += character
    for (let unit = 0; unit < character.length; unit++) origins.push(match.index)
    from = match.index + match[0].length
  }
  keep(from, text.length)
  origins.push(text.length)
  return { text: plain, origins }
}

/** Limits the escapes of escapes that are undone. Nothing honest has more, and each costs as much as the first. */
const mostRounds = 4

const isPlain = (text: string): boolean => !/[%&+\\]|[^\x20-\x7e]| {2}/.test(text)

/**
 * Undoes what JSON, URLs, forms and HTML do to a text, so that two texts can be
 * compared whichever of them was escaped, and how.
 */
export const plainText = (text: string): PlainText => {
  let plain = text
  let origin: PlainText["origin"] = identity
  for (let round = 0; round < mostRounds && !isPlain(plain); round++) {
    const next = undone(plain)
    if (next.text === plain) break
    const before = origin
    origin = (place) => before(next.origins[place] ?? 0)
    plain = next.text
  }
  return { text: plain, origin }
}
