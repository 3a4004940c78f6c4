import * as Duration from "effect/Duration"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { timeLimit } from "../input/timeInput.ts"

interface Options {
  readonly consumer: string
  readonly retention?: Duration.Input | undefined
}

interface Settings {
  readonly consumer: string
  readonly retention: Duration.Duration
}

/** Checks the options that all ledgers have, and fills in the defaults. */
export const ledgerSettings = (options: Options): Settings | InvalidInput => {
  const consumer: unknown = options?.consumer
  if (typeof consumer !== "string" || consumer.trim() === "" || consumer.length > 200) {
    return invalidInput("consumer", "must name the service that handles the events, in 1 to 200 characters")
  }
  const retention = timeLimit("retention", options.retention, Duration.days(7))
  if (retention instanceof InvalidInput) return retention
  return Duration.isFinite(retention) ? { consumer, retention } : invalidInput("retention", "must be finite")
}

/** Makes the token of a claim, which nobody can guess. */
export const newToken = (): string => crypto.randomUUID()
