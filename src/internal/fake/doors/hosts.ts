import { jsonAnswer } from "../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../protocol/message.ts"

/** Names that reach the machine itself. A page elsewhere cannot have one of them, a name of its own it can point here. */
const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** The name in a `Host` field or in an option, as URLs write it; its port does not matter. */
const nameOf = (host: string): string | undefined => {
  if (!/^[^\s/\\?#@]+$/.test(host)) return undefined
  const url = [`http://${host}`, `http://[${host}]`].find((text) => URL.canParse(text))
  return url === undefined ? undefined : new URL(url).hostname.replace(/\.$/, "")
}

/** The name in an `Origin` field, which is `null` for a page that has none. */
const nameOfOrigin = (origin: string): string | undefined => {
  const [, host] = /^https?:\/\/(.+)$/.exec(origin) ?? []
  return host === undefined ? undefined : nameOf(host)
}

/**
 * Who may use what the fake adds to Novu's API. A browser sends the name in its
 * address bar as `Host`, and that of the page that asks as `Origin`, so either
 * gives away a page that is not this machine's.
 *
 * @internal
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
    /** The answer to a request for a control route that comes from elsewhere. */
    refuse: (request: FakeRequest): FakeAnswer | undefined => {
      const from = foreign(request)
      return from === undefined ? undefined : refusal(from)
    },
    /**
     * The answer to a request for Novu's API by a page that a name of its own
     * leads here. Any other may call it: services by any name, and no page
     * elsewhere can send the key unless it is asked to.
     */
    refusePage: ({ headers: { host = "", origin } }: FakeRequest): FakeAnswer | undefined => {
      if (origin === undefined) return undefined
      const name = nameOfOrigin(origin)
      return name !== undefined && name === nameOf(host) && !knows(name) ? refusal(`Origin "${origin}"`) : undefined
    },
    /** The origin whose pages may read an answer. */
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
