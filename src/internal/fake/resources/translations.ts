/** Serves the translations of workflows and layouts, and all of a language at once. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { type Availability, businessPlans } from "../protocol/availability.ts"
import { parameter } from "../protocol/query.ts"
import { badRequest, notFound, type Rejection, validationFailed } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { object, oneOf, required, string, validate } from "../protocol/validation.ts"
import type { TranslationRow } from "../store/rows.ts"
import { type Store, translationKey } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { objectOf } from "../worker/values.ts"
import { layoutByAny } from "./layoutRef.ts"
import { workflowByAny } from "./workflowRef.ts"

export type ResourceType = TranslationRow["resourceType"]

type Resource = Pick<TranslationRow, "resourceId" | "resourceType">

type Content = TranslationRow["content"]

/** Novu writes languages with an underscore, and takes a hyphen for one. */
export const localeOf = (text: string): string | undefined =>
  /^[a-z]{2,3}([-_][A-Za-z]{2,4})?([-_][A-Za-z]{2})?$/.test(text) ? text.replaceAll("-", "_") : undefined

const defaultLocale = "en_US"

export const resourceTypes = ["workflow", "layout"] as const

/** Finds what a translation is of, which has to exist. */
export const findResource = (store: Store, type: ResourceType, id: string): Resource | undefined => {
  const resourceId = type === "layout" ? layoutByAny(store, id)?.layoutId : workflowByAny(store, id)?.workflowId
  return resourceId === undefined ? undefined : { resourceType: type, resourceId }
}

/** Stores the texts of a language in place of what was there. */
export const writeTranslation = (
  store: Store,
  resource: Resource,
  locale: string,
  content: Content,
  now: number
): TranslationRow => {
  const existing = store.translations.byKey.get(translationKey({ ...resource, locale }))
  return existing === undefined
    ? store.translations.insert({
      _id: store.ids.objectId(now),
      ...resource,
      locale,
      content,
      createdAt: now,
      updatedAt: now
    })
    : store.translations.replace(existing, { ...existing, content, updatedAt: now })
}

const show = (row: TranslationRow) => ({
  resourceId: row.resourceId,
  resourceType: row.resourceType,
  locale: row.locale,
  content: row.content,
  ...timesOf(row)
})

const typeOf = (text: string): Result.Result<ResourceType, Rejection> => {
  const type = resourceTypes.find((each) => each === text)
  return type === undefined
    ? Result.fail(validationFailed([`resourceType must be one of the following values: ${resourceTypes.join(", ")}`]))
    : Result.succeed(type)
}

const missing = notFound("Translation not found")

const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(
      {
        resourceId: required(string),
        resourceType: required(oneOf(resourceTypes)),
        locale: required(string),
        content: required(object)
      },
      body
    )
    const locale = localeOf(String(input["locale"]))
    if (locale === undefined) return yield* Result.fail(validationFailed(["locale must be a valid locale"]))
    const type = yield* typeOf(String(input["resourceType"]))
    const resource = findResource(store, type, String(input["resourceId"]))
    if (resource === undefined) return yield* Result.fail(notFound("Workflow cannot be found"))
    return show(writeTranslation(store, resource, locale, objectOf(input["content"]), now))
  })

type Params = Readonly<Record<string, string>>

const rowsOf = (
  store: Store,
  { resourceId = "", resourceType = "" }: Params
): Result.Result<ReadonlyArray<TranslationRow>, Rejection> =>
  Result.map(typeOf(resourceType), (type) => {
    const resource = findResource(store, type, resourceId)
    return store.translations.createdAt.rows.filter((row) =>
      row.resourceType === resource?.resourceType && row.resourceId === resource.resourceId
    )
  })

const findOne = (store: Store, params: Params): Result.Result<TranslationRow, Rejection> => {
  const locale = localeOf(params["locale"] ?? "")
  if (locale === undefined) return Result.fail(badRequest("locale must be a valid locale"))
  return Result.flatMap(rowsOf(store, params), (rows) => {
    const row = rows.find((each) => each.locale === locale)
    return row === undefined ? Result.fail(missing) : Result.succeed(row)
  })
}

