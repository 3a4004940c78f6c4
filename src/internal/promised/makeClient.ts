import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Stream from "effect/Stream"
import { NovuClient } from "../../Client/NovuClient.ts"
import { NovuError } from "../../Errors/NovuError.ts"
import { calledFrom, callSite } from "../call/callSite.ts"
import { givenArguments } from "./givenArguments.ts"
import { makeIterations } from "./iterate.ts"
import { disposed, run } from "./run.ts"
import { type AnyGroups, type AnyMethod, samples } from "./samples.ts"

/** What a method of a client returned, or would return. */
type Returned = Effect.Effect<unknown, unknown> | Stream.Stream<unknown, unknown>

/** Holds groups in promises, and what ends them. */
export interface Made {
  readonly groups: AnyGroups
  readonly dispose: () => Promise<void>
}

/** Whether a method returns a stream for these arguments. It is called over no transport, and what it returns does not run. */
const isStreaming = (sample: AnyMethod, name: string, args: ReadonlyArray<unknown>): boolean => {
  let returned: unknown
  try {
    returned = sample(...args)
  } catch {
    // The client's own method throws the same, which rejects the promise.
    return false
  }
  if (typeof returned === "function") throw new TypeError(`${name} needs the items that it is to send`)
  return Stream.isStream(returned)
}

/** Makes groups in promises of the client that a layer builds when the first method is called. */
export const makeClient = <E>(layer: Layer.Layer<NovuClient, E>): Made => {
  const runtime = ManagedRuntime.make(layer)
  const iterations = makeIterations()
  let ending: Promise<void> | undefined

  const end = async (): Promise<void> => {
    // What an iteration ends with may need what the layers hold.
    try {
      await iterations.end()
    } finally {
      await runtime.dispose()
    }
  }

  const method = (group: string, name: string, sample: AnyMethod): AnyMethod => {
    const promise = (...all: ReadonlyArray<unknown>): unknown => {
      const site = callSite(promise)
      const located = (error: unknown) => error instanceof NovuError ? calledFrom(error, site) : error
      const { args, signal } = givenArguments(group, name, all)
      // The types say which of the two it is, and the sample has told.
      const call = Effect.map(
        NovuClient,
        (client) => (client as unknown as AnyGroups)[group]?.[name]?.(...args) as Returned
      )
      if (!isStreaming(sample, `${group}.${name}`, args)) {
        if (ending !== undefined) return Promise.reject(disposed())
        const effect = Effect.flatMap(call, (returned) => returned as Effect.Effect<unknown, unknown>)
        return run(runtime, Effect.mapError(effect, located), signal)
      }
      const context = Effect.suspend(() => ending !== undefined ? Effect.die(disposed()) : runtime.contextEffect)
      const stream = Stream.unwrap(Effect.map(context, (services) =>
        Stream.provideContext(
          Stream.unwrap(Effect.map(call, (returned) => returned as Stream.Stream<unknown, unknown>)),
          services
        )))
      return iterations.iterate(Stream.mapError(stream, located), signal)
    }
    return promise
  }

  return {
    groups: Object.fromEntries(
      Object.entries(samples()).map(([group, methods]) => [
        group,
        Object.fromEntries(Object.entries(methods).map(([name, sample]) => [name, method(group, name, sample)]))
      ])
    ),
    dispose: () => ending ??= end()
  }
}
