import type * as Clock from "effect/Clock"

/** Milliseconds that only ever grow, whatever is done to the time of day. */
export const monotonic = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6
