import * as Result from "effect/Result"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { isSince } from "../store/eras.ts"
import type { IntegrationRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

/** Writes an integration as the answer to a change of it, which has no credentials. */
export const showIntegration = (row: IntegrationRow, store: Store) => ({
  _id: row._id,
  _environmentId: store.environmentId,
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

/** Lists show an empty object for credentials today. Older servers showed an API key what they are. */
const showListed = (store: Store) => (row: IntegrationRow) => ({
  ...showIntegration(row, store),
  credentials: isSince(store, "2026-05") ? {} : row.credentials ?? {}
})

/** Lists the integrations of every environment. */
const list: Handler = ({ store }) =>
  Result.succeed(
    store.organization.stores().flatMap((each) => each.integrations.createdAt.rows.map(showListed(each)))
  )

const listActive: Handler = ({ store }) =>
  Result.succeed(store.integrations.createdAt.rows.filter((row) => row.active).map(showListed(store)))

/** What becomes of a provider's message is read by a part of Novu whose rules are not known. */
const trackDelivery: Handler = () => Result.succeed([])

const route = makeRoute({ category: "global", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("GET", "/v1/integrations", 200, list),
  route("GET", "/v1/integrations/active", 200, listActive),
  route(
    "POST",
    "/v2/inbound-webhooks/delivery-providers/{environmentId}/{integrationId}",
    200,
    trackDelivery,
    { level: "example" }
  )
]
