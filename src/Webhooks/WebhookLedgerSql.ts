/**
 * Keeps a `WebhookLedger` in a table of Postgres or SQLite, for services that
 * have a database anyway.
 *
 * **Gotchas**
 *
 * - Leases are ended by the clocks of the processes, which have to agree to
 *   within the lease.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { InvalidInput } from "../Errors/NovuErrorReason.ts"
import { invalidInput } from "../internal/input/invalidInput.ts"
import { timeLimit } from "../internal/input/timeInput.ts"
import { ledgerSettings, newToken } from "../internal/webhooks/ledger.ts"
import { type Claim, InvalidLedger, type LedgerOptions, WebhookLedger, WebhookLedgerError } from "./WebhookLedger.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface SqlLedgerOptions extends LedgerOptions {
  /**
   * The table, which `createTable` makes.
   *
   * @default "novu_webhooks"
   */
  readonly table?: string | undefined
  /**
   * How often rows are removed that are remembered no longer.
   *
   * @default "1 hour"
   */
  readonly cleanup?: Duration.Input | undefined
}

const defaultTable = "novu_webhooks"

const tableNamed = (table: string): string | InvalidInput =>
  /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(table)
    ? table
    : invalidInput("table", "must be a name of letters, digits and underscores")

/**
 * Returns the statements that make the table and its index where they are
 * missing, for migrations.
 *
 * @category tables
 * @since 0.1.0
 */
export const ddl = (table: string = defaultTable): ReadonlyArray<string> => {
  const name = tableNamed(table)
  if (name instanceof InvalidInput) throw new InvalidLedger({ reason: name })
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (
  consumer VARCHAR(200) NOT NULL,
  id VARCHAR(1000) NOT NULL,
  token VARCHAR(36) NOT NULL,
  done INTEGER NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (consumer, id)
)`,
    `CREATE INDEX IF NOT EXISTS ${name}_expires_at ON ${name} (expires_at)`
  ]
}

/**
 * Makes the table and its index where they are missing.
 *
 * @category tables
 * @since 0.1.0
 */
export const createTable = (
  table: string = defaultTable
): Effect.Effect<void, InvalidLedger | SqlError, SqlClient.SqlClient> =>
  Effect.gen(function*() {
    const name = tableNamed(table)
    if (name instanceof InvalidInput) return yield* new InvalidLedger({ reason: name })
    const sql = yield* SqlClient.SqlClient
    for (const statement of ddl(name)) yield* sql.unsafe(statement)
  })

/** Drivers return a large integer as a number, a text or a bigint. */
interface Row {
  readonly done: number | string | bigint
  readonly expires_at: number | string | bigint
}

const make = Effect.fnUntraced(function*(options: SqlLedgerOptions) {
  const settings = ledgerSettings(options)
  if (settings instanceof InvalidInput) return yield* new InvalidLedger({ reason: settings })
  const table = tableNamed(options.table ?? defaultTable)
  if (table instanceof InvalidInput) return yield* new InvalidLedger({ reason: table })
  const cleanup = timeLimit("cleanup", options.cleanup, Duration.hours(1))
  if (cleanup instanceof InvalidInput) return yield* new InvalidLedger({ reason: cleanup })
  const sql = yield* SqlClient.SqlClient
  const { consumer } = settings
  const rows = sql(table)
  const retention = Duration.toMillis(settings.retention)

  /** Inserts a row, or takes over one that has expired. Returns whether it did. */
  const take = (id: string, token: string, now: number, until: number) =>
    Effect.map(
      sql`INSERT INTO ${rows} (consumer, id, token, done, expires_at)
          VALUES (${consumer}, ${id}, ${token}, 0, ${until})
          ON CONFLICT (consumer, id) DO UPDATE
          SET token = excluded.token, done = 0, expires_at = excluded.expires_at
          WHERE ${rows}.expires_at <= ${now}
          RETURNING token`,
      ({ length }) => length > 0
    )

  const look = (id: string) =>
    Effect.map(
      sql<Row>`SELECT done, expires_at FROM ${rows} WHERE consumer = ${consumer} AND id = ${id}`,
      ([row]) => row
    )

  const claim = (id: string, lease: Duration.Duration): Effect.Effect<Claim, SqlError> =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const token = newToken()
      if (yield* take(id, token, now, now + Duration.toMillis(lease))) return { _tag: "Fresh", token }
      const row = yield* look(id)
      // It was released in between.
      if (row === undefined) return yield* claim(id, lease)
      return Number(row.done) === 1
        ? { _tag: "Done" }
        : { _tag: "Running", remaining: Duration.millis(Math.max(0, Number(row.expires_at) - now)) }
    })

  const removeExpired = Effect.flatMap(
    Clock.currentTimeMillis,
    (now) => sql`DELETE FROM ${rows} WHERE expires_at <= ${now} AND consumer = ${consumer}`
  )
  yield* removeExpired.pipe(
    Effect.catch((error) => Effect.logDebug("old webhooks stay in the ledger", error)),
    Effect.delay(cleanup),
    Effect.repeat(Schedule.forever),
    Effect.forkScoped
  )

  const failing = (method: WebhookLedgerError["method"]) =>
    Effect.mapError((cause: unknown) => new WebhookLedgerError({ method, cause }))
  return WebhookLedger.of({
    claim: (id, lease) => failing("claim")(claim(id, lease)),
    complete: (id, token) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        sql`UPDATE ${rows} SET done = 1, expires_at = ${now + retention}
            WHERE consumer = ${consumer} AND id = ${id} AND token = ${token}`).pipe(Effect.asVoid, failing("complete")),
    release: (id, token) =>
      sql`DELETE FROM ${rows} WHERE consumer = ${consumer} AND id = ${id} AND token = ${token} AND done = 0`.pipe(
        Effect.asVoid,
        failing("release")
      ),
    forget: (id) =>
      sql`DELETE FROM ${rows} WHERE consumer = ${consumer} AND id = ${id}`.pipe(Effect.asVoid, failing("forget"))
  })
})

/**
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: SqlLedgerOptions
): Layer.Layer<WebhookLedger, InvalidLedger, SqlClient.SqlClient> => Layer.effect(WebhookLedger, make(options))
