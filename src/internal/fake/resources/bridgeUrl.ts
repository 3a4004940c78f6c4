/** Has Novu's rule for URLs that it calls: they are public. Names are not looked up here. */
import * as Result from "effect/Result"
import { badRequest, type Rejection } from "../protocol/rejection.ts"

const blocked: ReadonlySet<string> = new Set(["localhost", "metadata.google.internal"])

const isPrivate = (address: string): boolean =>
  /^(127\.|10\.|0\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address) ||
  /^\[(::1?|f[cd][0-9a-f]{2}:.*|fe80:.*|::ffff:.*)\]$/.test(address)

/** Says what is wrong with a URL. */
const fault = (text: string): string | undefined => {
  if (!URL.canParse(text)) return "Invalid URL format."
  const { hostname, protocol } = new URL(text)
  if (protocol !== "http:" && protocol !== "https:") {
    return `URL scheme "${protocol}" is not allowed. Only http and https are permitted.`
  }
  if (blocked.has(hostname)) return `Requests to "${hostname}" are not allowed.`
  return isPrivate(hostname)
    ? `Requests to private or reserved IP addresses are not allowed (resolved: ${hostname}).`
    : undefined
}

/** Checks the URL of a member, if it has one. */
export const checkBridgeUrl = (
  input: Readonly<Record<string, unknown>>,
  name: "bridgeUrl" | "devBridgeUrl"
): Result.Result<void, Rejection> => {
  const url = input[name]
  const found = typeof url === "string" && url !== "" ? fault(url) : undefined
  return found === undefined ? Result.succeed(undefined) : Result.fail(badRequest(`${name}: ${found}`))
}
