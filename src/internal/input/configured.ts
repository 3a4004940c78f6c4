import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import { hasProperty } from "effect/Predicate"
import type { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { kindOf } from "./given.ts"
import { invalidInput } from "./invalidInput.ts"
import { isRecord } from "./isRecord.ts"

/** Has options of which some are read from the configuration. */
type Configurable<Options> = { readonly [K in keyof Options]: Options[K] | Config.Config<Options[K]> }

/** Names the variable that an error is about, and never its value. */
const variableIn = ({ cause }: Config.ConfigError): string => {
  const issue: unknown = hasProperty(cause, "issue") ? cause.issue : undefined
  return hasProperty(issue, "path") && Array.isArray(issue.path) ? ` from ${issue.path.join(".")}` : ""
}

/** Whether a value is a `Config`. Asking the module itself would put its schemas into every bundle. */
const isConfig = (value: unknown): value is Config.Config<unknown> =>
  Effect.isEffect(value) && hasProperty(value, "parse")

/** Reads the options that are a `Config`, and leaves the others as they are. */
export const configured = <Options extends object>(
  options: Configurable<Options>
): Effect.Effect<Options, InvalidInput> => {
  if (!isRecord(options)) return Effect.fail(invalidInput("options", `must be an object, and is ${kindOf(options)}`))
  const read = Effect.forEach(Object.entries(options), ([name, value]: [string, unknown]) =>
    isConfig(value)
      ? Effect.mapBoth(value, {
        onFailure: (error) => invalidInput(name, `cannot be read${variableIn(error)}`),
        onSuccess: (given) => [name, given] as const
      })
      : Effect.succeed([name, value] as const))
  return Effect.map(read, (entries) => Object.fromEntries(entries) as Options)
}
