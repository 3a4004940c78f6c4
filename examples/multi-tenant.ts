/**
 * Serves many Novu environments from one process: each tenant has its own secret
 * key, its own retry budget and its own rate limit.
 *
 * The example shows a map of layers. A tenant's layer is built when it is first
 * needed, shared by its calls, and released when it has been idle. All of them
 * share one HTTP client and its pool of connections.
 *
 *   npm run example examples/multi-tenant.ts
 */
import { NodeHttpClient, NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Context, Effect, Layer, LayerMap, Redacted, Schema } from "effect"
import { ChannelConnections, type NovuOptions, NovuTransport } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"

export class UnknownTenant extends Schema.TaggedError<UnknownTenant>()("UnknownTenant", {
  tenant: Schema.String
}) {}

/** Stands for the place of your tenants' keys, such as a table or a vault. */
export class Environments extends Context.Service<Environments, {
  readonly of: (tenant: string) => Effect.Effect<NovuOptions, UnknownTenant>
}>()("example/Environments") {}

export class Tenants extends LayerMap.Service<Tenants>()("example/Tenants", {
  lookup: (tenant: string) => {
    const Transport = Layer.unwrap(Effect.map(Environments.use(({ of }) => of(tenant)), NovuTransport.layer))
    return ChannelConnections.layer.pipe(Layer.provide(Transport))
  },
  idleTimeToLive: "5 minutes"
}) {}

/** Does what a request handler of yours would do. */
export const connect = (tenant: string, workspace: string) =>
  Effect.gen(function*() {
    const connections = yield* ChannelConnections
    const { created, result } = yield* connections.ensure({
      integrationIdentifier: "slack-prod",
      context: { tenant },
      connectionMode: "shared",
      workspace: { id: workspace },
      auth: { accessToken: Redacted.make(`xoxb-${tenant}`) }
    })
    return `${tenant}: ${created ? "connected" : "was connected"} as ${result.identifier}`
  }).pipe(Effect.provide(Tenants.get(tenant)))

/** Starts one Novu per tenant on a port, which takes that tenant's key only. */
const FakeEnvironments = Layer.effect(
  Environments,
  Effect.gen(function*() {
    const environments = new Map<string, NovuOptions>()
    for (const tenant of ["acme", "globex"]) {
      const Served = FakeNovu.serve({ secretKey: `sk_${tenant}` }).pipe(
        Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
      )
      const { address } = Context.get(yield* Layer.build(Layer.fresh(Served)), HttpServer.HttpServer)
      environments.set(tenant, {
        secretKey: Redacted.make(`sk_${tenant}`),
        apiUrl: HttpServer.formatAddress(address)
      })
    }
    return Environments.of({
      of: (tenant) => {
        const found = environments.get(tenant)
        return found === undefined ? Effect.fail(new UnknownTenant({ tenant })) : Effect.succeed(found)
      }
    })
  })
)

const program = Effect.gen(function*() {
  const jobs = ["acme", "globex", "acme", "globex"].map((tenant) => connect(tenant, `T-${tenant}`))
  const done = yield* Effect.all(jobs, { concurrency: 4 })
  for (const line of done.toSorted()) console.log(line)
  yield* connect("initech", "T-initech").pipe(
    Effect.catchTag("UnknownTenant", ({ tenant }) => Effect.sync(() => console.log(`${tenant}: not a tenant`)))
  )
  // A key was rotated, so the next call builds the tenant's layer again.
  yield* Tenants.invalidate("acme")
  console.log(yield* connect("acme", "T-acme"))
})

if (import.meta.main) {
  program.pipe(
    Effect.provide(Tenants.layer.pipe(
      Layer.provide(FakeEnvironments),
      Layer.provide(NodeHttpClient.layerUndici)
    )),
    NodeRuntime.runMain
  )
}
