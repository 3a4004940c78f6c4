import { assert, describe, it } from "@effect/vitest"
import { Context, Duration, Effect, Layer, Result } from "effect"
import { WebhookLedger, WebhookLedgerError, type WebhookLedgerMemoryOptions } from "effect-novu/Webhooks/WebhookLedger"
import * as WebhookLedgerRedis from "effect-novu/Webhooks/WebhookLedgerRedis"
import * as WebhookLedgerSql from "effect-novu/Webhooks/WebhookLedgerSql"
import { Redis } from "effect/persistence"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { sqlite } from "../../examples/support/sqlite.ts"
import { ledgerBehaviour } from "./ledgerBehaviour.ts"

const minute = Duration.minutes(1)

const openMemory = (options: WebhookLedgerMemoryOptions) =>
  Effect.map(Layer.build(WebhookLedger.layerMemory(options)), (services) => Context.get(services, WebhookLedger))

const handle = Effect.fnUntraced(function*(ledger: WebhookLedger["Service"], id: string) {
  const claim = yield* ledger.claim(id, minute)
  if (claim._tag === "Fresh") yield* ledger.complete(id, claim.token)
  return claim._tag
})

const Database = Layer.provideMerge(Layer.effectDiscard(WebhookLedgerSql.createTable()), sqlite(":memory:"))

const rows = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  return yield* sql<{ readonly id: string }>`SELECT id FROM novu_webhooks ORDER BY id`.pipe(
    Effect.map((found) => found.map(({ id }) => id))
  )
})

const detailOf = <R>(layer: Layer.Layer<WebhookLedger, unknown, R>) =>
  Effect.map(
    Effect.result(Effect.scoped(Layer.build(layer))),
    (result) => Result.isFailure(result) && result.failure instanceof Error ? result.failure.message : "it is made"
  )

const away = Effect.fail(new Redis.RedisError({ cause: "away" }))

const NoRedis = Layer.mock(Redis.Redis, { send: () => away, eval: () => () => away })

const failsWithItsMethod = Effect.gen(function*() {
  const ledger = yield* WebhookLedger
  const calls = {
    claim: ledger.claim("a", minute),
    complete: ledger.complete("a", "b"),
    release: ledger.release("a", "b"),
    forget: ledger.forget("a")
  }
  for (const [method, call] of Object.entries(calls)) {
    const error = yield* Effect.flip<unknown, WebhookLedgerError, never>(call)
    assert.instanceOf(error, WebhookLedgerError)
    assert.strictEqual(error.method, method)
    assert.strictEqual(error.message, `the webhook ledger failed to ${method}`)
    assert.instanceOf(error.cause, Error)
  }
})

describe("a ledger in memory", () => {
  ledgerBehaviour(it.effect, WebhookLedger.layerMemory)

  it.effect("beyond its capacity forgets the id that was handled first", () =>
    Effect.gen(function*() {
      const ledger = yield* openMemory({ consumer: "billing", capacity: 3 })
      for (const id of ["a", "b", "c", "d"]) assert.strictEqual(yield* handle(ledger, id), "Fresh")
      for (const id of ["b", "c", "d"]) assert.strictEqual(yield* handle(ledger, id), "Done")
      assert.strictEqual(yield* handle(ledger, "a"), "Fresh")
      assert.strictEqual(yield* handle(ledger, "b"), "Fresh")
    }))

  it.effect("keeps claims that run beyond its capacity", () =>
    Effect.gen(function*() {
      const ledger = yield* openMemory({ consumer: "billing", capacity: 1 })
      for (const id of ["a", "b", "c"]) assert.strictEqual((yield* ledger.claim(id, minute))._tag, "Fresh")
      for (const id of ["a", "b", "c"]) assert.strictEqual((yield* ledger.claim(id, minute))._tag, "Running")
    }))

  it.effect("two that are made of the same options are two", () =>
    Effect.gen(function*() {
      const [one, other] = [yield* openMemory({ consumer: "billing" }), yield* openMemory({ consumer: "billing" })]
      assert.strictEqual(yield* handle(one, "a"), "Fresh")
      assert.strictEqual(yield* handle(other, "a"), "Fresh")
    }))

  it.effect("remembers seven days unless told otherwise", () =>
    Effect.gen(function*() {
      const ledger = yield* openMemory({ consumer: "billing" })
      yield* handle(ledger, "a")
      yield* TestClock.adjust(Duration.subtract(Duration.days(7), Duration.millis(1)))
      assert.strictEqual(yield* handle(ledger, "a"), "Done")
      yield* TestClock.adjust(1)
      assert.strictEqual(yield* handle(ledger, "a"), "Fresh")
    }))
})

