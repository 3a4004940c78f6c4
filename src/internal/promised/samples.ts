import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { NovuClient } from "../../Client/NovuClient.ts"
import { NovuTransport } from "../../Transport/NovuTransport.ts"

/** A method, of which neither input nor result is known here. */
export type AnyMethod = (...args: ReadonlyArray<unknown>) => unknown

/** Groups of methods, by name. */
export type AnyGroups = Readonly<Record<string, Readonly<Record<string, AnyMethod>>>>

/** Nothing is ever sent through it. */
const nowhere = Layer.succeed(NovuTransport, { call: () => Effect.never })

const make = NovuClient.pipe(Effect.provide(NovuClient.layerNoDeps.pipe(Layer.provide(nowhere))))

// Each method has a type of its own, of which nothing but its kind is asked here.
let made: AnyGroups | undefined

/**
 * Returns the groups over no transport. They say which methods there are, and
 * whether one returns an effect or a stream, before the layer of a client is
 * built: that may take time, and a caller must get a promise or an iterable at once.
 */
export const samples = (): AnyGroups => made ??= Effect.runSync(make) as unknown as AnyGroups
