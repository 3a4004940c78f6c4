import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { InvalidInput, ResponseDecodeFailed } from "../../Errors/NovuErrorReason.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"

/** Where a value does not match, and what was expected there. */
export interface Issue {
  readonly path: string
  readonly message: string
}

const standardIssues = SchemaIssue.makeFormatterStandardSchemaV1()

const issuesOf = (error: Schema.SchemaError): ReadonlyArray<Issue> => {
  const seen = new Set<string>()
  return standardIssues(error.issue).issues.flatMap(({ message, path }) => {
    const issue = {
      path: (path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join("."),
      message
    }
    const key = `${issue.path} ${message}`
    return seen.has(key) ? [] : [(seen.add(key), issue)]
  })
}

/** For what failed already: looking for every issue of what is right costs, too. */
const everyIssue = { errors: "all" } as const

/** The first few: enough to see what is wrong, also where either of two members is missing. */
const inWords = (issues: ReadonlyArray<Issue>): string =>
  issues.slice(0, 3).map(({ message, path }) => path === "" ? message : `${path}: ${message}`).join("; ")

const invalid = (issues: ReadonlyArray<Issue>): InvalidInput =>
  new InvalidInput({ detail: inWords(issues) || "the input does not match its schema", issues })

/**
 * A function from an input to its wire form, or to what is wrong with it. Total
 * also for values that no schema describes, such as circular ones.
 *
 * @internal
 */
export const encoder = <A>(schema: Schema.Codec<A, unknown>): (input: unknown) => unknown | InvalidInput => {
  const encode = Schema.encodeUnknownExit(schema)
  return (input) => {
    try {
      const exit = encode(input)
      if (Exit.isSuccess(exit)) return exit.value
      const error = Option.getOrUndefined(Exit.findErrorOption(encode(input, everyIssue)))
      return invalid(error === undefined ? [] : issuesOf(error))
    } catch {
      return invalid([{ path: "", message: "a value that cannot be read" }])
    }
  }
}

/** An answer, read to its end. */
export interface Answered {
  readonly status: number
  readonly headers: ResponseHeaders
  /** `undefined` when it was too large to read or did not arrive whole. */
  readonly text: string | undefined
  /** Whether the body broke off or was late. */
  readonly cut?: boolean
}

/** Characters of a body that an error keeps. */
const keptBody = 64 * 1024

/** Issues that an error lists: a wide body would have millions. */
const mostIssues = 100

/** Characters of a body up to which every issue is looked for; beyond, only the first. */
const explained = 256 * 1024

const isEnvelope = (value: unknown): value is { readonly data: unknown } =>
  typeof value === "object" && value !== null && "data" in value && Object.keys(value).length === 1

/**
 * A function from a 2xx answer to the result, or to why it cannot be read.
 * Parsing failures keep no cause: the engine's message quotes the body.
 *
 * @internal
 */
export const decoder = <A>(
  schema: Schema.Codec<A, unknown>,
  envelope: "data" | "none"
): (answer: Answered) => { readonly result: A } | ResponseDecodeFailed => {
  const decode = Schema.decodeUnknownExit(schema)
  return (answer) => {
    const json = parsed(answer)
    if (json instanceof ResponseDecodeFailed) return json
    const value = envelope === "data" && isEnvelope(json) ? json.data : json
    if (isDenial(value)) return failed(answer, [notAcknowledged], json)
    try {
      const exit = decode(value)
      if (Exit.isSuccess(exit)) return { result: exit.value }
      const error = Option.getOrUndefined(
        Exit.findErrorOption((answer.text?.length ?? 0) > explained ? exit : decode(value, everyIssue))
      )
      return failed(answer, error === undefined ? [] : issuesOf(error).slice(0, mostIssues), json)
    } catch {
      return failed(answer, [{ path: "", message: "the body is nested too deeply" }], json)
    }
  }
}

/**
 * The same where there is no result. Not any 2xx will do: the page of a portal
 * and the 202 of a queue say nothing of what was asked. Novu answers 204 without
 * a body, `{}`, or something under `data`.
 *
 * @internal
 */
export const voidDecoder = (answer: Answered): { readonly result: void } | ResponseDecodeFailed => {
  if (answer.status === 204) {
    return answer.text?.trim() === ""
      ? { result: undefined }
      : failed(answer, [{ path: "", message: "a body where there should be none" }])
  }
  const json = parsed(answer)
  if (json instanceof ResponseDecodeFailed) return json
  if (isDenial(json) || (isEnvelope(json) && isDenial(json.data))) return failed(answer, [notAcknowledged], json)
  return isNovus(json) || (Predicate.isObject(json) && Object.keys(json).length === 0)
    ? { result: undefined }
    : failed(answer, [{ path: "", message: "not what Novu answers where there is nothing to say" }], json)
}

const parsed = (answer: Answered): unknown => {
  const { text } = answer
  if (text === undefined) return failed(answer, [{ path: "", message: "the body is too large to read" }])
  if (text.trim() === "") return failed(answer, [{ path: "", message: "the body is empty" }])
  try {
    return JSON.parse(text)
  } catch {
    return failed(answer, [{ path: "", message: "the body is not JSON" }])
  }
}

const notAcknowledged: Issue = { path: "acknowledged", message: "Novu says that it did not do it" }

/** What servers answer that took a request and did not act on it. */
const isDenial = (value: unknown): boolean => Predicate.isObject(value) && value["acknowledged"] === false

/** The two members by which an answer of Novu's can be told from another service's. */
const isNovus = (json: unknown): boolean => Predicate.isObject(json) && ("data" in json || "acknowledged" in json)

const failed = (
  { headers, status, text }: Answered,
  issues: ReadonlyArray<Issue>,
  json?: unknown
): ResponseDecodeFailed =>
  new ResponseDecodeFailed({
    status,
    headers,
    detail: inWords(issues) || "the body does not match its schema",
    answeredBy: isNovus(json) ? "novu" : "other",
    issues,
    body: Redacted.make((text ?? "").slice(0, keptBody))
  })
