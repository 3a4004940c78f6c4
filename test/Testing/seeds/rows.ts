/** Looks at what a server stores, table by table, whatever the tables are called. */
import type { Effect } from "effect"
import type { makeServer } from "../../../src/internal/fake/doors/server.ts"
import type { Organization } from "../../../src/internal/fake/store/store.ts"
import { Table } from "../../../src/internal/fake/store/table.ts"

export type Server = Effect.Success<ReturnType<typeof makeServer>>

type Rows = Readonly<Record<string, ReadonlyArray<unknown>>>

/** Lists the rows of everything that keeps rows. The variables of the organisation are in each environment. */
const tablesIn = (memory: object): Rows =>
  Object.fromEntries(
    Object.entries(memory).flatMap(([name, value]: readonly [string, unknown]) =>
      value instanceof Table
        ? [[name, value.createdAt.rows] as const]
        : value instanceof Map
        ? [[name, [...value.values()]] as const]
        : []
    )
  )

/** Writes rows as JSON does, in which a member that is undefined is no member. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

export const rowsOf = (organization: Organization): unknown =>
  plain({
    environments: organization.environments.createdAt.rows,
    stores: organization.stores().map((store) => ({
      tables: tablesIn(store),
      waiting: Array.from(store.worker.waiting, ({ _id }) => _id),
      queue: store.worker.queue,
      held: store.worker.held
    }))
  })

/** Names the tables of an environment without a row. */
export const emptyTables = (organization: Organization): ReadonlyArray<string> =>
  Object.entries({ ...tablesIn(organization), ...tablesIn(organization.main) })
    .filter(([, rows]) => rows.length === 0).map(([name]) => name)
