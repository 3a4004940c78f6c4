/**
 * Puts messages straight into the store of a fake, as a trigger would. Triggers can
 * take the place of this file.
 */
import { Clock, Context, Effect, Layer } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import { runPipeline } from "../../src/internal/fake/protocol/pipeline.ts"
import { makeRouter } from "../../src/internal/fake/protocol/routing.ts"
import { routes } from "../../src/internal/fake/resources/routes.ts"
import type { MessageRow, RunRow, SubscriberRow, WorkflowRow } from "../../src/internal/fake/store/rows.ts"
import { makeStore, type Store } from "../../src/internal/fake/store/store.ts"

export class Memory extends Context.Service<Memory, Store>()("test/Testing/Memory") {}

const encoder = new TextEncoder()

const matchRoute = makeRouter(routes)

/** Serves one store in memory, with the subscribers `ada` and `grace` in it. */
export const server: Layer.Layer<Memory | HttpClient.HttpClient> = Layer.effectContext(Effect.sync(() => {
  const store = makeStore({})
  const parts = { matchRoute, store, rateLimiter: undefined, idempotency: undefined, latency: undefined }
  addPerson(store, { subscriberId: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" })
  addPerson(store, { subscriberId: "grace", firstName: "Grace", email: "grace@example.com" })
  const client = HttpClient.make((request, url) =>
    Effect.gen(function*() {
      const { body: sent } = request
      const answer = yield* runPipeline(parts, {
        method: request.method,
        target: url.pathname + url.search,
        headers: { ...request.headers, "content-type": "application/json" },
        body: sent._tag === "Uint8Array" ? sent.body : encoder.encode("")
      })
      const { body = null, status } = answer
      return HttpClientResponse.fromWeb(request, new Response(body, { status }))
    })
  )
  return Context.make(HttpClient.HttpClient, client).pipe(Context.add(Memory, store))
}))

const addPerson = (store: Store, person: Partial<SubscriberRow> & Pick<SubscriberRow, "subscriberId">) =>
  store.subscribers.insert({
    _id: store.ids.objectId(0),
    channels: [],
    isOnline: false,
    createdAt: 0,
    updatedAt: 0,
    ...person
  })

/** Deletes a subscriber, whose messages stay. */
export const forget = (subscriberId: string) =>
  Effect.map(Memory, (store) => {
    const row = store.subscribers.byKey.get(subscriberId)
    if (row !== undefined) store.subscribers.remove(row)
  })

interface Notify {
  readonly subscriberId?: string
  readonly channels?: ReadonlyArray<string>
  readonly workflow?: string
  readonly transactionId?: string
  readonly topics?: ReadonlyArray<string>
  readonly message?: Partial<MessageRow>
}

const workflowOf = (store: Store, workflowId: string, now: number): WorkflowRow =>
  store.workflows.byKey.get(workflowId) ?? store.workflows.insert({
    _id: store.ids.objectId(now),
    workflowId,
    name: `Workflow ${workflowId}`,
    active: true,
    critical: false,
    tags: [],
    severity: "none",
    data: undefined,
    payloadSchema: undefined,
    validatePayload: false,
    triggerStatus: undefined,
    steps: [],
    createdAt: now,
    updatedAt: now
  })

const stepOf = (store: Store, type: string, now: number) => ({
  _id: store.ids.objectId(now),
  stepId: `${type}-step`,
  type,
  active: true,
  controls: {}
})

/** Makes the run of one trigger for one recipient. */
const addRun = (store: Store, notify: Notify, now: number): RunRow => {
  const { channels = ["in_app"], message, subscriberId = "ada", topics = [], workflow = "welcome" } = notify
  return store.runs.insert({
    _id: store.ids.objectId(now),
    transactionId: notify.transactionId ?? `txn_${store.ids.suffix()}`,
    workflowId: workflowOf(store, workflow, now)._id,
    subscriberId,
    payload: message?.payload ?? {},
    overrides: {},
    to: { subscriberId },
    channels,
    tags: message?.tags ?? [],
    severity: message?.severity ?? "none",
    critical: false,
    topics,
    contextKeys: message?.contextKeys ?? [],
    jobs: channels.map((type) => ({
      _id: store.ids.objectId(now),
      step: stepOf(store, type, now),
      status: "completed" as const,
      dueAt: undefined,
      mergedInto: undefined
    })),
    createdAt: now,
    updatedAt: now
  })
}

const fresh = {
  subject: "Hello",
  content: "Welcome!",
  avatar: undefined,
  primaryAction: undefined,
  secondaryAction: undefined,
  redirect: undefined,
  data: undefined,
  payload: {},
  overrides: {},
  tags: [],
  severity: "none",
  contextKeys: [],
  email: undefined,
  phone: undefined,
  seen: false,
  read: false,
  archived: false,
  readAt: undefined,
  firstSeenAt: undefined,
  archivedAt: undefined,
  snoozedUntil: undefined,
  deliveredAt: [],
  completed: undefined
}

/** Delivers one trigger to one subscriber and returns the ids of its messages, one per channel. */
export const notify = (options: Notify = {}) =>
  Effect.gen(function*() {
    const store = yield* Memory
    const now = yield* Clock.currentTimeMillis
    const run = addRun(store, options, now)
    return run.jobs.map(({ _id: jobId, step }) =>
      store.messages.insert({
        ...fresh,
        _id: store.ids.objectId(now),
        runId: run._id,
        jobId,
        transactionId: run.transactionId,
        workflowId: run.workflowId,
        workflowIdentifier: options.workflow ?? "welcome",
        stepId: step.stepId,
        subscriberId: run.subscriberId,
        channel: step.type,
        providerId: step.type === "in_app" ? "novu" : "sendgrid",
        createdAt: now,
        updatedAt: now,
        ...options.message
      })._id
    )
  })

/** Delivers one in-app message and returns its id. */
export const notifyOne = (message: Partial<MessageRow> = {}, options: Notify = {}) =>
  Effect.map(notify({ ...options, message }), ([id = ""]) => id)
