import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { everyIssue, inWords, type Issue, issuesOf } from "./issues.ts"

const invalid = (issues: ReadonlyArray<Issue>): InvalidInput =>
  new InvalidInput({ detail: inWords(issues) || "the input does not match its schema", issues })

/**
 * Makes a function from an input to its wire form, or to what is wrong with it.
 * It never throws, even for values that no schema describes, such as circular
 * ones. `clean` takes what the caller sent in secret out of a text.
 */
export const encoder = <A>(
  schema: Schema.Codec<A, unknown>
): (input: unknown, clean: (text: string) => string) => unknown | InvalidInput => {
  const encode = Schema.encodeUnknownExit(schema)
  return (input, clean) => {
    try {
      const exit = encode(input)
      if (Exit.isSuccess(exit)) return exit.value
      const error = Option.getOrUndefined(Exit.findErrorOption(encode(input, everyIssue)))
      return invalid(error === undefined ? [] : issuesOf(error, input, clean))
    } catch {
      return invalid([{ path: "", message: "a value that cannot be read" }])
    }
  }
}
