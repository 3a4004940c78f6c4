/** Makes events as Novu 3.19 posts them, one per type, with values of our own. */
import type * as Schema from "effect/Schema"
import type { WebhookEventType } from "./eventTypes.ts"

type JsonObject = Readonly<Record<string, Schema.Json>>

export interface SampleIds {
  readonly id: string
  readonly environmentId: string
  readonly timestamp: string
}

const ids = {
  _environmentId: "64f5a1c2e8b7a3d9f0c1b200",
  _organizationId: "64f5a1c2e8b7a3d9f0c1b201",
  workflow: "64f5a1c2e8b7a3d9f0c1b202"
}

const at = "2026-08-03T09:14:06.100Z"

const later = "2026-08-03T10:02:30.250Z"

const message: JsonObject = {
  _id: "64f5a1c2e8b7a3d9f0c1b2a0",
  _templateId: ids.workflow,
  _environmentId: ids._environmentId,
  _organizationId: ids._organizationId,
  _notificationId: "64f5a1c2e8b7a3d9f0c1b203",
  subscriberId: "subscriber-123",
  templateIdentifier: "order-shipped",
  workflowId: "order-shipped",
  stepId: "in-app-step",
  createdAt: at,
  updatedAt: at,
  archived: false,
  transactionId: "txn_0123456789",
  channel: "in_app",
  seen: false,
  read: false,
  providerId: "novu",
  status: "sent",
  contextKeys: ["tenant:acme"]
}

const push: JsonObject = {
  ...message,
  channel: "push",
  providerId: "fcm",
  stepId: "push-step",
  deviceToken: "fake-device-token"
}

const chat: JsonObject = {
  ...message,
  channel: "chat",
  providerId: "slack",
  providerResponseId: "1754212446.000100",
  stepId: "chat-step",
  channelData: {
    type: "slack_channel",
    identifier: "slack-acme-orders",
    endpoint: { channelId: "C0123456789" },
    token: "fake-channel-token"
  }
}

const seen: JsonObject = { ...message, seen: true, firstSeenDate: later, lastSeenDate: later, updatedAt: later }

const read: JsonObject = { ...seen, read: true, lastReadDate: later }

const archived: JsonObject = { ...read, archived: true, archivedAt: later }

const workflow: JsonObject = {
  _id: ids.workflow,
  workflowId: "order-shipped",
  slug: "order-shipped_wf_64f5a1c2e8b7a3d9f0c1b202",
  name: "Order shipped",
  description: "Tells that an order is on its way",
  tags: ["orders"],
  active: true,
  origin: "novu-cloud",
  status: "ACTIVE",
  severity: "none",
  createdAt: at,
  updatedAt: later,
  steps: [{ _id: "64f5a1c2e8b7a3d9f0c1b204", stepId: "in-app-step", name: "In-App Step", type: "in_app", issues: {} }],
  preferences: { user: null, default: { all: { enabled: true, readOnly: false }, channels: {} } },
  payloadSchema: null,
  issues: {}
}

const persisted: JsonObject = {
  _id: ids.workflow,
  name: "Order shipped",
  description: "Tells that an order is on its way",
  active: true,
  draft: false,
  critical: false,
  isBlueprint: false,
  deleted: false,
  tags: ["orders"],
  steps: [{
    _id: "64f5a1c2e8b7a3d9f0c1b204",
    _templateId: "64f5a1c2e8b7a3d9f0c1b205",
    stepId: "in-app-step",
    uuid: "2f1c2a52-6a86-4b5f-9a0e-0d6a5b7f1c11",
    filters: [],
    variants: [],
    active: true
  }],
  triggers: [{ type: "event", identifier: "order-shipped", variables: [] }],
  preferenceSettings: { email: true, sms: true, in_app: true, chat: true, push: true },
  _organizationId: ids._organizationId,
  _environmentId: ids._environmentId,
  _creatorId: "64f5a1c2e8b7a3d9f0c1b206",
  _notificationGroupId: "64f5a1c2e8b7a3d9f0c1b207",
  origin: "novu-cloud",
  type: "BRIDGE",
  status: "ACTIVE",
  severity: "none",
  issues: {},
  createdAt: at,
  updatedAt: at
}

const preference: JsonObject = {
  level: "template",
  enabled: true,
  channels: { email: false, in_app: true },
  workflow: {
    id: ids.workflow,
    identifier: "order-shipped",
    name: "Order shipped",
    critical: false,
    severity: "none",
    tags: ["orders"]
  },
  schedule: {
    isEnabled: true,
    weeklySchedule: { monday: { isEnabled: true, hours: [{ start: "09:00 AM", end: "05:00 PM" }] } }
  }
}

const email: JsonObject = {
  domain: { id: "64f5a1c2e8b7a3d9f0c1b208", name: "mail.example.com", data: { team: "support" } },
  route: { address: "help", data: { queue: "first-line" } },
  mail: {
    from: [{ address: "ada@example.org", name: "Ada" }],
    to: [{ address: "help@mail.example.com" }],
    cc: [],
    subject: "Where is my order?",
    html: "<p>Where is my order?</p>",
    text: "Where is my order?",
    messageId: "<1@example.org>",
    headers: { subject: "Where is my order?", received: ["by mx1.example.com", "by mx2.example.com"] },
    date: at,
    inReplyTo: "<0@example.com>",
    references: ["<0@example.com>"],
    attachments: [{
      filename: "receipt.pdf",
      contentType: "application/pdf",
      size: 4,
      url: "https://files.example.com/receipt.pdf?signature=fake-signature",
      expiresAt: "2026-08-04T09:14:06.100Z",
      content: null
    }]
  }
}

const samples: Readonly<Record<WebhookEventType, readonly [object: string, data: JsonObject]>> = {
  "message.sent": ["message", { object: chat }],
  "message.failed": ["message", {
    object: push,
    error: {
      message: "The device is not registered",
      push: { reason: "token_invalid", deviceToken: "fake-device-token" }
    }
  }],
  "message.delivered": ["message", { object: { ...message, deliveredAt: [at] } }],
  "message.seen": ["message", { object: seen }],
  "message.read": ["message", { object: read }],
  "message.unread": ["message", { object: seen }],
  "message.archived": ["message", { object: archived }],
  "message.unarchived": ["message", { object: read }],
  "message.snoozed": ["message", { object: { ...seen, snoozedUntil: "2026-08-04T08:00:00.000Z" } }],
  "message.unsnoozed": ["message", { object: { ...seen, deliveredAt: [at, later] } }],
  "message.deleted": ["message", { object: read }],
  "workflow.created": ["workflow", { object: workflow }],
  "workflow.updated": ["workflow", { object: workflow, previousObject: { ...persisted, name: "Order on its way" } }],
  "workflow.deleted": ["workflow", { object: persisted }],
  "workflow.published": ["workflow", {
    object: { ...workflow, _id: "64f5a1c2e8b7a3d9f0c1b209" },
    previousObject: workflow
  }],
  "preference.updated": ["preference", { object: preference, subscriberId: "subscriber-123" }],
  "email.received": ["email_inbound", { object: email }]
}

/** Returns the event of a type, in its form on the wire. */
export const sampleEvent = (type: WebhookEventType, { environmentId, id, timestamp }: SampleIds): JsonObject => {
  const [object, data] = samples[type]
  return { id, type, object, data, timestamp, environmentId }
}
