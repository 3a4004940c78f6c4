/** Builds HTML of which no text can be markup, and no text a secret. */
import { escapeHtml } from "../../protocol/escapeHtml.ts"

/** Hides the secrets in a text. */
export type Clean = (text: string) => string

/** Is markup whose texts are cleaned and escaped only when it is written. */
export class Html {
  readonly write: (clean: Clean) => string

  constructor(write: (clean: Clean) => string) {
    this.write = write
  }
}

export type Part = Html | string | number | false | undefined | null | ReadonlyArray<Part>

/** A parser changes or drops the other control characters, so that they are shown as unknown. */
// oxlint-disable-next-line no-control-regex
const controls = /[\0-\x08\v\f\x0e-\x1f\x7f]/g

const escaped = (text: string): string => escapeHtml(text.replaceAll(controls, "\ufffd"))

const written = (part: Part, clean: Clean): string => {
  if (part === undefined || part === null || part === false) return ""
  if (typeof part === "string") return escaped(clean(part))
  if (typeof part === "number") return String(part)
  if (part instanceof Html) return part.write(clean)
  return part.map((each) => written(each, clean)).join("")
}

/** Writes what stands in the template as markup and everything that is put into it as text, attributes included. */
export const html = (strings: TemplateStringsArray, ...parts: ReadonlyArray<Part>): Html =>
  new Html((clean) =>
    strings.map((text, index) => index === 0 ? text : written(parts[index - 1], clean) + text).join("")
  )

/** Writes a text of ours as it is: a style or a script. */
export const verbatim = (text: string): Html => new Html(() => text)

const encoder = new TextEncoder()

/**
 * Writes the beginning of a text, so long that it takes at most so many bytes of HTML,
 * and then what says that there is more. It is cleaned first, because half a secret
 * would not be found.
 */
export const clipped = (text: string, most: number, more: Html = html`…`): Html =>
  new Html((clean) => {
    const shown = clean(text)
    // No character takes more than six bytes, and most texts are short.
    if (shown.length * 6 <= most) return escaped(shown)
    let size = 0
    let end = 0
    for (const character of shown) {
      size += encoder.encode(escapeHtml(character)).length
      if (size > most) return escaped(shown.slice(0, end)) + more.write(clean)
      end += character.length
    }
    return escaped(shown)
  })
