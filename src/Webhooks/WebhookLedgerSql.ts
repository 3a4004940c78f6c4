/**
 * Keeps the ledger of webhooks in a table of Postgres or SQLite, for all
 * processes of a service.
 *
 * **Gotchas**
 *
 * - Times are the processes' own: the clocks of several machines must agree to
 *   within the lease.
 * - Calls inside `sql.withTransaction` take part in it. `complete` there records
 *   the webhook together with what its handler wrote. `claim` there makes other
 *   claims of the same id wait until the transaction ends.
 * - Table names are quoted, so one with capitals has to be quoted in other
 *   statements too.
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
import { consumerProblem, periodMillis, wholeMillis } from "../internal/webhooks/ledgerOptions.ts"
import { createStatements, tableProblem } from "../internal/webhooks/ledgerTable.ts"
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
export interface WebhookLedgerSqlOptions extends WebhookLedgerOptions {
  /**
   * Names the table: up to 63 letters, digits and underscores.
   *
   * @default "novu_webhooks"
   */
  readonly table?: string | undefined
  /**
   * Sets how often rows that are over are removed, for as long as the layer
   * lives. A failure is logged at debug and tried again after the same time.
   *
   * @default "1 hour"
   */
  readonly cleanup?: Duration.Input | undefined
}

const usual = "novu_webhooks"

/**
 * Returns the statements that create the table, for a migration. They are the
 * same for Postgres and SQLite.
 *
 * @category table
 * @since 0.1.0
 */
export const ddl = (table: string = usual): string => createStatements(table).map((each) => `${each};\n`).join("")

/**
 * Creates the table unless it exists.
 *
 * @category table
 * @since 0.1.0
 */
export const createTable = (
  table: string = usual
): Effect.Effect<void, SqlError | InvalidLedger, SqlClient.SqlClient> =>
  Effect.gen(function*() {
    const problem = tableProblem(table)
    if (problem !== undefined) return yield* new InvalidLedger({ detail: problem })
    const sql = yield* SqlClient.SqlClient
    for (const statement of createStatements(table)) {
      // Postgres refuses one of two processes that create the same thing at once, and by the second try it exists.
      yield* Effect.retry(sql.unsafe(statement), { times: 1 })
    }
  })

interface Settings {
  readonly consumer: string
  readonly table: string
  readonly retention: number
  readonly cleanup: number
}

const settingsOf = Effect.fnUntraced(function*(options: WebhookLedgerSqlOptions, sql: SqlClient.SqlClient) {
  const table = options.table ?? usual
  const dialect = sql.onDialectOrElse({
    pg: () => undefined,
    sqlite: () => undefined,
    orElse: () => "the database must be Postgres or SQLite"
  })
  const problem = consumerProblem(options.consumer) ?? tableProblem(table) ?? dialect
  if (problem !== undefined) return yield* new InvalidLedger({ detail: problem })
  const retention = periodMillis("retention", options.retention, "7 days")
  if (typeof retention === "string") return yield* new InvalidLedger({ detail: retention })
  const cleanup = periodMillis("cleanup", options.cleanup, "1 hour")
  if (typeof cleanup === "string") return yield* new InvalidLedger({ detail: cleanup })
  const settings: Settings = { consumer: yield* storedText(options.consumer), table, retention, cleanup }
  return settings
})

/** Makes the statements of a ledger. Times that come back are numbers or, from some drivers, texts. */
const statements = (sql: SqlClient.SqlClient, { consumer, table, retention }: Settings) => {
  const name = sql(table)
  return {
    insert: (id: string, token: string, now: number, lease: number) =>
      sql`INSERT INTO ${name} (consumer, id, token, done, expires_at)
VALUES (${consumer}, ${id}, ${token}, 0, ${now + lease})
ON CONFLICT (consumer, id) DO UPDATE SET token = excluded.token, done = 0, expires_at = excluded.expires_at
WHERE ${name}.expires_at <= ${now} RETURNING token`,
    select: (id: string) =>
      sql<{ readonly done: unknown; readonly until: unknown }>`SELECT done, expires_at AS until FROM ${name}
WHERE consumer = ${consumer} AND id = ${id}`,
    complete: (id: string, token: string, now: number) =>
      sql`UPDATE ${name} SET done = 1, expires_at = ${now + retention}
WHERE consumer = ${consumer} AND id = ${id} AND token = ${token} AND done = 0`,
    release: (id: string, token: string) =>
      sql`DELETE FROM ${name} WHERE consumer = ${consumer} AND id = ${id} AND token = ${token} AND done = 0`,
    forget: (id: string) => sql`DELETE FROM ${name} WHERE consumer = ${consumer} AND id = ${id}`,
    /** Leaves a claim for the retention after its lease, because its holder may still complete it. */
    cleanup: (now: number) =>
      sql`DELETE FROM ${name} WHERE consumer = ${consumer} AND expires_at <= ${now}
AND (done = 1 OR expires_at <= ${now - retention})`
  }
}

type Statements = ReturnType<typeof statements>

const now = Effect.map(Clock.currentTimeMillis, Math.floor)

const claim = Effect.fnUntraced(function*(run: Statements, id: string, lease: number) {
  // The row may be removed between the two statements, so a second try follows.
  for (let attempt = 0; attempt < 2; attempt++) {
    const at = yield* now
    const token = crypto.randomUUID()
    const mine = yield* run.insert(id, token, at, lease)
    if (mine.length > 0) return { _tag: "Fresh", token } satisfies Claim
    const [other] = yield* run.select(id)
    if (other === undefined) continue
    if (Number(other.done) === 1) return { _tag: "Done" } satisfies Claim
    return { _tag: "Running", remaining: Duration.millis(Math.max(Number(other.until) - at, 0)) } satisfies Claim
  }
  return { _tag: "Running", remaining: Duration.zero } satisfies Claim
})

const stored = <A>(method: WebhookLedgerError["method"], id: string, f: (id: string) => Effect.Effect<A, SqlError>) =>
  Effect.mapError(Effect.flatMap(storedText(id), f), (cause) => new WebhookLedgerError({ method, cause }))

const make = Effect.fnUntraced(function*(options: WebhookLedgerSqlOptions) {
  const sql = (yield* SqlClient.SqlClient).withoutTransforms()
  const settings = yield* settingsOf(options, sql)
  const run = statements(sql, settings)
  yield* Effect.flatMap(now, run.cleanup).pipe(
    Effect.ignoreCause({ log: "Debug", message: "webhooks that are over are not removed" }),
    Effect.repeat(Schedule.spaced(settings.cleanup)),
    Effect.forkScoped
  )
  return WebhookLedger.of({
    claim: (id, lease) => stored<Claim>("claim", id, (text) => claim(run, text, wholeMillis(lease))),
    complete: (id, token) =>
      stored("complete", id, (text) => Effect.flatMap(now, (at) => Effect.asVoid(run.complete(text, token, at)))),
    release: (id, token) => stored("release", id, (text) => Effect.asVoid(run.release(text, token))),
    forget: (id) => stored("forget", id, (text) => Effect.asVoid(run.forget(text)))
  })
})

/**
 * Needs the table, which `createTable` or the statements of `ddl` create.
 *
 * @example
 * ```ts
 * import * as WebhookLedgerSql from "effect-novu/Webhooks/WebhookLedgerSql"
 *
 * const Ledger = WebhookLedgerSql.layer({ consumer: "billing", retention: "3 days" })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: WebhookLedgerSqlOptions
): Layer.Layer<WebhookLedger, InvalidLedger, SqlClient.SqlClient> => Layer.effect(WebhookLedger, make(options))
