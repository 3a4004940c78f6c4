import type { NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import type { AmbiguousFailure } from "../../Transport/Operation.ts"
import { dates, least } from "../headers/fieldValues.ts"
import { percentDecoded } from "../percentDecoded.ts"
import type { Answered } from "../wire/answered.ts"
import { errorBodyOf } from "../wire/errorBody.ts"

/** What is known of the call and of its last attempt. */
interface Circumstances {
  readonly reason: NovuErrorReason
  /** The answer to the last attempt where it was not a success. */
  readonly refusal: Answered | undefined
  /** The URL that was asked, and its part after the prefix of `apiUrl`. */
  readonly url: string
  readonly target: string
  /** The local time, in epoch milliseconds. */
  readonly now: number
  /** Milliseconds since the call began. */
  readonly elapsed: number
}

/** Milliseconds by which a local clock may differ from Novu's. */
const clockSkew = 5 * 60_000

/** A gateway may cut a prefix off the path, or normalise how it is encoded. */
const isPathOf = (path: string, { target, url }: Circumstances): boolean =>
  path.startsWith("/") && percentDecoded(url).endsWith(percentDecoded(path)) &&
  percentDecoded(path).endsWith(percentDecoded(target))

/** Novu answers with the same body where a gate stands before the route, or where it has switched the feature off. */
const isAboutRoute = (reason: NovuErrorReason, message: unknown): boolean =>
  "gate" in reason && reason.gate !== undefined ||
  typeof message === "string" && /^\s*(Cannot\s|Feature not enabled)/i.test(message)

const isAboutResource = (circumstances: Circumstances): boolean => {
  const { refusal } = circumstances
  const body = refusal && errorBodyOf(refusal.text)
  return refusal !== undefined && body !== undefined &&
    Number(body.statusCode) === refusal.status &&
    typeof body.path === "string" && isPathOf(body.path, circumstances) &&
    !isAboutRoute(circumstances.reason, body.message)
}

/** Returns when the call began by Novu's clock, or an earlier time where that is unknown. */
const callBegan = ({ elapsed, now, refusal }: Circumstances): number => {
  const answeredAt = least(dates(refusal?.headers ?? {}, "date", now))
  return (answeredAt ?? now - clockSkew) - elapsed
}

/** What `Operation.reconcile` is asked about. */
export const ambiguousFailure = (circumstances: Circumstances): AmbiguousFailure => ({
  reason: circumstances.reason,
  isAboutResource: isAboutResource(circumstances),
  isOlder: (time) => time.epochMilliseconds < callBegan(circumstances)
})
