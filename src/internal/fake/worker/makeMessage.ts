import * as Option from "effect/Option"
import type { JobRow, MessageAction, MessageRow, Redirect, RunRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { digestedBy } from "./digests.ts"
import { renderDeep } from "./render.ts"
import type { Sender } from "./senders.ts"
import { objectOf, textOf } from "./values.ts"

/** These types of steps make a message. */
export const channels: ReadonlySet<string> = new Set(["in_app", "email", "sms", "push", "chat"])

/**
 * Makes the message of a channel step. Its texts come from the controls of the step.
 * Where one cannot be rendered, there is no message, because Novu then fails the step.
 */
export const makeMessage = (
  store: Store,
  run: RunRow,
  { _id: jobId, step }: JobRow,
  sender: Sender,
  now: number
): MessageRow | undefined => {
  const workflow = store.workflows.byId.get(run.workflowId)
  const subscriber = store.subscribers.byKey.get(run.subscriberId)
  const rendered = renderDeep(step.controls, store.options.engines?.text, scopeOf(store, run, workflow))
  if (Option.isNone(rendered)) return undefined
  const output = objectOf(rendered.value)
  return store.messages.insert({
    _id: store.ids.objectId(now),
    runId: run._id,
    jobId,
    transactionId: run.transactionId,
    workflowId: run.workflowId,
    workflowIdentifier: workflow?.workflowId ?? run.workflowId,
    stepId: step.stepId,
    subscriberId: run.subscriberId,
    channel: step.type,
    ...sender,
    subject: textOf(output["subject"]),
    content: textOf(output["body"]) ?? "",
    avatar: textOf(output["avatar"]),
    primaryAction: actionOf(output["primaryAction"]),
    secondaryAction: actionOf(output["secondaryAction"]),
    redirect: redirectOf(output["redirect"]),
    data: output["data"] === undefined ? undefined : objectOf(output["data"]),
    payload: withoutAttachments(run.payload),
    overrides: run.overrides,
    tags: run.tags,
    severity: run.severity,
    contextKeys: run.contextKeys,
    email: step.type === "email" ? subscriber?.email ?? undefined : undefined,
    phone: step.type === "sms" ? subscriber?.phone ?? undefined : undefined,
    seen: false,
    read: false,
    archived: false,
    readAt: undefined,
    firstSeenAt: undefined,
    archivedAt: undefined,
    snoozedUntil: undefined,
    deliveredAt: [],
    completed: undefined,
    createdAt: now,
    updatedAt: now
  })
}

/** A digest that ended shows what it gathered, its own trigger first, as `steps.<stepId>.events`. */
const scopeOf = (store: Store, run: RunRow, workflow: WorkflowRow | undefined): Readonly<Record<string, unknown>> => {
  const steps: Record<string, unknown> = {}
  for (const { status, step } of run.jobs) {
    if (step.type !== "digest" || status !== "completed") continue
    const events = [run, ...digestedBy(store, run, step)].map(({ _id, createdAt, payload }) => ({
      id: _id,
      time: new Date(createdAt).toISOString(),
      payload
    }))
    steps[step.stepId] = { events, eventCount: events.length }
  }
  return {
    payload: run.payload,
    subscriber: store.subscribers.byKey.get(run.subscriberId) ?? { subscriberId: run.subscriberId },
    workflow: workflow === undefined ? {} : { name: workflow.name, workflowId: workflow.workflowId },
    steps
  }
}

const actionOf = (sent: unknown): MessageAction | undefined => {
  const { label, redirect } = objectOf(sent)
  const text = textOf(label)
  return text === undefined ? undefined : { label: text, redirect: redirectOf(redirect) }
}

const redirectOf = (sent: unknown): Redirect | undefined => {
  const { target, url } = objectOf(sent)
  const text = textOf(url)
  return text === undefined ? undefined : { url: text, target: textOf(target) }
}

const withoutAttachments = (payload: RunRow["payload"]): RunRow["payload"] => {
  const { attachments: _, ...rest } = payload
  return rest
}
