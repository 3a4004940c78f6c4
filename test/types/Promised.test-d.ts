import type { NovuClient } from "effect-novu"
import {
  type AgentReplyResult,
  type BulkOutcome,
  type CreateSubscriber,
  DateTime,
  type EditedVariable,
  type EnsuredWorkflow,
  type EventOf,
  isNovuError,
  type Layout,
  type ListedWorkflow,
  type NotFound,
  type NovuContext,
  type NovuError,
  type NovuResponse,
  type PlannedWorkflow,
  type PromisedClient,
  promisedClient,
  type PromisedGroups,
  type PromisedMethod,
  type Recipient,
  Redacted,
  Schema,
  type SecretInput,
  Trigger,
  type Triggered,
  type WorkflowDefinition,
  type WrittenMethods,
  type WrittenRow
} from "effect-novu/Promised"
import { expectTypeOf } from "vitest"
import type { secretPlaces } from "../../src/internal/promised/secretPlaces.ts"

declare const client: PromisedClient
declare const definition: WorkflowDefinition
declare const signal: AbortSignal

type Services = NovuClient["Service"]

/** Names the methods of which `Test` is not `never`. */
type Named<Test extends { readonly [Group in keyof Services]: object }> = {
  [Group in keyof Services]: {
    [Name in keyof Services[Group] & keyof Test[Group] & string]: [Test[Group][Name]] extends [never] ? never
      : `${Group}.${Name}`
  }[keyof Services[Group] & keyof Test[Group] & string]
}[keyof Services]

type Keys<Groups> = {
  [Group in keyof Groups & string]: `${Group}.${keyof Groups[Group] & string}`
}[keyof Groups & string]

// A method that is generic, or has several signatures, does not compile until its promise is written,
// and none is written that could be derived.
type Underivable = Named<
  {
    [Group in keyof Services]: {
      [Name in keyof Services[Group]]: [PromisedMethod<Services[Group][Name]>] extends [never] ? Name : never
    }
  }
>
expectTypeOf<Underivable>().toEqualTypeOf<Keys<WrittenMethods>>()

// Such a method would be of the type `never`, and no method is.
expectTypeOf<Named<PromisedGroups<Services>>>().toEqualTypeOf<Keys<Services>>()
expectTypeOf<PromisedMethod<<A>(a: A) => NovuClient>>().toBeNever()
expectTypeOf<PromisedMethod<WrittenMethods["events"]["trigger"]>>().toBeNever()

// Every method that takes secrets redacts those that are given as they are.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
type Returned<T> = T extends (...args: never) => infer A ? A : T
type Inputs<Method> = Method extends (...args: infer Args) => unknown ? Returned<Args[number]> : never
type Secretive = Named<
  {
    [Group in keyof Services]: {
      [Name in keyof Services[Group]]:
        Same<SecretInput<Inputs<Services[Group][Name]>>, Inputs<Services[Group][Name]>> extends true ? never : Name
    }
  }
>
expectTypeOf<Secretive>().toEqualTypeOf<Keys<typeof secretPlaces>>()

const OrderShipped = Trigger.make("order-shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc, code: Schema.RedactedFromValue(Schema.String) },
  key: ({ orderId }) => orderId
})

const at = DateTime.nowUnsafe()
const payload = { orderId: "o1", at, code: Redacted.make("1234") }

type Answer = Promise<NovuResponse<Triggered>>

expectTypeOf(client.events.trigger(OrderShipped, { to: "ada", payload })).toEqualTypeOf<Answer>()
expectTypeOf(client.events.trigger(OrderShipped, { to: "ada", payload }, { signal })).toEqualTypeOf<Answer>()
expectTypeOf(client.events.trigger({ name: "welcome", to: "ada" }, { signal, retry: undefined })).toEqualTypeOf<
  Answer
>()
expectTypeOf(client.events.triggerBroadcast(OrderShipped, { payload })).toEqualTypeOf<Answer>()

// @ts-expect-error the payload lacks members
client.events.trigger(OrderShipped, { to: "ada", payload: { orderId: "o1" } })
// @ts-expect-error a time is no text
client.events.trigger(OrderShipped, { to: "ada", payload: { ...payload, at: "2026-01-01T00:00:00Z" } })
// @ts-expect-error there is no such member
client.events.trigger(OrderShipped, { to: "ada", payload: { ...payload, order: 1 } })
// @ts-expect-error a payload is needed
client.events.trigger(OrderShipped, { to: "ada" })
// @ts-expect-error nobody is named
client.events.trigger(OrderShipped, { payload })
// @ts-expect-error a signal is none
client.events.trigger(OrderShipped, { to: "ada", payload }, { signal: "now" })
// @ts-expect-error the payload of every event is checked
client.events.triggerAll(OrderShipped, [{ to: "ada", payload: { orderId: 1 } }])
// @ts-expect-error the payload is checked
client.events.triggerMany(OrderShipped, { to: ["ada"], payload: { orderId: 1 } })
// @ts-expect-error recipients are needed, because there is no pipe
client.events.triggerMany(OrderShipped, { payload })
// @ts-expect-error events are needed, because there is no pipe
client.events.triggerAll({ concurrency: 1 })
// @ts-expect-error a text is no source, although it can be iterated over
client.events.triggerMany(OrderShipped, { to: "ada", payload })

