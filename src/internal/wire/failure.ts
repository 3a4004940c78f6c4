import * as Duration from "effect/Duration"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import { isObject } from "effect/Predicate"
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
import * as ResponseHeaders from "../../Transport/ResponseHeaders.ts"
import type { Answered } from "./answered.ts"
import { fieldWordsIn, wordsIn } from "./errorWords.ts"
import { gateOf } from "./gateOf.ts"
import { beginning, inShort, legible } from "./legible.ts"
import { parsedJson } from "./parsedJson.ts"
import { redacted } from "./scrub.ts"
import { describe, redirectIn } from "./strangeAnswer.ts"

/** Holds an answer that is not 2xx. */
export interface Answer extends Answered {
  /** Epoch milliseconds, for a `Retry-After` that is a date. */
  readonly now: number
  /** Takes what the caller sent in secret out of a text of the server's. */
  readonly clean: (text: string) => string
  /** The host that was asked. */
  readonly host?: string
}

/** Limits the characters of one field, and of what is said of it. */
const longestIssue = 300

const issuesOf = (json: unknown, clean: Answer["clean"]): ValidationFailed["issues"] =>
  fieldWordsIn(json).map(({ field, messages }) => ({
    field: inShort(field, clean, longestIssue),
    messages: messages.map((each) => inShort(each, clean, longestIssue))
  }))

/** Whether Novu keeps the outcome: it echoes the key once the outcome is stored under it. */
const kept = (headers: ResponseHeaders.ResponseHeaders): Pick<ServerFailed, "stored" | "replayed"> => {
  const { key, replayed } = ResponseHeaders.idempotency(headers)
  return { stored: key !== undefined || replayed, replayed }
}

/**
 * Whether a 422 is about a reused key. Novu links to its page on idempotency; a
 * body without the link is told apart by its words.
 */
const isReusedKey = (detail: string, headers: ResponseHeaders.ResponseHeaders): boolean =>
  /being reused for a different body/i.test(detail) ||
  headers["link"]?.some((link) => /idempotency/i.test(link)) === true

/**
 * Returns the reason that an answer other than 2xx stands for. An unreadable
 * body costs us Novu's words, not the reason.
 */
export const reasonOf = (answer: Answer): NovuErrorReason => {
  const { clean, headers, host, now, status } = answer
  const json = parsedJson(answer.text)
  const body = isObject(json) ? json : undefined
  const words = clean(wordsOf(answer, json))
  const common = { status, headers, detail: inShort(words, identity) }
  const retryAfter = Option.getOrUndefined(ResponseHeaders.retryAfter(headers, now))
  const wait = retryAfter === undefined ? {} : { retryAfter }
  const gate = gateOf(status, body?.["message"])
  switch (status) {
    case 400: {
      const issues = issuesOf(json, clean)
      return (Array.isArray(body?.["message"]) || body?.["type"] === "PAYLOAD_VALIDATION_ERROR") && issues.length > 0
        ? new ValidationFailed({ ...common, issues })
        : new BadRequest(common)
    }
    case 401:
      return new Unauthorized({
        ...common,
        ...gate,
        ...(host === undefined ? {} : { detail: `${common.detail} (asked ${host})` })
      })
    case 402:
      return new PaymentRequired({ ...common, ...gate })
    case 403:
      return new Forbidden({ ...common, ...gate })
    case 404:
      return new NotFound({ ...common, ...gate })
    case 409:
      return headers["retry-after"] === undefined
        ? new Conflict({ ...common, ...existing(words) })
        : new InProgress({ ...common, retryAfter: retryAfter ?? Duration.seconds(1) })
    case 413:
      return new PayloadTooLarge(common)
    case 422: {
      const issues = issuesOf(json, clean)
      return issues.length === 0 && isReusedKey(common.detail, headers)
        ? new IdempotencyKeyReused(common)
        : new ValidationFailed({ ...common, issues })
    }
    case 429: {
      const rateLimit = Option.getOrUndefined(ResponseHeaders.rateLimit(headers))
      return new RateLimited({ ...common, ...wait, ...(rateLimit === undefined ? {} : { rateLimit }) })
    }
    default: {
      if (status < 500 || status > 599) return new UnexpectedStatus(common)
      const errorId = typeof body?.["errorId"] === "string" ? { errorId: inShort(body["errorId"], clean) } : {}
      return new ServerFailed({ ...common, ...wait, ...errorId, ...kept(headers) })
    }
  }
}

const fieldsInWords = (json: unknown): string | undefined => {
  const words = fieldWordsIn(json).flatMap(({ field, messages }) => messages.map((each) => `${field}: ${each}`))
  return words.length === 0 ? undefined : words.join("; ")
}

const wordsOf = (answer: Answer, json: unknown): string =>
  redirectIn(answer) ?? wordsIn(json) ?? fieldsInWords(json) ??
    (json === undefined ? describe(answer) : `HTTP ${answer.status} with JSON that holds no message`)

/** Returns the identifier of the connection that exists. The 409 is the only place where Novu names it. */
const existing = (words: string): { readonly existingIdentifier?: string } => {
  const found = /Connection ID: (\S+)\s*$/.exec(words) ?? /with identifier "(.+)" already exists/.exec(words)
  const identifier = found?.[1]
  // A name that was changed or cut to be shown would name something else.
  return identifier === undefined || identifier.includes(redacted) || identifier.endsWith("…") ||
      legible(identifier) !== identifier
    ? {}
    : { existingIdentifier: beginning(identifier, identifier.length) }
}
