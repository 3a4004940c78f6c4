/** Records what a call does while it runs. */
import type { Exit } from "effect"
import { Clock, Context, Effect } from "effect"
import type { NovuError } from "effect-novu"
import { HttpClient } from "effect/http"
import type { Step } from "./program.ts"

export interface Sent {
  readonly method: string
  readonly path: string
  readonly key: string | undefined
  readonly body: string
}

export interface CallRecord {
  readonly caller: number
  readonly step: Step
  readonly sent: Array<Sent>
  started: number
  ended: number
  interrupted: boolean
  exit: Exit.Exit<unknown, NovuError> | undefined
  /** Counts the requests that were sent after the call had ended. */
  strays: number
}

/** Holds the call that the current fiber works for. */
const CurrentCall = Context.Reference<CallRecord | undefined>("test/campaign/CurrentCall", {
  defaultValue: () => undefined
})

const decoder = new TextDecoder()

/** Records every request directly above the network. */
export const recording = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.transform(client, (send, request) =>
    Effect.flatMap(CurrentCall, (call) => {
      if (call !== undefined) {
        if (call.exit !== undefined) call.strays++
        call.sent.push({
          method: request.method,
          path: new URL(request.url).pathname,
          key: request.headers["idempotency-key"],
          body: request.body._tag === "Uint8Array" ? decoder.decode(request.body.body) : ""
        })
      }
      return send
    }))

export const track = <A, R>(
  record: CallRecord,
  call: Effect.Effect<A, NovuError, R>
): Effect.Effect<Exit.Exit<A, NovuError>, never, R> =>
  Effect.gen(function*() {
    record.started = yield* Clock.currentTimeMillis
    const { interruptAfter } = record.step
    const exit = yield* Effect.exit(
      interruptAfter === undefined ? call : Effect.raceFirst(
        call,
        Effect.flatMap(Effect.sleep(interruptAfter), () => {
          record.interrupted = true
          return Effect.interrupt
        })
      )
    )
    record.ended = yield* Clock.currentTimeMillis
    record.exit = exit
    return exit
  }).pipe(Effect.provideService(CurrentCall, record))
