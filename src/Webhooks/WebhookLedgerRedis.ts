/**
 * Keeps the ledger of webhooks in Redis, for all processes of a service.
 *
 * **Gotchas**
 *
 * - Redis 5 or later is needed, because the scripts ask Redis for the time. The
 *   clocks of the processes do not matter.
 * - A Redis that evicts keys, or loses them as it restarts, forgets what was
 *   handled: use `maxmemory-policy noeviction` and persistence.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redis from "effect/persistence/Redis"
import { consumerProblem, periodMillis, wholeMillis } from "../internal/webhooks/ledgerOptions.ts"
import { storedText } from "../internal/webhooks/storedText.ts"
import {
  type Claim,
  InvalidLedger,
  WebhookLedger,
  WebhookLedgerError,
  type WebhookLedgerOptions
} from "./WebhookLedger.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface WebhookLedgerRedisOptions extends WebhookLedgerOptions {
  /**
   * Starts every key: `prefix`, the consumer percent-encoded, `:` and the id. An
   * id of more than 255 characters is kept as its SHA-256 hash.
   *
   * @default "novu:webhooks:"
   */
  readonly prefix?: string | undefined
}

const fresh = -1
const done = -2

/**
 * A key is `done` or `running:<end of the lease>:<token>`. It lives longer than
 * its lease, so that a claim that nobody took over can still be completed.
 */
const claim = Redis.script(
  (key: string, token: string, lease: number, retention: number) => [key, token, lease, retention],
  {
    numberOfKeys: 1,
    lua: `
local value = redis.call("GET", KEYS[1])
if value == "done" then return ${done} end
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if value then
  local ends = string.match(value, "^running:(%d+):")
  if not ends then return redis.error_reply("ERR the key holds something that is not a ledger's") end
  if tonumber(ends) > now then return tonumber(ends) - now end
end
local mine = string.format("running:%.0f:%s", now + tonumber(ARGV[2]), ARGV[1])
redis.call("SET", KEYS[1], mine, "PX", string.format("%.0f", tonumber(ARGV[2]) + tonumber(ARGV[3])))
return ${fresh}`
  }
).withReturnType<unknown>()

const ifOurs = (action: string) => `
local token = string.match(redis.call("GET", KEYS[1]) or "", "^running:%d+:(.*)$")
if token == ARGV[1] then ${action} end`

const complete = Redis.script((key: string, token: string, retention: number) => [key, token, retention], {
  numberOfKeys: 1,
  lua: ifOurs(`redis.call("SET", KEYS[1], "done", "PX", ARGV[2])`)
})

const release = Redis.script((key: string, token: string) => [key, token], {
  numberOfKeys: 1,
  lua: ifOurs(`redis.call("DEL", KEYS[1])`)
})

const claimOf = (answer: unknown, token: string): Effect.Effect<Claim, string> => {
  const number = Number(answer)
  if (number === fresh) return Effect.succeed({ _tag: "Fresh", token })
  if (number === done) return Effect.succeed({ _tag: "Done" })
  return number > 0
    ? Effect.succeed({ _tag: "Running", remaining: Duration.millis(number) })
    : Effect.fail("Redis answered with something that is not a number above zero")
}

const failed = (method: WebhookLedgerError["method"]) =>
  Effect.mapError((cause: unknown) => new WebhookLedgerError({ method, cause }))

const make = Effect.fnUntraced(function*(options: WebhookLedgerRedisOptions) {
  const problem = consumerProblem(options.consumer)
  if (problem !== undefined) return yield* new InvalidLedger({ detail: problem })
  const retention = periodMillis("retention", options.retention, "7 days")
  if (typeof retention === "string") return yield* new InvalidLedger({ detail: retention })
  const redis = yield* Redis.Redis
  const start = `${options.prefix ?? "novu:webhooks:"}${encodeURIComponent(yield* storedText(options.consumer))}:`
  const withKey = <A, E>(id: string, f: (key: string) => Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.flatMap(storedText(id), (text) => f(start + text))
  return WebhookLedger.of({
    claim: (id, lease) =>
      withKey(id, (key) => {
        const token = crypto.randomUUID()
        const answer = redis.eval(claim)(key, token, wholeMillis(lease), retention)
        return Effect.flatMap(answer, (each) => claimOf(each, token))
      }).pipe(failed("claim")),
    complete: (id, token) =>
      withKey(id, (key) => redis.eval(complete)(key, token, retention)).pipe(Effect.asVoid, failed("complete")),
    release: (id, token) =>
      withKey(id, (key) => redis.eval(release)(key, token)).pipe(Effect.asVoid, failed("release")),
    forget: (id) => withKey(id, (key) => redis.send("DEL", key)).pipe(Effect.asVoid, failed("forget"))
  })
})

/**
 * @example
 * ```ts
 * import * as NodeRedis from "@effect/platform-node/NodeRedis"
 * import * as Layer from "effect/Layer"
 * import * as WebhookLedgerRedis from "effect-novu/Webhooks/WebhookLedgerRedis"
 *
 * const Ledger = WebhookLedgerRedis.layer({ consumer: "billing" }).pipe(
 *   Layer.provide(NodeRedis.layer({ url: "redis://localhost:6379" }))
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: WebhookLedgerRedisOptions
): Layer.Layer<WebhookLedger, InvalidLedger, Redis.Redis> => Layer.effect(WebhookLedger, make(options))
