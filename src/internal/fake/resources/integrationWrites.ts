/** Serves what changes integrations. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { badRequest, conflict, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route, withStatus } from "../protocol/route.ts"
import { boolean, object, oneOf, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import { isSince } from "../store/eras.ts"
import { activate, hasPrimary, makePrimary, renumber } from "../store/integrations.ts"
import type { IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { textOf } from "../worker/values.ts"
import { checkScope, outOfScope } from "./environmentScope.ts"
import { showIntegration } from "./integrations.ts"
import { requireObjectId } from "./recipients.ts"

type Input = Readonly<Record<string, unknown>>

const conditions: Rule = (value, name) =>
  Array.isArray(value) && value.every(isReadonlyObject) ? [] : [`each value in ${name} must be an object`]

const memberRules = {
  name: optional(string),
  identifier: optional(string),
  _environmentId: optional(string),
  credentials: optional(object),
  active: optional(boolean),
  check: optional(boolean),
  conditions: optional(conditions),
  configurations: optional(object)
}

const createRules: Readonly<Record<string, Rule>> = {
  ...memberRules,
  providerId: required(string),
  kind: optional(oneOf(["delivery", "agent"])),
  channel: (value, name) => optional(oneOf(["in_app", "email", "sms", "chat", "push", "tool"]))(value, name)
}

/** Returns the environment that a request names, or else that of its key. */
const environmentOf = (store: Store, { _environmentId: named }: Input): Result.Result<Store, Rejection> =>
  Result.flatMap(checkScope(store, named === undefined ? [] : [named], "2026-05"), () => {
    const other = named === undefined ? store : store.organization.storeOf(String(named))
    return other === undefined ? Result.fail(notFound(`Environment ${String(named)} not found`)) : Result.succeed(other)
  })

const identifierTaken = conflict("Integration with identifier already exists")

/** Each part of a condition says how its children are joined. */
const checkConditions = (input: Input): Result.Result<void, Rejection> => {
  const sent: unknown = input["conditions"]
  const isRight = !Array.isArray(sent) ||
    sent.every((each) => isReadonlyObject(each) && (each["value"] === "AND" || each["value"] === "OR"))
  return isRight ? Result.succeed(undefined) : Result.fail(badRequest("Invalid conditions"))
}

/** An identifier stands once in all environments. */
const isTaken = ({ organization }: Store, identifier: unknown): boolean =>
  typeof identifier === "string" && organization.stores().some(({ integrations }) => integrations.byKey.has(identifier))

const checkNew = (store: Store, input: Input): Result.Result<void, Rejection> => {
  const { rows } = store.integrations.createdAt
  const { channel, identifier, providerId } = input
  if (isTaken(store, identifier)) return Result.fail(identifierTaken)
  if (channel === "in_app" && rows.some((row) => row.channel === "in_app")) {
    return Result.fail(badRequest("One environment can only have one In app provider"))
  }
  const isDemo = providerId === "novu-email" || providerId === "novu-sms"
  return isDemo && rows.some((row) => row.providerId === providerId)
    ? Result.fail(conflict(`Integration with novu provider for ${String(channel)} channel already exists`))
    : Result.succeed(undefined)
}

const recordIn = (input: Input, name: string): Input | undefined => {
  const value = input[name]
  return isReadonlyObject(value) ? value : undefined
}

const listIn = (input: Input, name: string): ReadonlyArray<unknown> | undefined => {
  const value = input[name]
  return Array.isArray(value) ? value : undefined
}

const create: Handler = ({ body, now, store: ofKey }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    if (input["channel"] === undefined && input["kind"] !== "agent") {
      return yield* Result.fail(badRequest("channel is required for delivery integrations"))
    }
    const store = yield* environmentOf(ofKey, input)
    yield* checkConditions(input)
    yield* checkNew(store, input)
    const providerId = String(input["providerId"])
    const name = textOf(input["name"]) ?? providerId
    const row: IntegrationRow = {
      _id: store.ids.objectId(now),
      identifier: textOf(input["identifier"]) ?? `${providerId}-${store.ids.suffix().slice(0, 6)}`,
      providerId,
      channel: String(input["channel"] ?? ""),
      kind: input["kind"] === "agent" ? "agent" : "delivery",
      name,
      active: input["active"] === true,
      credentials: recordIn(input, "credentials"),
      configurations: recordIn(input, "configurations"),
      conditions: listIn(input, "conditions") ?? [],
      primary: false,
      priority: 0,
      createdAt: now,
      updatedAt: now
    }
    const placed = row.active ? activate(store, row, true) : row
    return showIntegration(store.integrations.insert(placed), store)
  })

interface Found {
  readonly row: IntegrationRow
  readonly store: Store
}

