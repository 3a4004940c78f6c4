/** Has what every view is given, and the pieces that they share. */
import type { Organization, Store } from "../../store/store.ts"
import type { Redaction } from "../redaction.ts"
import type { Server } from "../server.ts"
import { type Clean, clipped, Html, html, type Part } from "./html.ts"

export interface View {
  readonly server: Server
  readonly organization: Organization
  /** Is what is stored of the chosen environment. */
  readonly store: Store
  readonly redaction: Redaction
  /** Hides what is stored as a secret, and nothing else, in what recipients got. */
  readonly hide: Clean
  readonly now: number
  readonly path: string
  readonly query: URLSearchParams
}

type Params = Readonly<Record<string, string | number | undefined>>

const targetOf = (path: string, params: URLSearchParams): string => {
  const query = params.toString()
  return query === "" ? path : `${path}?${query}`
}

/** Makes the address of a view. The chosen environment stays chosen. */
export const linkTo = ({ query }: View, path: string, params: Params = {}): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ environment: query.get("environment") ?? undefined, ...params })) {
    if (value !== undefined && value !== "") search.set(name, String(value))
  }
  return targetOf(path, search)
}

/** Makes the address of this view with other parameters; `undefined` removes one. */
export const here = ({ path, query }: View, params: Params = {}): string => {
  const search = new URLSearchParams(query)
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === "") search.delete(name)
    else search.set(name, String(value))
  }
  return targetOf(path, search)
}

export const hidden = (fields: Params): ReadonlyArray<Html> =>
  Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`]
  )

/** A form that does something and leads back to where it was. */
export const postForm = (view: View, action: string, fields: Params, content: Part, kind = "inline"): Html =>
  html`<form method="post" action="${action}" class="${kind}">${
    hidden({ ...fields, back: here(view) })
  }${content}</form>`

/** The form behind every button that stands alone. It is on each view once. */
export const sharedForm = (view: View): Html =>
  html`<form id="desk" method="post" action="/_fake/act">${
    hidden({ environment: view.store.environmentId, back: here(view) })
  }</form>`

/** A button that sends fields of its own. `about` tells those who do not see what it stands beside. */
export const button = (
  action: string,
  fields: Readonly<Record<string, string>>,
  text: Part,
  { about, kind = "" }: { readonly kind?: string; readonly about?: Part } = {}
): Html =>
  html`<button form="desk" formaction="${action}" name="with" value="${
    String(new URLSearchParams(fields))
  }" class="${kind}">${about === undefined ? text : html`${text}<span class="quiet">: ${about}</span>`}</button>`

/** A form that looks for something in this view. It keeps the other parameters, apart from the page. */
export const searchForm = (
  view: View,
  label: string,
  fields: Part = undefined,
  dropped: ReadonlyArray<string> = []
): Html => {
  const left = new Set(["q", "page", "status", ...dropped])
  const kept = Object.fromEntries(Array.from(view.query).filter(([name]) => !left.has(name)))
  return html`<form method="get" action="${view.path}" class="search" role="search">${
    hidden(kept)
  }<label>${label} <input
    type="search" name="q" value="${
    view.query.get("q") ?? ""
  }" autocomplete="off" spellcheck="false"></label>${fields}<button>Search</button></form>`
}

export interface Slice {
  readonly from: number
  readonly to: number
  readonly nav: Html
}

const numberIn = (view: View, name: string): number => {
  const page = Number(view.query.get(name) ?? 1)
  return Number.isSafeInteger(page) && page > 0 ? page : 1
}

/** Chooses the rows of the page that is asked for, and links the pages beside it. */
export const sliceOf = (view: View, total: number, size: number, name = "page", label = "Pages"): Slice => {
  const pages = Math.max(1, Math.ceil(total / size))
  const page = Math.min(numberIn(view, name), pages)
  const from = (page - 1) * size
  const to = Math.min(total, from + size)
  const step = (target: number, text: string, rel: string): Html =>
    target < 1 || target > pages
      ? html`<span class="muted">${text}</span>`
      : html`<a href="${here(view, { [name]: target === 1 ? undefined : target })}" rel="${rel}">${text}</a>`
  const nav = pages === 1 ?
    html`` :
    html`<nav class="pages" aria-label="${label}">${step(page - 1, "Newer", "prev")}<span>${
      from + 1
    }–${to} of ${total}</span>${step(page + 1, "Older", "next")}</nav>`
  return { from, to, nav }
}

/** Writes what recipients got as they got it. */
export const asDelivered = ({ hide }: View, part: Html): Html => new Html(() => part.write(hide))

/** Whether a text has another in it, whatever the case. */
export const hasText = (text: string, wanted: string): boolean => text.toLowerCase().includes(wanted.toLowerCase())

export const empty = (text: Part): Html => html`<p class="empty">${text}</p>`

/** A text that somebody chose: its direction is its own, and it breaks anywhere. */
export const name = (text: string | null | undefined): Html => html`<bdi class="name">${clipped(text ?? "", 300)}</bdi>`

export const pill = (text: Part, kind: "good" | "bad" | "wait" | "plain" = "plain"): Html =>
  html`<span class="pill ${kind}">${text}</span>`
