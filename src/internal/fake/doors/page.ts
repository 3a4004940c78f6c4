import type { FakeState } from "../../../Testing/FakeState.ts"
import { presets } from "../faults/presets.ts"
import type { ShownRequest } from "./redaction.ts"

/** A list on the page has at most this many rows, because a person reads no more. */
const rowsShown = 50

interface Section {
  readonly caption: string
  readonly headings: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
  /** Counts all rows, whether they are shown or not. */
  readonly total: number
}

/** Hides the secrets in a text. */
type Clean = (text: string) => string

const escape = (value: unknown): string =>
  String(value ?? "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    "\"",
    "&quot;"
  )

const renderSection = ({ caption, headings, rows, total }: Section, clean: Clean): string =>
  `<section><h2>${escape(caption)} <small>${total}</small></h2>${
    rows.length === 0 ?
      "<p>none</p>" :
      `<table><thead><tr>${headings.map((heading) => `<th>${escape(heading)}</th>`).join("")}</tr></thead><tbody>${
        rows.map((row) => `<tr>${row.map((cell) => `<td>${escape(clean(String(cell ?? "")))}</td>`).join("")}</tr>`)
          .join("\n")
      }</tbody></table>`
  }</section>`

/** Shows the latest rows first; the list has them last. */
const latest = <Row>(
  caption: string,
  list: ReadonlyArray<Row>,
  cells: Readonly<Record<string, (row: Row) => unknown>>
): Section => ({
  caption,
  headings: Object.keys(cells),
  rows: list.slice(-rowsShown).toReversed().map((row) => Object.values(cells).map((cell) => cell(row))),
  total: list.length
})

const requestSection = (recent: ReadonlyArray<ShownRequest>, total: number): Section => ({
  ...latest("Last requests", recent, {
    time: ({ at }) => new Date(at).toISOString(),
    method: ({ method }) => method,
    path: ({ url }) => url,
    status: ({ status }) => status ?? "no answer"
  }),
  total
})

const stateSections = (state: FakeState): ReadonlyArray<Section> => [
  latest("Connections", state.connections, {
    identifier: ({ identifier }) => identifier,
    integration: ({ integrationIdentifier }) => integrationIdentifier,
    subscriber: ({ subscriberId }) => subscriberId ?? "shared",
    contexts: ({ contextKeys }) => contextKeys.join(", "),
    workspace: ({ workspace }) => workspace["name"] ?? workspace["id"],
    updated: ({ updatedAt }) => updatedAt
  }),
  latest("Endpoints", state.endpoints, {
    identifier: ({ identifier }) => identifier,
    type: ({ type }) => type,
    integration: ({ integrationIdentifier }) => integrationIdentifier,
    connection: ({ connectionIdentifier }) => connectionIdentifier,
    subscriber: ({ subscriberId }) => subscriberId
  }),
  latest("Contexts", state.contexts, {
    type: ({ type }) => type,
    id: ({ id }) => id,
    updated: ({ updatedAt }) => updatedAt
  }),
  {
    caption: "Integrations",
    headings: ["identifier", "provider", "credentials"],
    rows: state.integrations.map((row) => [row.identifier, row.providerId, row.hasCredentials ? "yes" : "no"]),
    total: state.integrations.length
  },
  latest("Agents", state.agents, {
    identifier: ({ identifier }) => identifier,
    active: ({ active }) => active ? "yes" : "no",
    integrations: (row) => row.integrations.join(", "),
    updated: ({ updatedAt }) => updatedAt
  }),
  latest("Conversations", state.conversations, {
    id: ({ id }) => id,
    agent: ({ agent }) => agent,
    status: ({ status }) => status,
    last: ({ lastMessagePreview }) => lastMessagePreview ?? ""
  }),
  latest("Domains", state.domains, {
    name: ({ name }) => name,
    status: ({ status }) => status,
    routes: ({ routes }) => routes.map(({ address }) => address).join(", "),
    updated: ({ updatedAt }) => updatedAt
  }),
  latest("Mails", state.mails, {
    domain: ({ domain }) => domain,
    route: ({ route }) => route,
    subject: ({ mail }) => String(mail["subject"]),
    created: ({ createdAt }) => createdAt
  }),
  latest("Variables", state.variables, {
    key: ({ key }) => key,
    secret: ({ isSecret }) => isSecret ? "yes" : "no",
    updated: ({ updatedAt }) => updatedAt
  }),
  latest("Subscribers", state.subscribers, { id: (subscriber) => subscriber }),
  ...notificationSections(state)
]

const notificationSections = (
  { messages, preferences, runs, topics, workflows }: FakeState
): ReadonlyArray<Section> => [
  latest("Preferences", preferences, {
    subscriber: ({ subscriberId }) => subscriberId,
    workflow: ({ workflowId }) => workflowId ?? "all",
    channels: ({ channels }) =>
      Object.entries(channels).map(([channel, isOn]) => `${channel} ${isOn ? "on" : "off"}`).join(", ")
  }),
  latest("Topics", topics, { key: ({ key }) => key, subscribers: ({ subscribers }) => subscribers.join(", ") }),
  latest("Workflows", workflows, {
    id: ({ workflowId }) => workflowId,
    active: ({ active }) => active ? "yes" : "no",
    steps: ({ steps }) => steps.map(({ type }) => type).join(", ")
  }),
  latest("Runs", runs, {
    time: ({ createdAt }) => createdAt,
    workflow: ({ workflowId }) => workflowId,
    subscriber: ({ subscriberId }) => subscriberId,
    jobs: ({ jobs }) => jobs.map(({ status, type }) => `${type} ${status}`).join(", "),
    transaction: ({ transactionId }) => transactionId
  }),
  latest("Messages", messages, {
    time: ({ createdAt }) => createdAt,
    channel: ({ channel }) => channel,
    subscriber: ({ subscriberId }) => subscriberId,
    subject: ({ subject }) => subject,
    content: ({ content }) => content
  })
]

const style = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8884;padding:.25rem .5rem;text-align:left}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem}small{font-weight:normal;opacity:.7}form{display:inline-block;margin-right:1rem}
select,button{font:inherit}:root{color-scheme:light dark}td{overflow-wrap:anywhere}`

/**
 * Renders the page for a person: what is stored, what arrived, and buttons. It never
 * shows tokens, endpoint payloads or headers.
 */
export const renderPage = (
  state: FakeState,
  recent: ReadonlyArray<ShownRequest>,
  counts: { readonly requests: number; readonly scripted: number; readonly rules: number },
  clean: Clean
): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fake Novu</title><link rel="icon" href="data:,">
<style>${style}</style></head><body><h1>Fake Novu</h1>
<p>Faults waiting: <b id="scripted">${counts.scripted}</b> scripted, <b id="rules">${counts.rules}</b> by rule.</p>
<form method="post" action="/_fake/script"><label>The next request: <select name="preset">${
    Object.keys(presets).map((name) => `<option>${escape(name)}</option>`).join("")
  }</select></label> <button>Script it</button></form>
<form method="post" action="/_fake/reset"><button>Reset everything</button></form>
${
    [requestSection(recent, counts.requests), ...stateSections(state)].map((section) => renderSection(section, clean))
      .join("\n")
  }
</body></html>
`
