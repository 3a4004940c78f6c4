import { Effect } from "effect"

/** Answers from memory, in turn. Each contestant has a function of its own, because its retries count too. */
export const inProcess = (...answers: ReadonlyArray<() => Response>): typeof globalThis.fetch => {
  let next = 0
  return async () => {
    const response = answers[next++ % answers.length]
    if (response === undefined) throw new Error("nothing to answer")
    return response()
  }
}

export const times = async (calls: number, run: () => Promise<unknown>): Promise<void> => {
  for (let call = 0; call < calls; call++) await run()
}

/** Calls as a service does, one after another within one running program. */
export const inOneProgram = Effect.fnUntraced(function*<A, E, R>(calls: number, call: () => Effect.Effect<A, E, R>) {
  for (let i = 0; i < calls; i++) yield* call()
})
