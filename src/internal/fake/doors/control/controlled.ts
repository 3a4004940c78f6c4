import type * as Effect from "effect/Effect"
import type { Store } from "../../store/store.ts"
import type { Waits } from "./waits.ts"

/** Is what the control routes need of the server. */
export interface Controlled {
  readonly waits: Waits
  /** Looks at the fake's own environment after the worker has done what is due by now. */
  readonly look: <A>(read: (store: Store, now: number) => A) => Effect.Effect<A>
}
