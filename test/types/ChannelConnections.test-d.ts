import type { DateTime, Effect, Layer, Redacted, Stream } from "effect"
import type { NovuClient } from "effect-novu"
import type {
  ChannelConnection,
  ChannelConnections,
  CreateChannelConnection,
  Ensured,
  NovuError,
  NovuErrorReason,
  NovuResponse,
  NovuTransport,
  Page
} from "effect-novu"
import type { HttpClient } from "effect/http"
import { expectTypeOf } from "vitest"

declare const connections: ChannelConnections["Service"]
declare const payload: CreateChannelConnection
declare const token: Redacted.Redacted
declare const call: (payload: CreateChannelConnection) => void

// requires nothing, fails only with NovuError
expectTypeOf(connections.create(payload)).toEqualTypeOf<Effect.Effect<NovuResponse<ChannelConnection>, NovuError>>()
expectTypeOf(connections.list()).toEqualTypeOf<Effect.Effect<NovuResponse<Page<ChannelConnection>>, NovuError>>()
expectTypeOf(connections.listAll()).toEqualTypeOf<Stream.Stream<ChannelConnection, NovuError>>()
expectTypeOf(connections.delete("x")).toEqualTypeOf<Effect.Effect<NovuResponse<void>, NovuError>>()
expectTypeOf(connections.ensure(payload)).toEqualTypeOf<Effect.Effect<Ensured, NovuError>>()
expectTypeOf<NovuError["reason"]>().toEqualTypeOf<NovuErrorReason>()

// a group needs the transport, the transport an HTTP client
expectTypeOf<typeof ChannelConnections.layer>().toEqualTypeOf<Layer.Layer<ChannelConnections, never, NovuTransport>>()
expectTypeOf<typeof NovuTransport.layerConfig>().toEqualTypeOf<
  Layer.Layer<NovuTransport, NovuError, HttpClient.HttpClient>
>()
expectTypeOf<typeof NovuClient.layerConfig>().toEqualTypeOf<Layer.Layer<NovuClient, NovuError, HttpClient.HttpClient>>()

// tokens cannot be passed or printed in the clear
expectTypeOf<ChannelConnection["auth"]["accessToken"]>().toEqualTypeOf<Redacted.Redacted | undefined>()
expectTypeOf<string>().not.toExtend<CreateChannelConnection["auth"]["accessToken"]>()

// a provider newer than this release is not a type error, a known one autocompletes
expectTypeOf<"brand-new">().toExtend<ChannelConnection["providerId"]>()
expectTypeOf<"slack">().toExtend<ChannelConnection["providerId"]>()
expectTypeOf<ChannelConnection["createdAt"]>().toEqualTypeOf<DateTime.Utc>()

// subscriber or context, and what the mode requires
const common = { integrationIdentifier: "slack-prod", workspace: { id: "T1" }, auth: { accessToken: token } }
call({ ...common, subscriberId: "ada" })
call({ ...common, context: { tenant: "acme" } })
call({ ...common, context: { tenant: { id: "acme", data: { plan: "free" } } }, subscriberId: "ada" })
call({ ...common, context: { tenant: "acme" }, connectionMode: "shared" })
call({ ...common, subscriberId: "ada", connectionMode: "subscriber" })
// @ts-expect-error neither subscriber nor context
call(common)
// @ts-expect-error shared needs a context
call({ ...common, subscriberId: "ada", connectionMode: "shared" })
// @ts-expect-error subscriber needs a subscriber
call({ ...common, context: { tenant: "acme" }, connectionMode: "subscriber" })
// @ts-expect-error no such mode
call({ ...common, subscriberId: "ada", connectionMode: "both" })
