import * as Effect from "effect/Effect"
import { nameOf } from "../../internal/fake/doors/hosts.ts"
import { defaultSecretKey } from "../../internal/fake/store/store.ts"
import type { Arguments } from "./arguments.ts"
import type { FlagName } from "./flagTable.ts"
import { type Keys, readKeys } from "./keys.ts"
import { type Refusal, refusal } from "./refusal.ts"
import { readWebhooks, type WebhookTarget } from "./webhookTargets.ts"

const plans = ["free", "pro", "business", "enterprise", "unlimited"] as const

/** Has what the flags mean. */
export interface Flags {
  readonly port: number
  /** Is the address to listen on, and absent for those of the machine itself. */
  readonly host: string | undefined
  readonly allowedHosts: ReadonlyArray<string>
  readonly keys: Keys
  readonly applicationIdentifier: string
  readonly seed: string | undefined
  readonly init: boolean
  readonly state: string | undefined
  readonly anyWorkflow: boolean
  readonly webhooks: ReadonlyArray<WebhookTarget>
  readonly localOAuth: boolean
  readonly idempotency: boolean
  readonly rateLimit: typeof plans[number] | undefined
  readonly keep: number
}

const readNumber = (text: string, from: number, to: number): number | undefined => {
  const number = /^\d+$/.test(text) ? Number(text) : undefined
  return number !== undefined && number >= from && number <= to ? number : undefined
}

/** Takes an address of IPv6 with its brackets off, and the names of the machine itself as none. */
const readHost = (text: string | undefined): string | undefined => {
  const host = text?.replace(/^\[(.*)\]$/, "$1")
  return host?.toLowerCase() === "localhost" ? undefined : host
}

/** Reads what flags mean, apart from files. */
export const readFlags = (given: Arguments): Effect.Effect<Flags, Refusal> =>
  Effect.gen(function*() {
    const last = (name: FlagName): string | undefined => given.get(name)?.at(-1)
    const all = (name: FlagName): ReadonlyArray<string> => given.get(name) ?? []

    const port = readNumber(last("port") ?? "3210", 0, 65_535)
    if (port === undefined) return yield* refusal(`--port needs a number from 0 to 65535, not "${last("port")}".`)
    const keep = readNumber(last("keep") ?? "10000", 1, 10_000_000)
    if (keep === undefined) return yield* refusal(`--keep needs a number from 1 on, not "${last("keep")}".`)

    const allowedHosts = all("allow-host")
    const wrong = allowedHosts.find((name) => name.includes("*") || nameOf(name) === undefined)
    if (wrong !== undefined) {
      return yield* refusal(`--allow-host needs one name of a host, such as --allow-host novu, not "${wrong}".`)
    }

    const asked = last("rate-limit")
    const rateLimit = plans.find((plan) => plan === asked)
    if (asked !== undefined && rateLimit === undefined) {
      return yield* refusal(`--rate-limit needs one of ${plans.join(", ")}, not "${asked}".`)
    }

    const applicationIdentifier = last("app-id") ?? "app_fake"
    if (!/^[\w-]+$/.test(applicationIdentifier)) {
      return yield* refusal("--app-id needs an identifier of letters, digits, - and _, such as --app-id app_fake.")
    }

    const keys = yield* readKeys(all("key"), defaultSecretKey)
    return {
      port,
      host: readHost(last("host")),
      allowedHosts,
      keys,
      applicationIdentifier,
      seed: last("seed"),
      init: given.has("init"),
      state: last("state"),
      anyWorkflow: given.has("any-workflow"),
      webhooks: yield* readWebhooks(all("webhook"), keys.main),
      localOAuth: given.has("local-oauth"),
      idempotency: given.has("idempotency"),
      rateLimit,
      keep
    }
  })
