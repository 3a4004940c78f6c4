/** Draws the faults that wait, and scripts more. */
import type { Fault } from "../../../../Testing/Fault.ts"
import type { FaultRule } from "../../../../Testing/FaultRule.ts"
import { presets } from "../../faults/presets.ts"
import { clipped, type Html, html } from "./html.ts"
import { button, empty, postForm, type View } from "./view.ts"

const shown = 50

/** Finds the name of a fault among those that the page offers, or writes what it is. */
const faultName = (fault: Fault): string => {
  const json = JSON.stringify(fault)
  return Object.entries(presets).find(([, each]) => JSON.stringify(each) === json)?.[0] ?? json
}

const ruleText = ({ every, method, nth, path, probability }: FaultRule): string =>
  [
    method ?? "any method",
    path === undefined ? "any path" : `path ${typeof path === "string" ? `from ${path}` : String(path)}`,
    nth === undefined ? "" : `number ${nth}`,
    every === undefined ? "" : `one in ${every}`,
    probability === undefined ? "" : `${Math.round(probability * 100)} % of the time`
  ].filter((text) => text !== "").join(", ")

const choice = (id: string): Html =>
  html`<label for="${id}">Fault</label><select name="preset" id="${id}">${
    Object.keys(presets).map((each) => html`<option>${each}</option>`)
  }</select>`

export const faultsView = (view: View): Html => {
  const { rules, scripted } = view.server.faults.pending()
  return html`<div class="columns"><section class="card" aria-labelledby="next"><h2 id="next">The next requests</h2>${
    postForm(
      view,
      "/_fake/script",
      {},
      html`${
        choice("next-fault")
      }<label for="times">How many requests</label><input id="times" name="times" type="number" min="1" max="100" value="1"><button class="primary">Script it</button>`,
      "stack"
    )
  }<h3>Waiting <small id="scripted">${scripted.length}</small></h3>${
    scripted.length === 0
      ? empty("No fault waits. Requests are answered as Novu answers them.")
      : html`<ol class="plain">${
        scripted.slice(0, shown).map((each) => html`<li>${clipped(faultName(each), 300)}</li>`)
      }</ol>`
  }</section><section class="card" aria-labelledby="rule"><h2 id="rule">A rule, until it is removed</h2>${
    postForm(
      view,
      "/_fake/script",
      { rule: "yes" },
      html`${
        choice("rule-fault")
      }<label for="method">Method</label><select id="method" name="method"><option value="">any</option>${
        ["GET", "POST", "PUT", "PATCH", "DELETE"].map((each) => html`<option>${each}</option>`)
      }</select><label for="path">Path begins with</label><input id="path" name="path" placeholder="/v1/events/trigger" spellcheck="false"><label for="every">One in how many requests</label><input id="every" name="every" type="number" min="1" placeholder="1"><label for="share">Share of requests, in percent</label><input id="share" name="share" type="number" min="1" max="100" placeholder="100"><button class="primary">Add the rule</button>`,
      "stack"
    )
  }<h3>Rules <small id="rules">${rules.length}</small></h3>${
    rules.length === 0
      ? empty("No rule is set.")
      : html`<ul class="plain">${
        rules.slice(0, shown).map(({ count, fault, rule }) =>
          html`<li><strong>${clipped(faultName(fault), 300)}</strong><br><span class="muted">${
            clipped(ruleText(rule), 300)
          }; met ${count} request${count === 1 ? "" : "s"}</span></li>`
        )
      }</ul>`
  }</section><section class="card" aria-labelledby="reset"><h2 id="reset">Start again</h2><p>Removes the faults and rules above, and nothing else.</p>${
    button("/_fake/faults", { do: "clear" }, "Remove all faults")
  }<p>Forgets everything: what is stored, what was sent, requests, faults and the moved time. The seed is loaded again.</p>${
    postForm(view, "/_fake/reset", {}, html`<button class="danger">Reset everything</button>`)
  }</section></div>`
}
