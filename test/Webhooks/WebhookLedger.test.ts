import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer } from "effect"
import { InvalidLedger, WebhookLedger } from "effect-novu/Webhooks"
import * as WebhookLedgerRedis from "effect-novu/Webhooks/WebhookLedgerRedis"
import * as WebhookLedgerSql from "effect-novu/Webhooks/WebhookLedgerSql"
import { Redis } from "effect/persistence"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import * as Sqlite from "../support/sqlite.ts"
import { behaviours } from "./ledgerBehaviour.ts"

const pass = (time: Duration.Duration) => TestClock.adjust(time)

const lease = Duration.minutes(1)

const handle = Effect.fnUntraced(function*(id: string) {
  const { claim, complete } = yield* WebhookLedger
  const claimed = yield* claim(id, lease)
  if (claimed._tag === "Fresh") yield* complete(id, claimed.token)
  return claimed._tag
})

describe("a webhook ledger in memory", () => {
  for (const { run, says } of behaviours) {
    it.effect(says, () => run((consumer) => WebhookLedger.layerMemory({ consumer }), pass))
  }

  it.effect("forgets the oldest when it is full", () =>
    Effect.gen(function*() {
      for (const id of ["a", "b", "c"]) yield* handle(id)
      assert.strictEqual(yield* handle("b"), "Done")
      assert.strictEqual(yield* handle("a"), "Fresh")
    }).pipe(Effect.provide(WebhookLedger.layerMemory({ consumer: "test", capacity: 2 }))))

  it.effect("forgets after its retention", () =>
    Effect.gen(function*() {
      yield* handle("a")
      yield* TestClock.adjust("7 days")
      assert.strictEqual(yield* handle("a"), "Fresh")
    }).pipe(Effect.provide(WebhookLedger.layerMemory({ consumer: "test" }))))
})

const Table = Layer.effectDiscard(WebhookLedgerSql.createTable()).pipe(Layer.provideMerge(Sqlite.layer))

describe("a webhook ledger in SQLite", () => {
  for (const { run, says } of behaviours) {
    it.effect(says, () => run((consumer) => WebhookLedgerSql.layer({ consumer }), pass).pipe(Effect.provide(Table)))
  }

  it.effect("removes what it remembers no longer", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const count = Effect.map(sql`SELECT * FROM novu_webhooks`, ({ length }) => length)
      yield* handle("a")
      yield* TestClock.adjust("6 days")
      yield* handle("b")
      assert.strictEqual(yield* count, 2)
      yield* TestClock.adjust("1 days")
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* count, 1)
    }).pipe(
      Effect.provide(WebhookLedgerSql.layer({ consumer: "test" })),
      Effect.provide(Table)
    ))

  it.effect("makes its table once, under any plain name", () =>
    Effect.gen(function*() {
      yield* WebhookLedgerSql.createTable("seen")
      yield* WebhookLedgerSql.createTable("seen")
      yield* Effect.provide(handle("a"), WebhookLedgerSql.layer({ consumer: "test", table: "seen" }))
      const error = yield* Effect.flip(WebhookLedgerSql.createTable("seen; DROP TABLE seen"))
      assert.instanceOf(error, InvalidLedger)
    }).pipe(Effect.provide(Sqlite.layer)))

  it.effect("fails with its own error where there is no table", () =>
    Effect.gen(function*() {
      const { claim, complete, forget, release } = yield* WebhookLedger
      for (
        const [method, run] of Object.entries({
          claim: claim("a", lease),
          complete: complete("a", "t"),
          release: release("a", "t"),
          forget: forget("a")
        })
      ) {
        const error = yield* Effect.flip(run as Effect.Effect<unknown, { readonly method: string }>)
        assert.strictEqual(error.method, method)
      }
    }).pipe(Effect.provide(WebhookLedgerSql.layer({ consumer: "test" })), Effect.provide(Sqlite.layer)))
})

describe("the layers of a ledger", () => {
  const NoRedis = Layer.mock(Redis.Redis, { eval: () => () => Effect.die("no script is run") })
  const wrong: ReadonlyArray<readonly [string, Layer.Layer<WebhookLedger, unknown>]> = [
    ["no consumer", WebhookLedger.layerMemory({} as never)],
    ["an empty consumer", WebhookLedger.layerMemory({ consumer: " " })],
    ["no retention", WebhookLedger.layerMemory({ consumer: "test", retention: 0 })],
    ["endless retention", WebhookLedger.layerMemory({ consumer: "test", retention: "Infinity" })],
    ["no capacity", WebhookLedger.layerMemory({ consumer: "test", capacity: 0 })],
    ["no consumer in Redis", WebhookLedgerRedis.layer({} as never).pipe(Layer.provide(NoRedis))],
    ["no consumer in SQL", WebhookLedgerSql.layer({} as never).pipe(Layer.provide(Sqlite.layer))],
    ["a wrong table", WebhookLedgerSql.layer({ consumer: "test", table: "a b" }).pipe(Layer.provide(Sqlite.layer))]
  ]
  for (const [what, layer] of wrong) {
    it.effect(`refuse ${what}`, () =>
      Effect.gen(function*() {
        assert.instanceOf(yield* Effect.flip(Layer.build(layer)), InvalidLedger)
      }).pipe(Effect.scoped))
  }
})
