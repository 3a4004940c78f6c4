import * as Result from "effect/Result"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import type { IntegrationRow } from "../store/rows.ts"
import { environmentId, organizationId } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

/** Credentials are left out, because Novu shows them to no API key. */
export const showIntegration = (row: IntegrationRow) => ({
  _id: row._id,
  _environmentId: environmentId,
  _organizationId: organizationId,
  name: row.name,
  identifier: row.identifier,
  providerId: row.providerId,
  ...(row.channel === "" ? undefined : { channel: row.channel }),
  kind: row.kind,
  configurations: row.configurations,
  active: row.active,
  deleted: false,
  primary: row.primary,
  priority: row.priority,
  conditions: row.conditions,
  ...timesOf(row)
})

const list: Handler = ({ store }) => Result.succeed(store.integrations.createdAt.rows.map(showIntegration))

const listActive: Handler = ({ store }) =>
  Result.succeed(store.integrations.createdAt.rows.filter((row) => row.active).map(showIntegration))

const route = makeRoute({ category: "global", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("GET", "/v1/integrations", 200, list),
  route("GET", "/v1/integrations/active", 200, listActive)
]
