import type { Answered } from "./answered.ts"
import { beginning } from "./legible.ts"

/**
 * Limits the characters of a body that are looked at. They are copied, because
 * a match keeps the whole text that it was found in.
 */
const looked = 20_000

/** Matches the elements of a page, or of an XML document, that hold its words. */
const element = /<(?:title|h1|pre|message|faultstring)\b[^<>]*>([^<]+)</gi

/** Matches the beginning of a page, also of a sloppy one. */
const page = /<(?:!doctype\s+)?(?:html|head|body|title|script)\b/i

const isWords = (text: string): boolean => text.trim() !== ""

/** Finds the words of a page. Those of a page that is titled `Error` stand below the title. */
const saidIn = (document: string): string | undefined =>
  Array.from(document.matchAll(element), ([, words = ""]) => words.trim())
    .find((words) => isWords(words) && !/^error$/i.test(words))

const withoutTags = (document: string): string | undefined => [document.replace(/<[^<>]*>/g, " ")].find(isWords)

/**
 * Matches controls, and what bytes decode to that are no UTF-8. A text in
 * another encoding, or in colours, has few of them.
 */
const unreadable = /[^\P{Cc}\s]|\ufffd/gu

/** Says what a body is that is not what an API answers with. */
type Strange =
  | { readonly kind: "missing" | "empty" | "not-text" | "text" | "json" }
  | { readonly kind: "compressed"; readonly encoding: string }
  | { readonly kind: "page" | "xml"; readonly words: string | undefined }

const strangeBody = ({ headers, text }: Pick<Answered, "headers" | "text">): Strange => {
  if (text === undefined) return { kind: "missing" }
  const body = beginning(text.trimStart(), looked)
  if (body === "") return { kind: "empty" }
  const start = body.slice(0, 1000)
  const encoding = headers["content-encoding"]?.find((each) => each !== "identity")
  const isBinary = start.length - start.replace(unreadable, "").length > start.length / 10
  if (encoding !== undefined && isBinary) return { kind: "compressed", encoding }
  // Gzip begins like this. A proxy may have taken the header off.
  if (start.startsWith("\u001f\ufffd")) return { kind: "compressed", encoding: "gzip" }
  if (isBinary) return { kind: "not-text" }
  if (start.startsWith("<")) {
    const words = saidIn(body)
    return page.test(start) ? { kind: "page", words } : { kind: "xml", words: words ?? withoutTags(body) }
  }
  return { kind: /^[[{"]/.test(start) ? "json" : "text" }
}

/** Says where a redirect leads, without what may be secret in it: query, fragment, credentials. */
const destination = (location: string | undefined): string => {
  const [first = ""] = location?.split(", ") ?? []
  const relative = "http://relative.invalid"
  const url = first !== "" && URL.canParse(first, relative) ? new URL(first, relative) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) return ""
  return ` to ${url.origin === relative ? "" : url.origin}${url.pathname}`
}

/** Lists the statuses that send a client elsewhere. 300 offers a choice, and 304 says that nothing has changed. */
const redirects = new Set([301, 302, 303, 307, 308])

/** Describes an answer that is a redirect, in words. */
export const redirectIn = ({ headers, status }: Answered): string | undefined => {
  // Browsers hide everything of a redirect that is not followed.
  if (status === 0) return "a redirect, which is not followed"
  if (!redirects.has(status)) return undefined
  return `HTTP ${status}, a redirect${destination(headers["location"]?.[0])}, which is not followed`
}

/**
 * Describes an answer that has no words that we know: in its own where it is a
 * page or a plain text, else in a few of ours.
 */
export const describe = (answer: Answered): string => {
  const strange = strangeBody(answer)
  const status = `HTTP ${answer.status}`
  switch (strange.kind) {
    case "missing":
      return `${status} with a body that ${answer.cut === true ? "did not arrive whole" : "is too large to read"}`
    case "empty":
      return `${status} with an empty body`
    case "compressed":
      return `${status} with a compressed body (${strange.encoding}), which the HTTP client did not undo`
    case "not-text":
      return `${status} with a body that is not text`
    case "page":
      return strange.words ?? `${status} with an HTML page`
    case "xml":
      return strange.words ?? `${status} with an XML body`
    case "json":
      return `${status} with an unreadable body`
    case "text":
      return answer.text ?? ""
  }
}

/** Describes the body of a 2xx that is not JSON. */
export const notJson = (answer: Answered): string => {
  const strange = strangeBody(answer)
  switch (strange.kind) {
    case "missing":
      return "the body is too large to read"
    case "empty":
      return "the body is empty"
    case "compressed":
      return `the body is compressed (${strange.encoding}), which the HTTP client did not undo`
    case "page":
      return strange.words === undefined
        ? "the body is an HTML page: is `apiUrl` right?"
        : `the body is an HTML page, "${strange.words}": is \`apiUrl\` right?`
    default:
      return "the body is not JSON"
  }
}
