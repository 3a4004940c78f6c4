import type { FakeState } from "../../../Testing/FakeState.ts"
import { presets } from "../faults/presets.ts"
import type { ShownRequest } from "./redaction.ts"

/** No longer list than a person reads. */
const rowsShown = 50

const escape = (value: unknown): string =>
  String(value ?? "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    "\"",
    "&quot;"
  )

const table = (
  caption: string,
  headings: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<unknown>>,
  total: number,
  clean: (text: string) => string
): string =>
  `<section><h2>${escape(caption)} <small>${total}</small></h2>${
    rows.length === 0 ?
      "<p>none</p>" :
      `<table><thead><tr>${headings.map((heading) => `<th>${escape(heading)}</th>`).join("")}</tr></thead><tbody>${
        rows.map((row) => `<tr>${row.map((cell) => `<td>${escape(clean(String(cell ?? "")))}</td>`).join("")}</tr>`)
          .join("\n")
      }</tbody></table>`
  }</section>`

const style = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8884;padding:.25rem .5rem;text-align:left}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem}small{font-weight:normal;opacity:.7}form{display:inline-block;margin-right:1rem}
select,button{font:inherit}:root{color-scheme:light dark}td{overflow-wrap:anywhere}`

/**
 * The page for a person: what is stored, what arrived, and buttons. Tokens,
 * endpoint payloads and headers are never on it.
 *
 * @internal
 */
export const renderPage = (
  state: FakeState,
  recent: ReadonlyArray<ShownRequest>,
  counts: { readonly requests: number; readonly scripted: number; readonly rules: number },
  clean: (text: string) => string
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
    table(
      "Last requests",
      ["time", "method", "path", "status"],
      recent.toReversed().map(({ at, method, status, url }) => [
        new Date(at).toISOString(),
        method,
        url,
        status ?? "no answer"
      ]),
      counts.requests,
      clean
    )
  }
${
    table(
      "Connections",
      ["identifier", "integration", "subscriber", "contexts", "workspace", "updated"],
      state.connections.slice(-rowsShown).toReversed().map((row) => [
        row.identifier,
        row.integrationIdentifier,
        row.subscriberId ?? "shared",
        row.contextKeys.join(", "),
        row.workspace["name"] ?? row.workspace["id"],
        row.updatedAt
      ]),
      state.connections.length,
      clean
    )
  }
${
    table(
      "Endpoints",
      ["identifier", "type", "integration", "connection", "subscriber"],
      state.endpoints.slice(-rowsShown).toReversed().map((row) => [
        row.identifier,
        row.type,
        row.integrationIdentifier,
        row.connectionIdentifier,
        row.subscriberId
      ]),
      state.endpoints.length,
      clean
    )
  }
${
    table(
      "Contexts",
      ["type", "id", "updated"],
      state.contexts.slice(-rowsShown).toReversed().map((row) => [row.type, row.id, row.updatedAt]),
      state.contexts.length,
      clean
    )
  }
${
    table(
      "Integrations",
      ["identifier", "provider", "credentials"],
      state.integrations.map((row) => [row.identifier, row.providerId, row.hasCredentials ? "yes" : "no"]),
      state.integrations.length,
      clean
    )
  }
${
    table(
      "Subscribers",
      ["id"],
      state.subscribers.slice(-rowsShown).toReversed().map((subscriber) => [subscriber]),
      state.subscribers.length,
      clean
    )
  }
</body></html>
`
