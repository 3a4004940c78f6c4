import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import type { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { invalidInput } from "./invalidInput.ts"

/** Reads a time limit as a caller gave it. Zero or less is refused; `"Infinity"` means no limit. */
export const timeLimit = (
  path: string,
  input: Duration.Input | undefined,
  otherwise: Duration.Duration
): Duration.Duration | InvalidInput => {
  if (input === undefined) return otherwise
  const duration = Duration.fromInput(input)
  if (Option.isSome(duration) && Duration.isPositive(duration.value)) return duration.value
  return invalidInput(path, "must be a duration above zero, such as \"10 seconds\"")
}