/** Finds an integration of any environment. A key may change those of its own. */
const find = (
  { environmentId, organization }: Store,
  id: string,
  words = `Entity with id ${id} not found`
): Result.Result<Found, Rejection> => {
  for (const store of organization.stores()) {
    const row = store.integrations.byId.get(id)
    if (row === undefined) continue
    const isClosed = store.environmentId !== environmentId && isSince(store, "2026-05")
    return isClosed ? Result.fail(outOfScope) : Result.succeed({ row, store })
  }
  return Result.fail(notFound(words))
}

/** Merges members; credentials are replaced as a whole. Whether an integration is primary follows from the rest. */
const update: Handler = ({ body, now, params: { integrationId = "" }, store: ofKey }) =>
  Result.gen(function*() {
    const input = yield* validate(memberRules, body)
    const { row, store } = yield* find(ofKey, integrationId)
    yield* environmentOf(ofKey, input)
    yield* checkConditions(input)
    const identifier = textOf(input["identifier"])
    if (identifier !== undefined && identifier !== row.identifier && isTaken(store, identifier)) {
      return yield* Result.fail(identifierTaken)
    }
    const names = ["name", "identifier", "_environmentId", "active", "credentials", "conditions", "configurations"]
    if (names.every((name) => input[name] === undefined)) {
      return yield* Result.fail(badRequest("No properties found for update"))
    }
    const changed: IntegrationRow = {
      ...row,
      name: textOf(input["name"]) ?? row.name,
      identifier: identifier ?? row.identifier,
      credentials: recordIn(input, "credentials") ?? row.credentials,
      configurations: recordIn(input, "configurations") ?? row.configurations,
      conditions: listIn(input, "conditions") ?? row.conditions,
      active: typeof input["active"] === "boolean" ? input["active"] : row.active,
      updatedAt: now
    }
    return showIntegration(settle(store, row, changed), store)
  })

/** Puts a changed integration in its place among those of its channel. */
const settle = (store: Store, row: IntegrationRow, changed: IntegrationRow): IntegrationRow => {
  if (!hasPrimary(row.channel)) return store.integrations.replace(row, changed)
  if (changed.active && !row.active) return store.integrations.replace(row, activate(store, changed, false))
  if (!changed.active && row.active) {
    const off = store.integrations.replace(row, { ...changed, primary: false, priority: 0 })
    renumber(store, row.channel)
    return off
  }
  return store.integrations.replace(row, { ...changed, primary: changed.primary && changed.conditions.length === 0 })
}

/** Answers with what is left. */
const remove: Handler = ({ params: { integrationId = "" }, store: ofKey }) =>
  Result.gen(function*() {
    const { row, store } = yield* find(ofKey, integrationId)
    store.integrations.remove(row)
    if (hasPrimary(row.channel)) renumber(store, row.channel)
    return store.integrations.createdAt.rows.map((each) => showIntegration(each, store))
  })

const setPrimary: Handler = ({ params: { integrationId = "" }, store: ofKey }) =>
  Result.gen(function*() {
    yield* requireObjectId("integrationId", integrationId)
    const { row, store } = yield* find(ofKey, integrationId, `Integration with id ${integrationId} not found`)
    if (!hasPrimary(row.channel)) {
      return yield* Result.fail(badRequest(`Channel ${row.channel} does not support primary`))
    }
    const answer = showIntegration(row.primary ? row : makePrimary(store, row), store)
    // Older servers set no status, so that theirs is the usual one of a POST.
    return isSince(store, "2025-05") ? answer : withStatus(201, answer)
  })

/** These send what became of an e-mail to a webhook that Novu can set up. */
const configurable: ReadonlySet<string> = new Set(["sendgrid", "mailersend", "resend", "mailtrap"])

const autoConfigure: Handler = ({ params: { integrationId = "" }, store: ofKey }) =>
  Result.gen(function*() {
    const { row, store } = yield* find(ofKey, integrationId, `Integration not found, id: ${integrationId}`)
    if (!configurable.has(row.providerId)) {
      return { success: false, message: `Auto-configuration is not supported for provider ${row.providerId}` }
    }
    const configurations = { ...row.configurations, inboundWebhookEnabled: true }
    store.integrations.replace(row, { ...row, configurations })
    return { success: true, integration: { configurations } }
  })

const route = makeRoute({ category: "global", level: "stored" })
const example = makeRoute({ category: "global", level: "example" })

const base = "/v1/integrations"

export const routes: ReadonlyArray<Route> = [
  route("POST", base, 201, create),
  route("PUT", `${base}/{integrationId}`, 200, update),
  route("DELETE", `${base}/{integrationId}`, 200, remove),
  route("POST", `${base}/{integrationId}/set-primary`, 200, setPrimary),
  example("POST", `${base}/{integrationId}/auto-configure`, 200, autoConfigure)
]
