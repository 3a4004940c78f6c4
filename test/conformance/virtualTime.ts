/**
 * Gives virtual time to programs that know nothing of Effect: it replaces
 * `setTimeout`, `Date.now` and `Math.random` while one promise runs.
 */

interface Timer {
  readonly at: number
  readonly id: number
  readonly run: () => void
}

/** In this many turns of the event loop everything that is not a timer finishes. */
const turns = 12

export interface Ended<A> {
  /** Is `undefined` when nothing was left that could have ended the promise. */
  readonly value: A | undefined
  readonly lasted: number
}

export const inVirtualTime = async <A>(program: () => Promise<A>): Promise<Ended<A>> => {
  const real = { setTimeout, clearTimeout, now: Date.now, random: Math.random }
  const timers: Array<Timer> = []
  let now = 0
  let ids = 0
  const set = (run: (...args: ReadonlyArray<unknown>) => void, delay = 0, ...args: ReadonlyArray<unknown>) => {
    const id = ++ids
    timers.push({ at: now + Math.max(1, Math.floor(delay)), id, run: () => run(...args) })
    return id
  }
  const clear = (id: unknown) => {
    const index = timers.findIndex((timer) => timer.id === id)
    if (index !== -1) timers.splice(index, 1)
  }
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear })
  Date.now = () => now
  Math.random = () => 0.5
  try {
    let ended: { readonly value: A } | undefined
    let failed: { readonly error: unknown } | undefined
    program().then((value) => (ended = { value }), (error: unknown) => (failed = { error }))
    for (;;) {
      for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
      if (failed !== undefined) throw failed.error
      if (ended !== undefined) return { value: ended.value, lasted: now }
      timers.sort((a, b) => a.at - b.at || a.id - b.id)
      const next = timers.shift()
      if (next === undefined) return { value: undefined, lasted: now }
      now = next.at
      next.run()
      // Timers of the same moment run together, because a thousand callers wait at once.
      while (timers[0]?.at === now) timers.shift()?.run()
    }
  } finally {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout })
    Date.now = real.now
    Math.random = real.random
  }
}
