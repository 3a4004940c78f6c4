import { Effect } from "effect"

type Seen = (millis: number) => void

/** Runs `inFlight` workers that share `calls` calls, and tells the time of each call. */
export const crowd = async (
  calls: number,
  inFlight: number,
  seen: Seen,
  run: () => Promise<unknown>
): Promise<void> => {
  let left = calls
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const start = performance.now()
      await run()
      seen(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}

/** Does the same within one program, where a worker is a fiber. */
export const fibers = <E, R>(
  calls: number,
  inFlight: number,
  seen: Seen,
  call: Effect.Effect<unknown, E, R>
): Effect.Effect<void, E, R> => {
  let left = calls
  const worker = Effect.gen(function*() {
    while (left-- > 0) {
      const start = performance.now()
      yield* call
      seen(performance.now() - start)
    }
  })
  return Effect.all(Array.from({ length: inFlight }, () => worker), { concurrency: "unbounded", discard: true })
}
