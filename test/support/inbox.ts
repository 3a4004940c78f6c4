/** Serves a fake on a port, and opens Inboxes over it by Novu's own client. */
import { NodeHttpServer } from "@effect/platform-node"
import { Novu } from "@novu/js"
import { Effect, Layer, References } from "effect"
import * as Engines from "effect-novu/Testing/Engines"
import { FakeNovu, type FakeNovuOptions, type Seed, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"

/** Is what an Inbox needs: the integration without which no session is opened, and somebody to be notified. */
const inboxSeed: Seed = {
  integrations: [
    { identifier: "inbox", providerId: "novu", channel: "in_app", credentials: false },
    { identifier: "slack-prod", providerId: "slack" },
    { identifier: "telegram-prod", providerId: "telegram" }
  ],
  subscribers: [{ subscriberId: "ada", firstName: "Ada" }, "grace"]
}

/** Makes a workflow of one in-app step. */
export const workflow = (id: string, more: Partial<SeedWorkflow> = {}): SeedWorkflow => ({
  id,
  name: `Workflow ${id}`,
  steps: [{
    type: "in_app",
    controls: {
      subject: "{{payload.subject}}",
      body: "{{payload.body}}",
      primaryAction: { label: "Yes", redirect: { url: "/yes" } },
      secondaryAction: { label: "No" },
      data: { order: 1 }
    }
  }],
  ...more
})

/** Serves on a free port, or on one that was free before. */
export const serve = (options: FakeNovuOptions = {}, port = 0) =>
  FakeNovu.serve({ seed: inboxSeed, engines: Engines.novu, ...options }).pipe(
    Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port, host: "127.0.0.1" })),
    Layer.provide(Layer.succeed(References.MinimumLogLevel, "None"))
  )

export const origin = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

/** Finds a port that nobody listens on. */
export const freePort = Effect.scoped(Effect.flatMap(
  Layer.build(serve()),
  (context) =>
    Effect.provideContext(
      Effect.map(HttpServer.HttpServer, ({ address }) => "port" in address ? address.port : 0),
      context
    )
))

type InboxOptions = Partial<Extract<ConstructorParameters<typeof Novu>[0], { readonly subscriber: unknown }>>

/** Opens an Inbox of `ada`, which keeps nothing for later and closes its socket in the end. */
export const openInbox = (options: InboxOptions = {}) =>
  Effect.flatMap(origin, (url) =>
    Effect.acquireRelease(
      Effect.sync(() =>
        new Novu({
          applicationIdentifier: "app_fake",
          subscriber: { subscriberId: "ada" },
          apiUrl: url,
          socketUrl: url,
          useCache: false,
          ...options
        })
      ),
      (novu) => Effect.promise(async () => novu.socket.disconnect())
    ))

/** What an Inbox was told, in order, and how to wait for it. */
export interface Heard {
  readonly events: ReadonlyArray<{ readonly name: string; readonly result: unknown }>
  /** Returns how often the socket was opened. */
  readonly opened: () => number
  /** Waits until something is so, which each event may bring about. */
  readonly until: (holds: () => boolean) => Effect.Effect<void>
}

const told = {
  received: "notifications.notification_received",
  unseen: "notifications.unseen_count_changed",
  unread: "notifications.unread_count_changed"
} as const

/** Listens to an Inbox, and goes on when its socket is open. */
export const listen = (novu: Novu): Effect.Effect<Heard> =>
  Effect.gen(function*() {
    const events: Array<{ readonly name: string; readonly result: unknown }> = []
    const waiting = new Set<() => void>()
    const until = (holds: () => boolean): Effect.Effect<void> =>
      Effect.callback<void>((resume) => {
        const look = () => {
          if (holds()) resume(Effect.void)
        }
        waiting.add(look)
        look()
        return Effect.sync(() => waiting.delete(look))
      }).pipe(Effect.timeout("5 seconds"), Effect.orDie)
    let opened = 0
    const hear = (name: string, result: unknown) => {
      events.push({ name, result })
      for (const look of waiting) look()
    }
    novu.on("socket.connect.resolved", ({ error }) => {
      if (error === undefined) opened++
      for (const look of waiting) look()
    })
    novu.on(told.received, ({ result }) => hear("received", result))
    novu.on(told.unseen, ({ result }) => hear("unseen", result))
    novu.on(told.unread, ({ result }) => hear("unread", result))
    yield* until(() => opened > 0)
    return { events, opened: () => opened, until }
  })

/** Sends a request as any program may. */
export const send = (method: string, path: string, options: {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
} = {}) =>
  Effect.flatMap(origin, (url) =>
    Effect.promise(async () => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(options.body === undefined ? undefined : { "Content-Type": "application/json" }),
          ...options.headers
        },
        ...(options.body === undefined ? undefined : { body: JSON.stringify(options.body) })
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: (text === "" ? undefined : JSON.parse(text)) as Json
      }
    }))

/** Is an answer whose members some test reads; each test knows which. */
interface Json {
  readonly [member: string]: Json & string & number & boolean
}

/** Sends a request as a back end does. */
export const asServer = (method: string, path: string, body?: unknown) =>
  send(method, path, { body, headers: { Authorization: "ApiKey sk_fake" } })

/** Triggers one message and returns its id. The workflow is added if need be. */
export const notify = Effect.fnUntraced(function*(options: {
  readonly to?: string
  readonly subject?: string
  readonly body?: string
  readonly workflow?: SeedWorkflow
  readonly context?: Readonly<Record<string, unknown>>
} = {}) {
  const { body = "Welcome!", context, subject = "Hello", to = "ada", workflow: of = workflow("welcome") } = options
  const fake = yield* FakeNovu
  yield* fake.workflow(of)
  yield* asServer("POST", "/v1/events/trigger", { name: of.id, to, payload: { subject, body }, context })
  const id = (yield* fake.messages({ subscriberId: to })).at(-1)?.id
  return id ?? (yield* Effect.die(new Error("The trigger made no message")))
})
