import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ResponseDecodeFailed } from "../../Errors/NovuErrorReason.ts"
import { withoutStack } from "../stackLimit.ts"
import type { Answered } from "./answered.ts"
import { everyIssue, inWords, type Issue, issuesOf } from "./issues.ts"
import { beginning, inShort } from "./legible.ts"
import { parsedJson } from "./parsedJson.ts"
import { notJson } from "./strangeAnswer.ts"

/** Takes what the caller sent in secret out of a text. */
type Clean = (text: string) => string

/** Turns a 2xx answer into the result, or says why it cannot be read. */
export type Decode<A> = (answer: Answered, clean: Clean) => { readonly result: A } | ResponseDecodeFailed

/** An error keeps at most this many characters of a body. */
const keptBody = 32 * 1024

/** In a longer body, only the first issue is looked for. In a shorter one, every issue is. */
const explained = 256 * 1024

const isEnvelope = (value: unknown): value is { readonly data: unknown } =>
  Predicate.isObject(value) && "data" in value && Object.keys(value).length === 1

/** Makes the decoder of a result. Parsing failures keep no cause, because the engine's message quotes the body. */
export const decoder = <A>(schema: Schema.Codec<A, unknown>, envelope: "data" | "none"): Decode<A> => {
  const decode = Schema.decodeUnknownExit(schema)
  /** Decodes an empty 204 as `undefined`, where the schema takes that. */
  const nothing = ({ status, text }: Answered): { readonly result: A } | undefined => {
    if (status !== 204 || text?.trim() !== "") return undefined
    const exit = decode(undefined)
    return Exit.isSuccess(exit) ? { result: exit.value } : undefined
  }
  return (answer, clean) => {
    const json = parsed(answer, clean)
    if (json instanceof ResponseDecodeFailed) return nothing(answer) ?? json
    const value = envelope === "data" && isEnvelope(json) ? json.data : json
    if (isDenial(value)) return failed(answer, [notAcknowledged], json)
    try {
      const exit = decode(value)
      if (Exit.isSuccess(exit)) return { result: exit.value }
      const isLong = (answer.text?.length ?? 0) > explained
      const error = Option.getOrUndefined(Exit.findErrorOption(isLong ? exit : decode(value, everyIssue)))
      return failed(answer, error === undefined ? [] : issuesOf(error, value, clean), json)
    } catch {
      return failed(answer, [{ path: "", message: "the body is nested too deeply" }], json)
    }
  }
}

/**
 * Decodes an answer where there is no result. Not any 2xx will do: a portal's
 * page and a queue's 202 do not say that Novu acted. Novu answers 204 without a
 * body, `{}`, or something under `data` or `acknowledged`.
 */
export const voidDecoder: Decode<void> = (answer, clean) => {
  if (answer.status === 204) {
    return answer.text?.trim() === ""
      ? { result: undefined }
      : failed(answer, [{ path: "", message: "a body where there should be none" }])
  }
  const json = parsed(answer, clean)
  if (json instanceof ResponseDecodeFailed) return json
  if (isDenial(json) || (isEnvelope(json) && isDenial(json.data))) return failed(answer, [notAcknowledged], json)
  return isNovus(json) || (Predicate.isObject(json) && Object.keys(json).length === 0)
    ? { result: undefined }
    : failed(answer, [{ path: "", message: "not what Novu answers where there is nothing to say" }], json)
}

const parsed = (answer: Answered, clean: Clean): unknown => {
  const json = parsedJson(answer.text)
  return json === undefined ? failed(answer, [{ path: "", message: inShort(notJson(answer), clean) }]) : json
}

const notAcknowledged: Issue = { path: "acknowledged", message: "Novu says that it did not do it" }

/** Whether a server says that it took a request and did not act on it. */
const isDenial = (value: unknown): boolean => Predicate.isObject(value) && value["acknowledged"] === false

/** Whether an answer has one of the two members that tell Novu's answers from another service's. */
const isNovus = (json: unknown): boolean => Predicate.isObject(json) && ("data" in json || "acknowledged" in json)

const failed = (
  { headers, status, text }: Answered,
  issues: ReadonlyArray<Issue>,
  json?: unknown
): ResponseDecodeFailed =>
  withoutStack(() =>
    new ResponseDecodeFailed({
      status,
      headers,
      detail: inWords(issues) || "the body does not match its schema",
      answeredBy: isNovus(json) ? "novu" : "other",
      issues,
      body: Redacted.make(beginning(text ?? "", keptBody))
    })
  )