describe("a ledger in SQLite", () => {
  ledgerBehaviour((name, run) => it.effect(name, () => Effect.provide(run(), Database)), WebhookLedgerSql.layer)

  it.effect("removes what is over while its layer lives, and nothing else", () =>
    Effect.gen(function*() {
      const options = { consumer: "billing", retention: "2 hours", cleanup: "30 minutes" } as const
      const ledger = Context.get(yield* Layer.build(WebhookLedgerSql.layer(options)), WebhookLedger)
      yield* handle(ledger, "done")
      yield* ledger.claim("abandoned", minute)
      yield* TestClock.adjust("1 hour")
      yield* handle(ledger, "later")
      assert.deepStrictEqual(yield* rows, ["abandoned", "done", "later"])
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* rows, ["abandoned", "later"])
      yield* TestClock.adjust("30 minutes")
      assert.deepStrictEqual(yield* rows, ["later"])
    }).pipe(Effect.provide(Database)))

  it.effect("goes on removing after a failure, and stops with its layer", () =>
    Effect.gen(function*() {
      const options = { consumer: "billing", retention: "2 minutes", cleanup: "1 minute" } as const
      yield* Effect.scoped(Effect.gen(function*() {
        const ledger = Context.get(yield* Layer.build(WebhookLedgerSql.layer(options)), WebhookLedger)
        // The table does not exist yet, so the first removals fail.
        yield* TestClock.adjust("3 minutes")
        yield* WebhookLedgerSql.createTable()
        yield* handle(ledger, "a")
        yield* TestClock.adjust("3 minutes")
        assert.deepStrictEqual(yield* rows, [])
        yield* handle(ledger, "b")
      }))
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(yield* rows, ["b"])
    }).pipe(Effect.provide(sqlite(":memory:"))))

  it.effect("keeps to its table, whose statements can be run twice", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const table = `T${"x".repeat(62)}`
      yield* WebhookLedgerSql.createTable(table)
      for (const statement of WebhookLedgerSql.ddl(table).split(";\n").filter((each) => each !== "")) {
        yield* sql.unsafe(statement)
      }
      const made = yield* Layer.build(WebhookLedgerSql.layer({ consumer: "billing", table }))
      assert.strictEqual(yield* handle(Context.get(made, WebhookLedger), "a"), "Fresh")
      assert.deepStrictEqual(yield* sql`SELECT consumer, id, done FROM ${sql(table)}`, [
        Object.assign(Object.create(null), { consumer: "billing", id: "a", done: 1 })
      ])
    }).pipe(Effect.provide(sqlite(":memory:"))))

  it.effect("fails with the method when the table is missing", () =>
    failsWithItsMethod.pipe(
      Effect.provide(Layer.provide(WebhookLedgerSql.layer({ consumer: "billing" }), sqlite(":memory:")))
    ))
})

describe("a ledger in Redis", () => {
  it.effect("fails with the method when Redis is away", () =>
    failsWithItsMethod.pipe(
      Effect.provide(Layer.provide(WebhookLedgerRedis.layer({ consumer: "billing" }), NoRedis))
    ))
})

describe("what no ledger is made of", () => {
  const places = {
    memory: (options: WebhookLedgerMemoryOptions) => WebhookLedger.layerMemory(options),
    Redis: (options: WebhookLedgerMemoryOptions) => Layer.provide(WebhookLedgerRedis.layer(options), NoRedis),
    SQL: (options: WebhookLedgerMemoryOptions) => Layer.provide(WebhookLedgerSql.layer(options), Database)
  }
  for (const [name, layer] of Object.entries(places)) {
    it.effect(`${name}: an empty consumer, a retention of no time or without an end`, () =>
      Effect.gen(function*() {
        for (const consumer of ["", "  "]) {
          assert.strictEqual(yield* detailOf(layer({ consumer })), "consumer: must not be empty")
        }
        for (const retention of [0, -1, Number.NaN, Infinity, "Infinity", "-1 day"] as const) {
          const detail = yield* detailOf(layer({ consumer: "billing", retention }))
          assert.strictEqual(detail, "retention: must be a duration above zero that ends, such as \"7 days\"")
        }
        assert.strictEqual(yield* detailOf(layer({ consumer: "billing", retention: 1 })), "it is made")
      }))
  }

  it.effect("memory: a capacity that is not a whole number above zero", () =>
    Effect.gen(function*() {
      for (const capacity of [0, -1, 1.5, Number.NaN, Infinity]) {
        const detail = yield* detailOf(WebhookLedger.layerMemory({ consumer: "billing", capacity }))
        assert.strictEqual(detail, "capacity: must be a whole number above zero")
      }
    }))

  it.effect("SQL: a table that is not a plain name, a cleanup without an end", () =>
    Effect.gen(function*() {
      for (const table of ["", "1a", "a b", "a\"; DROP TABLE x", "public.a", "é", "a\n", "a".repeat(64)]) {
        const refused = "table: must be up to 63 letters, digits and underscores, the first of them no digit"
        assert.strictEqual(yield* detailOf(WebhookLedgerSql.layer({ consumer: "billing", table })), refused)
        assert.strictEqual((yield* Effect.flip(WebhookLedgerSql.createTable(table))).message, refused)
      }
      const endless = WebhookLedgerSql.layer({ consumer: "billing", cleanup: "Infinity" })
      assert.match(yield* detailOf(endless), /^cleanup: must be a duration/)
    }).pipe(Effect.provide(sqlite(":memory:"))))
})