const retrieve: Handler = ({ params, store }) => Result.map(findOne(store, params), show)

const remove: Handler = ({ params, store }) =>
  Result.map(findOne(store, params), (row) => store.translations.remove(row))

const findGroup = (
  store: Store,
  params: Params
): Result.Result<readonly [TranslationRow, ...Array<TranslationRow>], Rejection> =>
  Result.flatMap(
    rowsOf(store, params),
    ([first, ...others]) => first === undefined ? Result.fail(missing) : Result.succeed([first, ...others] as const)
  )

const retrieveGroup: Handler = ({ params, store }) =>
  Result.map(findGroup(store, params), (rows) => {
    const { resourceId, resourceType } = rows[0]
    return {
      resourceId,
      resourceType,
      resourceName: (resourceType === "layout" ? store.layouts : store.workflows).byKey.get(resourceId)?.name ??
        resourceId,
      locales: rows.map(({ locale }) => locale),
      ...timesOf({
        createdAt: Math.min(...rows.map(({ createdAt }) => createdAt)),
        updatedAt: Math.max(...rows.map(({ updatedAt }) => updatedAt))
      })
    }
  })

const removeGroup: Handler = ({ params, store }) =>
  Result.map(findGroup(store, params), (rows) => {
    for (const row of rows) store.translations.remove(row)
  })

const retrieveMaster: Handler = ({ query, store }) => {
  const locale = localeOf(parameter(query, "locale") ?? defaultLocale)
  const rows = store.translations.createdAt.rows.filter((row) => row.locale === locale)
  const of = (type: ResourceType) =>
    Object.fromEntries(
      rows.filter(({ resourceType }) => resourceType === type).map(({ content, resourceId }) => [resourceId, content])
    )
  return Result.succeed({ workflows: of("workflow"), layouts: of("layout") })
}

/** Imports what it knows the resource of. Lists without items are left out of the answer. */
export const importMaster = (store: Store, locale: string, master: Content, now: number) => {
  const successful: Array<string> = []
  const failed: Array<string> = []
  for (const [member, type] of [["workflows", "workflow"], ["layouts", "layout"]] as const) {
    for (const [id, content] of Object.entries(objectOf(master[member]))) {
      const resource = findResource(store, type, id)
      if (resource === undefined || !isReadonlyObject(content)) failed.push(id)
      else {
        writeTranslation(store, resource, locale, content, now)
        successful.push(id)
      }
    }
  }
  const count = successful.length
  const message = count + failed.length === 0
    ? "No supported resources found"
    : count === 0
    ? "Failed to import any resources"
    : failed.length > 0
    ? `Partial import completed: ${count} resources, ${failed.length} failed`
    : `Successfully imported ${count} resource${count === 1 ? "" : "s"}`
  return {
    success: count > 0,
    message,
    ...(count > 0 && { successful }),
    ...(failed.length > 0 && { failed })
  }
}

const importMasterJson: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ locale: required(string), masterJson: required(object) }, body)
    const locale = localeOf(String(input["locale"]))
    if (locale === undefined) return yield* Result.fail(validationFailed(["locale must be a valid locale"]))
    return importMaster(store, locale, objectOf(input["masterJson"]), now)
  })

/** Translations are a part of the enterprise build, and of the larger plans. */
export const availability: Availability = { since: "2026-05", plans: businessPlans }

const route = makeRoute({ category: "global", level: "stored", availability })

const base = "/v2/translations"

export const routes: ReadonlyArray<Route> = [
  route("POST", base, 200, create),
  route("GET", `${base}/group/{resourceType}/{resourceId}`, 200, retrieveGroup),
  route("GET", `${base}/master-json`, 200, retrieveMaster),
  route("POST", `${base}/master-json`, 200, importMasterJson),
  route("GET", `${base}/{resourceType}/{resourceId}/{locale}`, 200, retrieve),
  route("DELETE", `${base}/{resourceType}/{resourceId}/{locale}`, 204, remove),
  route("DELETE", `${base}/{resourceType}/{resourceId}`, 204, removeGroup)
]
