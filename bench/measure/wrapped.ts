import type { Novu } from "@novu/api"
import { Data, Effect } from "effect"
import { peerEvent, peerPayload } from "./fixtures.ts"

class NovuFailed extends Data.TaggedError("NovuFailed")<{ readonly cause: unknown }> {}

const promise = <A>(name: string, run: () => Promise<A>): Effect.Effect<A, NovuFailed> =>
  Effect.tryPromise({ try: run, catch: (cause) => new NovuFailed({ cause }) }).pipe(Effect.withSpan(name))

/** Wraps the peer as a team with Effect does that wants its calls as effects. */
export const wrapped = (novu: Novu) => ({
  create: (options?: Parameters<Novu["channelConnections"]["create"]>[2]) =>
    promise("channelConnections.create", () => novu.channelConnections.create(peerPayload, undefined, options)),
  trigger: () => promise("trigger", () => novu.trigger(peerEvent))
})
