/**
 * Says case by case what the client does. The tests run this fixture, and
 * `docs/conformance.md` shows it.
 */
import type { EventName } from "./events.ts"

/** Holds the least and the most milliseconds between the end of an attempt and the next. */
export type Wait = readonly [least: number, most: number]

export interface Conduct {
  /** Counts everything that reaches the network, look-ups for a lost answer included. */
  readonly requests: number
  readonly waits: ReadonlyArray<Wait>
  /** Is `answer`, or the tag of the reason. */
  readonly outcome: string
  /** Is the number of attempts that the error counts, and is absent on success. */
  readonly attempts?: number
}

export type RepeatClass = "idempotent" | "guarded" | "unguarded"

/** Names what is called: one operation per class, and `delete`. */
export type OperationName = RepeatClass | "delete"

export const repeatClasses: ReadonlyArray<RepeatClass> = ["idempotent", "guarded", "unguarded"]

export interface Case extends Readonly<Record<RepeatClass, Conduct>> {
  /** Says what happens on attempt 1, 2, 3 …; the last event repeats for ever. */
  readonly on: readonly [EventName, ...Array<EventName>]
}

const fails = (outcome: string, ...waits: ReadonlyArray<Wait>): Conduct => ({
  requests: waits.length + 1,
  waits,
  outcome,
  attempts: waits.length + 1
})

const answers = (...waits: ReadonlyArray<Wait>): Conduct => ({ requests: waits.length + 1, waits, outcome: "answer" })

/** The call answers because it looks up what an earlier attempt has made. */
const answersByLookup = (...waits: ReadonlyArray<Wait>): Conduct => ({
  requests: waits.length + 2,
  waits: [...waits, [0, 0]],
  outcome: "answer"
})

const all = (conduct: Conduct) => ({ idempotent: conduct, guarded: conduct, unguarded: conduct })

/** These waits have full jitter: up to 100 ms, then up to twice that. */
const first: Wait = [0, 100]
const second: Wait = [0, 200]
/** These start at one second, for a rate limit that gives no hint. */
const firstLimited: Wait = [0, 1000]
const secondLimited: Wait = [0, 2000]
const exactly = (millis: number): Wait => [millis, millis]

/** A request of unknown outcome is sent again, unless it might then act twice. */
const unlessUnguarded = (outcome: string) => ({
  idempotent: fails(outcome, first, second),
  guarded: fails(outcome, first, second),
  unguarded: fails(outcome)
})

/**
 * The repeated `create` meets what its first attempt made. The status says so,
 * although its body does not arrive; the look-ups that follow get no body either.
 */
const refusedWithoutWords = (...lookUps: ReadonlyArray<Wait>): Conduct => ({
  requests: 2 + lookUps.length,
  waits: [first, ...lookUps],
  outcome: "Conflict",
  attempts: 2
})

/** Says how an existing connection differs from what is asked for. */
export type Older = "the same, made before the call" | "with another refresh token" | "with another bot"

const olderRow = (): Conduct => ({ requests: 3, waits: [first, [0, 0]], outcome: "Conflict", attempts: 2 })

/** The answer of a `delete` is lost. If the resource is gone when it is sent again, the first attempt deleted it. */
export const lostDeletes: ReadonlyArray<{ readonly on: Case["on"]; readonly delete: Conduct }> = [
  { on: ["reset-after", "answer"], delete: answers(first) },
  { on: ["silent-headers", "answer"], delete: answers(first) },
  { on: ["502-after", "answer"], delete: answers(first) },
  { on: ["refused", "404"], delete: fails("NotFound", first) },
  { on: ["reset-before", "404-ingress"], delete: fails("NotFound", first) },
  { on: ["reset-after", "404-ingress"], delete: fails("NotFound", first) },
  { on: ["202-empty"], delete: fails("ResponseDecodeFailed") }
]

/**
 * The first attempt of a `create` is lost before the write, while a connection for
 * the same subscriber exists already. The client looks that one up, and does not
 * take it for the one that was asked for.
 */
export const olderRows: ReadonlyArray<{ readonly there: Older; readonly create: Conduct }> = [
  { there: "the same, made before the call", create: olderRow() },
  { there: "with another refresh token", create: olderRow() },
  { there: "with another bot", create: olderRow() }
]

/** A patient caller allows this many attempts. */
export const patience = 12

/** With so many attempts, only time ends a call. */
export const patient: ReadonlyArray<
  { readonly on: Case["on"]; readonly idempotent: Conduct; readonly lasted: number }
> = [
  {
    on: ["refused"],
    idempotent: fails(
      "TransportFailed",
      first,
      second,
      [0, 400],
      [0, 800],
      [0, 1600],
      [0, 3200],
      [0, 5000],
      [0, 5000],
      [0, 5000],
      [0, 5000]
    ),
    lasted: 26_300
  },
  { on: ["silent-headers"], idempotent: fails("TimedOut", first, second), lasted: 30_000 },
  {
    on: ["503-3s"],
    idempotent: fails(
      "ServerFailed",
      ...Array.from({ length: 5 }, () => exactly(3000)),
      [3000, 3200],
      [3000, 5000],
      [3000, 5000]
    ),
    lasted: 28_200
  }
]

