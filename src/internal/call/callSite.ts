import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"
import { withoutStack, withStackLimit } from "../stackLimit.ts"

/** Where a method was called: its own frames, and that of its caller. */
export interface CallSite {
  readonly stack?: string
}

/**
 * How many call sites are captured per second. A capture takes about 2 µs, which
 * is a tenth of a call that a fetch in memory answers (`bench`, "success,
 * processor"), so a process that makes more calls than this gets some errors
 * without one.
 */
const mostPerSecond = 1000

const nowhere: CallSite = {}

let second = 0
let taken = 0

/** Counts by whole seconds of the platform's clock, which is the cheapest one and exact enough here. */
const mayTake = (): boolean => {
  const now = Math.trunc(Date.now() / 1000)
  if (now !== second) {
    second = now
    taken = 0
  }
  return taken++ < mostPerSecond
}

/**
 * Captures who calls: as many frames as asked for, above that of `below`. The
 * engine formats the text only when `stack` is read.
 */
export const callSite = (below: (...args: never) => unknown, frames = 2): CallSite =>
  mayTake()
    ? withStackLimit(frames, () => {
      // V8 and JavaScriptCore have it, but the compiler's libraries do not declare it.
      const capture: unknown = Reflect.get(Error, "captureStackTrace")
      if (typeof capture !== "function") return new Error()
      const site = {}
      Reflect.apply(capture, Error, [site, below])
      return site
    })
    : nowhere

/** The lines of a stack without its header, in the forms of V8, JavaScriptCore and SpiderMonkey. */
const framesOf = ({ stack = "" }: CallSite): ReadonlyArray<string> =>
  stack.split("\n").filter((line) => /^\s+at |@/.test(line))

/**
 * Gives an error the stack of the call. The error is created on a fiber, whose
 * own stack shows nothing of the caller.
 */
export const calledFrom = (error: NovuError, site: CallSite): NovuError =>
  site === nowhere ? error : withStack(error, site)

const withStack = (error: NovuError, site: CallSite): NovuError =>
  Object.defineProperty(error, "stack", {
    configurable: true,
    get: () => [`${error.name}: ${error.message}`, ...framesOf(site)].join("\n"),
    // Tools that shorten stacks assign to this property.
    set: (value: unknown) => Object.defineProperty(error, "stack", { configurable: true, writable: true, value })
  })

/**
 * Makes an error with the stack of the call, or with none where it is not known.
 * Its own is not captured: it shows the engine's frames alone, and would keep
 * alive what is on the fiber's stack.
 */
export const errorAt = (site: CallSite, members: ConstructorParameters<typeof NovuError>[0]): NovuError =>
  withStack(withoutStack(() => new NovuError(members)), site)

/** Makes the errors of a method show where it was called, also if it calls Novu only when its effect runs. */
export const fromHere = <Args extends ReadonlyArray<unknown>, A>(
  method: (...args: Args) => Effect.Effect<A, NovuError>
) => {
  const located = (...args: Args): Effect.Effect<A, NovuError> => {
    const site = callSite(located)
    return Effect.mapError(method(...args), (error) => calledFrom(error, site))
  }
  return located
}
