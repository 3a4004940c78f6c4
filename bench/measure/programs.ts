/** Has the same small program for each SDK, as source texts to bundle, load and compile. */
const oursWith = (imports: string, connections: string, layer: string): string => `
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
${imports}

const NovuLive = ${layer}.pipe(Layer.provide(FetchHttpClient.layer))

export const program: Promise<string> | undefined = process.env["NOVU_RUN"] === undefined ? undefined : Effect.runPromise(
  Effect.gen(function*() {
    const { result } = yield* ${connections}.create({
      integrationIdentifier: "slack-prod",
      subscriberId: "subscriber-123",
      workspace: { id: "T123456", name: "Acme HQ" },
      auth: { accessToken: Redacted.make("xoxb-fixture") }
    })
    return result.identifier
  }).pipe(
    Effect.catchReason("NovuError", "Conflict", ({ existingIdentifier }) => Effect.succeed(existingIdentifier ?? "")),
    Effect.provide(NovuLive)
  )
)
`

/** Uses one group over fetch. */
export const oursOneGroup = oursWith(
  `import { ChannelConnections, NovuTransport } from "effect-novu"`,
  "(yield* ChannelConnections)",
  `ChannelConnections.layer.pipe(Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("fixture") })))`
)

/** Uses one group over fetch, imported by its own path. */
export const oursByPath = oursOneGroup.replace(
  `import { ChannelConnections, NovuTransport } from "effect-novu"`,
  `import { ChannelConnections } from "effect-novu/Client/ChannelConnections"
import { NovuTransport } from "effect-novu/Transport/NovuTransport"`
)

/**
 * Uses what the features of one group take of Effect, without a line of ours: a
 * client over fetch, schemas with what their checks need, pages as a stream, dates,
 * the environment, metrics and logs.
 */
export const effectAlone = `
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as Stream from "effect/Stream"

export { layer as fetch } from "effect/http/FetchHttpClient"

export class Client extends Context.Service()("Client") {
  static layer = Layer.effect(Client, Effect.map(HttpClient.HttpClient, (client) => ({
    call: Effect.fnUntraced(function*(url, body, wait) {
      const result = yield* Effect.result(client.execute(HttpClientRequest.post(url, { body: HttpBody.text(body) })))
      yield* Effect.sleep(Duration.toMillis(Duration.fromInputUnsafe(wait)))
      return HttpClientResponse.toWeb(result)
    })
  })))
}

const schema = Schema.Struct({
  a: Schema.NullOr(Schema.Array(Schema.String)),
  b: Schema.optionalKey(Schema.Boolean),
  c: Schema.optional(Schema.NonEmptyString),
  d: Schema.Union([Schema.Literals(["x", "y"]), Schema.String]),
  e: Schema.Record(Schema.String, Schema.Json).check(Schema.isMinProperties(1), Schema.isMaxProperties(5)),
  f: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })),
  g: Schema.String.check(Schema.isPattern(/x/))
})

export const parts = [
  Schema.decodeUnknownExit(schema),
  Schema.encodeUnknownExit(schema),
  SchemaIssue.makeFormatterStandardSchemaV1(),
  Stream.paginate(1, () => Effect.succeed([])),
  DateTime.fromDateUnsafe,
  DateTime.formatIso,
  DateTime.isUtc,
  Effect.flatMap(ConfigProvider.ConfigProvider, (provider) => provider.load(["x"])),
  Metric.counter("x", { attributes: {} }),
  Metric.gauge("x"),
  Metric.histogram("x", { boundaries: [1] }),
  Effect.annotateLogs(Effect.logDebug("x"), { x: 1 })
]
`

/** Uses every group over fetch. */
export const oursAll = oursWith(
  `import { NovuClient } from "effect-novu"`,
  "(yield* NovuClient).channelConnections",
  `NovuClient.layer({ secretKey: Redacted.make("fixture") })`
)

/** Sends a request over fetch with Effect's own client. A consumer's compiler reads this much without us. */
export const effectProgram = `
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"

export const all = Stream.map(Stream.range(1, 3), String)
export const schema = Schema.Struct({ identifier: Schema.String })

export const program: Promise<unknown> | undefined = process.env["NOVU_RUN"] === undefined ? undefined : Effect.runPromise(
  Effect.gen(function*() {
    const response = yield* HttpClient.get("https://api.novu.co/v1/channel-connections")
    return yield* response.json
  }).pipe(Effect.provide(FetchHttpClient.layer))
)
`

const peerWith = (imports: string, novu: string, create: string): string => `
${imports}

const novu = new ${novu}({ secretKey: "fixture" })

export const program: Promise<unknown> | undefined = process.env["NOVU_RUN"] === undefined ? undefined : ${create}{
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: "xoxb-fixture" }
})
`

