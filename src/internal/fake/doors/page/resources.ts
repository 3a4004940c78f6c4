/** Draws every table that is stored. */
import type { Store } from "../../store/store.ts"
import { timesOf } from "../../store/table.ts"
import { pretty } from "./format.ts"
import { clipped, type Html, html } from "./html.ts"
import { empty, hasText, here, name, searchForm, sliceOf, type View } from "./view.ts"

const rowsShown = 25
const rowBytes = 3000

type Row = Readonly<Record<string, unknown>>

interface Listed {
  readonly label: string
  readonly rows: (store: Store) => ReadonlyArray<object>
  /** Names the members that tell the rows apart. They can be searched, and none of them holds a secret. */
  readonly columns: ReadonlyArray<string>
}

const tables: Readonly<Record<string, Listed>> = {
  subscribers: {
    label: "Subscribers",
    rows: (store) => store.subscribers.createdAt.rows,
    columns: ["subscriberId", "firstName", "lastName", "email", "phone"]
  },
  workflows: {
    label: "Workflows",
    rows: (store) => store.workflows.createdAt.rows,
    columns: ["workflowId", "name", "active", "origin", "tags"]
  },
  integrations: {
    label: "Integrations",
    rows: (store) => store.integrations.createdAt.rows,
    columns: ["identifier", "providerId", "channel", "name", "active"]
  },
  topics: { label: "Topics", rows: (store) => store.topics.createdAt.rows, columns: ["key", "name"] },
  topicSubscriptions: {
    label: "Topic subscriptions",
    rows: (store) => store.topicSubscriptions.createdAt.rows,
    columns: ["topicKey", "subscriberId", "identifier", "contextKeys"]
  },
  preferences: {
    label: "Preferences",
    rows: (store) => store.preferences.createdAt.rows,
    columns: ["subscriberId", "workflowId", "channels"]
  },
  connections: {
    label: "Channel connections",
    rows: (store) => store.connections.createdAt.rows,
    columns: ["identifier", "integrationIdentifier", "subscriberId", "contextKeys", "workspace"]
  },
  endpoints: {
    label: "Channel endpoints",
    rows: (store) => store.endpoints.createdAt.rows,
    columns: ["identifier", "type", "integrationIdentifier", "connectionIdentifier", "subscriberId"]
  },
  contexts: { label: "Contexts", rows: (store) => store.contexts.createdAt.rows, columns: ["type", "id"] },
  tenants: { label: "Tenants", rows: (store) => [...store.tenants.values()], columns: ["identifier", "name"] },
  layouts: {
    label: "Layouts",
    rows: (store) => store.layouts.createdAt.rows,
    columns: ["layoutId", "name", "isDefault"]
  },
  translations: {
    label: "Translations",
    rows: (store) => store.translations.createdAt.rows,
    columns: ["resourceType", "resourceId", "locale"]
  },
  messages: {
    label: "Messages",
    rows: (store) => store.messages.createdAt.rows,
    columns: ["_id", "channel", "subscriberId", "workflowIdentifier", "subject", "transactionId"]
  },
  runs: {
    label: "Runs",
    rows: (store) => store.runs.createdAt.rows,
    columns: ["_id", "subscriberId", "transactionId", "channels", "topics"]
  },
  agents: { label: "Agents", rows: (store) => store.agents.createdAt.rows, columns: ["identifier", "name", "active"] },
  agentLinks: {
    label: "Agent integrations",
    rows: (store) => store.agentLinks.createdAt.rows,
    columns: ["_id", "agentId", "integrationId"]
  },
  conversations: {
    label: "Conversations",
    rows: (store) => store.conversations.createdAt.rows,
    columns: ["_id", "integrationIdentifier", "subscriberId", "status", "messageCount"]
  },
  domains: { label: "Domains", rows: (store) => store.domains.createdAt.rows, columns: ["name", "status"] },
  domainRoutes: {
    label: "Domain routes",
    rows: (store) => store.domainRoutes.createdAt.rows,
    columns: ["address", "type", "domainId", "agentId"]
  },
  mails: { label: "Received mail", rows: (store) => store.mails.createdAt.rows, columns: ["_id", "isTold"] },
  variables: {
    label: "Variables",
    rows: (store) => store.variables.createdAt.rows,
    columns: ["key", "type", "isSecret"]
  },
  environments: {
    label: "Environments",
    rows: (store) => store.organization.environments.createdAt.rows,
    columns: ["name", "identifier", "type"]
  }
}

const cellOf = (value: unknown): string =>
  value === undefined || value === null
    ? ""
    : typeof value === "string"
    ? value
    : Array.isArray(value) && value.every((each) => typeof each === "string")
    ? value.join(", ")
    : JSON.stringify(value)

const memberOf = (row: object, member: string): string => cellOf(Reflect.get(row, member))

/** Writes times as texts, as the API does. */
const shownRow = (row: object): Row => {
  const created: unknown = Reflect.get(row, "createdAt")
  const updated: unknown = Reflect.get(row, "updatedAt")
  return typeof created === "number" && typeof updated === "number"
    ? { ...row, ...timesOf({ createdAt: created, updatedAt: updated }) }
    : { ...row }
}

const keyOf = (row: object, columns: ReadonlyArray<string>): string =>
  memberOf(row, "_id") || memberOf(row, columns[0] ?? "")

export const resourcesView = (view: View): Html => {
  const asked = view.query.get("table") ?? ""
  const chosen = Object.hasOwn(tables, asked) ? asked : "subscribers"
  const { columns, label, rows: rowsIn } = tables[chosen] ?? { columns: [], label: "", rows: () => [] }
  const rows = rowsIn(view.store)
  const wanted = view.query.get("q") ?? ""
  const found = (wanted === ""
    ? rows
    : rows.filter((row) => hasText(columns.map((each) => memberOf(row, each)).join("\\n"), wanted))).toReversed()
  const { from, nav, to } = sliceOf(view, found.length, rowsShown)
  const link = ([key, table]: readonly [string, Listed]): Html =>
    html`<li><a href="${here(view, { table: key, q: undefined, page: undefined })}"${
      key === chosen && html` aria-current="page"`
    }><span class="grow">${table.label}</span><small>${table.rows(view.store).length}</small></a></li>`
  return html`<div class="split"><aside aria-label="Tables"><h2>Stored</h2><ul class="people compact">${
    Object.entries(tables).map(link)
  }</ul></aside><section aria-labelledby="table"><h2 id="table">${label} <small>${rows.length}</small></h2>${
    searchForm(view, `Find by ${columns.join(", ")}`)
  }${
    found.length === 0
      ? empty(rows.length === 0 ? "None is stored." : "Nothing matches.")
      : html`<ol class="cards">${
        found.slice(from, to).map((row) =>
          html`<li class="card" data-key="row-${clipped(keyOf(row, columns), 300)}"><dl class="cells">${
            columns.map((column) => html`<div><dt>${column}</dt><dd>${name(memberOf(row, column) || "–")}</dd></div>`)
          }</dl><details data-key="json-${clipped(keyOf(row, columns), 300)}"><summary>All members</summary><pre>${
            clipped(pretty(view.redaction.json(shownRow(row))), rowBytes)
          }</pre></details></li>`
        )
      }</ol>`
  }${nav}</section></div>`
}
