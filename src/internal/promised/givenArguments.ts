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

/** Takes the signal from the last argument, because the options of some methods are query parameters, too. */
const withoutSignal = (args: ReadonlyArray<unknown>): Given => {
  const last = args.at(-1)
  if (!isRecord<{ readonly signal?: unknown }>(last) || !("signal" in last)) return { args, signal: undefined }
  const { signal, ...options } = last
  if (signal !== undefined && !isSignal(signal)) return { args, signal: undefined }
  return { args: [...args.slice(0, -1), options], signal }
}

/**
 * Returns the arguments of a method with secrets redacted, asynchronous sources
 * as streams, and callbacks whose results are treated likewise.
 */
export const givenArguments = (group: string, method: string, all: ReadonlyArray<unknown>): Given => {
  const places = placesOf(group, method)
  const { args, signal } = withoutSignal(all)
  const safe = (value: unknown): unknown => {
    if (places === undefined) return value
    return typeof value === "function"
      ? (...input: ReadonlyArray<unknown>): unknown => concealed(Reflect.apply(value, undefined, input), places)
      : concealed(value, places)
  }
  return { args: args.map((value) => withSources(safe(value))), signal }
}
