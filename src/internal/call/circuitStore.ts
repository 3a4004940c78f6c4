import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type { Admission, CircuitBreakerError, CircuitBreakerStore, TripPolicy } from "effect/persistence/CircuitBreaker"
import * as Scope from "effect/Scope"
import { type Asking, SharedStore } from "./sharedStore.ts"

/** What a store of circuits has to know about the call. */
type GuardedCall = Required<Pick<Asking<never, never>, "left" | "restore">>

/** The call that a circuit is asked for. */
export const CurrentCall: Context.Reference<GuardedCall> = Context.Reference<GuardedCall>(
  "effect-novu/internal/circuitStore",
  { defaultValue: () => ({ left: () => Number.POSITIVE_INFINITY, restore: identity }) }
)

/** The permit of a call that no store admitted. It equals no generation of a store. */
const unrecorded: Admission = { generation: Number.NaN, probe: false, consecutiveOpenings: 0, transition: undefined }

const isGone = ({ reason }: CircuitBreakerError): boolean => reason._tag === "CircuitBreakerStoreError"

/**
 * A store of circuits that never delays a call: while the one behind it fails or
 * stalls, calls pass and are not recorded.
 */
export const patientStore = (
  inner: CircuitBreakerStore["Service"],
  tripPolicy: TripPolicy
): CircuitBreakerStore["Service"] => {
  const store = new SharedStore("the circuit breaker lets every call pass")
  return {
    state: inner.state,
    admit: Effect.fnUntraced(function*(key) {
      const context = yield* Effect.context<never>()
      // The scope is closed in the background, because renewing a lease may stall as well.
      const scope = Scope.makeUnsafe()
      yield* Scope.addFinalizerExit(
        yield* Effect.scope,
        (exit) => Effect.sync(() => Effect.runForkWith(context)(Scope.close(scope, exit)))
      )
      const admission = yield* store.ask(Scope.provide(inner.admit(key), scope), {
        ...Context.get(context, CurrentCall),
        isGone,
        // The call may hold the permit of the half-open probe, so it gives it back.
        undo: ({ generation }) =>
          inner.record({ key, generation, outcome: "Ignored", tripPolicy, openFor: Duration.zero })
      })
      return admission ?? unrecorded
    }),
    record: (outcome) =>
      Number.isNaN(outcome.generation)
        ? Effect.succeed(undefined)
        // The store may have admitted this call as the half-open probe, and then admits no other before it hears the outcome.
        : Effect.flatMap(CurrentCall, (call) => store.ask(inner.record(outcome), { ...call, isGone, insist: true }))
  }
}