export const peerAll = peerWith(`import { Novu } from "@novu/api"`, "Novu", "novu.channelConnections.create(")

/** Uses the peer's stand-alone function, which it offers for small bundles. */
export const peerOneFunction = peerWith(
  `import { NovuCore } from "@novu/api/core.js"
import { channelConnectionsCreate } from "@novu/api/funcs/channelConnectionsCreate.js"`,
  "NovuCore",
  "channelConnectionsCreate(novu, "
)

export const bareProgram = `
export const program: Promise<unknown> | undefined = process.env["NOVU_RUN"] === undefined ? undefined : fetch("https://api.novu.co/v1/channel-connections", {
  method: "POST",
  headers: { authorization: "ApiKey fixture", "content-type": "application/json" },
  body: JSON.stringify({
    integrationIdentifier: "slack-prod",
    subscriberId: "subscriber-123",
    workspace: { id: "T123456", name: "Acme HQ" },
    auth: { accessToken: "xoxb-fixture" }
  })
}).then((response) => response.json())
`

/** A group of \`count\` operations that share their schema. */
export const operations = (count: number): string => `
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { ChannelConnection, NovuTransport, Operation } from "effect-novu"

${
  Array.from({ length: count }, (_, place) => `
const operation${place} = Operation.make({
  name: "ChannelConnections.operation${place}",
  method: "GET",
  path: "/v1/channel-connections/{identifier}/part-${place}",
  success: ChannelConnection
})
`).join("")
}
export const service = Effect.map(NovuTransport, ({ call }) => ({
${
  Array.from({ length: count }, (_, place) =>
    `  part${place}: (identifier, options) => call(operation${place}, { params: { identifier } }, options),`).join("\n")
}
})).pipe(Effect.provide(NovuTransport.layer({ secretKey: Redacted.make("fixture") }).pipe(Layer.provide(FetchHttpClient.layer))))
`

/** Calls one method of each group. */
export const oursEachGroup = `
import * as Effect from "effect/Effect"
import { NovuClient } from "effect-novu/Client/NovuClient"

export const calls = Effect.map(NovuClient, (novu) => ({
  agentIntegrations: novu.agentIntegrations.list("a"),
  agents: novu.agents.retrieve("a"),
  channelConnections: novu.channelConnections.retrieve("a"),
  channelEndpoints: novu.channelEndpoints.retrieve("a"),
  contexts: novu.contexts.list(),
  domainRoutes: novu.domainRoutes.list("d"),
  domains: novu.domains.list(),
  environmentVariables: novu.environmentVariables.list(),
  environments: novu.environments.list(),
  events: novu.events.cancel("t"),
  integrations: novu.integrations.list(),
  layouts: novu.layouts.list(),
  messages: novu.messages.list(),
  notifications: novu.notifications.list(),
  subscriberNotifications: novu.subscriberNotifications.list("s"),
  subscriberPreferences: novu.subscriberPreferences.list("s"),
  subscribers: novu.subscribers.retrieve("s"),
  topicSubscriptions: novu.topicSubscriptions.list("t"),
  topics: novu.topics.retrieve("t"),
  translations: novu.translations.retrieveGroup("workflow", "w"),
  workflows: novu.workflows.retrieve("w")
}))
`

/** Does the same with the peer. */
export const peerEachGroup = `
import { Novu } from "@novu/api"

const novu = new Novu({ secretKey: "fixture" })

export const calls = () => ({
  agentIntegrations: novu.agents.integrations.list({ identifier: "a" }),
  agents: novu.agents.retrieve("a"),
  channelConnections: novu.channelConnections.retrieve("a"),
  channelEndpoints: novu.channelEndpoints.retrieve("a"),
  contexts: novu.contexts.list({}),
  domainRoutes: novu.domains.routes.list({ domain: "d" }),
  domains: novu.domains.list({}),
  environmentVariables: novu.environmentVariables.list(),
  environments: novu.environments.list(),
  events: novu.cancel("t"),
  integrations: novu.integrations.list(),
  layouts: novu.layouts.list({}),
  messages: novu.messages.retrieve({}),
  notifications: novu.notifications.list({}),
  subscriberNotifications: novu.subscribers.notifications.feed({ subscriberId: "s" }),
  subscriberPreferences: novu.subscribers.preferences.list({ subscriberId: "s" }),
  subscribers: novu.subscribers.retrieve("s"),
  topicSubscriptions: novu.topics.subscriptions.list({ topicKey: "t" }),
  topics: novu.topics.get("t"),
  translations: novu.translations.groups.retrieve("workflow", "w"),
  workflows: novu.workflows.get("w")
})
`
