import { NovuError } from "../../Errors/NovuError.ts"
import { withoutStack, withStackLimit } from "../stackLimit.ts"

/** Where a method was called: its own frames, and that of its caller. */
export interface CallSite {
  readonly stack?: string
}

/**
 * Call sites that are remembered per second. Taking one costs an eighth of a
 * call that a fetch in memory answers (`bench`, "success, processor"), so a
 * process that makes more calls than this does without some of them.
 */
const mostPerSecond = 4000

const nowhere: CallSite = {}

let second = 0
let taken = 0

/** Whole seconds are near enough, and the clock of the platform costs the least. */
const mayTake = (): boolean => {
  const now = Math.trunc(Date.now() / 1000)
  if (now !== second) {
    second = now
    taken = 0
  }
  return taken++ < mostPerSecond
}

/**
 * Remembers who calls: so many frames above that of `below`. The engine writes
 * the text only when `stack` is read.
 */
export const callSite = (below: (...args: never) => unknown, frames = 2): CallSite =>
  mayTake()
    ? withStackLimit(frames, () => {
      // Of V8 and JavaScriptCore, and in no library of the compiler's.
      const capture: unknown = Reflect.get(Error, "captureStackTrace")
      if (typeof capture !== "function") return new Error()
      const site = {}
      Reflect.apply(capture, Error, [site, below])
      return site
    })
    : nowhere

/** The lines of a stack without its header, in the forms of V8, JavaScriptCore and SpiderMonkey. */
const framesOf = (stack: string): string => stack.split("\n").filter((line) => /^\s+at |@/.test(line)).join("\n")

/**
 * Makes the stack of an error that of the call. The error itself is made on a
 * fiber that has nothing of the caller on its stack.
 */
export const calledFrom = (error: NovuError, site: CallSite): NovuError =>
  site === nowhere ? error : Object.defineProperty(error, "stack", {
    configurable: true,
    get: () => `${error.name}: ${error.message}\n${framesOf(site.stack ?? "")}`,
    // Tools that shorten stacks assign to them.
    set: (value: unknown) => Object.defineProperty(error, "stack", { configurable: true, writable: true, value })
  })

/** An error with the stack of the call, and without one of its own, which would keep what is on the fiber's stack. */
export const errorAt = (site: CallSite, members: ConstructorParameters<typeof NovuError>[0]): NovuError =>
  site === nowhere ? new NovuError(members) : calledFrom(withoutStack(() => new NovuError(members)), site)
