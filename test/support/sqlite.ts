/** Provides a `SqlClient` over `node:sqlite`, because no published driver for SQLite works with Effect 4.1. */
import { Effect, Layer, Semaphore, Stream } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { SqlClient } from "effect/sql"
import type { Connection } from "effect/sql/SqlConnection"
import { classifySqliteError, SqlError } from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"

const value = (parameter: unknown): SQLInputValue => {
  if (parameter === null || typeof parameter === "string") return parameter
  if (typeof parameter === "number" || typeof parameter === "bigint") return parameter
  throw new TypeError(`SQLite has no type for ${typeof parameter}`)
}

const connect = (database: DatabaseSync): Connection => {
  const run = <A>(sql: string, how: (statement: ReturnType<DatabaseSync["prepare"]>) => A) =>
    Effect.try({
      try: () => how(database.prepare(sql)),
      catch: (cause) => new SqlError({ reason: classifySqliteError(cause) })
    })
  const execute: Connection["execute"] = (sql, params, transform) => {
    const rows = run(sql, (statement) => statement.all(...params.map(value)))
    return transform === undefined ? rows : Effect.map(rows, transform)
  }
  const executeValues: Connection["executeValues"] = (sql, params) =>
    run(sql, (statement) => {
      statement.setReturnArrays(true)
      return statement.all(...params.map(value)).map((row) => Object.values(row))
    })
  return {
    execute,
    executeUnprepared: execute,
    executeRaw: (sql, params) => execute(sql, params, undefined),
    executeValues,
    executeValuesUnprepared: executeValues,
    executeStream: (sql, params, transform) =>
      Stream.unwrap(Effect.map(execute(sql, params, transform), Stream.fromIterable))
  }
}

/** Opens a database of its own whenever it is built. */
export const sqlite: Layer.Layer<SqlClient.SqlClient> = Layer.fresh(
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function*() {
      const database = yield* Effect.acquireRelease(
        Effect.sync(() => new DatabaseSync(":memory:")),
        (open) => Effect.sync(() => open.close())
      )
      const semaphore = yield* Semaphore.make(1)
      return yield* SqlClient.make({
        ...SqlClient.makeSqliteAcquirers({
          connection: Effect.succeed(connect(database)),
          semaphore,
          isTransaction: () => database.isTransaction
        }),
        driver: "node-sqlite",
        compiler: Statement.makeCompilerSqlite(),
        spanAttributes: []
      })
    })
  ).pipe(Layer.provide(Reactivity.layer))
)
