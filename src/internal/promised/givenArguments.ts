import { hasProperty } from "effect/Predicate"
import * as Stream from "effect/Stream"
import { isRecord } from "../input/isRecord.ts"
import { concealed, placesOf } from "./secretPlaces.ts"

/** Holds the arguments as a method of a group takes them, and the signal that was among its options. */
export interface Given {
  readonly args: ReadonlyArray<unknown>
  readonly signal: AbortSignal | undefined
}

/** Polyfills and other realms have signals of a class of their own. */
const isSignal = (value: unknown): value is AbortSignal =>
  hasProperty(value, "aborted") && hasProperty(value, "addEventListener")

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> => hasProperty(value, Symbol.asyncIterator)

/** What a source throws ends the iteration as it was thrown. */
const toSource = (value: unknown): unknown =>
  isAsyncIterable(value) ? Stream.fromAsyncIterable(value, (error) => error) : value

/** A source is an argument of its own, or the `to` of an event. */
const withSources = (value: unknown): unknown =>
  !isAsyncIterable(value) && isRecord<{ readonly to?: unknown }>(value) && isAsyncIterable(value.to)
    ? { ...value, to: toSource(value.to) }
    : toSource(value)

/** The options come last. They may keep the signal: no method knows it, and no schema lets it into a query. */
const signalOf = (options: unknown): AbortSignal | undefined =>
  isRecord<{ readonly signal?: unknown }>(options) && isSignal(options.signal) ? options.signal : undefined

/**
 * Returns the arguments of a method with secrets redacted, asynchronous sources
 * as streams, and callbacks whose results are treated likewise.
 */
export const givenArguments = (group: string, method: string, args: ReadonlyArray<unknown>): Given => {
  const places = placesOf(group, method)
  const safe = (value: unknown): unknown => {
    if (places === undefined) return value
    return typeof value === "function"
      ? (...input: ReadonlyArray<unknown>): unknown => concealed(Reflect.apply(value, undefined, input), places)
      : concealed(value, places)
  }
  return { args: args.map((value) => withSources(safe(value))), signal: signalOf(args.at(-1)) }
}
