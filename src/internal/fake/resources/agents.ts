/** Serves agents. Their links and what they say have routes of their own. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { given } from "../../input/given.ts"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter } from "../protocol/query.ts"
import { badRequest, conflict, notFound, reject, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import {
  boolean,
  nested,
  oneOf,
  optional,
  required,
  type Rule,
  string,
  strings,
  validate
} from "../protocol/validation.ts"
import { addAgent, removeAgent } from "../store/agents.ts"
import { isSince } from "../store/eras.ts"
import type { AgentRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf, textOf } from "../worker/values.ts"
import { showAgent, showListed } from "./agentRow.ts"
import { checkBridgeUrl } from "./bridgeUrl.ts"
import { slugified } from "./slugs.ts"

type Input = Readonly<Record<string, unknown>>

/** Longer names of a provider are cut. */
const longestName = 60

const agentName: Rule = (value, name) => [
  ...(typeof value === "string" && value.trim().length > longestName
    ? [`${name} must be shorter than or equal to ${longestName} characters`]
    : []),
  ...string(value, name)
]

const slug: Rule = (value, name) => [
  ...(/^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/.test(typeof value === "string" ? value : "")
    ? []
    : [`${name} must be a valid slug format (letters, numbers, hyphens, dot and underscores only)`]),
  ...string(value, name)
]

const anything: Rule = () => []

const managedRuntime = nested({
  providerId: required(oneOf(["anthropic", "novu-anthropic", "anthropic-aws"])),
  integrationId: required(string),
  externalAgentId: optional(string),
  externalEnvironmentId: optional(string),
  model: optional(string),
  systemPrompt: optional(string),
  tools: optional(strings),
  mcpServers: optional(strings),
  skills: optional(anything)
})

const createRules = {
  name: optional(agentName),
  identifier: optional(slug),
  description: optional(string),
  active: optional(boolean),
  runtime: optional(oneOf(["self-hosted", "managed"])),
  managedRuntime: optional(managedRuntime)
}

const bridgeRules = {
  bridgeUrl: optional(string),
  devBridgeUrl: optional(string),
  devBridgeActive: optional(boolean)
}

const updateRules = {
  name: optional(agentName),
  description: optional(string),
  active: optional(boolean),
  behavior: optional(
    nested({
      acknowledgeOnReceived: optional(boolean),
      reactionOnResolved: optional(string),
      subscriberAccess: optional(oneOf(["open", "restricted"]))
    })
  ),
  ...bridgeRules
}

export const findAgent = (store: Store, identifier = ""): Result.Result<AgentRow, Rejection> => {
  const row = store.agents.byKey.get(identifier)
  return row === undefined
    ? Result.fail(notFound(`Agent with identifier "${identifier}" was not found.`))
    : Result.succeed(row)
}

export const isProduction = ({ environmentId, organization }: Store): boolean =>
  organization.environments.byId.get(environmentId)?.type === "prod"

const suffixed = (store: Store, identifier: string): string => `${identifier}-${store.ids.token(4).toLowerCase()}`

/** Older servers refuse an identifier that is taken. What newer ones do is an option. */
const freeIdentifier = (store: Store, wanted: string): Result.Result<string, Rejection> =>
  !store.agents.byKey.has(wanted)
    ? Result.succeed(wanted)
    : store.options.takenIdentifier === "refused" || !isSince(store, "2026-08")
    ? Result.fail(conflict(`An agent with identifier "${wanted}" already exists in this environment.`))
    : Result.succeed(suffixed(store, wanted))

/** A name comes from the request or, for an agent that is taken over, from its provider. */
const nameOf = (store: Store, input: Input): Result.Result<Pick<AgentRow, "identifier" | "name">, Rejection> => {
  const adopted = textOf(objectOf(input["managedRuntime"])["externalAgentId"])
  if (input["runtime"] === "managed" && adopted !== undefined) {
    const name = `Adopted ${adopted}`.slice(0, longestName)
    const identifier = slugified(name)
    return Result.succeed({
      name,
      identifier: store.agents.byKey.has(identifier) ? suffixed(store, identifier) : identifier
    })
  }
  const name = textOf(input["name"])?.trim()
  const wanted = textOf(input["identifier"])
  if (name === undefined) return Result.fail(badRequest(missing("name")))
  return wanted === undefined
    ? Result.fail(badRequest(missing("identifier")))
    : Result.map(freeIdentifier(store, wanted), (identifier) => ({ name, identifier }))
}

