import type { FakeAnswer, FakeRequest } from "../protocol/message.ts"
import { isControl } from "./control.ts"
import { isInbox } from "./inboxCors.ts"
import { refuse } from "./refuse.ts"

/** Says whether the request is for the Inbox's own API or its sockets, which web pages of every origin may use. */
const isForPages = (request: FakeRequest, prefix: string): boolean =>
  request.headers["upgrade"] !== undefined || isInbox(request, prefix)

/**
 * Says whether the page that asks has the origin of the fake. The scheme is not
 * compared, because a proxy in front may speak TLS. A page without a referrer says
 * `null` even to itself, and then the browser's own word for the relation counts.
 */
const isOwnOrigin = (origin: string, host: string | undefined, site: string | undefined): boolean =>
  origin === "null"
    ? site === "same-origin"
    : origin.replace(/^https?:\/\//i, "").toLowerCase() === host?.toLowerCase()

/** Browsers say `none` when a person typed the address, and `same-site` for another port of this machine. */
const isOwnSite = (site: string | undefined): boolean => site === undefined || site === "same-origin" || site === "none"

/**
 * Decides which web pages are answered. A page of another origin could read nothing
 * anyway, because only the Inbox's routes allow it to, but it would be recorded, and
 * would spend a scripted fault. What the fake adds to Novu's API also asks browsers
 * that say nothing of sites. Programs name no origin, and a page whose own server
 * passes its requests on is of the same origin to its browser.
 */
export const makeOrigins = (prefix: string) => (request: FakeRequest): FakeAnswer | undefined => {
  if (isForPages(request, prefix)) return undefined
  const { host, origin, "sec-fetch-mode": mode, "sec-fetch-site": site } = request.headers
  // A link from elsewhere may lead here, as that of a provider of OAuth does.
  const isLink = mode === "navigate" && request.method === "GET"
  const isForeign = origin !== undefined && isControl(request) && !isOwnOrigin(origin, host, site)
  if (!isForeign && (isLink || isOwnSite(site))) return undefined
  return refuse(
    `Pages of other origins may use /v1/inbox alone${origin === undefined ? "" : `, and "${origin}" is another origin`}`
  )
}
