/** Draws where webhooks go, and what became of each. */
import * as HttpClient from "effect/http/HttpClient"
import type { FakeDelivery } from "../../../../Testing/FakeWebhooks.ts"
import type { Endpoint } from "../../webhooks/endpoint.ts"
import { objectOf } from "../../worker/values.ts"
import { pretty, time } from "./format.ts"
import { clipped, type Html, html } from "./html.ts"
import { button, empty, pill, postForm, sliceOf, type View } from "./view.ts"

const deliveriesShown = 20
const eventBytes = 3500
const attemptsShown = 10

/** The name, the password and the query of an address may be secrets. */
const shownAddress = (address: string | URL): string => {
  if (!URL.canParse(String(address))) return String(address)
  const { host, pathname, protocol, search } = new URL(address)
  return `${protocol}//${host}${pathname}${search === "" ? "" : "?…"}`
}

const destinationOf = ({ options: { to, url } }: Endpoint): string =>
  typeof to === "string" || to instanceof URL
    ? shownAddress(to)
    : HttpClient.isHttpClient(to)
    ? `a client of the program${url === undefined ? "" : `, at ${shownAddress(url)}`}`
    : "a handler of the program"

const kinds = { waiting: "wait", delivered: "good", failed: "bad", dropped: "plain" } as const

/** Says whom an event is about: every kind of event has its subscriber at one of these places. */
const aboutOf = (event: FakeDelivery["event"]): string => {
  const data = objectOf(event["data"])
  const object = objectOf(data["object"])
  const parts = [object["subscriberId"] ?? data["subscriberId"], object["channel"], object["workflowId"]]
  return parts.filter((each) => typeof each === "string").join(" · ")
}

const attemptPill = ({ at, status }: FakeDelivery["attempts"][number]): Html =>
  html`<li class="row">${time(at)} ${
    pill(status ?? "no answer", status !== undefined && status >= 200 && status < 300 ? "good" : "bad")
  }</li>`

const deliveryCard = (view: View, endpoint: Endpoint, delivery: FakeDelivery): Html =>
  html`<li class="card" data-key="delivery-${endpoint.number}-${delivery.id}"><div class="row head">${
    pill(delivery.state, kinds[delivery.state])
  }<strong>${clipped(delivery.type, 200)}</strong><span class="grow muted">${
    clipped(aboutOf(delivery.event), 300)
  }</span>${
    button("/_fake/webhooks", { do: "resend", endpoint: String(endpoint.number), delivery: delivery.id }, "Resend", {
      about: delivery.id
    })
  }</div><ol class="row">${
    delivery.attempts.length === 0
      ? html`<li class="muted">no attempt yet</li>`
      : delivery.attempts.slice(-attemptsShown).map(attemptPill)
  }</ol><details data-key="event-${endpoint.number}-${delivery.id}"><summary>Event <span class="muted">${delivery.id}</span></summary><pre>${
    clipped(pretty(view.redaction.json(delivery.event)), eventBytes)
  }</pre></details></li>`

const endpointSection = (view: View, endpoint: Endpoint): Html => {
  const { number } = endpoint
  const { count } = endpoint.latest(0, 0)
  const { from, nav, to } = sliceOf(view, count, deliveriesShown, `page${number}`, `Pages of deliveries to ${number}`)
  const { shown } = endpoint.latest(from, to)
  return html`<section aria-labelledby="endpoint-${number}"><h2 id="endpoint-${number}" class="path">${
    clipped(destinationOf(endpoint), 600)
  } <small>${count}</small></h2><p class="muted">${
    endpoint.options.types === undefined ? "Every event" : clipped(endpoint.options.types.join(", "), 400)
  }. Signed with ${
    endpoint.generated
      ? "a secret that the fake made; it was shown when the destination was added."
      : "the secret that the program gave."
  } ${endpoint.isDisabled() && pill("disabled: it failed for five days", "bad")}</p>${
    count === 0
      ? empty("Nothing was delivered yet. What requests write from now on is.")
      : html`<ol class="cards">${shown.map((each) => deliveryCard(view, endpoint, each))}</ol>`
  }${nav}</section>`
}

const addForm = (view: View): Html =>
  html`<section class="card" aria-labelledby="add"><h2 id="add">Add a destination</h2>${
    postForm(
      view,
      "/_fake/webhooks",
      { do: "add" },
      html`<label for="url">URL</label><input id="url" name="url" type="url" required placeholder="http://localhost:3000/webhooks/novu" spellcheck="false"><button class="primary">Add it</button>`,
      "stack"
    )
  }<p class="muted">The fake makes a signing secret and shows it once, as its answer. A reset keeps the destinations.</p></section>`

export const webhooksView = (view: View): Html => {
  const endpoints = view.server.endpoints()
  return html`${endpoints.length === 0 && empty("Webhooks go nowhere yet.")}${
    endpoints.map((endpoint) => endpointSection(view, endpoint))
  }${addForm(view)}`
}