export const cases: ReadonlyArray<Case> = [
  { on: ["answer"], ...all(answers()) },

  // One event repeats for ever.
  { on: ["refused"], ...all(fails("TransportFailed", first, second)) },
  { on: ["reset-before"], ...unlessUnguarded("TransportFailed") },
  { on: ["reset-after"], ...unlessUnguarded("TransportFailed") },
  { on: ["cut-body"], ...unlessUnguarded("TransportFailed"), guarded: refusedWithoutWords([0, 0], first, second) },
  { on: ["silent-headers"], ...unlessUnguarded("TimedOut") },
  { on: ["silent-body"], ...unlessUnguarded("TimedOut"), guarded: refusedWithoutWords([0, 0]) },
  { on: ["200-truncated"], ...all(fails("ResponseDecodeFailed")) },
  { on: ["200-malformed"], ...all(fails("ResponseDecodeFailed")) },
  { on: ["200-html"], ...all(fails("ResponseDecodeFailed")) },
  { on: ["202-empty"], ...all(fails("ResponseDecodeFailed")) },
  { on: ["302"], ...all(fails("UnexpectedStatus")) },
  { on: ["400"], ...all(fails("BadRequest")) },
  { on: ["401"], ...all(fails("Unauthorized")) },
  { on: ["402"], ...all(fails("PaymentRequired")) },
  { on: ["403"], ...all(fails("Forbidden")) },
  { on: ["404"], ...all(fails("NotFound")) },
  { on: ["404-ingress"], ...all(fails("NotFound")) },
  { on: ["408"], ...all(fails("UnexpectedStatus", first, second)) },
  { on: ["409-exists"], ...all(fails("Conflict")) },
  { on: ["409-running"], ...all(fails("InProgress", exactly(1000), exactly(1000))) },
  { on: ["413"], ...all(fails("PayloadTooLarge")) },
  { on: ["418"], ...all(fails("UnexpectedStatus")) },
  { on: ["422"], ...all(fails("ValidationFailed")) },
  { on: ["422-key"], ...all(fails("IdempotencyKeyReused")) },
  { on: ["429"], ...all(fails("RateLimited", firstLimited, secondLimited)) },
  { on: ["429-0s"], ...all(fails("RateLimited", first, second)) },
  { on: ["429-2s"], ...all(fails("RateLimited", exactly(2000), exactly(2000))) },
  { on: ["429-2s-twice"], ...all(fails("RateLimited", exactly(2000), exactly(2000))) },
  { on: ["429-2s-asctime"], ...all(fails("RateLimited", exactly(2000), exactly(2000))) },
  { on: ["429-2s-cut"], ...all(fails("RateLimited", exactly(2000), exactly(2000))) },
  { on: ["429-2s-silent"], ...all(fails("RateLimited", exactly(2000), exactly(2000))) },
  { on: ["429-10min"], ...all(fails("RateLimited")) },
  { on: ["500"], ...unlessUnguarded("ServerFailed") },
  { on: ["500-stored"], ...all(fails("ServerFailed")) },
  { on: ["500-replayed"], ...all(fails("ServerFailed")) },
  { on: ["500-replayed-twice"], ...all(fails("ServerFailed")) },
  { on: ["502"], ...unlessUnguarded("ServerFailed") },
  { on: ["503"], ...unlessUnguarded("ServerFailed") },
  { on: ["503-3s"], ...all(fails("ServerFailed", exactly(3000), exactly(3000))) },
  { on: ["504"], ...unlessUnguarded("ServerFailed") },

  // The event passes, and Novu answers.
  { on: ["refused", "answer"], ...all(answers(first)) },
  {
    on: ["reset-before", "answer"],
    idempotent: answers(first),
    guarded: answers(first),
    unguarded: fails("TransportFailed")
  },
  {
    on: ["reset-after", "answer"],
    idempotent: answers(first),
    guarded: answersByLookup(first),
    unguarded: fails("TransportFailed")
  },
  {
    on: ["cut-body", "answer"],
    idempotent: answers(first),
    guarded: answersByLookup(first),
    unguarded: fails("TransportFailed")
  },
  {
    on: ["silent-headers", "answer"],
    idempotent: answers(first),
    guarded: answersByLookup(first),
    unguarded: fails("TimedOut")
  },
  {
    on: ["502-after", "answer"],
    idempotent: answers(first),
    guarded: answersByLookup(first),
    unguarded: fails("ServerFailed")
  },
  { on: ["408", "answer"], ...all(answers(first)) },
  { on: ["409-running", "answer"], ...all(answers(exactly(1000))) },
  { on: ["429", "answer"], ...all(answers(firstLimited)) },
  { on: ["429-2s", "answer"], ...all(answers(exactly(2000))) },
  { on: ["500", "answer"], idempotent: answers(first), guarded: answers(first), unguarded: fails("ServerFailed") },
  { on: ["503", "answer"], idempotent: answers(first), guarded: answers(first), unguarded: fails("ServerFailed") },
  { on: ["503-3s", "answer"], ...all(answers(exactly(3000))) },
  {
    on: ["503", "503", "answer"],
    idempotent: answers(first, second),
    guarded: answers(first, second),
    unguarded: fails("ServerFailed")
  },

  // Different events follow each other, and each failure is judged by itself.
  { on: ["refused", "429-2s", "answer"], ...all(answers(first, exactly(2000))) },
  { on: ["429", "refused", "answer"], ...all(answers(firstLimited, second)) },
  {
    on: ["503", "reset-before", "answer"],
    idempotent: answers(first, second),
    guarded: answers(first, second),
    unguarded: fails("ServerFailed")
  },
  { on: ["refused", "400"], ...all(fails("BadRequest", first)) },
  { on: ["429-2s", "500-stored"], ...all(fails("ServerFailed", exactly(2000))) },
  {
    on: ["refused", "reset-before", "answer"],
    idempotent: answers(first, second),
    guarded: answers(first, second),
    unguarded: fails("TransportFailed", first)
  },
  {
    on: ["silent-headers", "429-10min"],
    idempotent: fails("RateLimited", first),
    guarded: fails("RateLimited", first),
    unguarded: fails("TimedOut")
  }
]
