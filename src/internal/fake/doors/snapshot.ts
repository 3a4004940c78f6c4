import * as Redacted from "effect/Redacted"
import type { FakeConnection, FakeDomain, FakeEnvironment, FakeState } from "../../../Testing/FakeState.ts"
import { given } from "../../input/given.ts"
import type { Auth, DomainRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { showMessage, showPreference, showRun, showTopic, showWorkflow } from "./notifications.ts"

/** Copies what is stored, with its tokens redacted. */
export const snapshot = (store: Store): FakeState => ({
  ...ownSnapshot(store),
  variables: store.variables.createdAt.rows.map((row) => ({
    key: row.key,
    isSecret: row.isSecret,
    values: Object.fromEntries(row.values.map((each) => [each.environmentId, Redacted.make(each.value)])),
    ...timesOf(row)
  })),
  environments: store.organization.stores().filter((each) => each !== store).flatMap((each) => {
    const row = store.organization.environments.byId.get(each.environmentId)
    return row === undefined ? [] : [{
      id: row._id,
      name: row.name,
      identifier: row.identifier,
      secretKey: Redacted.make(row.secretKey),
      state: ownSnapshot(each)
    }]
  })
})

/** Copies what is stored in one environment. */
const ownSnapshot = (store: Store): FakeEnvironment["state"] => ({
  connections: store.connections.createdAt.rows.map(({ _id, auth, ...row }) => ({
    ...row,
    ...timesOf(row),
    auth: redactAuth(auth)
  })),
  endpoints: store.endpoints.createdAt.rows.map((row) => ({
    identifier: row.identifier,
    integrationIdentifier: row.integrationIdentifier,
    connectionIdentifier: row.connectionIdentifier,
    subscriberId: row.subscriberId,
    contextKeys: row.contextKeys,
    type: row.type,
    endpoint: Redacted.make(row.endpoint),
    ...timesOf(row)
  })),
  contexts: store.contexts.createdAt.rows.map((row) => ({
    type: row.type,
    id: row.id,
    data: row.data,
    ...(row.bridgeUrl === undefined ? undefined : { bridgeUrl: row.bridgeUrl }),
    ...timesOf(row)
  })),
  integrations: store.integrations.createdAt.rows.map((row) => ({
    identifier: row.identifier,
    providerId: row.providerId,
    channel: row.channel,
    name: row.name,
    active: row.active,
    hasCredentials: row.credentials !== undefined
  })),
  subscribers: store.subscribers.createdAt.rows.map(({ subscriberId }) => subscriberId),
  preferences: store.preferences.createdAt.rows.map((row) => showPreference(store, row)),
  topics: store.topics.createdAt.rows.map((row) => showTopic(store, row)),
  workflows: store.workflows.createdAt.rows.map(showWorkflow),
  layouts: store.layouts.createdAt.rows.map(({ _id, ...row }) => ({ ...row, ...timesOf(row) })),
  domains: store.domains.createdAt.rows.map((row) => showDomain(store, row)),
  mails: store.mails.createdAt.rows.map(({ createdAt, received: { domain, mail, route } }) => ({
    domain: String(domain["name"]),
    route: String(route["address"]),
    mail,
    createdAt: new Date(createdAt).toISOString()
  })),
  runs: store.runs.createdAt.rows.map((row) => showRun(store, row)),
  messages: store.messages.createdAt.rows.map(showMessage)
})

const showDomain = (store: Store, row: DomainRow): FakeDomain => ({
  name: row.name,
  status: row.status,
  ...given({ data: row.data }),
  routes: store.domainRoutes.createdAt.rows.filter(({ domainId }) => domainId === row._id).map((route) => {
    const agent = route.agentId === undefined ? undefined : store.agents.byId.get(route.agentId)
    const { address, data, type } = route
    return Object.assign({ address, type }, given({ agent: agent?.identifier, data }))
  }),
  ...timesOf(row)
})

const redactAuth = ({ accessToken, expiresAt, refreshToken, refreshTokenExpiresAt }: Auth): FakeConnection["auth"] => ({
  ...(accessToken === undefined ? undefined : { accessToken: Redacted.make(accessToken) }),
  ...(refreshToken === undefined ? undefined : { refreshToken: Redacted.make(refreshToken) }),
  ...(expiresAt === undefined ? undefined : { expiresAt }),
  ...(refreshTokenExpiresAt === undefined ? undefined : { refreshTokenExpiresAt })
})
