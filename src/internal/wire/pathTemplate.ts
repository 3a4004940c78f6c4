import type { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { invalidInput } from "../input/invalidInput.ts"

/** What the type of `Operation.make` lets through, and callers without types pass. */
const rules: ReadonlyArray<readonly [wrong: RegExp, message: string]> = [
  // Text after a host without a slash is part of the host: the key would go elsewhere.
  [/^(?!\/)/, "must begin with \"/\""],
  [/\/\//, "must not have \"//\""],
  // URL parsers read it as a slash.
  [/\\/, "must not have a backslash"],
  [/[?#]/, "must not have a query or a fragment: the query is a schema of its own"],
  [/[\s\p{Cc}\p{Cf}\p{Cs}]/u, "must not have blanks or control characters"],
  // The rest of an escape could come from a parameter.
  [/%(?![0-9a-f]{2})/i, "must have two hexadecimal digits after each \"%\""],
  // URL parsers take these out together with the segment before them.
  [/\/(\.|%2e){1,2}(\/|$)/i, "must not have the segments \".\" and \"..\""],
  [/^(?![^{}]*(\{[^{}]+\}[^{}]*)*$)/, "must have a name between each \"{\" and \"}\""]
]

/**
 * What is wrong with the path of an operation. Without it, the URL of a call is
 * below `apiUrl`, whatever its parameters are.
 *
 * @internal
 */
export const wrongTemplate = (path: unknown): InvalidInput | undefined => {
  if (typeof path !== "string") return invalidInput("path", "must be a text")
  const broken = rules.find(([wrong]) => wrong.test(path))
  return broken && invalidInput("path", broken[1])
}

/**
 * `"/v1/x/{id}/y"` to `["/v1/x/", "id", "/y"]`: odd places are parameters.
 *
 * @internal
 */
export const splitTemplate = (path: string): ReadonlyArray<string> => path.split(/[{}]/)
