/** Changes preferences of many subscribers, 100 workflows of one subscriber in one request. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { NovuError } from "../../Errors/NovuError.ts"
import { ResponseDecodeFailed } from "../../Errors/NovuErrorReason.ts"
import {
  type UpdatedPreference,
  type UpdateManySubscriberPreferences,
  UpdateWorkflowPreferenceItem
} from "../../Schema/SubscriberPreference.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { composition } from "../call/composition.ts"
import { mayBeOneItem } from "./deliver.ts"
import type { Plan } from "./plan.ts"
import { writer } from "./write.ts"
import { bytesOf, type Written } from "./written.ts"

const updateAll = composition("SubscriberPreferences.updateAll", [])

/** Repeats `SubscriberWorkflowPreference` of `SubscriberPreferences`, which stands above this room. */
interface Item extends UpdateWorkflowPreferenceItem {
  readonly subscriberId: string
}

const write = writer<Item>(
  updateAll.name,
  Schema.Struct({ ...UpdateWorkflowPreferenceItem.fields, subscriberId: Schema.NonEmptyString })
)

type Update = (
  subscriberId: string,
  payload: UpdateManySubscriberPreferences,
  options: RequestOptions
) => Effect.Effect<NovuResponse<ReadonlyArray<UpdatedPreference>>, NovuError>

const notTold = (headers: ResponseHeaders, workflowId: string): NovuError => {
  const issues = [{ path: "", message: `Expected a preference for the workflow ${JSON.stringify(workflowId)}` }]
  return new NovuError({
    operation: updateAll.name,
    attempts: 1,
    reason: new ResponseDecodeFailed({
      status: 200,
      headers,
      detail: issues.map(({ message }) => message).join(),
      answeredBy: "novu",
      issues,
      body: Redacted.make("")
    })
  })
}

/** Pairs items with preferences by workflow, which an item may name by either of its ids. */
const resultsOf = (
  items: ReadonlyArray<Item>,
  { headers, result }: NovuResponse<ReadonlyArray<UpdatedPreference>>
): ReadonlyArray<Result.Result<UpdatedPreference, NovuError>> => {
  const byId = new Map(
    result.flatMap((each) => [each.workflow?.identifier, each.workflow?.id].map((id) => [id, each] as const))
  )
  return items.map(({ workflowId }) => {
    const found = byId.get(workflowId)
    return found === undefined ? Result.fail(notTold(headers, workflowId)) : Result.succeed(found)
  })
}

/** Novu names the workflows that it does not know, and says otherwise that it does not know the subscriber. */
const isAboutWorkflow = ({ gate, reason }: NovuError): boolean =>
  reason._tag === "NotFound" && gate === undefined && /workflow/i.test(reason.detail)

/** A request is for one subscriber and changes all or nothing, so that one unknown workflow refuses the others. */
export const preferencesPlan = (update: Update): Plan<Item, Written<Item>, UpdatedPreference> => ({
  method: updateAll,
  size: 100,
  bytes: 102_400 - 64,
  aligned: false,
  prepare: write,
  bytesOf,
  joins: (before, next) => before.item.subscriberId === next.item.subscriberId,
  isDivisible: (error) => mayBeOneItem(error) || isAboutWorkflow(error),
  request: (written) => (options) => {
    const items = written.map(({ item }) => item)
    const preferences = items.map(({ channels, workflowId }) => ({ channels, workflowId }))
    return Effect.map(
      update(items[0]?.subscriberId ?? "", { preferences }, options),
      (response) => resultsOf(items, response)
    )
  }
})
