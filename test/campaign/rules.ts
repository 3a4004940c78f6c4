/** Checks the rules that every call must keep by itself. */
import { Cause, Exit } from "effect"
import { NovuError } from "effect-novu"
import type { CallRecord, Sent } from "./record.ts"

/** Returns the requests of the operation itself, without its look-ups. */
const ofTheCall = ({ sent, step }: CallRecord): ReadonlyArray<Sent> => {
  const first = sent[0]
  return step.kind.endsWith(".ensure") || first === undefined
    ? []
    : sent.filter(({ method, path }) => method === first.method && path === first.path)
}

/** Besides its attempts, a call may send this many requests to look something up. */
const mostLookUps = 6

export const brokenBy = (record: CallRecord, slack: number): ReadonlyArray<string> => {
  const { ended, exit, interrupted, sent, started, step, strays } = record
  const broken: Array<string> = []
  if (exit === undefined) return ["it did not end"]

  if (Exit.isFailure(exit)) {
    const others = exit.cause.reasons.filter((reason) => reason._tag !== "Fail" || !(reason.error instanceof NovuError))
    const unexplained = others.filter((reason) => !(interrupted && reason._tag === "Interrupt"))
    if (unexplained.length > 0) {
      broken.push(`it ends with something other than a NovuError: ${Cause.pretty(exit.cause)}`)
    }
  }
  if (ended - started > step.options.totalMillis + slack) {
    broken.push(`it takes ${ended - started} ms of ${step.options.totalMillis}`)
  }
  if (strays > 0) broken.push(`it sends ${strays} requests after its end`)

  const own = ofTheCall(record)
  const attempts = step.options.retry?.maxAttempts ?? 3
  if (own.length > attempts) broken.push(`it makes ${own.length} attempts of ${attempts}`)
  if (!step.kind.endsWith(".ensure") && sent.length > attempts + mostLookUps) {
    broken.push(`it sends ${sent.length} requests`)
  }
  if (new Set(own.map(({ body }) => body)).size > 1) broken.push("its attempts differ in their bodies")
  const keys = new Set(own.map(({ key }) => key))
  if (keys.size > 1) broken.push("its attempts differ in their idempotency keys")
  for (const { key, method } of own) {
    const keyed = method === "POST" || method === "PATCH"
    if (keyed !== (key !== undefined)) broken.push(`a ${method} ${keyed ? "without" : "with"} an idempotency key`)
    if (keyed && step.options.idempotencyKey !== undefined && key !== step.options.idempotencyKey) {
      broken.push("it does not send the caller's own idempotency key")
    }
  }
  const error = Exit.isFailure(exit) ? exit.cause.reasons.find((reason) => reason._tag === "Fail")?.error : undefined
  if (error !== undefined && own.length > 0 && error.attempts !== own.length) {
    broken.push(`its error counts ${error.attempts} attempts, there were ${own.length}`)
  }
  return broken
}
