import { HTTPClient, Novu } from "@novu/api"
import { Effect, Layer, Redacted } from "effect"
import { NovuTransport } from "effect-novu"
import { FetchHttpClient } from "effect/http"

/** Holds the content of a request without the order of its parts. */
export interface Sent {
  readonly method: string
  readonly path: string
  /** Is decoded and sorted. */
  readonly query: ReadonlyArray<string>
  readonly body: unknown
}

/** Is a field of a form: a text or a file. */
const fieldOf = async ([name, value]: readonly [string, string | File]) => [
  name,
  typeof value === "string" ? value : { name: value.name, text: await value.text() }
]

/** Reads a body, whether it is JSON or a form. */
const bodyOf = async (request: Request): Promise<unknown> => {
  if (request.headers.get("content-type")?.startsWith("multipart/form-data") === true) {
    return Promise.all([...await request.formData()].map(fieldOf))
  }
  const text = await request.text()
  return text === "" ? undefined : JSON.parse(text)
}

/** Makes a fetch that keeps what is sent and answers 400, so that no client repeats or decodes anything. */
export const recorder = () => {
  const sent: Array<Sent> = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    sent.push({
      method: request.method,
      path: url.pathname,
      query: [...url.searchParams].map((pair) => JSON.stringify(pair)).toSorted(),
      body: await bodyOf(request)
    })
    return Response.json({ statusCode: 400, message: "recorded" }, { status: 400 })
  }
  /** Returns what was sent since the last call, or `undefined`. */
  const take = (): Sent | undefined => {
    if (sent.length > 1) throw new Error("more than one request")
    return sent.pop()
  }
  return { fetch, take }
}

/** Builds our transport over a fetch. */
export const ours = (fetch: typeof globalThis.fetch, apiUrl?: string) =>
  NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl }).pipe(
    Layer.provide(FetchHttpClient.layer),
    Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch))
  )

/** Makes Novu's own SDK over a fetch, without its hour of retries. */
export const theirs = (fetch: typeof globalThis.fetch, serverURL?: string): Novu =>
  new Novu({
    secretKey: "sk_fake",
    serverURL,
    httpClient: new HTTPClient({ fetcher: fetch }),
    retryConfig: { strategy: "none" }
  })

/** Returns the outcome of a promise that may well fail. */
export const settled = <A>(run: () => Promise<A>): Effect.Effect<{ readonly value: A } | { readonly error: unknown }> =>
  Effect.promise(async () => {
    try {
      return { value: await run() }
    } catch (error) {
      return { error }
    }
  })
