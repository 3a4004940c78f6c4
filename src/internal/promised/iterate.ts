import * as Stream from "effect/Stream"
import { disposed } from "./run.ts"

/** Ends the iterations that are under way, and waits until they have ended. */
export interface Iterations {
  readonly iterate: <A, E>(stream: Stream.Stream<A, E>, signal: AbortSignal | undefined) => AsyncIterable<A>
  readonly end: () => Promise<void>
}

/**
 * Iterates over streams. Each iteration runs its stream anew, and leaving it
 * interrupts what the stream does, between two items, too: a stream may send ahead.
 */
export const makeIterations = (): Iterations => {
  const open = new Set<(reason: unknown) => Promise<unknown>>()

  const iterate = <A, E>(stream: Stream.Stream<A, E>, signal: AbortSignal | undefined): AsyncIterable<A> => ({
    [Symbol.asyncIterator]: () => {
      const iterator = Stream.toAsyncIterable(stream)[Symbol.asyncIterator]()
      let ended: { readonly reason: unknown } | undefined
      let turn: Promise<unknown> = Promise.resolve()

      const leave = async (): Promise<IteratorResult<A>> => {
        open.delete(end)
        signal?.removeEventListener("abort", onAbort)
        await iterator.return?.()
        return { done: true, value: undefined }
      }
      const end = (reason: unknown): Promise<unknown> => {
        ended ??= { reason }
        return leave()
      }
      // Whoever asks for the next item is told the reason. What fails while the stream ends has nobody to be told to.
      const onAbort = (): void => void end(signal?.reason).catch(() => undefined)

      const refuse = (): void => {
        if (ended !== undefined) throw ended.reason
      }

      const pull = async (): Promise<IteratorResult<A>> => {
        if (signal?.aborted === true) ended ??= { reason: signal.reason }
        refuse()
        // An iterator that nobody asks for an item holds nothing.
        open.add(end)
        signal?.addEventListener("abort", onAbort)
        const step = await iterator.next().catch(async (error: unknown) => {
          await leave()
          throw error
        })
        refuse()
        if (step.done === true) await leave()
        return step
      }

      return {
        next: () => {
          // Whoever asks for two items at once gets them one after the other.
          const step = turn.then(pull, pull)
          turn = step
          return step
        },
        return: leave
      }
    }
  })

  return {
    iterate,
    end: async () => void await Promise.all(Array.from(open, (end) => end(disposed())))
  }
}
