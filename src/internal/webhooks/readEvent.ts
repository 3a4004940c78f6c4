import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import { isObject } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { DecodeFailed, InvalidJson, WebhookError } from "../../Webhooks/WebhookError.ts"
import { everyIssue, inWords, type Issue, issuesOf } from "../wire/issues.ts"
import { parsedJson } from "../wire/parsedJson.ts"

const decoder = new TextDecoder("utf-8", { fatal: true })

const textOf = (body: Uint8Array): string | undefined => {
  try {
    return decoder.decode(body)
  } catch {
    return undefined
  }
}

type Decode<A> = ReturnType<typeof Schema.decodeUnknownExit<Schema.Codec<A, unknown>>>

/** Takes nothing out: what an issue says is what was expected, and never what was found. */
const asItIs = (text: string): string => text

const unreadable = (text: string, json: unknown, issues: ReadonlyArray<Issue>): WebhookError => {
  const type = isObject(json) && typeof json["type"] === "string" ? json["type"] : undefined
  const detail = inWords(issues) || "the event does not match its schema"
  return new WebhookError({ reason: new DecodeFailed({ type, detail, issues, body: Redacted.make(text) }) })
}

/**
 * Makes the function that reads the event of a body whose signature was checked.
 * The type in a body says which schema it has, so that what is wrong is said of
 * that one alone.
 */
export const eventReader = <A>(schemaOf: (type: unknown) => Schema.Codec<A, unknown>) => {
  const decoders = new Map<Schema.Codec<A, unknown>, Decode<A>>()

  const decoderOf = (json: unknown): Decode<A> => {
    const schema = schemaOf(isObject(json) ? json["type"] : undefined)
    const decode = decoders.get(schema) ?? Schema.decodeUnknownExit(schema)
    decoders.set(schema, decode)
    return decode
  }

  const issuesIn = (decode: Decode<A>, json: unknown): ReadonlyArray<Issue> => {
    const error = Option.getOrUndefined(Exit.findErrorOption(decode(json, everyIssue)))
    return error === undefined ? [] : issuesOf(error, json, asItIs)
  }

  return (body: Uint8Array): Effect.Effect<A, WebhookError> =>
    Effect.suspend(() => {
      const text = textOf(body)
      const json = text === undefined ? undefined : parsedJson(text)
      if (text === undefined || json === undefined) {
        return Effect.fail(new WebhookError({ reason: new InvalidJson({ detail: "the body is not JSON" }) }))
      }
      try {
        const decode = decoderOf(json)
        const exit = decode(json)
        return Exit.isSuccess(exit)
          ? Effect.succeed(exit.value)
          : Effect.fail(unreadable(text, json, issuesIn(decode, json)))
      } catch {
        const issues = [{ path: "", message: "the body is nested too deeply" }]
        return Effect.fail(unreadable(text, json, issues))
      }
    })
}
