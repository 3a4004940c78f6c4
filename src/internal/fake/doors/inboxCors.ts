/**
 * Lets a page of any origin use the public Inbox API, as Novu does: its callers have
 * tokens, and a browser adds nothing by itself that would let them in.
 */
import type { FakeAnswer, FakeRequest, HeaderPair, Outcome } from "../protocol/message.ts"

const readable: HeaderPair = ["Access-Control-Allow-Origin", "*"]

/** Novu has a longer list of headers. The client sends these. */
const preflight: ReadonlyArray<HeaderPair> = [
  readable,
  ["Access-Control-Allow-Methods", "GET,HEAD,POST,PUT,DELETE,PATCH,OPTIONS"],
  [
    "Access-Control-Allow-Headers",
    "Content-Type,Authorization,Novu-API-Version,Novu-Client-Version,Novu-Application-Identifier"
  ],
  ["Access-Control-Max-Age", "86400"]
]

export const isInbox = ({ target }: FakeRequest, prefix: string): boolean =>
  target.startsWith(prefix) && /^\/v1\/inbox(?=[/?]|$)/i.test(target.slice(prefix.length))

/** Answers what a browser asks before it sends a request of a page. */
export const inboxPreflight = ({ method }: FakeRequest): FakeAnswer | undefined =>
  method === "OPTIONS" ? { status: 204, headers: preflight, body: undefined } : undefined

/** Errors can be read as well, without which a page could not tell what is wrong. */
export const readableByAll = (outcome: Outcome): Outcome =>
  outcome._tag !== "Answered"
    ? outcome
    : { ...outcome, answer: { ...outcome.answer, headers: [...outcome.answer.headers, readable] } }
