/** Puts a view into the page around it. */
import type { FakeAnswer, HeaderPair } from "../../protocol/message.ts"
import type { Store } from "../../store/store.ts"
import { span, time } from "./format.ts"
import { clipped, type Html, html, verbatim } from "./html.ts"
import { script } from "./script.ts"
import { style } from "./style.ts"
import { hidden, linkTo, sharedForm, type View } from "./view.ts"

const views = [
  ["/inbox", "Inbox"],
  ["/activity", "Activity"],
  ["/requests", "Requests"],
  ["/resources", "Resources"],
  ["/faults", "Faults"],
  ["/webhooks", "Webhooks"]
] as const

/** Whether anything but what each environment begins with is stored. */
const hasContent = ({ integrations, messages, runs, subscribers, topics, workflows }: Store): boolean =>
  [integrations, messages, runs, subscribers, topics, workflows].some((table) => table.byId.size > 0)

/** One environment needs no choice, and those in which nothing happened are not offered. */
const environmentChooser = (view: View): Html => {
  const { organization, store } = view
  const offered = organization.stores().filter((each) =>
    each === store || each === organization.main || hasContent(each)
  )
  if (offered.length < 2) return html``
  const kept = Object.fromEntries(Array.from(view.query).filter(([name]) => name === "table"))
  return html`<form method="get" action="${view.path}" class="inline">${
    hidden(kept)
  }<label>Environment <select name="environment">${
    offered.map((each) =>
      html`<option value="${each.environmentId}"${each === store && html` selected`}>${
        clipped(organization.environments.byId.get(each.environmentId)?.name ?? each.environmentId, 200)
      }</option>`
    )
  }</select></label><button>Show</button></form>`
}

const navigation = (view: View): Html =>
  html`<nav class="views" aria-label="Views">${
    views.map(([path, label]) =>
      html`<a href="${linkTo(view, path)}"${path === view.path && html` aria-current="page"`}>${label}</a>`
    )
  }</nav>`

const clock = (view: View): Html => {
  const offset = view.server.time.offset()
  return html`<p class="muted">${time(view.now)} UTC${offset > 0 && html`, moved by ${span(offset)}`}</p>`
}

const kept = ({ server }: View): string => {
  const { keep } = server.log
  return keep === Infinity
    ? "Every request, message and run is kept."
    : `The latest ${keep.toLocaleString("en").replaceAll(",", " ")} requests, messages and runs are kept.`
}

const fragment = (view: View, notice: Html, content: Html): Html =>
  html`<div id="view"><header class="top"><div class="bar"><h1 class="brand">Fake Novu</h1><div class="grow">${
    clock(view)
  }</div>${environmentChooser(view)}${navigation(view)}</div></header>${
    sharedForm(view)
  }<main id="main" tabindex="-1"><div id="notice">${notice}</div>${content}</main><footer><span>${
    kept(view)
  }</span><a href="/_fake/seed" download="seed.json">Save as seed</a><a href="/_fake/state">State as JSON</a><a href="/_fake/requests">Requests as JSON</a></footer></div>`

const titleOf = ({ path }: View): string => views.find(([each]) => each === path)?.[1] ?? "Inbox"

/**
 * The page may use its own style and script and nothing else. No other page may frame
 * it, because a click there could reset the fake here.
 */
const headersFor = (nonce: string): ReadonlyArray<HeaderPair> => [
  ["Content-Type", "text/html; charset=utf-8"],
  ["Cache-Control", "no-store"],
  [
    "Content-Security-Policy",
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; ` +
    "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  ],
  ["X-Frame-Options", "DENY"],
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "same-origin"]
]

/** Answers a view. What the script asks for needs neither style nor script again. */
export const pageAnswer = (
  view: View,
  content: Html,
  { isFragment, notice = html``, status = 200 }: {
    readonly isFragment: boolean
    /** Is what a form is answered, above the view. */
    readonly notice?: Html | undefined
    readonly status?: number | undefined
  }
): FakeAnswer => {
  const nonce = crypto.randomUUID()
  const inner = fragment(view, notice, content)
  const page = isFragment ? inner : html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${
    titleOf(view)
  } · Fake Novu</title><link rel="icon" href="data:,"><style nonce="${nonce}">${
    verbatim(style)
  }</style></head><body><a class="skip" href="#main">To the content</a>${inner}<p id="said" role="status"></p><script nonce="${nonce}">${
    verbatim(script)
  }</script></body></html>
`
  return { status, headers: headersFor(nonce), body: page.write(view.redaction.text) }
}
