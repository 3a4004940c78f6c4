import * as Schema from "effect/Schema"
import type {
  SeedAction,
  SeedJob,
  SeedMessage,
  SeedNotification,
  SeedRedirect,
  SeedTrigger,
  SeedWorker
} from "../../../Testing/SeedNotifications.ts"
import { ClearedTime, inContexts, maybe, ObjectJson, shape, stored, Texts, Time } from "./shape.ts"
import { StepJson, WorkflowJson } from "./workflowJson.ts"

const JobJson = shape<SeedJob>()("Job", {
  _id: maybe(Schema.String),
  stepId: Schema.String,
  status: maybe(Schema.Literals([
    "pending",
    "queued",
    "running",
    "completed",
    "failed",
    "delayed",
    "canceled",
    "merged",
    "skipped"
  ])),
  dueAt: maybe(Time),
  mergedInto: maybe(Schema.String),
  step: maybe(StepJson)
})

export const NotificationJson: Schema.Codec<SeedNotification, unknown> = shape<SeedNotification>()("Notification", {
  ...stored,
  ...inContexts,
  workflowId: Schema.String,
  subscriberId: Schema.String,
  transactionId: maybe(Schema.String),
  payload: maybe(ObjectJson),
  overrides: maybe(ObjectJson),
  to: maybe(ObjectJson),
  channels: maybe(Texts),
  tags: maybe(Texts),
  severity: maybe(Schema.String),
  critical: maybe(Schema.Boolean),
  topics: maybe(Texts),
  jobs: maybe(Schema.Array(Schema.Union([Schema.String, JobJson])))
})

const RedirectJson = shape<SeedRedirect>()("Redirect", { url: Schema.String, target: maybe(Schema.String) })

const ActionJson = shape<SeedAction>()("Action", { label: Schema.String, redirect: maybe(RedirectJson) })

export const MessageJson: Schema.Codec<SeedMessage, unknown> = shape<SeedMessage>()("Message", {
  ...stored,
  ...inContexts,
  subscriberId: Schema.String,
  workflowId: Schema.String,
  _templateId: maybe(Schema.String),
  channel: Schema.String,
  content: maybe(Schema.String),
  subject: maybe(Schema.String),
  notificationId: maybe(Schema.String),
  jobId: maybe(Schema.String),
  transactionId: maybe(Schema.String),
  stepId: maybe(Schema.String),
  providerId: maybe(Schema.String),
  avatar: maybe(Schema.String),
  primaryAction: maybe(ActionJson),
  secondaryAction: maybe(ActionJson),
  redirect: maybe(RedirectJson),
  data: maybe(ObjectJson),
  payload: maybe(ObjectJson),
  overrides: maybe(ObjectJson),
  tags: maybe(Texts),
  severity: maybe(Schema.String),
  email: maybe(Schema.String),
  phone: maybe(Schema.String),
  deviceTokens: maybe(Texts),
  directWebhookUrl: maybe(Schema.String),
  seen: maybe(Schema.Boolean),
  read: maybe(Schema.Boolean),
  archived: maybe(Schema.Boolean),
  readAt: maybe(ClearedTime),
  firstSeenAt: maybe(ClearedTime),
  archivedAt: maybe(ClearedTime),
  snoozedUntil: maybe(ClearedTime),
  deliveredAt: maybe(Schema.Array(Time)),
  completed: maybe(
    Schema.Struct({
      type: Schema.Literals(["primary", "secondary"]),
      status: Schema.Literals(["pending", "done"])
    }).annotate({ identifier: "CompletedAction" })
  )
})

const TriggerJson = shape<SeedTrigger>()("Trigger", {
  workflow: Schema.Union([Schema.String, WorkflowJson]),
  transactionId: Schema.String,
  to: maybe(Schema.Unknown),
  isBroadcast: maybe(Schema.Boolean),
  payload: maybe(ObjectJson),
  overrides: maybe(ObjectJson),
  actor: maybe(Schema.Unknown),
  tenant: maybe(Schema.Unknown),
  context: maybe(Schema.Unknown)
})

export const WorkerJson: Schema.Codec<SeedWorker, unknown> = shape<SeedWorker>()("Worker", {
  held: maybe(Schema.Boolean),
  queue: maybe(Schema.Array(TriggerJson))
})