async function* orders(): AsyncGenerator<EventOf<Trigger.PayloadOf<typeof OrderShipped>>> {
  yield { to: "ada", payload }
}
async function* people(): AsyncGenerator<Recipient> {
  yield "ada"
}

expectTypeOf(client.events.triggerAll(OrderShipped, orders(), { signal, concurrency: 2 })).toEqualTypeOf<
  AsyncIterable<BulkOutcome<EventOf<Trigger.PayloadOf<typeof OrderShipped>>, Triggered>>
>()
expectTypeOf(client.events.triggerMany(OrderShipped, { to: people(), payload })).toEqualTypeOf<
  AsyncIterable<BulkOutcome<Recipient, Triggered>>
>()
expectTypeOf(client.events.triggerMany({ name: "welcome", to: new Set(["ada"]) })).toEqualTypeOf<
  AsyncIterable<BulkOutcome<Recipient, Triggered>>
>()
expectTypeOf(client.subscribers.createAll([{ subscriberId: "ada" }], { within: "1 second" })).toEqualTypeOf<
  AsyncIterable<BulkOutcome<CreateSubscriber, WrittenRow>>
>()

// methods whose promises are derived
expectTypeOf(client.contexts.create({ type: "tenant", id: "acme" }, { signal })).toEqualTypeOf<
  Promise<NovuResponse<NovuContext>>
>()
expectTypeOf(client.agents.sendReply).returns.toEqualTypeOf<Promise<NovuResponse<AgentReplyResult>>>()
expectTypeOf(client.workflows.listAll({ query: "welcome" }, { signal })).toEqualTypeOf<AsyncIterable<ListedWorkflow>>()
expectTypeOf(client.layouts.retrieve("plain", { totalTimeout: "1 second" })).toEqualTypeOf<
  Promise<NovuResponse<Layout>>
>()
client.notifications.awaitActivity("t1", { until: ({ jobs }) => jobs !== undefined, within: "1 minute", signal })
// @ts-expect-error payloads stay checked
client.contexts.create({ typ: "tenant" })
// @ts-expect-error a signal is no part of a query
client.workflows.list({ signal })

// a dry run may find no workflow
expectTypeOf(client.workflows.ensure(definition, { signal })).toEqualTypeOf<Promise<EnsuredWorkflow>>()
expectTypeOf(client.workflows.ensure(definition, { dryRun: true })).toEqualTypeOf<Promise<PlannedWorkflow>>()
client.workflows.checkPayload([OrderShipped], { signal })
client.workflows.edit("welcome", ({ name }) => ({ name: `${name}!` }), { signal })
// @ts-expect-error a change is checked
client.workflows.edit("welcome", () => ({ name: 1 }))

// secrets, as they are or redacted
const connection = { integrationIdentifier: "slack-prod", subscriberId: "ada", workspace: { id: "T1" } }
client.channelConnections.create({ ...connection, auth: { accessToken: "xoxb-1" } })
client.channelConnections.ensure({ ...connection, auth: { accessToken: Redacted.make("xoxb-1") } })
// @ts-expect-error a secret is a text
client.channelConnections.create({ ...connection, auth: { accessToken: 1 } })
client.integrations.create({ providerId: "slack", channel: "chat", credentials: { clientId: "1", secretKey: "2" } })
expectTypeOf(
  client.environmentVariables.edit("API_KEY", ({ values }) => ({
    values: values.map(({ _environmentId }) => ({ _environmentId, value: "new" }))
  }))
).toEqualTypeOf<Promise<EditedVariable>>()

promisedClient({ secretKey: "sk", apiUrl: "https://eu.api.novu.co" })
promisedClient({ secretKey: Redacted.make("sk"), retry: undefined })
promisedClient()
// @ts-expect-error a key is needed where there are options
promisedClient({})

declare const rejection: unknown
if (isNovuError(rejection)) expectTypeOf(rejection).toExtend<NovuError>()
if (isNovuError(rejection, "NotFound")) expectTypeOf(rejection.reason).toEqualTypeOf<NotFound>()
// @ts-expect-error there is no such reason
isNovuError(rejection, "Missing")
