/**
 * Provides a `SqlClient` over `node:sqlite`. The published `@effect/sql-sqlite-node`
 * (4.0.0-beta.102), `-libsql` and `-pglite` import modules that Effect 4.1 does not
 * have; use one of them as soon as it does.
 */
import { Effect, Layer, Semaphore, Stream } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { SqlClient } from "effect/sql"
import type { Connection } from "effect/sql/SqlConnection"
import { classifySqliteError, SqlError } from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"

const value = (parameter: unknown): SQLInputValue => {
  if (parameter === null || typeof parameter === "string" || parameter instanceof Uint8Array) return parameter
  if (typeof parameter === "number" || typeof parameter === "bigint") return parameter
  throw new TypeError(`SQLite has no type for ${typeof parameter}`)
}

const connect = (database: DatabaseSync): Connection => {
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  const run = (sql: string, params: ReadonlyArray<unknown>, asArrays: boolean) =>
    Effect.withFiber<ReadonlyArray<unknown>, SqlError>((fiber) =>
      Effect.try({
        try: () => {
          const statement = prepare(sql)
          statement.setReadBigInts(fiber.getRef(SqlClient.SafeIntegers))
          statement.setReturnArrays(asArrays)
          return statement.all(...params.map(value))
        },
        catch: (cause) => new SqlError({ reason: classifySqliteError(cause) })
      })
    )
  const execute: Connection["execute"] = (sql, params, transform) => {
    const rows = run(sql, params, false) as ReturnType<Connection["execute"]>
    return transform === undefined ? rows : Effect.map(rows, transform)
  }
  const executeValues: Connection["executeValues"] = (sql, params) =>
    run(sql, params, true) as ReturnType<Connection["executeValues"]>
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

/** Opens a database whenever it is built: a file, which it makes where there is none, or `:memory:`. */
export const sqlite = (file: string): Layer.Layer<SqlClient.SqlClient> =>
  Layer.fresh(
    Layer.effect(
      SqlClient.SqlClient,
      Effect.gen(function*() {
        const database = yield* Effect.acquireRelease(
          Effect.sync(() => new DatabaseSync(file, { timeout: 5000 })),
          (open) => Effect.sync(() => open.close())
        )
        // Nothing committed is lost when the process dies; a power cut may lose the last transactions, each whole.
        database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
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
