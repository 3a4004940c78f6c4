/** Serves the links between agents and integrations. */
import * as Result from "effect/Result"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter } from "../protocol/query.ts"
import { badRequest, conflict, notFound, reject, type Rejection, rejectPlainly } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { optional, required, string, validate } from "../protocol/validation.ts"
import { addLink, linksOf } from "../store/agents.ts"
import type { AgentLinkRow, AgentRow, IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { textOf } from "../worker/values.ts"
import { showLink } from "./agentRow.ts"
import { findAgent, isProduction } from "./agents.ts"

/** Novu's own e-mail for agents. Its document calls it by the second name. */
const emailProviders: ReadonlySet<string> = new Set(["novu-email-agent", "novu-agent-email"])

const isEmail = ({ providerId }: IntegrationRow): boolean => emailProviders.has(providerId)

const findIntegration = (store: Store, identifier: string): Result.Result<IntegrationRow, Rejection> => {
  const row = store.integrations.byKey.get(identifier)
  return row === undefined
    ? Result.fail(notFound(`Integration with identifier "${identifier}" was not found.`))
    : Result.succeed(row)
}

const findLink = (store: Store, agent: AgentRow, id = ""): Result.Result<AgentLinkRow, Rejection> => {
  const row = store.agentLinks.byId.get(id)
  return row === undefined || row.agentId !== agent._id
    ? Result.fail(notFound(`Agent-integration link "${id}" was not found for this agent.`))
    : Result.succeed(row)
}

const checkProduction = (store: Store, what: string): Result.Result<void, Rejection> =>
  isProduction(store)
    ? Result.fail(reject(403, `Agent integrations cannot be ${what} in production environments.`))
    : Result.succeed(undefined)

/** Servers of one's own receive no e-mail, and the free plan does not pay for it. */
const checkEmailPlan = ({ options: { plan = "business" } }: Store): Result.Result<void, Rejection> =>
  plan === "self-hosted"
    ? Result.fail(reject(403, "Agent Novu Email is not available in this deployment."))
    : plan === "free"
    ? Result.fail(rejectPlainly(402))
    : Result.succeed(undefined)

const checkFree = (
  store: Store,
  agent: AgentRow,
  integration: IntegrationRow,
  itself?: AgentLinkRow
): Result.Result<void, Rejection> => {
  const links = store.agentLinks.createdAt.rows.filter((link) =>
    link !== itself && link.integrationId === integration._id
  )
  if (links.some(({ agentId }) => agentId === agent._id)) {
    return Result.fail(conflict("This integration is already linked to the agent."))
  }
  return integration.providerId === "telegram" && links.length > 0
    ? Result.fail(conflict("Integration is already linked to a different agent"))
    : Result.succeed(undefined)
}

/** Finds the integration for e-mail that an agent has, or makes one. */
const provideEmail = (store: Store, agent: AgentRow, now: number): Result.Result<unknown, Rejection> =>
  Result.map(checkEmailPlan(store), () => {
    const existing = linksOf(store, agent).find(({ integration }) => isEmail(integration))
    if (existing !== undefined) return showLink(existing.link, existing.integration, store)
    const integration = store.integrations.insert({
      _id: store.ids.objectId(now),
      identifier: `novu-email-agent-${store.ids.suffix().slice(0, 6)}`,
      providerId: "novu-email-agent",
      channel: "email",
      kind: "delivery",
      name: "Novu Email",
      active: true,
      credentials: { secretKey: store.ids.token(32) },
      configurations: undefined,
      conditions: [],
      primary: false,
      priority: 0,
      createdAt: now,
      updatedAt: now
    })
    return showLink(addLink(store, agent, integration, now), integration, store)
  })

const create: Handler = ({ body, now, params: { identifier: of }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ integrationIdentifier: optional(string), providerId: optional(string) }, body)
    yield* checkProduction(store, "added")
    const identifier = textOf(input["integrationIdentifier"])
    const providerId = textOf(input["providerId"])
    if (identifier === undefined && providerId === undefined) {
      return yield* Result.fail(badRequest("Either integrationIdentifier or providerId must be provided."))
    }
    if (identifier !== undefined && providerId !== undefined) {
      return yield* Result.fail(badRequest("Provide exactly one of integrationIdentifier or providerId, not both."))
    }
    const agent = yield* findAgent(store, of)
    if (providerId !== undefined && emailProviders.has(providerId)) return yield* provideEmail(store, agent, now)
    if (identifier === undefined) {
      return yield* Result.fail(badRequest("integrationIdentifier is required when providerId is not NovuAgent."))
    }
    const integration = yield* findIntegration(store, identifier)
    if (isEmail(integration)) {
      yield* checkEmailPlan(store)
      if (linksOf(store, agent).some((each) => isEmail(each.integration))) {
        return yield* Result.fail(conflict("Only one email integration per agent is allowed."))
      }
    }
    yield* checkFree(store, agent, integration)
    return showLink(addLink(store, agent, integration, now), integration, store)
  })

const list: Handler = ({ params: { identifier }, query, store }) =>
  Result.gen(function*() {
    const cursor = yield* cursorQuery(query, { integrationIdentifier: optional(string) })
    const agent = yield* findAgent(store, identifier)
    const wanted = parameter(query, "integrationIdentifier")
    const shown = new Map(
      linksOf(store, agent)
        .filter(({ integration }) => wanted === undefined || integration.identifier === wanted)
        .map(({ integration, link }) => [link._id, showLink(link, integration, store)] as const)
    )
    const filter = filterBy(query, [({ _id }: AgentLinkRow) => shown.has(_id)])
    const ofAgent = filter && { ...filter, key: `${agent._id}:${filter.key}` }
    return yield* cursorPage(store.agentLinks, cursor, ofAgent, ({ _id }) => shown.get(_id))
  })

/** A link that leads there already stays as it is. */
const update: Handler = ({ body, now, params: { agentIntegrationId, identifier }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ integrationIdentifier: required(string) }, body)
    const agent = yield* findAgent(store, identifier)
    const link = yield* findLink(store, agent, agentIntegrationId)
    const integration = yield* findIntegration(store, String(input["integrationIdentifier"]))
    if (link.integrationId === integration._id) return showLink(link, integration, store)
    yield* checkFree(store, agent, integration, link)
    const next = { ...link, integrationId: integration._id, updatedAt: now }
    return showLink(store.agentLinks.replace(link, next), integration, store)
  })

const remove: Handler = ({ params: { agentIntegrationId, identifier }, store }) =>
  Result.gen(function*() {
    yield* checkProduction(store, "removed")
    const agent = yield* findAgent(store, identifier)
    store.agentLinks.remove(yield* findLink(store, agent, agentIntegrationId))
    return undefined
  })

const route = makeRoute({
  category: "configuration",
  level: "stored",
  availability: { since: "2026-05", openSince: "2026-08" }
})

const base = "/v1/agents/{identifier}/integrations"

export const routes: ReadonlyArray<Route> = [
  route("POST", base, 201, create),
  route("GET", base, 200, list),
  route("PATCH", `${base}/{agentIntegrationId}`, 200, update),
  route("DELETE", `${base}/{agentIntegrationId}`, 204, remove)
]