const missing = (member: string) => `${member} is required when not adopting an existing managed agent.`

/** Has what the provider would answer. */
const runtimeOf = (store: Store, input: Input): Result.Result<AgentRow["managedRuntime"], Rejection> => {
  if (input["runtime"] !== "managed") return Result.succeed(undefined)
  const sent = input["managedRuntime"]
  if (!isReadonlyObject(sent)) {
    return Result.fail(reject(422, "managedRuntime is required when runtime is \"managed\"."))
  }
  const { externalAgentId, externalEnvironmentId, integrationId, providerId, systemPrompt } = sent
  const integration = store.integrations.byId.get(String(integrationId))
  return integration === undefined
    ? Result.fail(notFound(`Integration with id "${String(integrationId)}" was not found.`))
    : Result.succeed({
      providerId,
      integrationId,
      externalAgentId: textOf(externalAgentId) ?? `agent_${store.ids.suffix()}`,
      ...given({ externalEnvironmentId, systemPrompt })
    })
}

const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    const names = yield* nameOf(store, input)
    const agent = {
      ...names,
      description: textOf(input["description"]),
      active: input["active"] !== false,
      managedRuntime: yield* runtimeOf(store, input)
    }
    return showAgent(addAgent(store, agent, now), store)
  })

const list: Handler = ({ query, store }) =>
  Result.flatMap(cursorQuery(query, { identifier: optional(string) }), (cursor) => {
    const wanted = parameter(query, "identifier")?.toLowerCase()
    const checks = wanted === undefined
      ? []
      : [({ identifier }: AgentRow) => identifier.toLowerCase().includes(wanted)]
    return cursorPage(store.agents, cursor, filterBy(query, checks), (row) => showListed(row, store))
  })

const retrieve: Handler = ({ params: { identifier }, store }) =>
  Result.map(findAgent(store, identifier), (row) => showAgent(row, store))

const inProduction = (input: Input): string | undefined =>
  input["devBridgeActive"] === true || textOf(input["devBridgeUrl"]) !== undefined
    ? "Dev bridge cannot be activated on production environments."
    : ["name", "description", "behavior"].some((member) => input[member] !== undefined)
    ? "Agents cannot be changed in production environments."
    : undefined

const checkProduction = (store: Store, input: Input): Result.Result<void, Rejection> => {
  const words = isProduction(store) ? inProduction(input) : undefined
  return words === undefined ? Result.succeed(undefined) : Result.fail(reject(403, words))
}

/** Members of the behaviour are set one by one, and `null` is a value. */
const behaviorOf = (input: Input, before: AgentRow["behavior"]): AgentRow["behavior"] => {
  const sent = given(objectOf(input["behavior"]))
  return Object.keys(sent).length === 0 ? before : { ...before, ...sent }
}

const change = (rules: Readonly<Record<string, Rule>>): Handler => ({ body, now, params: { identifier }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(rules, body)
    if (Object.keys(rules).every((name) => input[name] === undefined)) {
      return yield* Result.fail(badRequest("At least one field must be provided."))
    }
    yield* checkProduction(store, input)
    yield* checkBridgeUrl(input, "bridgeUrl")
    yield* checkBridgeUrl(input, "devBridgeUrl")
    const row = yield* findAgent(store, identifier)
    const members = Object.keys(rules).filter((name) => name !== "behavior" && (input[name] ?? null) !== null)
    const next: AgentRow = {
      ...row,
      ...Object.fromEntries(members.map((name) => [name, input[name]])),
      behavior: "behavior" in rules ? behaviorOf(input, row.behavior) : row.behavior,
      updatedAt: now
    }
    return showAgent(store.agents.replace(row, next), store)
  })

const remove: Handler = ({ params: { identifier }, store }) =>
  Result.map(findAgent(store, identifier), (row) => removeAgent(store, row))

const route = makeRoute({ category: "configuration", level: "stored", availability: { since: "2026-05" } })

/** Keys could not use these at first. */
const later = { availability: { since: "2026-05", openSince: "2026-08" } } as const

const base = "/v1/agents"

export const routes: ReadonlyArray<Route> = [
  route("POST", base, 201, create, { level: "changed" }),
  route("GET", base, 200, list),
  route("GET", `${base}/{identifier}`, 200, retrieve, later),
  route("PATCH", `${base}/{identifier}`, 200, change(updateRules), later),
  route("DELETE", `${base}/{identifier}`, 204, remove, later),
  route("PUT", `${base}/{identifier}/bridge`, 200, change(bridgeRules))
]
