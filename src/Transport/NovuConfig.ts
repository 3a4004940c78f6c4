/**
 * Defines the options of the transport's layers, such as the URL, the secret
 * key and the time limits, and checks them.
 *
 * @since 0.1.0
 */
import type * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import { InvalidInput } from "../Errors/NovuErrorReason.ts"
import { backoffOf } from "../internal/input/backoff.ts"
import { kindOf } from "../internal/input/given.ts"
import { invalidInput } from "../internal/input/invalidInput.ts"
import { isRecord } from "../internal/input/isRecord.ts"
import { isLost, lost } from "../internal/input/redactedText.ts"
import { timeLimit } from "../internal/input/timeInput.ts"
import type { RetryPolicy } from "./RetryPolicy.ts"
import { standard } from "./RetryPolicy.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface NovuOptions {
  /**
   * The secret key, from Settings → API keys in the Novu dashboard. There is
   * one per environment, so the key also chooses the environment. It may begin
   * with `ApiKey `.
   */
  readonly secretKey: Redacted.Redacted
  /**
   * The URL of Novu's API, `https://eu.api.novu.co` for the EU region. A path
   * is kept as a prefix. Leave out the `/v1`, because operations bring theirs.
   *
   * @default "https://api.novu.co"
   */
  readonly apiUrl?: string | undefined
  /**
   * Limits one attempt, body included.
   *
   * @default "10 seconds"
   */
  readonly attemptTimeout?: Duration.Input | undefined
  /**
   * Limits the whole call: attempts and the waits between them.
   *
   * @default "30 seconds"
   */
  readonly totalTimeout?: Duration.Input | undefined
  /** @default RetryPolicy.standard */
  readonly retry?: RetryPolicy | undefined
  /**
   * Sends trace headers (`traceparent`, `b3`) to Novu. They tell a third party
   * the ids of your traces.
   *
   * @default false
   */
  readonly propagateTraces?: boolean | undefined
  /**
   * Wraps the HTTP client, for example with a proxy, a recorder or a header.
   * Retries and time limits apply around the wrapper.
   *
   * **Gotchas**
   *
   * - An attempt sends one request whatever the wrapper does. When a middleware
   *   such as `HttpClient.retryTransient` or `HttpClient.followRedirects` sends
   *   another, it gets the outcome of the first.
   * - Keep such middlewares out of the `HttpClient` layer itself, where we
   *   cannot stop them: they repeat writes that may not be repeated, and carry
   *   tokens to other hosts.
   */
  readonly transformClient?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
}

/**
 * Has options of which some, or all, are read from the configuration.
 *
 * @category options
 * @since 0.1.0
 */
export type ConfigurableNovuOptions = {
  readonly [K in keyof NovuOptions]: NovuOptions[K] | Config.Config<NovuOptions[K]>
}

/**
 * Holds options that were checked, with their defaults filled in.
 *
 * @category models
 * @since 0.1.0
 */
export interface NovuConfig {
  /** The value of the `Authorization` header. */
  readonly authorization: Redacted.Redacted
  readonly secretKey: Redacted.Redacted
  /** Ends without a slash. */
  readonly apiUrl: string
  readonly attemptTimeout: Duration.Duration
  readonly totalTimeout: Duration.Duration
  readonly retry: RetryPolicy
}

/** Errors call an option by the name that it has in its source. */
const names = {
  options: { secretKey: "secretKey", apiUrl: "apiUrl" },
  environment: { secretKey: "NOVU_SECRET_KEY", apiUrl: "NOVU_API_URL" }
}

const variable = Effect.fnUntraced(function*(name: string) {
  const provider = yield* ConfigProvider.ConfigProvider
  const node = yield* Effect.mapError(provider.load([name]), () => invalidInput(name, "cannot be read"))
  return node?.value
})

/**
 * Reads the options from `NOVU_SECRET_KEY` and, when set, `NOVU_API_URL`, by
 * the current `ConfigProvider`: the process's environment unless the program
 * sets another. It does not use `Config`, whose schemas would enlarge every
 * bundle.
 *
 * @category options
 * @since 0.1.0
 */
export const fromEnvironment: Effect.Effect<NovuOptions, InvalidInput> = Effect.gen(function*() {
  const secretKey = yield* variable(names.environment.secretKey)
  if (secretKey === undefined) return yield* invalidInput(names.environment.secretKey, "must be set in the environment")
  return { secretKey: Redacted.make(secretKey), apiUrl: yield* variable(names.environment.apiUrl) }
})

const authorizationOf = (secretKey: Redacted.Redacted, name: string): Redacted.Redacted | InvalidInput => {
  if (!Redacted.isRedacted(secretKey)) return invalidInput(name, "must be a Redacted, as from Redacted.make")
  if (isLost(secretKey)) return invalidInput(name, `is ${lost}`)
  const value: unknown = Redacted.value(secretKey)
  const key = typeof value === "string" ? value.replace(/^ApiKey /, "") : ""
  if (key.trim() === "") return invalidInput(name, "must not be empty")
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return invalidInput(name, "must be visible ASCII characters only: no spaces, no line breaks")
  }
  return Redacted.make(`ApiKey ${key}`)
}

const baseUrlOf = (apiUrl: unknown, name: string): string | InvalidInput => {
  if (typeof apiUrl !== "string") return invalidInput(name, `must be a text, and is ${kindOf(apiUrl)}`)
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    return invalidInput(name, "must be an absolute http or https URL")
  }
  if (url.username !== "" || url.password !== "") return invalidInput(name, "must not hold credentials")
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(apiUrl)) {
    return invalidInput(name, "must not have a query or a fragment")
  }
  const path = url.pathname.replace(/\/+$/, "")
  if (/\/v[12]$/i.test(path)) {
    return invalidInput(name, "must not end in /v1 or /v2: each operation adds its own version")
  }
  return url.origin + path
}

/**
 * Checks options and fills in the defaults. The error never shows the key; its
 * words name variables instead of options where the options are those of
 * `fromEnvironment`.
 *
 * @category options
 * @since 0.1.0
 */
export const resolve = (
  options: NovuOptions,
  source: "options" | "environment" = "options"
): NovuConfig | InvalidInput => {
  if (!isRecord(options)) return invalidInput("options", `must be an object, and is ${kindOf(options)}`)
  const { apiUrl: url = "https://api.novu.co", retry = standard, transformClient } = options
  const authorization = authorizationOf(options.secretKey, names[source].secretKey)
  if (authorization instanceof InvalidInput) return authorization
  const apiUrl = baseUrlOf(url, names[source].apiUrl)
  if (apiUrl instanceof InvalidInput) return apiUrl
  const attemptTimeout = timeLimit("attemptTimeout", options.attemptTimeout, Duration.seconds(10))
  if (attemptTimeout instanceof InvalidInput) return attemptTimeout
  const totalTimeout = timeLimit("totalTimeout", options.totalTimeout, Duration.seconds(30))
  if (totalTimeout instanceof InvalidInput) return totalTimeout
  const backoff = backoffOf(retry, standard)
  if (backoff instanceof InvalidInput) return backoff
  if (transformClient !== undefined && typeof transformClient !== "function") {
    return invalidInput("transformClient", `must be a function, and is ${kindOf(transformClient)}`)
  }
  return {
    authorization,
    secretKey: Redacted.make(Redacted.value(authorization).slice("ApiKey ".length)),
    apiUrl,
    attemptTimeout,
    totalTimeout,
    retry
  }
}
