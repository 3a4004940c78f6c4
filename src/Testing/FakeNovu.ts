/**
 * This is a Novu for tests. It behaves as the server does, so that your code runs
 * unchanged over it: in memory without a socket, or on a port for any language.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { type AnyGroup, layer as layerGroups } from "../Client/groups.ts"
import { NovuClient } from "../Client/NovuClient.ts"
import type { Trigger } from "../Client/Trigger.ts"
import { makeInMemoryClient } from "../internal/fake/doors/inMemory.ts"
import { serveOn } from "../internal/fake/doors/page/served.ts"
import { makeServer, type Server } from "../internal/fake/doors/server.ts"
import { defaultSecretKey } from "../internal/fake/store/store.ts"
import { InboxNotification } from "../Schema/SubscriberNotification.ts"
import { NovuTransport } from "../Transport/NovuTransport.ts"
import type { WebhookError } from "../Webhooks/WebhookError.ts"
import type { FakeNovuOptions } from "./FakeOptions.ts"
import type { FakeMessage, FakeState, RecordedRequest, SentTrigger } from "./FakeState.ts"
import type { FakeWebhooks, FakeWebhooksOptions } from "./FakeWebhooks.ts"
import type { Fault } from "./Fault.ts"
import type { FaultRule } from "./FaultRule.ts"
import type { Seed, SeedWorkflow } from "./Seed.ts"

export type {
  AuthShape,
  Era,
  FakeNovuOptions,
  InboxOptions,
  PayloadEngine,
  PayloadIssue,
  Plan,
  RateLimitOptions,
  TextEngine
} from "./FakeOptions.ts"
export type {
  FakeAgent,
  FakeConnection,
  FakeContext,
  FakeConversation,
  FakeDomain,
  FakeEndpoint,
  FakeEnvironment,
  FakeIntegration,
  FakeLayout,
  FakeMail,
  FakeMessage,
  FakePreference,
  FakeRun,
  FakeState,
  FakeTopic,
  FakeVariable,
  FakeWorkflow,
  FakeWorkflowPreferences,
  RecordedAnswer,
  RecordedRequest,
  SentTrigger
} from "./FakeState.ts"
export type {
  FakeDelivery,
  FakeWebhooks,
  FakeWebhooksOptions,
  HeaderFamily,
  WebhookDisorder,
  WebhookTarget
} from "./FakeWebhooks.ts"
export type { FaultRule } from "./FaultRule.ts"
export {
  defaultSeed,
  type Seed,
  type SeedAction,
  type SeedAgent,
  type SeedAgentIntegration,
  type SeedChannel,
  type SeedConnection,
  type SeedContext,
  type SeedContexts,
  type SeedConversation,
  type SeedConversationMessage,
  type SeedDomain,
  type SeedDomainRoute,
  type SeedEndpoint,
  type SeedEnvironment,
  type SeedIntegration,
  type SeedJob,
  type SeedLayout,
  type SeedMail,
  type SeedMessage,
  type SeedNotification,
  type SeedPreference,
  type SeedRedirect,
  type SeedStep,
  type SeedStored,
  type SeedSubscriber,
  type SeedSubscriptionPreference,
  type SeedTenant,
  type SeedTopic,
  type SeedTopicSubscription,
  type SeedTranslation,
  type SeedTrigger,
  type SeedVariable,
  type SeedWorker,
  type SeedWorkflow,
  type SeedWorkflowPreferences
} from "./Seed.ts"

/**
 * Returns what was triggered: everything, or the payloads of one `Trigger`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Sent {
  (): Effect.Effect<ReadonlyArray<SentTrigger>>
  <Payload>(
    trigger: Trigger<string, Payload>,
    subscriberId?: string
  ): Effect.Effect<ReadonlyArray<Payload>, Schema.SchemaError>
}

/**
 * Looks into the fake, and makes it misbehave.
 *
 * Each call of `layer` makes a layer with a server of its own.
 *
 * **Gotchas**
 *
 * Effect shares layers, so a layer value that is provided twice in one program is
 * one server. For two servers call `layer` twice, or use `Layer.fresh`.
 *
 * @category services
 * @since 0.1.0
 */
