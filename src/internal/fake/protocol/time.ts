/** Keeps the time of the fake, which is that of the `Clock` until somebody moves it forward. */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"

/** Waits for a time of the fake. */
interface Sleeper {
  wakeAt: number
  /** Opens whenever time is moved, so that the sleeper looks again how long it has to wait. */
  moved: Latch.Latch
  /** Runs once, at the moment at which the sleeper wakes. */
  readonly woken: () => void
}

/**
 * Makes the one place from which the fake reads its time. Everything that the fake
 * stores, and every wait that is Novu's, follows it; what a socket waits for does not.
 */
export const makeTime = () => {
  let offset = 0
  const sleepers = new Set<Sleeper>()
  const now: Effect.Effect<number> = Effect.map(Clock.currentTimeMillis, (real) => real + offset)

  /** Takes a sleeper off the list before it is told, so that it counts as woken at once. */
  const wake = (sleeper: Sleeper): void => {
    if (sleepers.delete(sleeper)) sleeper.woken()
  }

  return {
    now,
    nowBy: (clock: Clock.Clock): number => clock.currentTimeMillisUnsafe() + offset,
    /** Says how far time was moved, in milliseconds. */
    offset: (): number => offset,
    /** Sleeps in the time of the fake. `asleep` runs at the beginning, `woken` at the end, however the sleep ends. */
    sleep: (
      duration: Duration.Input,
      { asleep = () => {}, woken = () => {} }: { readonly asleep?: () => void; readonly woken?: () => void } = {}
    ): Effect.Effect<void> =>
      Effect.suspend(() => {
        const millis = Duration.toMillis(Duration.fromInputUnsafe(duration))
        return Effect.flatMap(now, (begun) => {
          const sleeper: Sleeper = { wakeAt: begun + millis, moved: Latch.makeUnsafe(false), woken }
          sleepers.add(sleeper)
          asleep()
          const rest: Effect.Effect<void> = Effect.flatMap(now, (current) => {
            const left = sleeper.wakeAt - current
            if (left <= 0 || !sleepers.has(sleeper)) return Effect.void
            sleeper.moved = Latch.makeUnsafe(false)
            return Effect.raceFirst(Effect.as(Effect.sleep(left), true), Effect.as(sleeper.moved.await, false)).pipe(
              Effect.flatMap((isOver) => isOver ? Effect.void : rest)
            )
          })
          return Effect.ensuring(rest, Effect.sync(() => wake(sleeper)))
        })
      }),
    /** Returns when the next sleeper wakes. */
    nextWake: (): number | undefined => {
      let next: number | undefined
      for (const { wakeAt } of sleepers) next = Math.min(wakeAt, next ?? Infinity)
      return next
    },
    /** Moves time forward, and wakes whoever has slept enough. */
    shift: (millis: number, current: number): void => {
      offset += millis
      for (const sleeper of sleepers) {
        if (sleeper.wakeAt <= current + millis) wake(sleeper)
        sleeper.moved.openUnsafe()
      }
    },
    /** Goes back to the time of the `Clock`. Whoever sleeps has as long to wait as before. */
    reset: (): void => {
      for (const sleeper of sleepers) sleeper.wakeAt -= offset
      offset = 0
    }
  }
}

export type FakeTime = ReturnType<typeof makeTime>
