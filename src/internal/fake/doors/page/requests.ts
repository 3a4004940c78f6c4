/** Draws the requests that arrived. Repeats of a write are one row. */
import { isReadonlyObject } from "effect/Predicate"
import type { Store } from "../../store/store.ts"
import type { ShownRequest } from "../redaction.ts"
import { type Entry, toRecorded } from "../requestLog.ts"
import { pretty, time, took } from "./format.ts"
import { clipped, type Html, html } from "./html.ts"
import { button, empty, hasText, linkTo, name, pill, searchForm, sliceOf, type View } from "./view.ts"

const rowsShown = 25

/** How much is shown of a request. The view of one has room for more than a list. */
interface Room {
  readonly bytes: number
  readonly headers: number
}

const inList: Room = { bytes: 1200, headers: 16 }
const alone: Room = { bytes: 60_000, headers: 100 }
const mostAttempts = 3
const mostLinks = 20

/** Holds one request, or all attempts of one write, oldest first. */
interface Attempts {
  readonly entries: Array<Entry>
}

/** Joins the attempts of a POST or PATCH, which have one idempotency key. */
const joined = (entries: ReadonlyArray<Entry>): ReadonlyArray<Attempts> => {
  const rows: Array<Attempts> = []
  const byKey = new Map<string, Attempts>()
  for (const entry of entries) {
    const { headers, method, target } = entry.request
    const key = headers["idempotency-key"]
    const isWrite = method === "POST" || method === "PATCH"
    const id = key === undefined || !isWrite
      ? undefined
      : JSON.stringify([method, target, key, headers["authorization"]])
    const known = id === undefined ? undefined : byKey.get(id)
    if (known !== undefined) {
      known.entries.push(entry)
      continue
    }
    const row = { entries: [entry] }
    rows.push(row)
    if (id !== undefined) byKey.set(id, row)
  }
  return rows
}

const outcomeText = ({ answer, outcome }: Entry): string =>
  answer !== undefined
    ? String(answer.status)
    : outcome === undefined
    ? "under way"
    : outcome === "Refused"
    ? "refused"
    : outcome === "Left"
    ? "client left"
    : "no answer"

const statusPill = (entry: Entry): Html => {
  const { answer, outcome } = entry
  const kind = answer === undefined
    ? outcome === undefined ? "wait" : "bad"
    : answer.status >= 500
    ? "bad"
    : answer.status >= 400
    ? "wait"
    : "good"
  return pill(outcomeText(entry), kind)
}

const headerList = (headers: ReadonlyArray<readonly [string, string]>, most: number): Html =>
  html`<dl>${
    headers.slice(0, most).map(([header, value]) =>
      html`<div><dt>${clipped(header, 60)}</dt><dd>${clipped(value, most * 10)}</dd></div>`
    )
  }</dl>${headers.length > most && html`<p class="muted">and ${headers.length - most} more</p>`}`

/** Says why there is no answer. */
const silence: Readonly<Partial<Record<NonNullable<Entry["outcome"]>, string>>> = {
  Refused: "The connection was refused.",
  HungUp: "The connection was cut.",
  Left: "The client did not wait for it."
}

const bodyOf = (title: string, body: string, most: number, link: Html): Html =>
  html`<h4>${title}</h4>${
    body === "" ? html`<p class="muted">no body</p>` : html`<pre>${clipped(pretty(body), most, link)}</pre>`
  }`

const attempt = (view: View, entry: Entry, { bytes, headers }: Room): Html => {
  const shown: ShownRequest = view.redaction.request(toRecorded(entry))
  const more = html`… <a href="${linkTo(view, "/requests", { number: entry.number })}">all of it</a>`
  return html`<div class="exchange"><div><h3>Request</h3>${headerList(Object.entries(shown.headers), headers)}${
    bodyOf("Body", shown.body, bytes, more)
  }</div><div><h3>Answer</h3>${
    shown.answer === null
      ? html`<p class="muted">${entry.outcome === undefined ? "None yet." : silence[entry.outcome]}</p>`
      : html`${headerList(shown.answer.headers, headers)}${bodyOf("Body", shown.answer.body, bytes, more)}`
  }</div></div>`
}

/** Returns the environment of the key that a request had, if it had one. */
const storeOf = ({ organization }: View, { request }: Entry): Store | undefined =>
  organization.storeOfKey(request.headers["authorization"]?.split(" ")[1] ?? "")

/** Names the environment of a request where it is not that of the options. */
const environmentPill = (view: View, entry: Entry): Html => {
  const store = storeOf(view, entry)
  const other = store === view.organization.main ? undefined : store
  const row = other && view.organization.environments.byId.get(other.environmentId)
  return html`${row !== undefined && pill(clipped(row.name, 200))}`
}

/** Finds the workflows that a trigger names and its environment does not have. */
const unknownWorkflows = (view: View, entry: Entry): ReadonlyArray<string> => {
  const { answer, request } = entry
  if (answer?.status !== 422 || !/\/v1\/events\/trigger(\/bulk|\/broadcast)?(\?|$)/.test(request.target)) return []
  if (answer.body?.includes("workflow_not_found") !== true) return []
  try {
    const json: unknown = JSON.parse(toRecorded(entry).body)
    const events: ReadonlyArray<unknown> = isReadonlyObject(json) && Array.isArray(json["events"])
      ? json["events"]
      : [json]
    const names = events.map((event) => isReadonlyObject(event) ? event["name"] : undefined)
    return [...new Set(names.filter((each) => typeof each === "string"))].filter((each) =>
      each !== "" && storeOf(view, entry)?.workflows.byKey.has(each) === false
    ).slice(0, 5)
  } catch {
    return []
  }
}