export class FakeNovu extends Context.Service<FakeNovu, {
  /** Returns every request that arrived, oldest first, retries included. */
  readonly requests: Effect.Effect<ReadonlyArray<RecordedRequest>>
  /** Applies these faults to the next requests, one fault per request, in order. */
  readonly script: (...faults: ReadonlyArray<Fault>) => Effect.Effect<void>
  /** Applies the fault to every request that the rule matches, until `reset`. */
  readonly rule: (rule: FaultRule, fault: Fault) => Effect.Effect<void>
  /** Adds to what is stored. */
  readonly seed: (seed: Seed) => Effect.Effect<void>
  /** Adds a workflow that can be triggered, or replaces it. */
  readonly workflow: (workflow: SeedWorkflow) => Effect.Effect<void>
  /**
   * Returns what was triggered, oldest first: one entry for each trigger and
   * recipient. With a `Trigger`, and the id of a subscriber, it returns the
   * payloads as the trigger's schema reads them, and fails where it cannot.
   */
  readonly sent: Sent
  /** Returns the messages that steps made, oldest first: all, or those of a subscriber or channel. */
  readonly messages: (
    filter?: { readonly subscriberId?: string | undefined; readonly channel?: string | undefined }
  ) => Effect.Effect<ReadonlyArray<FakeMessage>>
  /**
   * Returns the items of a subscriber's inbox as `SubscriberNotifications` reads
   * them, newest first, archived and snoozed ones included. The list is empty for
   * a subscriber who does not exist.
   */
  readonly inbox: (subscriberId: string) => Effect.Effect<ReadonlyArray<InboxNotification>>
  /**
   * Stops the worker: triggers are answered as ever and nothing comes of them, and
   * no delay ends, until `flush`. A test of code that polls needs this.
   */
  readonly hold: Effect.Effect<void>
  /** Does what was held back, and ends the hold. */
  readonly flush: Effect.Effect<void>
  /**
   * Delivers webhooks of what requests write from now on, while the scope is
   * open: signed, and on Svix's schedule, which follows the `Clock`. Messages and
   * preferences cause events; `send` sends any other. Fails where the secret
   * cannot be that of an endpoint.
   */
  readonly webhooks: (options: FakeWebhooksOptions) => Effect.Effect<FakeWebhooks, WebhookError, Scope.Scope>
  /** Returns a copy of what is stored. */
  readonly state: Effect.Effect<FakeState>
  /** Forgets everything, faults included, and starts again from the seed. */
  readonly reset: Effect.Effect<void>
}>()("effect-novu/Testing/FakeNovu") {
  /**
   * Builds the fake in memory. It takes its time from the `Clock`, so `TestClock`
   * drives it.
   */
  static readonly layer = (options: FakeNovuOptions = {}): Layer.Layer<FakeNovu | HttpClient.HttpClient> =>
    Layer.effectContext(
      Effect.map(makeServer(options), (server) =>
        Context.make(HttpClient.HttpClient, makeInMemoryClient(server)).pipe(
          Context.add(FakeNovu, toService(server))
        ))
    )

  /**
   * Builds the client over a fake in memory. It has every group and the transport
   * that production has, retries and time limits included.
   */
  static readonly layerClient = (
    options: FakeNovuOptions = {}
  ): Layer.Layer<FakeNovu | HttpClient.HttpClient | NovuTransport | NovuClient | AnyGroup> =>
    Layer.mergeAll(NovuClient.layerNoDeps, layerGroups).pipe(
      Layer.provideMerge(Layer.orDie(NovuTransport.layer({
        secretKey: Redacted.make(options.secretKey ?? defaultSecretKey),
        apiUrl: `https://novu.test${options.prefix ?? ""}`
      }))),
      Layer.provideMerge(FakeNovu.layer(options))
    )

  /**
   * Serves the fake on the port of an `HttpServer`, so that a program in any
   * language can talk to it. `GET /` is a page for a person. `/_fake/script`,
   * `/_fake/seed`, `/_fake/reset`, `/_fake/requests`, `/_fake/state`, `/_fake/sent`
   * and `/_fake/messages` do over HTTP what this service does, and `/_fake/clock`
   * moves its time forward. None shows a token that is stored, except for
   * `GET /_fake/seed`, which saves what another fake can start with. Novu's own
   * Inbox runs over it, with live messages over sockets on the same port. It keeps
   * the latest 10 000 requests, messages and runs, unless `keep` says otherwise.
   *
   * **Gotchas**
   *
   * Bind the server to `127.0.0.1`. Whoever reaches the port can use Novu's routes
   * with a key that everybody knows.
   */
  static readonly serve = (options: FakeNovuOptions = {}): Layer.Layer<FakeNovu, never, HttpServer.HttpServer> =>
    Layer.effect(
      FakeNovu,
      Effect.gen(function*() {
        return toService(yield* serveOn(yield* HttpServer.HttpServer, options))
      })
    )
}

const sentBy = (server: Server): Sent => {
  const payloads = <Payload>(trigger: Trigger<string, Payload>, subscriberId: string | undefined) =>
    Effect.flatMap(server.sent(), (all) =>
      Effect.forEach(
        all.filter((each) =>
          each.workflowId === trigger.id && (subscriberId === undefined || each.subscriberId === subscriberId)
        ),
        ({ payload }) => Schema.decodeUnknownEffect(Schema.toCodecJson(trigger.payload))(payload)
      ))
  function sent(): Effect.Effect<ReadonlyArray<SentTrigger>>
  function sent<Payload>(
    trigger: Trigger<string, Payload>,
    subscriberId?: string
  ): Effect.Effect<ReadonlyArray<Payload>, Schema.SchemaError>
  function sent<Payload>(
    trigger?: Trigger<string, Payload>,
    subscriberId?: string
  ): Effect.Effect<ReadonlyArray<SentTrigger | Payload>, Schema.SchemaError> {
    return trigger === undefined ? server.sent() : payloads(trigger, subscriberId)
  }
  return sent
}

/** Reads items as the client does. They are written out first, because an answer has no member that is undefined. */
const readItems = (items: ReadonlyArray<unknown>): ReadonlyArray<InboxNotification> =>
  Schema.decodeUnknownSync(Schema.fromJsonString(Schema.toCodecJson(Schema.Array(InboxNotification))))(
    JSON.stringify(items)
  )

const toService = (server: Server) =>
  FakeNovu.of({
    requests: Effect.sync(() => server.log.all()),
    script: (...faults) => Effect.sync(() => server.faults.script(faults)),
    rule: (rule, fault) => Effect.sync(() => server.faults.rule(rule, fault)),
    seed: server.seed,
    workflow: (workflow) => server.seed({ workflows: [workflow] }),
    sent: sentBy(server),
    messages: server.messages,
    inbox: (subscriberId) => Effect.map(server.inbox(subscriberId), readItems),
    hold: server.hold,
    webhooks: server.webhooks,
    flush: server.flush,
    state: server.state,
    reset: server.reset
  })
