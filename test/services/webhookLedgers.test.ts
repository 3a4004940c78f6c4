import { NodeRedis } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, layer } from "@effect/vitest"
import { Context, Duration, Effect, Layer, Redacted } from "effect"
import { WebhookLedger } from "effect-novu/Webhooks/WebhookLedger"
import * as WebhookLedgerRedis from "effect-novu/Webhooks/WebhookLedgerRedis"
import * as WebhookLedgerSql from "effect-novu/Webhooks/WebhookLedgerSql"
import { Redis } from "effect/persistence"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { ledgerBehaviour, type LedgerTime } from "../Webhooks/ledgerBehaviour.ts"
import { startPostgres } from "./postgres.ts"
import { startRedis } from "./redis.ts"

const minute = Duration.minutes(1)

const Server = Layer.unwrap(Effect.map(startRedis, (url) => NodeRedis.layer({ url })))

const Database = Layer.effectDiscard(WebhookLedgerSql.createTable()).pipe(
  Layer.provideMerge(
    Layer.unwrap(Effect.map(startPostgres, (url) =>
      PgClient.layer({
        url: Redacted.make(url),
        transformQueryNames: (name) => `other_${name}`,
        transformResultNames: (name) => `other_${name}`
      })))
  )
)

/** Is the time of Redis, which no test can move. Timers may fire a little early, so more time passes than is asked for. */
const realTime: LedgerTime = {
  unit: Duration.millis(250),
  pass: (time) => Effect.sleep(Duration.sum(time, Duration.millis(20)))
}

const openRedis = (options: WebhookLedgerRedis.WebhookLedgerRedisOptions) =>
  Effect.map(Layer.build(WebhookLedgerRedis.layer(options)), (services) => Context.get(services, WebhookLedger))

describe("ledgers in databases", () => {
  layer(Server, { excludeTestServices: true, timeout: "30 seconds" })("Redis", (it) => {
    ledgerBehaviour(it.effect, WebhookLedgerRedis.layer, realTime)

    it.effect("no consumer's keys are another's", () =>
      Effect.gen(function*() {
        const [one, other] = [yield* openRedis({ consumer: "a:b" }), yield* openRedis({ consumer: "a" })]
        assert.strictEqual((yield* one.claim("c", minute))._tag, "Fresh")
        assert.strictEqual((yield* other.claim("b:c", minute))._tag, "Fresh")
        assert.strictEqual((yield* (yield* openRedis({ consumer: "\ud800" })).claim("c", minute))._tag, "Fresh")
        const redis = yield* Redis.Redis
        assert.strictEqual(yield* redis.send("EXISTS", "novu:webhooks:a%3Ab:c", "novu:webhooks:a:b:c"), 2)
      }))

    it.effect("keys end by themselves", () =>
      Effect.gen(function*() {
        const redis = yield* Redis.Redis
        const ledger = yield* openRedis({ consumer: "billing", prefix: "ends:", retention: "10 minutes" })
        const left = Effect.map(redis.send<number>("PTTL", "ends:billing:a"), (millis) => Math.ceil(millis / 60_000))
        const claim = yield* ledger.claim("a", minute)
        assert.strictEqual(yield* left, 11)
        if (claim._tag === "Fresh") yield* ledger.complete("a", claim.token)
        assert.strictEqual(yield* left, 10)
      }))

    it.effect("a key that holds something else is refused, until it is forgotten", () =>
      Effect.gen(function*() {
        const redis = yield* Redis.Redis
        yield* redis.send("SET", "other:billing:a", "something else")
        const ledger = yield* openRedis({ consumer: "billing", prefix: "other:" })
        assert.strictEqual((yield* Effect.flip(ledger.claim("a", minute))).method, "claim")
        yield* ledger.forget("a")
        assert.strictEqual((yield* ledger.claim("a", minute))._tag, "Fresh")
      }))
  })

  layer(Database, { excludeTestServices: true, timeout: "60 seconds" })("Postgres", (it) => {
    ledgerBehaviour(
      (name, run) => it.effect(name, () => Effect.provide(run(), TestClock.layer())),
      WebhookLedgerSql.layer
    )

    it.effect("a table is created by many at once, and its statements are run again", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const table = `T${"x".repeat(62)}`
        yield* Effect.all(Array.from({ length: 8 }, () => WebhookLedgerSql.createTable(table)), {
          concurrency: "unbounded"
        })
        for (const statement of WebhookLedgerSql.ddl(table).split(";\n").filter((each) => each !== "")) {
          yield* sql.unsafe(statement)
        }
        const indexes = yield* sql.unsafe(`SELECT 1 FROM pg_indexes WHERE tablename = '${table}'`)
        assert.lengthOf(indexes, 2)
        const made = yield* Layer.build(WebhookLedgerSql.layer({ consumer: "billing", table }))
        assert.strictEqual((yield* Context.get(made, WebhookLedger).claim("a", minute))._tag, "Fresh")
      }))

    it.effect("a webhook that is completed in a transaction is done only if that commits", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const made = yield* Layer.build(WebhookLedgerSql.layer({ consumer: crypto.randomUUID() }))
        const ledger = Context.get(made, WebhookLedger)
        const claim = yield* ledger.claim("a", minute)
        const token = claim._tag === "Fresh" ? claim.token : ""
        yield* Effect.flip(
          sql.withTransaction(Effect.andThen(ledger.complete("a", token), Effect.fail("the handler fails")))
        )
        assert.strictEqual((yield* ledger.claim("a", minute))._tag, "Running")
        yield* sql.withTransaction(ledger.complete("a", token))
        assert.strictEqual((yield* ledger.claim("a", minute))._tag, "Done")
      }))
  })
})
