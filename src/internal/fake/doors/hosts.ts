import type { FakeAnswer, FakeRequest } from "../protocol/message.ts"
import { refuse } from "./refuse.ts"

/**
 * These names always lead to the machine itself. A web page elsewhere cannot have
 * one, but it can point its own name here.
 */
const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/

/** Reads the name in a `Host` field or in an option, as URLs write it and without its port. */
export const nameOf = (host: string): string | undefined => {
  if (!/^[^\s/\\?#@]+$/.test(host)) return undefined
  const url = [`http://${host}`, `http://[${host}]`].find((text) => URL.canParse(text))
  return url === undefined ? undefined : new URL(url).hostname.replace(/\.$/, "")
}

/**
 * Decides by the name in `Host` who is answered at all. A web page whose own name
 * was pointed here is of the same origin as the fake to its browser, and everybody
 * knows the fake's key, so every route asks, Novu's own included.
 */
export const makeHosts = (allowedHosts: ReadonlyArray<string>) => {
  const allowed = new Set(allowedHosts.map(nameOf))

  /** Answers a request whose `Host` is neither of this machine nor allowed. */
  return ({ headers: { host = "" } }: FakeRequest): FakeAnswer | undefined => {
    const name = nameOf(host)
    if (name !== undefined && (loopback.test(name) || allowed.has(name))) return undefined
    const example = name ?? "novu-fake"
    return refuse(
      `Host "${host}" is not of this machine: allow it with --allow-host ${example}, or in a program with ` +
        `FakeNovu.serve({ allowedHosts: ["${example}"] })`
    )
  }
}
