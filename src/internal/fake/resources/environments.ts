/** Serves the environments of the organisation, each of which has a key of its own. */
import * as Result from "effect/Result"
import { given } from "../../input/given.ts"
import { badRequest, notFound, reject, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { nested, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import { isSince } from "../store/eras.ts"
import type { EnvironmentRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { objectOf, textOf } from "../worker/values.ts"
import { checkScope } from "./environmentScope.ts"
import { slug } from "./slugs.ts"

/** Is the user who made the keys. */
const userId = "6615943e7ace93b0540ae302"

/** Every organisation has these two. */
const reserved = ["Development", "Production"]

const hexColor: Rule = (value, name) => [
  ...(typeof value === "string" && /^#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value)
    ? []
    : [`${name} must be a hexadecimal color`]),
  ...string(value, name)
]

const mongoId: Rule = (value, name) =>
  typeof value === "string" && /^[0-9a-f]{24}$/i.test(value) ? [] : [`${name} must be a mongodb id`]

/** An empty text counts as not sent. */
const unlessEmpty = (rule: Rule): Rule => optional((value, name) => value === "" ? [] : rule(value, name))

/** Shows the key of the caller's own environment, and no other. */
const toEnvironment = ({ environmentId, secretKey }: Store, row: EnvironmentRow) => ({
  _id: row._id,
  name: row.name,
  _organizationId: organizationId,
  identifier: row.identifier,
  slug: slug(row, "env"),
  type: row.type,
  color: row.color,
  apiKeys: row._id === environmentId ? [{ key: secretKey, _userId: userId }] : [],
  ...given({
    _parentId: row.parentId ?? undefined,
    bridge: row.bridgeUrl === undefined ? undefined : { url: row.bridgeUrl },
    dns: row.inboundParseDomain === undefined ? undefined : { inboundParseDomain: row.inboundParseDomain }
  }),
  ...timesOf(row)
})

const find = ({ organization }: Store, id: string): Result.Result<EnvironmentRow, Rejection> => {
  const row = organization.environments.byId.get(id)
  return row === undefined ? Result.fail(notFound(`Environment ${id} not found`)) : Result.succeed(row)
}

const list: Handler = ({ store }) =>
  Result.all(
    store.organization.stores().map(({ environmentId }) =>
      Result.map(find(store, environmentId), (row) => toEnvironment(store, row))
    )
  )

const nameTaken = badRequest("Environment name must be unique")

/** Of what Novu puts into a new environment the fake has the key alone. No answer shows it. */
const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const rules = { name: required(string), color: required(hexColor), parentId: optional(mongoId) }
    const input = yield* validate(rules, body)
    const name = String(input["name"])
    if (reserved.some((each) => each.toLowerCase() === name.trim().toLowerCase())) {
      return yield* Result.fail(reject(422, "Environment name cannot be Development or Production"))
    }
    const { organization } = store
    if (organization.environments.byKey.has(name)) return yield* Result.fail(nameTaken)
    const secretKey = `sk_fake_${organization.ids.token(32)}`
    const made = organization.add({
      name,
      secretKey,
      color: String(input["color"]),
      parentId: textOf(input["parentId"]) ?? null
    }, now)
    return toEnvironment(store, yield* find(store, made.environmentId))
  })

/** An address that is sent replaces the one that is stored, and an object without one clears it. */
const bridgeOf = (row: EnvironmentRow, sent: unknown): EnvironmentRow["bridgeUrl"] =>
  sent === undefined || sent === null ? row.bridgeUrl : textOf(objectOf(sent)["url"])

const update: Handler = ({ body, now, params: { environmentId = "" }, store }) =>
  Result.gen(function*() {
    const rules = {
      name: optional(string),
      identifier: optional(string),
      parentId: unlessEmpty(mongoId),
      color: unlessEmpty(hexColor),
      dns: optional(nested({ inboundParseDomain: optional(string) })),
      bridge: optional(nested({ url: optional(string) }))
    }
    const input = yield* validate(rules, body)
    yield* checkScope(store, [environmentId], "2026-08")
    const { environments } = store.organization
    const row = environments.byId.get(environmentId)
    const showsRow = isSince(store, "2026-05")
    if (row === undefined) {
      return showsRow ? yield* find(store, environmentId) : { matched: 0, modified: 0 }
    }
    const next: EnvironmentRow = {
      ...row,
      name: textOf(input["name"]) ?? row.name,
      identifier: textOf(input["identifier"]) ?? row.identifier,
      parentId: textOf(input["parentId"]) ?? row.parentId,
      color: textOf(input["color"]) ?? row.color,
      inboundParseDomain: textOf(objectOf(input["dns"])["inboundParseDomain"]) ?? row.inboundParseDomain,
      bridgeUrl: bridgeOf(row, input["bridge"]),
      updatedAt: now
    }
    // What is known of Novu leaves open what it does about a name that is taken.
    if (next.name !== row.name && environments.byKey.has(next.name)) return yield* Result.fail(nameTaken)
    environments.replace(row, next)
    return showsRow ? toEnvironment(store, next) : { matched: 1, modified: 1 }
  })

/** The key of an environment goes with it. */
const remove: Handler = ({ params: { environmentId = "" }, store }) =>
  Result.gen(function*() {
    yield* checkScope(store, [environmentId], "2026-08")
    const row = yield* find(store, environmentId)
    if (row.type !== null) return yield* Result.fail(badRequest(`The environment ${row.name} can not be deleted`))
    store.organization.remove(row)
  })

const listTags: Handler = ({ params: { environmentId = "" }, store }) =>
  Result.map(find(store, environmentId), ({ _id }) => {
    const workflows = store.organization.storeOf(_id)?.workflows.createdAt.rows ?? []
    const names = new Set(workflows.flatMap(({ tags }) => tags).filter((tag) => textOf(tag) !== undefined))
    return Array.from(names, (name) => ({ name }))
  })

/** The first servers that let keys list environments did not let them change any. */
const route = makeRoute({ category: "global", level: "stored", availability: { openSince: "2025-05" } })

const base = "/v1/environments"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, list, { availability: {} }),
  route("POST", base, 201, create, {
    availability: { openSince: "2025-05", plans: ["self-hosted", "business", "enterprise"] }
  }),
  route("PUT", `${base}/{environmentId}`, 200, update),
  route("DELETE", `${base}/{environmentId}`, 200, remove),
  route("GET", "/v2/environments/{environmentId}/tags", 200, listTags, { availability: { since: "2026-05" } })
]
