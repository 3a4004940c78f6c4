/** Holds an event of each type, with the members that servers write. */
import type { EventType } from "./eventTypes.ts"

type Json = Readonly<Record<string, unknown>>

const message: Json = {
  _id: "64f5a1c2e8b7a3d9f0c1b2a1",
  _templateId: "64f5a1c2e8b7a3d9f0c1b2a2",
  _environmentId: "64f5a1c2e8b7a3d9f0c1b2a4",
  _organizationId: "64f5a1c2e8b7a3d9f0c1b2a5",
  _notificationId: "64f5a1c2e8b7a3d9f0c1b2a6",
  subscriberId: "ada",
  templateIdentifier: "welcome",
  workflowId: "welcome",
  stepId: "in-app-step",
  createdAt: "2026-08-03T09:14:07.000Z",
  updatedAt: "2026-08-03T09:14:07.000Z",
  archived: false,
  transactionId: "txn_sample",
  channel: "in_app",
  seen: false,
  read: false,
  providerId: "novu",
  status: "sent",
  contextKeys: ["tenant:acme"]
}

const workflow: Json = {
  _id: "64f5a1c2e8b7a3d9f0c1b2a2",
  workflowId: "welcome",
  slug: "welcome_wf_Sample",
  name: "Welcome",
  description: "",
  tags: ["onboarding"],
  active: true,
  origin: "novu-cloud",
  status: "ACTIVE",
  steps: [],
  preferences: { user: null, default: { all: { enabled: true, readOnly: false }, channels: {} } },
  createdAt: "2026-08-01T09:00:00.000Z",
  updatedAt: "2026-08-03T09:14:07.000Z"
}

const persisted: Json = {
  _id: "64f5a1c2e8b7a3d9f0c1b2a2",
  name: "Welcome",
  active: true,
  draft: false,
  critical: false,
  deleted: false,
  isBlueprint: false,
  tags: ["onboarding"],
  steps: [],
  triggers: [{ type: "event", identifier: "welcome", variables: [] }],
  preferenceSettings: { email: true, in_app: true },
  _environmentId: "64f5a1c2e8b7a3d9f0c1b2a4",
  _organizationId: "64f5a1c2e8b7a3d9f0c1b2a5",
  _creatorId: "64f5a1c2e8b7a3d9f0c1b2a7",
  _notificationGroupId: "64f5a1c2e8b7a3d9f0c1b2a8"
}

const mail: Json = {
  domain: { id: "64f5a1c2e8b7a3d9f0c1b2a9", name: "mail.example.com", data: {} },
  route: { address: "support", data: {} },
  mail: {
    from: [{ address: "grace@example.com", name: "Grace" }],
    to: [{ address: "support@mail.example.com", name: "" }],
    subject: "Help",
    html: "<p>Help</p>",
    text: "Help",
    messageId: "<sample@example.com>",
    headers: { "received": ["by mx1", "by mx2"], "mime-version": "1.0" },
    date: "2026-08-03T09:14:00.000Z",
    attachments: [{ filename: "a.txt", contentType: "text/plain", size: 3 }]
  }
}

const changed = (members: Json) => ({ object: "message", data: { object: { ...message, ...members } } })

const at = "2026-08-03T09:14:07.000Z"

const samples: Readonly<Record<EventType, { readonly object: string; readonly data: Json }>> = {
  "message.sent": changed({}),
  "message.failed": {
    object: "message",
    data: {
      object: { ...message, channel: "push", providerId: "fcm", deviceToken: "sample-device-token" },
      error: { message: "not registered", push: { reason: "token_invalid", deviceToken: "sample-device-token" } }
    }
  },
  "message.delivered": changed({ deliveredAt: [at] }),
  "message.seen": changed({ seen: true, firstSeenDate: at, lastSeenDate: at }),
  "message.read": changed({ seen: true, read: true, lastReadDate: at }),
  "message.unread": changed({ seen: true }),
  "message.archived": changed({ seen: true, read: true, archived: true, archivedAt: at }),
  "message.unarchived": changed({ seen: true, read: true }),
  "message.snoozed": changed({ snoozedUntil: "2026-08-04T09:14:07.000Z" }),
  "message.unsnoozed": changed({ deliveredAt: [at] }),
  "message.deleted": changed({}),
  "workflow.created": { object: "workflow", data: { object: workflow } },
  "workflow.updated": { object: "workflow", data: { object: workflow, previousObject: persisted } },
  "workflow.deleted": { object: "workflow", data: { object: persisted } },
  "workflow.published": { object: "workflow", data: { object: workflow, previousObject: workflow } },
  "preference.updated": {
    object: "preference",
    data: { object: { level: "global", enabled: true, channels: { email: false, in_app: true } }, subscriberId: "ada" }
  },
  "email.received": { object: "email_inbound", data: { object: mail } }
}

/** Makes an event as servers write it. */
export const sampleEvent = (
  type: EventType,
  { environmentId, id, timestamp }: { readonly id: string; readonly timestamp: string; readonly environmentId: string }
): Json => ({ id, type, ...samples[type], timestamp, environmentId })
