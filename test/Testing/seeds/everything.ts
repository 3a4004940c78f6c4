/** Is a seed in which each member of each part says something, as a saved one would. */
import type { Seed } from "effect-novu/Testing/FakeNovu"

const id = (digits: string): string => digits.padStart(24, "0")

const stamp = (digits: string) => ({
  _id: id(digits),
  createdAt: `2026-01-01T00:00:${digits.slice(-2)}.001Z`,
  updatedAt: `2026-01-02T00:00:${digits.slice(-2)}.002Z`
})

const step = (digits: string) => ({
  _id: id(digits),
  type: "digest",
  stepId: `step-${digits}`,
  name: "A step",
  active: true,
  providerOverrides: { slack: { a: 1 } },
  controls: { amount: 1, unit: "hours" },
  more: { newer: true }
})

const on = Object.fromEntries(["in_app", "email", "sms", "push", "chat"].map((name) => [name, { enabled: true }]))

const workflow = (name: string, digits: string) => ({
  id: name,
  name: `The ${name}`,
  description: "Says hello",
  active: false,
  origin: "external",
  tags: ["a"],
  severity: "high",
  data: { a: 1 },
  payloadSchema: { type: "object" },
  validatePayload: false,
  preferences: {
    user: { all: { enabled: false, readOnly: false }, channels: on },
    workflow: { all: { enabled: true, readOnly: true }, channels: on }
  },
  isTranslationEnabled: true,
  agent: { identifier: "support" },
  more: { newer: { a: 1 } },
  triggerStatus: "odd",
  lastPublishedAt: "2026-01-03T00:00:00.000Z",
  isErrorHidden: true,
  steps: [step(`${digits}1`)],
  ...stamp(digits)
})

