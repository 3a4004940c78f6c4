import { jsonAnswer } from "../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../protocol/message.ts"

/**
 * These names always lead to the machine itself. A web page elsewhere cannot have
 * one, but it can point its own name here.
 */
const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Reads the name in a `Host` field or in an option, as URLs write it and without its port. */
const nameOf = (host: string): string | undefined => {
  if (!/^[^\s/\\?#@]+$/.test(host)) return undefined
  const url = [`http://${host}`, `http://[${host}]`].find((text) => URL.canParse(text))
  return url === undefined ? undefined : new URL(url).hostname.replace(/\.$/, "")
}

/** Reads the name in an `Origin` field. The field says `null` for a page that has no origin. */
const nameOfOrigin = (origin: string): string | undefined => {
  const [, host] = /^https?:\/\/(.+)$/.exec(origin) ?? []
  return host === undefined ? undefined : nameOf(host)
}

/**
 * Decides who may use what the fake adds to Novu's API. A browser sends the name in
 * its address bar as `Host` and the name of the requesting page as `Origin`, so
 * both must be names of this machine.
 */
export const makeHosts = (allowedHosts: ReadonlyArray<string>) => {
  const allowed = new Set(allowedHosts.map(nameOf))
  const knows = (name: string | undefined): boolean => name !== undefined && (loopback.test(name) || allowed.has(name))

  const foreign = ({ headers }: FakeRequest): string | undefined => {
    const { host = "", origin } = headers
    if (!knows(nameOf(host))) return `Host "${host}"`
    return origin === undefined || knows(nameOfOrigin(origin)) ? undefined : `Origin "${origin}"`
  }

  return {
    /** Answers a request for a control route that does not come from this machine. */
    refuse: (request: FakeRequest): FakeAnswer | undefined => {
      const from = foreign(request)
      return from === undefined ? undefined : refusal(from)
    },
    /**
     * Answers a request for Novu's API by a web page whose own name was pointed
     * here, which makes the fake its own origin. Every other request may pass:
     * services use any name, and a page of another origin does not have the key.
     */
    refusePage: ({ headers: { host = "", origin } }: FakeRequest): FakeAnswer | undefined => {
      if (origin === undefined) return undefined
      const name = nameOfOrigin(origin)
      return name !== undefined && name === nameOf(host) && !knows(name) ? refusal(`Origin "${origin}"`) : undefined
    },
    /** Returns the origin of a page that may read the answer. */
    readerOf: ({ headers: { origin } }: FakeRequest): string | undefined =>
      origin !== undefined && knows(nameOfOrigin(origin)) ? origin : undefined
  }
}

const refusal = (from: string): FakeAnswer =>
  jsonAnswer(
    403,
    [],
    JSON.stringify({
      message: `${from} is not of this machine: name it in the option allowedHosts, as in ` +
        "FakeNovu.serve({ allowedHosts: [\"novu-fake\"] })"
    })
  )
