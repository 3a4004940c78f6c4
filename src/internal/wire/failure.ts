import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import {
  BadRequest,
  Conflict,
  Forbidden,
  IdempotencyKeyReused,
  InProgress,
  NotFound,
  type NovuErrorReason,
  PayloadTooLarge,
  PaymentRequired,
  RateLimited,
  ServerFailed,
  Unauthorized,
  UnexpectedStatus,
  ValidationFailed
} from "../../Errors/NovuErrorReason.ts"
import type { ErrorBody } from "../../Schema/ErrorBody.ts"
import * as ResponseHeaders from "../../Transport/ResponseHeaders.ts"
import type { Answered } from "./decode.ts"
import { errorBodyOf } from "./errorBody.ts"

/** An answer that is not 2xx. */
export interface Answer extends Answered {
  /** Epoch milliseconds, for a `Retry-After` that is a date. */
  readonly now: number
  /** Takes what the caller sent in secret out of a text of the server's. */
  readonly clean: (text: string) => string
  /** The host that was asked. */
  readonly host?: string
}

/**
 * The reason that an answer other than 2xx stands for. An unreadable body costs
 * us Novu's words, not the reason.
 *
 * @internal
 */
export const reasonOf = (answer: Answer): NovuErrorReason => {
  const { clean, headers, host, now, status } = answer
  const body = errorBodyOf(answer.text)
  const common = { status, headers, detail: shorten(clean(wordsOf(body) ?? describe(answer))) }
  const retryAfter = Option.getOrUndefined(ResponseHeaders.retryAfter(headers, now))
  const wait = retryAfter === undefined ? {} : { retryAfter }
  const issues = issuesOf(body).map(({ field, messages }) => ({
    field: shorten(clean(field)),
    messages: messages.map((each) => shorten(clean(each)))
  }))
  switch (status) {
    case 400:
      return Array.isArray(body?.message) && issues.length > 0
        ? new ValidationFailed({ ...common, issues })
        : new BadRequest(common)
    case 401:
      return new Unauthorized(host === undefined ? common : { ...common, detail: `${common.detail} (asked ${host})` })
    case 402:
      return new PaymentRequired(common)
    case 403:
      return new Forbidden(common)
    case 404:
      return new NotFound(common)
    case 409:
      return headers["retry-after"] === undefined
        ? new Conflict({ ...common, ...existing(common.detail) })
        : new InProgress({ ...common, retryAfter: retryAfter ?? Duration.seconds(1) })
    case 413:
      return new PayloadTooLarge(common)
    case 422:
      // Novu links to its page on idempotency; a body that only has words is
      // told apart by them.
      return issues.length === 0 &&
          (/being reused for a different body/i.test(common.detail) || /idempotency/i.test(headers["link"]?.[0] ?? ""))
        ? new IdempotencyKeyReused(common)
        : new ValidationFailed({ ...common, issues })
    case 429: {
      const rateLimit = Option.getOrUndefined(ResponseHeaders.rateLimit(headers))
      return new RateLimited({ ...common, ...wait, ...(rateLimit === undefined ? {} : { rateLimit }) })
    }
    default: {
      if (status < 500 || status > 599) return new UnexpectedStatus(common)
      const { key, replayed } = ResponseHeaders.idempotency(headers)
      return new ServerFailed({
        ...common,
        ...wait,
        ...(typeof body?.errorId === "string" ? { errorId: shorten(clean(body.errorId)) } : {}),
        // The key is echoed once the outcome is stored under it.
        stored: key !== undefined || replayed,
        replayed
      })
    }
  }
}

/** Longest text of someone else's that an error carries. */
const longest = 500

const shorten = (text: string): string => text.length > longest ? `${text.slice(0, longest)}…` : text

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const wordsOf = (body: ErrorBody | undefined): string | undefined => {
  const message = body?.message
  const words = Array.isArray(message)
    ? texts(message).join("; ")
    : isRecord(message) && typeof message["message"] === "string"
    ? message["message"]
    : message
  if (typeof words === "string" && words.trim() !== "") return words
  return typeof body?.error === "string" && body.error !== "" ? body.error : undefined
}

/** What an answer without Novu's words is, in a few of ours. */
const describe = ({ cut = false, headers, status, text }: Answer): string => {
  if (status >= 300 && status < 400) return `HTTP ${status}, a redirect, which is not followed`
  if (status === 0) return "a redirect, which is not followed"
  if (text === undefined) {
    return `HTTP ${status} with a body that ${cut ? "did not arrive whole" : "is too large to read"}`
  }
  const body = text.trim()
  if (body === "") return `HTTP ${status} with an empty body`
  if (/html/i.test(headers["content-type"]?.[0] ?? "") || /^<(!doctype|html)/i.test(body)) {
    const title = /<title[^>]*>([^<]{1,300})<\/title>/i.exec(body.slice(0, 20_000))?.[1]?.replace(/\s+/g, " ").trim()
    return title === undefined || title === "" ? `HTTP ${status} with an HTML page` : title
  }
  // A JSON text is how the specification documents 429 and 503.
  const quoted = /^"([^"\\]{1,300})"$/.exec(body)?.[1]
  if (quoted !== undefined) return quoted
  return /^[[{]/.test(body) ? `HTTP ${status} with an unreadable body` : body.slice(0, 4 * longest).replace(/\s+/g, " ")
}

type Issues = ReadonlyArray<{ readonly field: string; readonly messages: ReadonlyArray<string> }>

/** Texts and issues that an error lists: a hostile body would have millions. */
const most = 100

/** Not recursive: a body may be nested deeper than the stack. */
const texts = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string"
    ? [value]
    : Array.isArray(value)
    ? value.slice(0, most).flat().slice(0, most).filter((each) => typeof each === "string")
    : []

const isPart = (value: unknown): boolean => typeof value === "string" || typeof value === "number"

/** `errors` by field or as a list, `message` or `cause` as a list: never with the values they are about. */
const issuesOf = (body: ErrorBody | undefined): Issues => {
  const { errors, message } = body ?? {}
  if (Array.isArray(errors)) {
    return errors.slice(0, most).flatMap((each) => {
      if (!isRecord(each)) return []
      const path = Array.isArray(each["path"]) ? each["path"].slice(0, most).filter(isPart).join(".") : each["field"]
      return [{ field: typeof path === "string" && path !== "" ? path : "general", messages: texts(each["message"]) }]
    })
  }
  if (isRecord(errors)) {
    return Object.entries(errors).slice(0, most).map(([field, value]) => ({
      field,
      messages: texts(isRecord(value) ? value["messages"] : value)
    }))
  }
  const messages = Array.isArray(message) ? texts(message) : []
  return messages.length === 0 ? [] : [{ field: "general", messages }]
}

/** The 409 is the only place where Novu names the connection in the way. */
const existing = (detail: string): { readonly existingIdentifier?: string } => {
  const found = /Connection ID: (\S+)\s*$/.exec(detail) ?? /with identifier "(.+)" already exists/.exec(detail)
  return found?.[1] === undefined ? {} : { existingIdentifier: found[1] }
}
