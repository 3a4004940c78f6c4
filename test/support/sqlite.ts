/** Is a `SqlClient` over `node:sqlite`, for tests: no published driver for SQLite works with Effect 4.1. */
import { Context, Effect, Layer, Scope, Semaphore, Stream } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlConnection, SqlError, Statement } from "effect/sql"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"

const failed = (cause: unknown): SqlError.SqlError =>
  new SqlError.SqlError({
    reason: SqlError.classifySqliteError(cause, { message: "the statement failed", operation: "execute" })
  })

const connect = Effect.gen(function*() {
  const scope = yield* Scope.Scope
  const database = new DatabaseSync(":memory:")
  yield* Scope.addFinalizer(scope, Effect.sync(() => database.close()))

  const run = (sql: string, params: ReadonlyArray<unknown>, asArrays: boolean) =>
    Effect.withFiber<ReadonlyArray<any>, SqlError.SqlError>((fiber) =>
      Effect.try({
        try: () => {
          const statement = database.prepare(sql)
          statement.setReadBigInts(Context.get(fiber.context, SqlClient.SafeIntegers))
          statement.setReturnArrays(asArrays)
          const values = params as ReadonlyArray<SQLInputValue>
          if (statement.columns().length > 0) return statement.all(...values)
          statement.run(...values)
          return []
        },
        catch: failed
      })
    )
  const execute: SqlConnection.Connection["execute"] = (sql, params, transform) =>
    transform === undefined ? run(sql, params, false) : Effect.map(run(sql, params, false), transform)
  const values: SqlConnection.Connection["executeValues"] = (sql, params) => run(sql, params, true)
  const connection: SqlConnection.Connection = {
    execute,
    executeRaw: (sql, params) => run(sql, params, false),
    executeValues: values,
    executeValuesUnprepared: values,
    executeUnprepared: execute,
    executeStream: () => Stream.die("a test reads no stream")
  }
  return { connection, database, semaphore: yield* Semaphore.make(1) }
})

export const layer: Layer.Layer<SqlClient.SqlClient> = Layer.effect(
  SqlClient.SqlClient,
  Effect.flatMap(connect, ({ connection, database, semaphore }) =>
    SqlClient.make({
      ...SqlClient.makeSqliteAcquirers({
        connection: Effect.succeed(connection),
        semaphore,
        isTransaction: () => database.isTransaction
      }),
      driver: "sqlite",
      compiler: Statement.makeCompilerSqlite(undefined),
      spanAttributes: [["db.system.name", "sqlite"]]
    }))
).pipe(Layer.provide(Reactivity.layer))
