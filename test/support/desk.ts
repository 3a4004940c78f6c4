/** Fills a served fake as a day of work would, so that every view of the page has something to show. */
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"

const secretKey = "sk_fake"

/** Sends a request to the served fake, as a program in another language does. */
export const api = (
  origin: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {}
) =>
  Effect.promise(async () => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `ApiKey ${secretKey}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? undefined : { body: JSON.stringify(body) })
    }).catch(() => undefined)
    return { status: response?.status, text: (await response?.text().catch(() => "")) ?? "" }
  })

export const trigger = (origin: string, name: string, to: unknown, payload: unknown = {}, key?: string) =>
  api(origin, "POST", "/v1/events/trigger", { name, to, payload }, key === undefined ? {} : { "idempotency-key": key })

const invoice = `<style>.total{font-weight:bold;font-size:20px;color:#0a5}</style>
<h1 style="font-family:Georgia,serif">Invoice 1042</h1><p>Dear Ada,</p>
<p>thank you for your order. It leaves our house today and should reach you on <em>Friday</em>.</p>
<table border="1" cellpadding="6" style="border-collapse:collapse"><tr><th>Article</th><th>Price</th></tr>
<tr><td>Analytical engine, used</td><td>1 200.00 €</td></tr><tr><td>Punch cards, 500</td><td>18.50 €</td></tr></table>
<p class="total">Total: 1 218.50 €</p><p><a href="https://shop.example/orders/1042">See your order</a></p>`

const workflows = [
  {
    id: "order-shipped",
    steps: [
      {
        type: "in_app",
        controls: {
          subject: "Your order is on its way",
          body: "Order 1042 left our house. It should reach you on Friday.",
          primaryAction: { label: "Track it", redirect: { url: "https://shop.example/track/1042" } },
          secondaryAction: { label: "Later" },
          redirect: { url: "https://shop.example/orders/1042" }
        }
      },
      { type: "email", controls: { subject: "Invoice 1042", body: invoice } },
      { type: "sms", controls: { body: "Your order 1042 is on its way: https://shop.example/t/1042" } },
      { type: "push", controls: { subject: "On its way", body: "Order 1042 left our house." } },
      { type: "chat", controls: { body: "Order *1042* was shipped to Ada." } }
    ]
  },
  {
    id: "daily-digest",
    steps: [
      { type: "digest", controls: { amount: 2, unit: "hours" } },
      { type: "in_app", controls: { subject: "What happened today", body: "Some things happened." } }
    ]
  },
  {
    id: "plain-mail",
    steps: [{ type: "email", controls: { subject: "Only words", body: "Dear Grace,\n\nno HTML here." } }]
  }
]

/** Fills every view: messages of each channel, a wait, a failure and its retry, an unknown workflow, rows, a webhook. */
export const populate = (origin: string) =>
  Effect.gen(function*() {
    const novu = yield* FakeNovu
    yield* novu.seed({
      subscribers: [
        {
          subscriberId: "ada",
          firstName: "Ada",
          lastName: "Lovelace",
          email: "ada@example.com",
          phone: "+44 20 7946 0000"
        },
        { subscriberId: "grace", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" }
      ],
      topics: [{ key: "news", name: "News", subscribers: ["ada", "grace"] }],
      tenants: ["acme"],
      layouts: ["plain"],
      workflows,
      agents: ["support"],
      variables: [{ key: "API_URL", value: "https://api.example" }],
      domains: ["mail.example.com"]
    })
    yield* trigger(origin, "order-shipped", "ada", { orderId: "1042" })
    yield* trigger(origin, "plain-mail", "grace")
    yield* trigger(origin, "daily-digest", "ada", { thing: 1 })
    yield* trigger(origin, "daily-digest", "ada", { thing: 2 })
    yield* trigger(origin, "password-forgotten", "grace", { link: "https://app.example/reset", minutes: 15 })
    yield* novu.script(Fault.respond({ status: 503, headers: { "Retry-After": "1" }, body: { statusCode: 503 } }))
    yield* trigger(origin, "order-shipped", "grace", { orderId: "1043" }, "order-1043")
    yield* trigger(origin, "order-shipped", "grace", { orderId: "1043" }, "order-1043")
    yield* api(origin, "POST", "/v1/channel-connections", {
      integrationIdentifier: "slack-prod",
      subscriberId: "ada",
      workspace: { id: "T1", name: "Acme" },
      auth: { accessToken: "xoxb-very-secret-token" }
    })
    yield* api(origin, "POST", "/v2/contexts", { type: "tenant", id: "acme", data: { name: "Acme" } })
    yield* api(origin, "PATCH", "/v1/subscribers/nobody", {})
    yield* novu.script(Fault.hangUp("before-write"))
    yield* api(origin, "GET", "/v2/workflows")
    yield* novu.rule({ method: "DELETE", path: "/v1/topics", every: 3 }, Fault.handlerFails({ status: 500 }))
    yield* novu.script(Fault.truncated, Fault.refuse)
  })
