/** Makes messages as an application does: by raw triggers, each of a workflow that is seeded for it. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import { send } from "./wire.ts"

type Members = Readonly<Record<string, unknown>>

/** Serves the subscribers `ada` and `grace`, and an integration that sends e-mail. */
export const server = FakeNovu.layer({
  seed: {
    integrations: [{ identifier: "mail", providerId: "sendgrid", channel: "email" }],
    subscribers: [
      { subscriberId: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" },
      { subscriberId: "grace", firstName: "Grace", email: "grace@example.com" }
    ],
    topics: [{ key: "news", subscribers: ["ada"] }]
  }
})

/** Has what a workflow says of its messages, and what a trigger says of them. */
interface Notify extends Pick<SeedWorkflow, "tags" | "severity"> {
  readonly workflow?: string
  readonly channels?: ReadonlyArray<string>
  readonly controls?: Members
  /** Has the controls of a delay, which comes before every channel. */
  readonly delay?: Members
  readonly to?: unknown
  readonly transactionId?: string
  readonly context?: Members
  readonly payload?: Members
}

const workflowOf = ({ channels = ["in_app"], controls, delay, severity, tags, workflow = "welcome" }: Notify) => ({
  id: workflow,
  name: `Workflow ${workflow}`,
  tags,
  severity,
  steps: [
    ...(delay === undefined ? [] : [{ type: "delay", controls: delay }]),
    ...channels.map((type) => ({ type, controls: { subject: "Hello", body: "Welcome!", ...controls } }))
  ]
})

/** Notifies by one trigger and returns the ids of the messages that it made at once, one per channel. */
export const notify = (options: Notify = {}) =>
  Effect.gen(function*() {
    const novu = yield* FakeNovu
    const { context, payload, to = "ada", transactionId } = options
    const workflow = workflowOf(options)
    yield* novu.workflow(workflow)
    const { json, status, text } = yield* send("POST", "/v1/events/trigger", {
      body: { name: workflow.id, to, payload, transactionId, context }
    })
    const answer = json.data as unknown as { readonly status: string; readonly transactionId: string }
    assert.deepStrictEqual([status, answer.status], [201, "processed"], text)
    const messages = yield* novu.messages()
    return messages.filter((message) => message.transactionId === answer.transactionId).map(({ id }) => id)
  })

/** Notifies by one in-app message and returns its id. */
export const notifyOne = (options: Notify = {}) =>
  Effect.map(notify(options), ([id]) => {
    assert(id !== undefined)
    return id
  })
