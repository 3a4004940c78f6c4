import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer, Redacted, type Scope } from "effect"
import { SqlClient } from "effect/sql"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sqlite } from "../../../examples/support/sqlite.ts"
import { startPostgres } from "../postgres.ts"
import { between, CountingNovu, numbersOf, send } from "./killing.ts"

const orders = 1000
const kills = 3

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)

interface Database {
  readonly env: Readonly<Record<string, string>>
  readonly client: Layer.Layer<SqlClient.SqlClient, unknown>
}

const file: Effect.Effect<Database, never, Scope.Scope> = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "outbox-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  ),
  (folder) => {
    const path = join(folder, "orders.db")
    return { env: { DATABASE_FILE: path }, client: sqlite(path) }
  }
)

const postgres = Effect.map(startPostgres, (url): Database => ({
  env: { DATABASE_URL: url },
  client: PgClient.layer({ url: Redacted.make(url) })
}))

describe(`of ${orders} orders, with rollbacks, and a process that is killed ${kills} times (SEED=${seed})`, () => {
  const databases = { SQLite: file, Postgres: postgres }
  for (const [name, database] of Object.entries(databases)) {
    it.live(`exactly those that were committed are told of, on ${name}`, () =>
      Effect.gen(function*() {
        const { client, env } = yield* database
        const novu = yield* Effect.acquireRelease(
          Effect.promise(() => CountingNovu.start(orders, true)),
          (started) => Effect.promise(() => started[Symbol.asyncDispose]())
        )
        const run = (lines?: number) =>
          Effect.promise(() =>
            send({
              example: "examples/outbox.ts",
              args: ["--orders", String(orders), "--seed", String(seed)],
              env: { ...env, NOVU_API_URL: novu.url, NOVU_ENVIRONMENT: "production" },
              ...(lines === undefined ? {} : { lines })
            }).ended
          )
        const next = numbersOf(seed)
        for (let number = 0; number < kills; number++) {
          const { signal } = yield* run(between(next, 50, orders / kills))
          assert.strictEqual(signal, "SIGKILL")
        }
        const { output } = yield* run()
        const [, placed, declined, told] = /(\d+) orders placed, (\d+) declined, (\d+) customers told/.exec(output) ??
          []
        assert.deepStrictEqual([placed, Number(placed) + Number(declined)], [told, orders])

        const sql = Effect.flatMap(
          SqlClient.SqlClient,
          (client) => client<{ customer: string }>`select customer from orders`
        )
        const committed = (yield* Effect.provide(sql, client)).map(({ customer }) => Number(customer.split("-")[1]))
        const sent = yield* Effect.promise(() => novu.customers())
        assert.lengthOf(committed, Number(placed))
        assert.isAbove(Number(declined), orders / 3)
        assert.deepStrictEqual([...sent.keys()].toSorted((a, b) => a - b), committed.toSorted((a, b) => a - b))
        assert.deepStrictEqual([...sent].filter(([, times]) => times !== 1), [])
      }).pipe(Effect.scoped), 180_000)
  }
})
