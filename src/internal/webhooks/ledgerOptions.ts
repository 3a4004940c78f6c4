import * as Duration from "effect/Duration"
import * as Option from "effect/Option"

/** Keeps sums with the time of day within the integers that a double, Lua and BIGINT all hold. */
const longest = 1e13

/** Counts started milliseconds, none for what is not above zero. */
export const wholeMillis = (duration: Duration.Duration): number =>
  Math.min(Math.max(Math.ceil(Duration.toMillis(duration)), 0), longest)

/** Returns the milliseconds of a time that has to be above zero and to end, or what is wrong with it. */
export const periodMillis = (
  name: string,
  input: Duration.Input | undefined,
  otherwise: Duration.Input
): number | string => {
  const duration = Duration.fromInput(input ?? otherwise)
  return Option.isSome(duration) && Duration.isPositive(duration.value) && Duration.isFinite(duration.value)
    ? wholeMillis(duration.value)
    : `${name}: must be a duration above zero that ends, such as "7 days"`
}

/** Returns what is wrong with the name of a consumer, if something is. */
export const consumerProblem = (consumer: string): string | undefined =>
  typeof consumer === "string" && consumer.trim() !== "" ? undefined : "consumer: must not be empty"
