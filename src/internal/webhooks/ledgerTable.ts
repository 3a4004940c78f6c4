/** Quotes a name, so that no text is more than a name. */
const quoted = (name: string): string => `"${name.replaceAll("\"", "\"\"")}"`

/** Makes the statements that create the table. Postgres cuts names after 63 bytes, so that of the index is kept below. */
export const createStatements = (table: string): ReadonlyArray<string> => [
  `CREATE TABLE IF NOT EXISTS ${quoted(table)} (
  consumer TEXT NOT NULL,
  id TEXT NOT NULL,
  token TEXT NOT NULL,
  done SMALLINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (consumer, id)
)`,
  `CREATE INDEX IF NOT EXISTS ${quoted(`${table.slice(0, 50)}_expires_at`)} ON ${quoted(table)} (expires_at)`
]

/** Returns what is wrong with the name of a table, if something is. */
export const tableProblem = (table: string): string | undefined =>
  /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(table)
    ? undefined
    : "table: must be up to 63 letters, digits and underscores, the first of them no digit"
