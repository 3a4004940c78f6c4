import { escapeHtml } from "../protocol/escapeHtml.ts"
import { Document } from "../protocol/route.ts"

const style = "body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:10vh auto;padding:0 1rem;" +
  "color:CanvasText;background:Canvas;overflow-wrap:anywhere}th{text-align:left;vertical-align:top;white-space:nowrap;padding-right:1rem}" +
  "a{display:inline-block;padding:.5rem 1.25rem;border:1px solid;border-radius:.4rem;color:inherit;text-decoration:none}" +
  "a.main{background:#1d4ed8;color:#fff;border-color:#1d4ed8}"

/** Makes a small page that loads nothing, runs nothing, and cannot be put into another. */
export const htmlDocument = (status: number, title: string, body: string): Document =>
  new Document(
    status,
    [
      ["Content-Type", "text/html; charset=utf-8"],
      ["Cache-Control", "no-store"],
      ["Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
      ["X-Frame-Options", "DENY"],
      ["Referrer-Policy", "no-referrer"]
    ],
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title><style>${style}</style>` +
      `<main>${body}</main></html>`
  )