const own: Omit<Required<Seed>, "environments" | "variables"> = {
  exact: true,
  integrations: [{
    identifier: "push",
    providerId: "fcm",
    channel: "push",
    name: "Push",
    active: true,
    credentials: { serviceAccount: "secret-account" },
    kind: "agent",
    configurations: { a: 1 },
    conditions: [{ a: 1 }],
    primary: true,
    priority: 3,
    ...stamp("1001")
  }, {
    identifier: "bare",
    providerId: "slack",
    channel: "chat",
    name: "Bare",
    active: false,
    credentials: false,
    kind: "delivery",
    conditions: [],
    primary: false,
    priority: 0,
    ...stamp("1002")
  }],
  contexts: [{ type: "tenant", id: "acme", data: { plan: "pro" }, bridgeUrl: "https://bridge.test", ...stamp("2001") }],
  subscribers: [{
    subscriberId: "ada",
    firstName: "Ada",
    lastName: "Lovelace",
    email: "ada@example.com",
    phone: "+1",
    avatar: null,
    locale: "en_US",
    timezone: "UTC",
    data: { a: 1 },
    channels: [{
      providerId: "fcm",
      integrationIdentifier: "push",
      credentials: { deviceTokens: ["device-token"] },
      more: { _integrationId: id("1001") }
    }],
    isOnline: true,
    lastOnlineAt: "2026-01-04T00:00:00.000Z",
    ...stamp("3001")
  }],
  workflows: [workflow("welcome", "4001"), workflow("other", "4002")],
  topics: [{ key: "news", name: "News", data: { a: 1 }, ...stamp("5001") }],
  topicSubscriptions: [{
    topicKey: "news",
    subscriberId: "ada",
    identifier: "ada-news",
    name: "News for Ada",
    contextKeys: ["tenant:acme"],
    preferences: [{ workflowId: "welcome", enabled: false, condition: { "==": [1, 1] } }],
    ...stamp("6001")
  }],
  layouts: [{
    layoutId: "main",
    name: "Main",
    isDefault: false,
    isTranslationEnabled: true,
    controlValues: { email: { body: "<b>{{content}}</b>", editorType: "html" } },
    ...stamp("7001")
  }],
  translations: [{
    resourceType: "workflow",
    resourceId: "welcome",
    locale: "de_DE",
    content: { hello: "Hallo" },
    ...stamp("8001")
  }],
  preferences: [
    {
      subscriberId: "ada",
      channels: { email: false },
      schedule: { isEnabled: true, weeklySchedule: {} },
      ...stamp("9001")
    },
    { subscriberId: "ada", workflowId: "welcome", channels: { sms: false }, ...stamp("9002") }
  ],
  tenants: [{ identifier: "acme", name: "Acme", data: { a: 1 } }],
  connections: [{
    identifier: "connection",
    integrationIdentifier: "push",
    providerId: "slack",
    channel: "chat",
    subscriberId: "ada",
    contextKeys: ["tenant:acme"],
    workspace: { id: "T1", name: "Team", botUserId: "B1", more: { region: "eu" } },
    auth: {
      accessToken: "access-token",
      refreshToken: "refresh-token",
      expiresAt: "2030-01-01T00:00:00.000Z",
      refreshTokenExpiresAt: "2031-01-01T00:00:00.000Z",
      more: { scope: "chat" }
    },
    ...stamp("1101")
  }],
  endpoints: [{
    identifier: "endpoint",
    integrationIdentifier: "push",
    providerId: "slack",
    channel: "chat",
    connectionIdentifier: "connection",
    subscriberId: "ada",
    contextKeys: ["tenant:acme"],
    type: "slack_channel",
    endpoint: { channelId: "C1" },
    ...stamp("1201")
  }],
  agents: [{
    identifier: "support",
    name: "Support",
    description: "Helps",
    active: false,
    behavior: { reactionOnResolved: null },
    bridgeUrl: "https://bridge.test/token",
    devBridgeUrl: "https://dev.test/token",
    devBridgeActive: true,
    managedRuntime: { providerId: "openai" },
    ...stamp("1301")
  }],
  agentIntegrations: [{ agent: "support", integrationIdentifier: "push", ...stamp("1401") }],
  conversations: [{
    conversationId: "conversation",
    agent: "support",
    integrationIdentifier: "push",
    platformThreadId: "thread-9",
    status: "resolved",
    metadata: { a: 1 },
    messageCount: 7,
    messages: [{ messageId: "m1", content: { markdown: "Hi" }, reactions: ["eyes"], deleted: true }],
    subscriberId: "ada",
    summary: "All done",
    lastMessagePreview: "Hi",
    createdAt: "2026-01-05T00:00:00.000Z",
    updatedAt: "2026-01-06T00:00:00.000Z"
  }],
  domains: [{
    name: "mail.example.com",
    hasMxRecord: true,
    status: "pending",
    mxRecordConfigured: true,
    dnsProvider: "Cloudflare",
    data: { team: "a" },
    routes: [{ address: "help", type: "agent", agent: "support", data: { a: "1" }, ...stamp("1501") }],
    ...stamp("1601")
  }],
  mails: [{
    domain: { name: "mail.example.com" },
    route: { address: "help" },
    mail: { subject: "Help" },
    isTold: false,
    ...stamp("1701")
  }],
  notifications: [
    {
      workflowId: "welcome",
      subscriberId: "ada",
      transactionId: "t1",
      payload: { a: 1 },
      overrides: { email: { a: 1 } },
      to: { subscriberId: "ada", a: 1 },
      channels: ["digest"],
      tags: ["b"],
      severity: "low",
      critical: false,
      topics: ["news"],
      contextKeys: ["tenant:acme"],
      jobs: [{
        _id: id("1801"),
        stepId: "step-1802",
        status: "merged",
        mergedInto: id("1902"),
        step: step("1802")
      }],
      ...stamp("1901")
    },
    {
      workflowId: id("4999"),
      subscriberId: "gone",
      transactionId: "t2",
      payload: {},
      overrides: {},
      to: { subscriberId: "gone" },
      channels: ["digest"],
      tags: [],
      severity: "none",
      critical: true,
      topics: [],
      contextKeys: [],
      jobs: [{
        _id: id("1803"),
        stepId: "step-1804",
        status: "delayed",
        dueAt: "2099-01-01T00:00:00.000Z",
        step: step("1804")
      }],
      ...stamp("1902")
    }
  ],
  messages: [{
    subscriberId: "ada",
    workflowId: "welcome",
    _templateId: id("4999"),
    channel: "in_app",
    content: "Hello",
    notificationId: id("1901"),
    jobId: id("1801"),
    transactionId: "t1",
    stepId: "in-app",
    providerId: "novu",
    payload: { a: 1 },
    overrides: { a: 1 },
    tags: ["b"],
    severity: "low",
    contextKeys: ["tenant:acme"],
    seen: true,
    read: true,
    archived: true,
    subject: "Hello, Ada",
    avatar: "https://a.test/ada.png",
    primaryAction: { label: "Open", redirect: { url: "/open", target: "_self" } },
    secondaryAction: { label: "Close", redirect: { url: "/close", target: "_blank" } },
    redirect: { url: "/there", target: "_top" },
    data: { a: 1 },
    email: "ada@example.com",
    phone: "+1",
    deviceTokens: ["device-token"],
    directWebhookUrl: "https://hook.test/token",
    readAt: "2026-01-07T00:00:00.000Z",
    firstSeenAt: "2026-01-07T00:00:01.000Z",
    archivedAt: "2026-01-07T00:00:02.000Z",
    snoozedUntil: null,
    completed: { type: "secondary", status: "pending" },
    deliveredAt: ["2026-01-07T00:00:03.000Z"],
    ...stamp("2001")
  }],
  worker: {
    held: true,
    queue: [{
      workflow: "welcome",
      transactionId: "t3",
      to: "ada",
      isBroadcast: true,
      payload: { a: 1 },
      overrides: { a: 1 },
      actor: "grace",
      tenant: "acme",
      context: { tenant: "acme" }
    }, {
      workflow: workflow("renamed", "4003"),
      transactionId: "t4",
      isBroadcast: false,
      payload: {},
      overrides: {}
    }]
  }
}

const environment = (name: string, digits: string) => ({
  name,
  identifier: `app_${digits}`,
  parentId: id("77"),
  color: "#123456",
  bridgeUrl: "https://bridge.test",
  inboundParseDomain: "mail.test",
  ...stamp(digits)
})

/** Is saved without any loss, so that loading it and saving that again gives the same. */
export const everything: Seed = {
  ...own,
  variables: [{
    key: "BASE_URL",
    isSecret: true,
    type: "string",
    values: [
      { _environmentId: id("6003"), value: "elsewhere" },
      { _environmentId: "6615943e7ace93b0540ae377", value: "here" }
    ],
    ...stamp("2101")
  }],
  environments: [
    { ...environment("Mine", "01"), type: "dev", _id: "6615943e7ace93b0540ae377" },
    { ...environment("Staging", "6003"), type: "prod", secretKey: "sk_staging", seed: own }
  ]
}