const offers = (view: View, entry: Entry): Html => {
  const unknown = unknownWorkflows(view, entry)
  return html`${
    unknown.length > 0 && html`<div class="row offer">${
      unknown.map((workflow) =>
        html`<span>No workflow is called ${name(workflow)}.</span> ${
          button(
            "/_fake/act",
            {
              do: "create",
              request: String(entry.number),
              workflow,
              environment: storeOf(view, entry)?.environmentId ?? view.store.environmentId
            },
            "Create it with in-app and e-mail",
            {
              about: clipped(workflow, 120)
            }
          )
        }`
      )
    }</div>`
  }`
}

const rowOf = (view: View, { entries }: Attempts): Html => {
  const last = entries.at(-1)
  const [first] = entries
  if (last === undefined || first === undefined) return html``
  const { method, url } = view.redaction.request(toRecorded(last))
  const shown = entries.slice(-mostAttempts)
  const earlier = entries.slice(0, -mostAttempts)
  const isOne = entries.length === 1
  const room: Room = { ...inList, bytes: Math.floor(inList.bytes / Math.min(entries.length, mostAttempts)) }
  return html`<li class="card" data-key="request-${first.number}"><details data-key="exchange-${first.number}"><summary><span class="method">${method}</span> <span class="grow path">${
    clipped(url, 400)
  }</span> <span class="row">${environmentPill(view, last)}${
    isOne ? statusPill(last) : entries.slice(-5).map(statusPill)
  }${!isOne && html`<span class="pill plain">${entries.length} attempts</span>`}<span class="muted">${
    took(last.duration ?? null)
  }</span>${time(last.at)}</span></summary>${
    earlier.length > 0 && html`<p class="muted">Earlier: ${
      earlier.slice(-mostLinks).map((entry, index) =>
        html`${index > 0 && ", "}<a href="${linkTo(view, "/requests", { number: entry.number })}">${
          outcomeText(entry)
        } at ${time(entry.at)}</a>`
      )
    }</p>`
  }${
    isOne
      ? attempt(view, last, inList)
      : shown.map((entry, index) =>
        html`<details data-key="attempt-${entry.number}"><summary>Attempt ${
          entries.length - shown.length + index + 1
        } ${statusPill(entry)} <span class="muted">${took(entry.duration ?? null)}</span> ${time(entry.at)}</summary>${
          attempt(view, entry, room)
        }</details>`
      )
  }</details>${offers(view, last)}</li>`
}

const oneRequest = (view: View, entry: Entry): Html => {
  const { method, url } = view.redaction.request(toRecorded(entry))
  return html`<section class="card" aria-labelledby="one"><p><a href="${
    linkTo(view, "/requests")
  }">All requests</a></p><h2 id="one"><span class="method">${method}</span> <span class="path">${
    clipped(url, 4000)
  }</span></h2><p class="row">${environmentPill(view, entry)}${statusPill(entry)} <span class="muted">${
    took(entry.duration ?? null)
  }</span> ${time(entry.at)}</p>${offers(view, entry)}${attempt(view, entry, alone)}</section>`
}

const failed = ({ answer, outcome }: Entry): boolean =>
  answer === undefined ? outcome !== undefined : answer.status >= 400

const statuses: Readonly<Record<string, (entry: Entry) => boolean>> = {
  "succeeded": (entry) => entry.answer !== undefined && entry.answer.status < 400,
  "failed": failed,
  "4xx": ({ answer }) => answer !== undefined && answer.status >= 400 && answer.status < 500,
  "5xx": ({ answer }) => answer !== undefined && answer.status >= 500,
  "no answer": ({ answer, outcome }) => answer === undefined && outcome !== undefined
}

export const requestsView = (view: View): Html => {
  const all = view.server.log.entries()
  const number = view.query.get("number")
  if (number !== null) {
    const entry = all.find((each) => String(each.number) === number)
    return entry === undefined ? empty(`Request ${number} is not kept any more.`) : oneRequest(view, entry)
  }
  const wanted = view.query.get("q") ?? ""
  const status = view.query.get("status") ?? ""
  const matches = Object.hasOwn(statuses, status) ? statuses[status] : undefined
  const found = joined(all).filter(({ entries }) =>
    (matches === undefined || entries.some(matches)) &&
    (wanted === "" || entries.some(({ request }) => hasText(`${request.method} ${request.target}`, wanted)))
  ).toSorted((a, b) => (b.entries.at(-1)?.number ?? 0) - (a.entries.at(-1)?.number ?? 0))
  const { from, nav, to } = sliceOf(view, found.length, rowsShown)
  const choice = html`<label>Answer <select name="status"><option value="">any</option>${
    Object.keys(statuses).map((each) => html`<option${each === status && html` selected`}>${each}</option>`)
  }</select></label>`
  return html`<section aria-labelledby="requests"><h2 id="requests">Requests <small>${all.length}</small></h2>${
    searchForm(view, "Method or path", choice)
  }${
    found.length === 0
      ? empty(all.length === 0 ? "No request arrived yet." : "Nothing matches.")
      : html`<ol class="cards">${found.slice(from, to).map((row) => rowOf(view, row))}</ol>`
  }${nav}</section>`
}
