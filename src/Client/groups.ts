/**
 * Every group, in the one list from which the client, the fake, the tests and
 * the tools take them.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { NovuTransport } from "../Transport/NovuTransport.ts"
import { ChannelConnections } from "./ChannelConnections.ts"
import { ChannelEndpoints } from "./ChannelEndpoints.ts"
import { Contexts } from "./Contexts.ts"
import { Integrations } from "./Integrations.ts"

/**
 * The groups by their names on `NovuClient`. One more group is one more line
 * here.
 *
 * @category services
 * @since 0.1.0
 */
export const groups = {
  channelConnections: ChannelConnections,
  channelEndpoints: ChannelEndpoints,
  contexts: Contexts,
  integrations: Integrations
}

type Groups = typeof groups

/**
 * What `NovuClient` offers: the service of each group.
 *
 * @category utility types
 * @since 0.1.0
 */
export type Services = { readonly [Name in keyof Groups]: Groups[Name]["Service"] }

/**
 * Any of the groups, as an effect requires it.
 *
 * @category utility types
 * @since 0.1.0
 */
export type AnyGroup = Groups[keyof Groups]["Identifier"]

/** As one tuple, because `mergeAll` wants to know that there is at least one: each provides its own group alone. */
const layersOf = (all: Groups) =>
  Object.values(all).map((group) => group.layer) as unknown as [Layer.Layer<AnyGroup, never, NovuTransport>]

/**
 * All groups over one transport.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<AnyGroup, never, NovuTransport> = Layer.mergeAll(...layersOf(groups))

/**
 * The services of all groups.
 *
 * @category services
 * @since 0.1.0
 */
export const services: Effect.Effect<Services, never, AnyGroup> = Effect.all(groups)
