/**
 * Virtual time for programs that know nothing of Effect: `setTimeout`, `Date.now`
 * and `Math.random` are replaced while one promise runs.
 */

interface Timer {
  readonly at: number
  readonly id: number
  readonly run: () => void
}

/** Enough turns of the event loop for everything that is not a timer to finish. */
const turns = 12

export interface Ended<A> {
  /** `undefined` when nothing was left that could have ended it. */
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
      // Those of the same moment run together, as a thousand callers would need.
      while (timers[0]?.at === now) timers.shift()?.run()
    }
  } finally {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout })
    Date.now = real.now
    Math.random = real.random
  }
}
