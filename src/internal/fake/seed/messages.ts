import type { SeedMessage } from "../../../Testing/SeedNotifications.ts"
import { given } from "../../input/given.ts"
import type { MessageAction, MessageRow, Redirect } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { contextKeysOf } from "./contexts.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"
import { clearedMillisOf, clearedTimeOf, millisOf, timeOf } from "./times.ts"

/** Names what sends in a channel of a message that does not say it. */
const providers: Readonly<Record<string, string>> = {
  in_app: "novu",
  email: "novu-email",
  sms: "novu-sms",
  push: "fcm",
  chat: "slack"
}

const redirectOf = (redirect: SeedMessage["redirect"]): Redirect | undefined =>
  redirect === undefined ? undefined : { url: redirect.url, target: redirect.target }

const actionOf = (action: SeedMessage["primaryAction"]): MessageAction | undefined =>
  action === undefined ? undefined : { label: action.label, redirect: redirectOf(action.redirect) }

/** An item that was read was seen, too, and both when it was made, unless the seed says more. */
export const seedMessage = (seeding: Seeding, seed: SeedMessage): void => {
  const { now, store } = seeding
  const stamp = stampOf(seeding, seed, undefined)
  const { archived = false, channel, read = archived, seen = read } = seed
  const momentOf = (said: string | null | undefined, happened: boolean): number | null | undefined => {
    if (said !== undefined) return clearedMillisOf(said)
    return happened && !seeding.isExact ? stamp.createdAt : undefined
  }
  put(store.messages, undefined, {
    ...stamp,
    runId: seed.notificationId ?? store.ids.objectId(now),
    jobId: seed.jobId ?? store.ids.objectId(now),
    transactionId: seed.transactionId ?? `txn_${store.ids.objectId(now)}`,
    workflowId: seed._templateId ?? store.workflows.byKey.get(seed.workflowId)?._id ?? seed.workflowId,
    workflowIdentifier: seed.workflowId,
    stepId: seed.stepId ?? channel,
    subscriberId: seed.subscriberId,
    channel,
    providerId: seed.providerId ?? providers[channel] ?? channel,
    subject: seed.subject,
    content: seed.content ?? "",
    avatar: seed.avatar,
    primaryAction: actionOf(seed.primaryAction),
    secondaryAction: actionOf(seed.secondaryAction),
    redirect: redirectOf(seed.redirect),
    data: seed.data,
    payload: seed.payload ?? {},
    overrides: seed.overrides ?? {},
    tags: seed.tags ?? [],
    severity: seed.severity ?? "none",
    contextKeys: contextKeysOf(seeding, seed),
    email: seed.email,
    phone: seed.phone,
    deviceTokens: seed.deviceTokens,
    directWebhookUrl: seed.directWebhookUrl,
    seen,
    read,
    archived,
    readAt: momentOf(seed.readAt, read),
    firstSeenAt: momentOf(seed.firstSeenAt, seen),
    archivedAt: momentOf(seed.archivedAt, archived),
    snoozedUntil: clearedMillisOf(seed.snoozedUntil),
    deliveredAt: (seed.deliveredAt ?? []).map((time) => millisOf(time) ?? now),
    completed: seed.completed
  })
}

const savedRedirect = (redirect: Redirect | undefined) => redirect && { url: redirect.url, ...given(redirect) }

const savedAction = (action: MessageAction | undefined) =>
  action && { label: action.label, ...given({ redirect: savedRedirect(action.redirect) }) }

/** The workflow is named by its identifier, and by its id as well where the identifier would not lead to it. */
const savedMessage = ({ workflows }: Store, row: MessageRow): SeedMessage => ({
  subscriberId: row.subscriberId,
  workflowId: row.workflowIdentifier,
  ...(workflows.byKey.get(row.workflowIdentifier)?._id === row.workflowId
    ? undefined
    : { _templateId: row.workflowId }),
  channel: row.channel,
  content: row.content,
  notificationId: row.runId,
  jobId: row.jobId,
  transactionId: row.transactionId,
  stepId: row.stepId,
  providerId: row.providerId,
  payload: row.payload,
  overrides: row.overrides,
  tags: row.tags,
  severity: row.severity,
  contextKeys: row.contextKeys,
  seen: row.seen,
  read: row.read,
  archived: row.archived,
  ...given({
    subject: row.subject,
    avatar: row.avatar,
    primaryAction: savedAction(row.primaryAction),
    secondaryAction: savedAction(row.secondaryAction),
    redirect: savedRedirect(row.redirect),
    data: row.data,
    email: row.email,
    phone: row.phone,
    deviceTokens: row.deviceTokens,
    directWebhookUrl: row.directWebhookUrl,
    readAt: clearedTimeOf(row.readAt),
    firstSeenAt: clearedTimeOf(row.firstSeenAt),
    archivedAt: clearedTimeOf(row.archivedAt),
    snoozedUntil: clearedTimeOf(row.snoozedUntil),
    completed: row.completed
  }),
  ...(row.deliveredAt.length === 0 ? undefined : { deliveredAt: row.deliveredAt.map(timeOf) }),
  ...savedStamp(row)
})

export const savedMessages = (store: Store): ReadonlyArray<SeedMessage> =>
  store.messages.createdAt.rows.map((row) => savedMessage(store, row))
