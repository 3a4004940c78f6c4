/** Draws requests that write. Most of them meet what others have written, and some are refused. */
import { makeRandom } from "../../../src/internal/fake/store/ids.ts"

interface Write {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE"
  readonly path: string
  readonly body?: unknown
  readonly key?: string
}

/** Has the values that paths of the API name. */
export const names = {
  subscriberId: ["ada", "grace", "lin"],
  topicKey: ["news", "sport"],
  workflowId: ["welcome", "digest", "made", "gone"],
  layoutId: ["main", "other"],
  connection: ["c1", "c2"],
  endpoint: ["e1", "e2"],
  agent: ["support", "helper"],
  domain: ["mail.test", "post.test"],
  address: ["*", "help"],
  variableKey: ["BASE_URL", "OTHER"],
  type: ["tenant", "app"],
  id: ["acme", "umbrella"],
  locale: ["en_US", "de_DE"],
  transactionId: ["t1", "t2", "t3", "t4"]
} as const

/** Makes a source of requests. Ids of what the server named come from `known`. */
export const makeWrites = (seed: number, known: (kind: "integration" | "message" | "environment") => string) => {
  const random = makeRandom(seed)
  const pick = <A>(values: ReadonlyArray<A>): A => values[Math.floor(random() * values.length)] as A
  const maybe = <A>(value: A): A | undefined => random() < 0.5 ? value : undefined
  const name = (kind: keyof typeof names): string => pick<string>(names[kind])
  const data = () => maybe({ n: Math.floor(random() * 9) })
  const context = () => maybe({ [name("type")]: pick([name("id"), { id: name("id"), data: { plan: "pro" } }]) })
  const steps = () => [
    { type: "in_app", name: "Item", controlValues: { body: "Hello {{payload.n}}", subject: "Hi" } },
    ...pick([
      [],
      [{ type: "delay", name: "Wait", controlValues: { amount: 3, unit: "hours", type: "regular" } }],
      [{ type: "email", name: "Mail", controlValues: { body: "<p>Hi</p>", subject: "Mail" } }]
    ])
  ]
  const inbox = () => `/v2/subscribers/${name("subscriberId")}/notifications`
  const item = () => `${inbox()}/${known("message")}`

  const kinds: ReadonlyArray<() => Write> = [
    () => ({
      method: "POST",
      path: "/v2/subscribers",
      body: { subscriberId: name("subscriberId"), firstName: pick(["A", null]), email: maybe("a@b.test"), data: data() }
    }),
    () => ({ method: "PATCH", path: `/v2/subscribers/${name("subscriberId")}`, body: { phone: pick(["+1", null]) } }),
    () => ({ method: "DELETE", path: `/v2/subscribers/${name("subscriberId")}` }),
    () => ({
      method: pick(["PUT", "PATCH"]),
      path: `/v1/subscribers/${name("subscriberId")}/credentials`,
      body: {
        providerId: pick(["slack", "discord"]),
        credentials: { webhookUrl: `https://hook.test/${Math.floor(random() * 3)}` },
        integrationIdentifier: maybe("slack-eu")
      }
    }),
    () => ({ method: "DELETE", path: `/v1/subscribers/${name("subscriberId")}/credentials/slack` }),
    () => ({
      method: "PATCH",
      path: `/v1/subscribers/${name("subscriberId")}/online-status`,
      body: { isOnline: random() < 0.5 }
    }),
    () => ({
      method: "PATCH",
      path: `/v2/subscribers/${name("subscriberId")}/preferences`,
      body: {
        channels: { [pick(["email", "in_app", "sms"])]: random() < 0.5 },
        workflowId: maybe(name("workflowId"))
      }
    }),
    () => ({
      method: "PATCH",
      path: `/v2/subscribers/${name("subscriberId")}/preferences`,
      body: {
        schedule: {
          isEnabled: true,
          weeklySchedule: { monday: { isEnabled: true, hours: [{ start: "09:00 AM", end: "05:00 PM" }] } }
        }
      }
    }),
    () => ({
      method: "POST",
      path: "/v2/topics",
      body: { key: name("topicKey"), name: maybe("A topic"), data: data() }
    }),
    () => ({
      method: "PATCH",
      path: `/v2/topics/${name("topicKey")}`,
      body: { name: "Renamed", data: pick([null, { a: 1 }]) }
    }),
    () => ({ method: "DELETE", path: `/v2/topics/${name("topicKey")}` }),
    () => ({
      method: "POST",
      path: `/v2/topics/${name("topicKey")}/subscriptions`,
      body: {
        subscriptions: [
          pick([name("subscriberId"), { identifier: "own", subscriberId: name("subscriberId"), name: "Own" }])
        ],
        context: context(),
        preferences: maybe([{
          filter: { workflowIds: [name("workflowId")] },
          condition: { "==": [1, 1] },
          enabled: false
        }])
      }
    }),
    () => ({
      method: "DELETE",
      path: `/v2/topics/${name("topicKey")}/subscriptions`,
      body: { subscriptions: [name("subscriberId")] }
    }),
    () => ({
      method: "POST",
      path: "/v2/contexts",
      body: { context: { [name("type")]: { id: name("id"), data: { a: 1 } } } }
    }),
    () => ({ method: "POST", path: "/v2/contexts", body: { type: name("type"), id: name("id"), data: data() } }),
    () => ({ method: "PATCH", path: `/v2/contexts/${name("type")}/${name("id")}`, body: { data: { b: 2 } } }),
    () => ({ method: "DELETE", path: `/v2/contexts/${name("type")}/${name("id")}` }),
    () => ({
      method: "POST",
      path: "/v1/channel-connections",
      body: {
        identifier: maybe(name("connection")),
        integrationIdentifier: pick(["slack-prod", "slack-eu", "msteams-prod"]),
        subscriberId: name("subscriberId"),
        connectionMode: maybe("shared"),
        context: context(),
        workspace: { id: "T1", name: maybe("Acme"), region: maybe("eu") },
        auth: { accessToken: "xoxb-1", scope: maybe("chat"), expiresAt: maybe("2030-01-01T00:00:00.000Z") }
      }
    }),
    () => ({
      method: "PATCH",
      path: `/v1/channel-connections/${name("connection")}`,
      body: { workspace: { id: "T2" }, auth: { accessToken: "xoxb-2" } }
    }),
    () => ({ method: "DELETE", path: `/v1/channel-connections/${name("connection")}` }),
    () => ({
      method: "POST",
      path: "/v1/channel-endpoints",
      body: {
        identifier: maybe(name("endpoint")),
        integrationIdentifier: pick(["slack-prod", "slack-eu"]),
        subscriberId: name("subscriberId"),
        type: "slack_channel",
        endpoint: { channelId: pick(["C1", "C2"]) },
        context: context()
      }
    }),
    () => ({
      method: "PATCH",
      path: `/v1/channel-endpoints/${name("endpoint")}`,
      body: { endpoint: { channelId: "C9" } }
    }),
    () => ({ method: "DELETE", path: `/v1/channel-endpoints/${name("endpoint")}` }),
    () => ({
      method: "POST",
      path: "/v2/workflows",
      body: {
        workflowId: name("workflowId"),
        name: "A workflow",
        active: true,
        steps: steps(),
        tags: maybe(["billing"]),
        payloadSchema: maybe({ type: "object" }),
        validatePayload: maybe(true)
      }
    }),
    () => ({
      method: "PUT",
      path: `/v2/workflows/${name("workflowId")}`,
      body: {
        name: "Put",
        steps: steps(),
        preferences: { user: { all: { enabled: true, readOnly: random() < 0.5 }, channels: {} }, workflow: null },
        origin: "novu-cloud"
      }
    }),
    () => ({
      method: "PATCH",
      path: `/v2/workflows/${name("workflowId")}`,
      body: { active: random() < 0.7, tags: ["a"] }
    }),
    () => ({ method: "DELETE", path: `/v2/workflows/${name("workflowId")}` }),
    () => ({ method: "POST", path: "/v2/layouts", body: { layoutId: name("layoutId"), name: "A layout" } }),
    () => ({
      method: "PUT",
      path: `/v2/layouts/${name("layoutId")}`,
      body: {
        name: "Put",
        controlValues: { email: { body: "<html><body>{{content}}</body></html>", editorType: "html" } }
      }
    }),
    () => ({
      method: "POST",
      path: `/v2/layouts/${name("layoutId")}/duplicate`,
      body: { name: "Copy", layoutId: "copy" }
    }),
    () => ({ method: "DELETE", path: `/v2/layouts/${name("layoutId")}` }),
    () => ({
      method: "POST",
      path: "/v2/translations",
      body: {
        resourceType: pick(["workflow", "layout"]),
        resourceId: pick([name("workflowId"), name("layoutId")]),
        locale: name("locale"),
        content: { title: "Hi" }
      }
    }),
    () => ({ method: "DELETE", path: `/v2/translations/workflow/${name("workflowId")}/${name("locale")}` }),
    () => ({
      method: "POST",
      path: "/v1/integrations",
      body: {
        providerId: pick(["sendgrid", "ses"]),
        channel: "email",
        identifier: maybe(`mail-${Math.floor(random() * 3)}`),
        credentials: maybe({ apiKey: "k" }),
        active: random() < 0.7,
        check: false
      }
    }),
    () => ({
      method: "PUT",
      path: `/v1/integrations/${known("integration")}`,
      body: { name: "Put", active: random() < 0.5, check: false }
    }),
    () => ({ method: "POST", path: `/v1/integrations/${known("integration")}/set-primary`, body: {} }),
    () => ({ method: "DELETE", path: `/v1/integrations/${known("integration")}` }),
    () => ({
      method: "POST",
      path: "/v1/agents",
      body: { identifier: name("agent"), name: "An agent", description: maybe("Helps") }
    }),
    () => ({
      method: "PATCH",
      path: `/v1/agents/${name("agent")}`,
      body: { active: random() < 0.5, behavior: { subscriberAccess: "open" } }
    }),
    () => ({ method: "PUT", path: `/v1/agents/${name("agent")}/bridge`, body: { bridgeUrl: "https://bridge.test" } }),
    () => ({
      method: "POST",
      path: `/v1/agents/${name("agent")}/integrations`,
      body: { integrationIdentifier: pick(["slack-prod", "slack-eu"]) }
    }),
    () => ({ method: "DELETE", path: `/v1/agents/${name("agent")}` }),
    () => ({ method: "POST", path: "/v1/domains", body: { name: name("domain"), data: maybe({ team: "a" }) } }),
    () => ({
      method: "POST",
      path: `/v1/domains/${name("domain")}/routes`,
      body: { address: name("address"), ...pick([{ type: "webhook" }, { type: "agent", agentId: name("agent") }]) }
    }),
    () => ({ method: "POST", path: `/v1/domains/${name("domain")}/verify`, body: {} }),
    () => ({ method: "DELETE", path: `/v1/domains/${name("domain")}` }),
    () => ({
      method: "POST",
      path: "/v1/environment-variables",
      body: {
        key: name("variableKey"),
        isSecret: random() < 0.5,
        values: maybe([{ _environmentId: "6615943e7ace93b0540ae377", value: "v" }])
      }
    }),
    () => ({
      method: "PATCH",
      path: `/v1/environment-variables/${name("variableKey")}`,
      body: { values: [{ _environmentId: "6615943e7ace93b0540ae377", value: "w" }] }
    }),
    () => ({ method: "DELETE", path: `/v1/environment-variables/${name("variableKey")}` }),
    () => ({ method: "POST", path: "/v1/environments", body: { name: pick(["CI", "QA"]), color: "#123456" } }),
    () => ({
      method: "PUT",
      path: `/v1/environments/${known("environment")}`,
      body: { name: pick(["Mine", "Development"]), color: "#abcdef" }
    }),
    () => ({ method: "DELETE", path: `/v1/environments/${known("environment")}` }),
    () => ({ method: "POST", path: "/v2/subscribers", body: { subscriberId: "elsewhere" }, key: "sk_fake_production" }),
    () => ({ method: "POST", path: `${inbox()}/${pick(["read", "archive", "read-archive", "delete"])}`, body: {} }),
    () => ({ method: "DELETE", path: `/v1/messages/${known("message")}` }),
    () => ({ method: "DELETE", path: `/v1/messages/transaction/${name("transactionId")}` }),
    () => ({ method: "DELETE", path: `/v1/events/trigger/${name("transactionId")}` })
  ]

  const triggers = (): Write => ({
    method: "POST",
    path: "/v1/events/trigger",
    body: {
      name: name("workflowId"),
      to: pick<unknown>([
        name("subscriberId"),
        [name("subscriberId"), { subscriberId: "new", firstName: "New" }],
        { type: "Topic", topicKey: name("topicKey") }
      ]),
      payload: { n: Math.floor(random() * 5) },
      transactionId: maybe(name("transactionId")),
      context: context()
    }
  })

  const touches = (): Write => ({
    method: "PATCH",
    path: `${item()}/${pick(["read", "unread", "archive", "unarchive", "unsnooze", "snooze"])}`,
    body: { snoozeUntil: "1970-02-01T00:00:00.000Z" }
  })

  return {
    next: (): Write => {
      const share = random()
      return share < 0.25 ? triggers() : share < 0.4 ? touches() : pick(kinds)()
    },
    /** Is by how many milliseconds time goes on between two requests, which is often none. */
    pause: (): number => pick([0, 0, 1, 1000, 3_600_000]),
    pick
  }
}
