import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { NovuError } from "../../Errors/NovuError.ts"
import type { NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import { monotonic } from "../call/monotonic.ts"
import { invalidInput } from "../input/invalidInput.ts"
import type { Plan } from "./plan.ts"
import type { BulkSettings } from "./settings.ts"

/** Says what became of the items of a group, as far as it was sent before a failure that ends the run. */
interface Delivered<A> {
  readonly results: ReadonlyArray<Result.Result<A, NovuError>>
  readonly fatal?: NovuError
}

/** A ready item and the index of its entry. */
export interface Place<Ready> {
  readonly index: number
  readonly ready: Ready
}

/** These would fail every other group, too. */
const fatal: ReadonlySet<NovuErrorReason["_tag"]> = new Set([
  "Unauthorized",
  "PaymentRequired",
  "Forbidden",
  "CircuitOpen"
])

const divisible: ReadonlySet<NovuErrorReason["_tag"]> = new Set([
  "BadRequest",
  "ValidationFailed",
  "PayloadTooLarge",
  "InvalidInput"
])

/** Refusals of a group for what one of its items may be, or for its size. */
export const mayBeOneItem = ({ reason }: NovuError): boolean => divisible.has(reason._tag)

/** Milliseconds before a group is sent again that a rate limit refused without saying when. */
const waitUnasked = 1000

const keyIn = (
  { keyOf, request }: BulkSettings,
  operation: string,
  group: ReadonlyArray<Place<unknown>>
): Effect.Effect<BulkSettings["request"], NovuError> => {
  const [first] = group
  if (keyOf === undefined || first === undefined) return Effect.succeed(request)
  return Effect.try({
    try: () => ({ ...request, idempotencyKey: keyOf({ from: first.index, size: group.length }) }),
    catch: () => new NovuError({ operation, attempts: 0, reason: invalidInput("idempotencyKey", "threw for a group") })
  })
}

/**
 * Sends a group until Novu takes or refuses it. It waits out rate limits, for
 * `maxWait` at most, and halves a group that is refused as a whole until the
 * item that spoils it stands alone.
 */
export const deliver = <Item, Ready, A>(
  plan: Plan<Item, Ready, A>,
  settings: BulkSettings,
  whole: ReadonlyArray<Place<Ready>>
): Effect.Effect<Delivered<A>> =>
  Effect.clockWith((clock) => {
    const { isDivisible = mayBeOneItem } = plan
    const end = monotonic(clock) + Duration.toMillis(settings.maxWait)

    const send = (
      group: ReadonlyArray<Place<Ready>>,
      request = plan.request(group.map(({ ready }) => ready))
    ): Effect.Effect<Delivered<A>> =>
      keyIn(settings, plan.method.name, group).pipe(
        Effect.flatMap(request),
        Effect.matchEffect({
          onSuccess: (results) => Effect.succeed({ results }),
          onFailure: (error): Effect.Effect<Delivered<A>> => {
            const { reason } = error
            if (fatal.has(reason._tag)) return Effect.succeed({ results: [], fatal: error })
            if (group.length > 1 && isDivisible(error)) return sendHalves(group)
            const wait = Math.max(Duration.toMillis(error.retryAfter ?? Duration.millis(waitUnasked)), 1)
            return reason._tag === "RateLimited" && monotonic(clock) + wait < end
              ? Effect.andThen(Effect.sleep(wait), send(group, request))
              : Effect.succeed({ results: group.map(() => Result.fail(error)) })
          }
        })
      )

    const sendHalves = (group: ReadonlyArray<Place<Ready>>): Effect.Effect<Delivered<A>> =>
      Effect.gen(function*() {
        const middle = group.length >> 1
        const first = yield* send(group.slice(0, middle))
        if (first.fatal !== undefined) return first
        const second = yield* send(group.slice(middle))
        return { ...second, results: [...first.results, ...second.results] }
      })

    return send(whole)
  })
