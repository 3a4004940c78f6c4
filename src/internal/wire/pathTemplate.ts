import type { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { invalidInput } from "../input/invalidInput.ts"

/**
 * Matches what could lead a call out of `apiUrl`. Without a slash, text after a
 * host is part of the host, and the key would go there. URL parsers read `\` as
 * a slash, leave out some control characters and resolve dot segments, and a
 * parameter could complete a broken escape.
 */
const leadsElsewhere = /^(?!\/)|\/\/|[\\?#\s\p{Cc}\p{Cf}\p{Cs}]|%(?![\da-f]{2})|\/(\.|%2e){1,2}(\/|$)/iu

/** Matches braces that are not in pairs, nested, or without a name. */
const brokenBraces = /^(?!([^{}]|\{[^{}]+\})*$)/

/**
 * Says what is wrong with the path of an operation. Where nothing is, the URL
 * of a call is below `apiUrl`, whatever its parameters are.
 */
export const wrongTemplate = (path: unknown): InvalidInput | undefined => {
  if (typeof path !== "string" || leadsElsewhere.test(path)) {
    return invalidInput(
      "path",
      "must begin with \"/\" and hold no \"//\", \"\\\", \"?\", \"#\", blank, dot segment or broken \"%\""
    )
  }
  return brokenBraces.test(path) ? invalidInput("path", "must have a name between each \"{\" and \"}\"") : undefined
}

/** Splits `"/v1/x/{id}/y"` into `["/v1/x/", "id", "/y"]`: odd places are parameters. */
export const splitTemplate = (path: string): ReadonlyArray<string> => path.split(/[{}]/)
