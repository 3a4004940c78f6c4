/** The same small program on each SDK, as source texts to bundle, load and compile. */
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

/** One group over fetch. */
export const oursOneGroup = oursWith(
  `import { ChannelConnections, NovuTransport } from "effect-novu"`,
  "(yield* ChannelConnections)",
  `ChannelConnections.layer.pipe(Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("fixture") })))`
)

/** Every group over fetch. */
export const oursAll = oursWith(
  `import { NovuClient } from "effect-novu"`,
  "(yield* NovuClient).channelConnections",
  `NovuClient.layer({ secretKey: Redacted.make("fixture") })`
)

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

/** What the peer offers to those who count bytes. */
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
