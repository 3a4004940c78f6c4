import { isObject } from "effect/Predicate"
import { AllFailed, type FailedItem, type NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import type { SubscriptionsAnswer } from "../../Schema/TopicSubscription.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"

type Words = (text: string) => string

/** The items of a request, of whom an answer may say nothing. */
interface Asked {
  readonly payload: { readonly subscriptions: ReadonlyArray<unknown> }
}

const subscriberOf = (item: unknown): string | undefined => {
  const id: unknown = isObject(item) ? item["subscriberId"] : item
  return typeof id === "string" ? id : undefined
}

const unsaid = (item: unknown): FailedItem => {
  const subscriberId = subscriberOf(item)
  return { ...(subscriberId === undefined ? {} : { subscriberId }), code: "UNKNOWN", message: "Novu did not say why" }
}

const failedItem = (error: Readonly<Record<PropertyKey, unknown>>, words: Words): FailedItem => {
  const text = (name: string): string | undefined => {
    const value = error[name]
    return typeof value === "string" ? words(value) : undefined
  }
  const subscriberId = text("subscriberId")
  return {
    ...(subscriberId === undefined ? {} : { subscriberId }),
    code: text("code") ?? "UNKNOWN",
    message: text("message") ?? "Novu did not say why"
  }
}

/** Reads the errors of an answer, whichever form of it. */
export const failedItems = (errors: unknown, words: Words = (text) => text): ReadonlyArray<FailedItem> =>
  (Array.isArray(errors) ? errors : []).filter(isObject).map((error) => failedItem(error, words))

const allFailed = (
  status: number,
  headers: ResponseHeaders,
  failed: ReadonlyArray<FailedItem>
): AllFailed =>
  new AllFailed({
    status,
    headers,
    failed,
    detail: `none of ${failed.length} was carried out: ${failed[0]?.message ?? "Novu did not say why"}`
  })

/** Judges an answer about several subscriptions: one that holds none of them is a failure, whatever its status. */
export const subscriptionVerdict = {
  ofSuccess: (
    { headers, result }: { readonly headers: ResponseHeaders; readonly result: unknown },
    { payload }: Asked,
    words: Words
  ): NovuErrorReason | undefined => {
    if (!isObject(result) || !Array.isArray(result["data"]) || result["data"].length > 0) return undefined
    const failed = failedItems(result["errors"], words)
    return allFailed(201, headers, failed.length > 0 ? failed : payload.subscriptions.map(unsaid))
  },
  ofFailure: (reason: NovuErrorReason, _asked: Asked, words: Words, body: () => unknown): NovuErrorReason => {
    if (reason._tag !== "BadRequest" && reason._tag !== "ValidationFailed") return reason
    const json = body()
    if (reason.status !== 400 || !isObject(json) || !Array.isArray(json["data"])) return reason
    const inContext: unknown = isObject(json["ctx"]) ? json["ctx"]["errors"] : undefined
    const failed = failedItems(Array.isArray(json["errors"]) ? json["errors"] : inContext, words)
    return failed.length === 0 ? reason : allFailed(400, reason.headers, failed)
  },
  reworded: (answer: SubscriptionsAnswer, words: Words): SubscriptionsAnswer =>
    answer.errors == null ? answer : { ...answer, errors: failedItems(answer.errors, words) }
}
