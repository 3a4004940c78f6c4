import { isObject } from "effect/Predicate"
import { type FailedResource, PartialFailure, type SucceededResource } from "../../Errors/NovuErrorReason.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"

type Words = (text: string) => string

const itemsAt = (results: unknown, name: string): ReadonlyArray<Readonly<Record<PropertyKey, unknown>>> =>
  (Array.isArray(results) ? results : []).filter(isObject).flatMap((result) => {
    const items = result[name]
    return Array.isArray(items) ? items.filter(isObject) : []
  })

const textAt = (item: Readonly<Record<PropertyKey, unknown>>, name: string, otherwise: string): string => {
  const value = item[name]
  return typeof value === "string" ? value : otherwise
}

const named = (item: Readonly<Record<PropertyKey, unknown>>, words: Words) => ({
  resourceType: words(textAt(item, "resourceType", "unknown")),
  resourceId: words(textAt(item, "resourceId", "unknown"))
})

const failedOf = (results: unknown, words: Words): ReadonlyArray<FailedResource> =>
  itemsAt(results, "failed").map((item) =>
    Object.assign(named(item, words), { message: words(textAt(item, "error", "Novu did not say why")) })
  )

const succeededOf = (results: unknown, words: Words): ReadonlyArray<SucceededResource> =>
  itemsAt(results, "successful").map((item) =>
    Object.assign(named(item, words), { action: words(textAt(item, "action", "unknown")) })
  )

const countOf = (summary: unknown): number =>
  isObject(summary) && typeof summary["failed"] === "number" ? summary["failed"] : 0

/** Judges what Novu answers to a publication: a 200 may mean that something was not carried out. */
export const publishVerdict = {
  ofSuccess: (
    { headers, result }: { readonly headers: ResponseHeaders; readonly result: unknown },
    _input: unknown,
    words: Words
  ): PartialFailure | undefined => {
    if (!isObject(result)) return undefined
    const failed = failedOf(result["results"], words)
    const count = Math.max(countOf(result["summary"]), failed.length)
    if (count === 0) return undefined
    const [first] = failed
    const why = first === undefined
      ? "Novu did not say which"
      : `${first.resourceType} "${first.resourceId}": ${first.message}`
    return new PartialFailure({
      status: 200,
      headers,
      detail: words(`${count} ${count === 1 ? "resource was" : "resources were"} not published: ${why}`),
      failed,
      succeeded: succeededOf(result["results"], words)
    })
  }
}
