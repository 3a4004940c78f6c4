/** Shows the body of an e-mail: in a frame that can do nothing, as text, or as its source. */
import { isReadonlyObject } from "effect/Predicate"
import { escapeHtml } from "../../protocol/escapeHtml.ts"
import type { FakeAnswer } from "../../protocol/message.ts"
import { mailyHtml } from "../../resources/mailyHtml.ts"
import type { MessageRow } from "../../store/rows.ts"
import { clipped, type Html, html } from "./html.ts"
import { linkTo, type View } from "./view.ts"

/** The block editor stores a document where others store a text. */
const documentOf = (content: string): Readonly<Record<string, unknown>> | undefined => {
  if (!content.startsWith("{")) return undefined
  try {
    const json: unknown = JSON.parse(content)
    return isReadonlyObject(json) && json["type"] === "doc" ? json : undefined
  } catch {
    return undefined
  }
}

/** Returns the source of a body: HTML, or a text without any element. */
const sourceOf = ({ content }: MessageRow): string => {
  const document = documentOf(content)
  return document === undefined ? content : mailyHtml(document)
}

const isHtml = (source: string): boolean => /<[a-z!/][^>]*>/i.test(source)

const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " " }

/** Reads the HTML as a mail program without HTML would: words, lines, and where links lead. */
const textOf = (source: string): string =>
  !isHtml(source) ? source : source
    .replaceAll(/<!--.*?-->|<(style|script|head|title)\b.*?<\/\1\s*>/gis, "")
    .replaceAll(/<a\b[^>]*?\bhref\s*=\s*"([^"]*)"[^>]*>(.*?)<\/a\s*>/gis, "$2 ($1)")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/<br\b[^>]*>|<\/(p|div|h[1-6]|li|tr|table|ul|ol|blockquote)\s*>/gi, "\n")
    .replaceAll(/<li\b[^>]*>/gi, "• ")
    .replaceAll(/<[a-z!/][^>]*>/gi, "")
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/gi, (entity, code: string) => {
      const point = code.startsWith("#x") ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
      if (!code.startsWith("#")) return characters[code.toLowerCase()] ?? entity
      return point <= 0x10ffff ? String.fromCodePoint(point) : entity
    })
    .replaceAll(/ *\n */g, "\n").replaceAll(/\n{3,}/g, "\n\n").trim()

/** Bodies of a page of messages share what a view may be large. */
const shownBytes = 3500

/** Leads from a body that was cut to all of it. */
export const whole = (view: View, row: MessageRow, as: string): Html =>
  html`… <a href="${
    linkTo(view, "/_fake/mail", { message: row._id, environment: view.store.environmentId, as })
  }">all of it</a>`

/** Three tabs that are buttons of one choice, so that they need no script. */
export const mailBody = (view: View, row: MessageRow): Html => {
  const source = sourceOf(row)
  const id = row._id
  const frame = linkTo(view, "/_fake/mail", { message: id, environment: view.store.environmentId })
  const tab = (as: string, text: string, isFirst: boolean): Html =>
    html`<input type="radio" name="tab-${id}" id="${as}-${id}" class="tab-${as}"${
      isFirst && html` checked`
    }><label for="${as}-${id}">${text}</label>`
  return html`<fieldset class="tabs" data-key="tabs-${id}"><legend class="quiet">Show the body as</legend>${[
    tab("html", "HTML", true),
    tab("text", "Text", false),
    tab("source", "Source", false)
  ]}<div class="pane html"><iframe src="${frame}" sandbox="" referrerpolicy="no-referrer" title="HTML of the e-mail ${
    clipped(row.subject ?? id, 200)
  } to ${clipped(row.subscriberId, 200)}"></iframe></div><div class="pane text" dir="auto">${
    clipped(textOf(source), shownBytes, whole(view, row, "text"))
  }</div><div class="pane source"><pre>${
    clipped(source, shownBytes, whole(view, row, "source"))
  }</pre></div></fieldset>`
}

/**
 * These headers leave a body nothing but its own styles and images: no script, no form,
 * no request. It may be framed by the page alone.
 */
const frameHeaders = [
  ["Content-Type", "text/html; charset=utf-8"],
  [
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; " +
    "frame-ancestors 'self'; sandbox"
  ],
  ["X-Content-Type-Options", "nosniff"],
  ["X-DNS-Prefetch-Control", "off"],
  ["Referrer-Policy", "no-referrer"],
  ["Cache-Control", "no-store"]
] as const

const plainHeaders = [["Content-Type", "text/plain; charset=utf-8"], ...frameHeaders.slice(1)] as const

/** These elements load something, lead elsewhere or run. They become elements that nobody knows. */
const elements =
  /<(\/?)(link|meta|base|script|iframe|frame|frameset|object|embed|applet|portal|video|audio|source|track|form)(?![a-z])/gi

/** These attributes name an address. A picture in the attribute itself and a place in the same body may stay. */
const addresses =
  /([\s"'/])(src|srcset|imagesrcset|background|poster|data|href|xlink:href|action|formaction|ping|lowsrc|dynsrc|srcdoc)(\s*=)(?!\s*["']?(?:#|data:image\/))/gi

const styles = /@(import)\b|\b(url\(|image-set\()(?!\s*["']?data:image\/)/gi

/**
 * Takes out what would ask somebody else for something. The policy of the frame refuses
 * such requests in any spelling; without this, a browser would still try them and say
 * so, and open connections in advance, which no policy is about.
 */
const withoutRequests = (source: string): string =>
  source.replaceAll(elements, "<$1x-$2").replaceAll(addresses, "$1data-$2$3").replaceAll(styles, "x-$1$2")

/** A text is shown in the type of a mail program. */
const frameStyle =
  "<style>body{font:15px/1.5 system-ui,sans-serif;margin:12px;background:#fff;color:#1c2024;overflow-wrap:anywhere}" +
  "img{max-width:100%}a{color:#0b57d0;text-decoration:underline}x-script,x-object,x-iframe{display:none}</style>"

/** Answers the body alone, for the frame of the page or for a tab of its own. */
export const mailAnswer = (row: MessageRow, as: string | null, clean: (text: string) => string): FakeAnswer => {
  const source = clean(sourceOf(row))
  if (as !== null) return { status: 200, headers: plainHeaders, body: as === "text" ? textOf(source) : source }
  const body = isHtml(source)
    ? withoutRequests(source)
    : `<pre style="white-space:pre-wrap;font:inherit">${escapeHtml(source)}</pre>`
  return { status: 200, headers: frameHeaders, body: `<!doctype html><meta charset="utf-8">${frameStyle}${body}` }
}
