import { NodeRedis } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Context, Duration, Effect, Layer, Redacted, References, Result } from "effect"
import { sample, sign } from "effect-novu/Testing/Webhooks"
import { NovuWebhooks, WebhookLedger } from "effect-novu/Webhooks"
import * as WebhookLedgerRedis from "effect-novu/Webhooks/WebhookLedgerRedis"
import * as WebhookLedgerSql from "effect-novu/Webhooks/WebhookLedgerSql"
import { HttpRouter } from "effect/http"
import { TestClock } from "effect/testing"
import { Draws } from "../campaign/random.ts"
import { first, firstAt, secret } from "../Webhooks/vectors.ts"
import { startPostgres } from "./postgres.ts"
import { startRedis } from "./redis.ts"

const key = Redacted.make(secret)
const Webhooks = NovuWebhooks.layer({ secret: key })

/** Makes the layer of a consumer over one store. */
type LedgerOf = (consumer: string) => Layer.Layer<WebhookLedger, unknown>

const ofRedis = Effect.map(
  startRedis,
  (url): LedgerOf => (consumer) => WebhookLedgerRedis.layer({ consumer }).pipe(Layer.provide(NodeRedis.layer({ url })))
)

const ofPostgres = Effect.gen(function*() {
  const url = yield* startPostgres
  const Sql = PgClient.layer({ url: Redacted.make(url), maxConnections: 10 })
  yield* WebhookLedgerSql.createTable().pipe(
    Effect.retry({ times: 20 }),
    Effect.provide(Sql)
  )
  const ledger: LedgerOf = (consumer) => WebhookLedgerSql.layer({ consumer }).pipe(Layer.provide(Sql))
  return ledger
})

const ofMemory = Effect.succeed<LedgerOf>((consumer) => WebhookLedger.layerMemory({ consumer }))

const stores = { memory: ofMemory, Redis: ofRedis, Postgres: ofPostgres }

/** How often each event is delivered at first. One that is not taken is delivered again. */
const copies = 4
const eventCount = 2500

/** No claim of the route ends while it handles an event, however slow the machine is. Only those of the dead do. */
const timeout = Duration.seconds(1)
const lease = Duration.seconds(60)
const leaseOfTheDead = Duration.millis(400)

/** Delivers events in no order, several times, to a handler that crashes, and counts what it does. */
const stream = Effect.fnUntraced(function*(Ledger: Layer.Layer<WebhookLedger, unknown>, seed: number) {
  const draws = new Draws(seed)
  const counts = { starts: 0, completions: 0, crashes: 0, expired: 0 }
  const completed = new Map<string, number>()
  const ledger = Context.get(yield* Layer.build(Ledger), WebhookLedger)

  const crash = (how: Effect.Effect<void, string>) =>
    Effect.suspend(() => {
      counts.crashes++
      return how
    })
  const Route = NovuWebhooks.route("/novu", {
    "message.sent": (_event, { deliveryId }) =>
      Effect.suspend(() => {
        counts.starts++
        const chance = draws.next()
        if (chance < 0.05) return crash(Effect.fail("the handler fails"))
        if (chance < 0.1) return crash(Effect.die("the handler has a bug"))
        if (chance < 0.11) return crash(Effect.never)
        return Effect.map(Effect.yieldNow, () => {
          counts.completions++
          completed.set(deliveryId, (completed.get(deliveryId) ?? 0) + 1)
        })
      })
  }, { timeout, lease }).pipe(Layer.provide(Webhooks), Layer.provide(Layer.succeed(WebhookLedger, ledger)))
  const { dispose, handler } = HttpRouter.toWebHandler(
    Layer.mergeAll(Route, HttpRouter.disableLogger, Layer.succeed(References.MinimumLogLevel, "None")),
    { disableLogger: true }
  )
  yield* Effect.addFinalizer(() => Effect.promise(dispose))

  const deliver = Effect.fnUntraced(function*(id: string) {
    for (;;) {
      if (draws.chance(0.01)) {
        // A process claims the event and dies.
        const claimed = yield* ledger.claim(id, leaseOfTheDead)
        if (claimed._tag === "Fresh") {
          counts.starts++
          counts.expired++
        }
      }
      const { body, headers } = yield* sign({ secret: key, body: sample("message.sent"), id })
      const response = yield* Effect.promise(() =>
        handler(new Request("http://receiver.test/novu", { method: "POST", headers, body }), Context.empty() as never)
      )
      if (response.status === 204) return
      yield* Effect.sleep(draws.between(1, 200))
    }
  })
  const deliveries = Array.from({ length: eventCount * copies }, (_, index) => ({
    id: `msg_${seed}_${index % eventCount}`,
    at: draws.next()
  })).toSorted((a, b) => a.at - b.at)
  yield* Effect.forEach(deliveries, ({ id }) => deliver(id), { concurrency: 64, discard: true })
  return { counts, completed }
})

describe("a route under a stream of ten thousand deliveries in no order, with crashes", () => {
  for (const [name, make] of Object.entries(stores)) {
    it.live(`completes each event once with a ledger in ${name}, and two consumers both`, () =>
      Effect.gen(function*() {
        const ledger = yield* make
        for (const consumer of ["mail", "billing"]) {
          const { completed, counts } = yield* stream(ledger(consumer), 1)
          assert.strictEqual(completed.size, eventCount)
          assert.deepStrictEqual([...completed.values()].filter((times) => times !== 1), [])
          assert.strictEqual(counts.starts, counts.completions + counts.crashes + counts.expired)
          assert.isAbove(counts.crashes, 100)
          assert.isAbove(counts.expired, 10)
        }
      }).pipe(Effect.scoped), 240_000)
  }
})

describe("a hundred thousand mutations of a good delivery", () => {
  it.effect("are all refused, each with a reason", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(firstAt)
      const { verify } = yield* NovuWebhooks
      const draws = new Draws(7)
      const names = Object.keys(first.headers) as Array<keyof typeof first.headers>
      const characters = [..."0123456789abcdefXYZ+/=,. \n\t-_vwé"]
      const mutated = (text: string): string => {
        const at = draws.between(0, text.length)
        const other = draws.pick(characters)
        return draws.pick([
          () => text.slice(0, at) + other + text.slice(at),
          () => text.slice(0, at) + text.slice(at + 1),
          () => text.slice(0, at) + other + text.slice(at + 1),
          () => text.slice(0, at),
          () => text.slice(at),
          () => text.slice(0, at) + text.slice(at).toUpperCase()
        ])()
      }
      let tried = 0
      while (tried < 100_000) {
        const headers: Record<string, string> = { ...first.headers }
        let { body } = first
        const which = draws.pick([...names, "body"] as const)
        if (which === "body") body = mutated(body)
        else headers[which] = mutated(first.headers[which])
        if (body === first.body && names.every((name) => headers[name] === first.headers[name])) continue
        tried++
        const result = yield* Effect.result(verify({ headers, body }))
        assert(Result.isFailure(result), `${JSON.stringify(headers)} ${body}`)
      }
    }).pipe(Effect.provide(Webhooks)), 120_000)
})
