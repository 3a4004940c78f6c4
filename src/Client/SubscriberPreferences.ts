/**
 * Read and change what a subscriber wants to be notified of, and where.
 *
 * @see https://docs.novu.co/api-reference/subscribers
 * @since 0.1.0
 */
import { bulkMethod } from "../internal/bulk/bulkMethod.ts"
import { preferencesPlan } from "../internal/bulk/preferences.ts"
import {
  ListSubscriberPreferences,
  SubscriberPreferenceView,
  type UpdatedPreference,
  UpdatedPreferences,
  UpdateManySubscriberPreferences,
  UpdateSubscriberPreferences,
  type UpdateWorkflowPreferenceItem
} from "../Schema/SubscriberPreference.ts"
import type { BulkMethod } from "../Transport/Bulk.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"

const path = "/v2/subscribers/{subscriberId}/preferences"

const list = Operation.make({
  name: "SubscriberPreferences.list",
  method: "GET",
  path,
  query: ListSubscriberPreferences,
  success: SubscriberPreferenceView
})

const update = Operation.make({
  name: "SubscriberPreferences.update",
  method: "PATCH",
  path,
  payload: UpdateSubscriberPreferences,
  success: SubscriberPreferenceView,
  // An update sets what it names, so a repeated one changes nothing.
  repeat: "idempotent"
})

const updateBulk = Operation.make({
  name: "SubscriberPreferences.updateBulk",
  method: "PATCH",
  path: `${path}/bulk`,
  payload: UpdateManySubscriberPreferences,
  success: UpdatedPreferences,
  // It writes the same channels again.
  repeat: "idempotent"
})

/**
 * Says what a subscriber wants of one workflow, for `updateAll`.
 *
 * @category models
 * @since 0.1.0
 */
export interface SubscriberWorkflowPreference extends UpdateWorkflowPreferenceItem {
  readonly subscriberId: string
}

/**
 * Reads and changes preferences. There is one set of them for everything, and
 * one per workflow, which wins. Critical workflows ignore both.
 *
 * The methods fail with `NotFound` when there is no such subscriber.
 *
 * @category services
 * @since 0.1.0
 */
export class SubscriberPreferences extends Group.Service<SubscriberPreferences>()("SubscriberPreferences", {
  /**
   * Returns the preferences for everything, and those for each workflow that is
   * not critical, unless `criticality` says otherwise. There are no pages.
   *
   * **Gotchas**
   *
   * - A channel is shown only where some listed workflow has a step for it. An
   *   absent channel is not off.
   */
  list: Group.method(
    list,
    (subscriberId: string, query?: ListSubscriberPreferences) => ({ params: { subscriberId }, query })
  ),

  /**
   * Changes the preferences for one workflow, or for everything, and returns all
   * of them as `list` does. Channels that are not named stay as they are.
   *
   * Fails with `BadRequest` when the workflow is critical, with `NotFound` or
   * `BadRequest` when there is none, and with `ValidationFailed` when Novu refuses
   * the hours of a schedule.
   */
  update: Group.method(
    update,
    (subscriberId: string, payload: UpdateSubscriberPreferences) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Changes the preferences for 1 to 100 workflows in one request, all or none
   * of them. Returns each workflow once.
   *
   * Fails with `NotFound` when there is one that does not exist, and with
   * `BadRequest` when one is critical. Nothing is changed then.
   *
   * **Gotchas**
   *
   * - Novu may not know a workflow by its slug here.
   */
  updateBulk: Group.method(
    updateBulk,
    (subscriberId: string, payload: UpdateManySubscriberPreferences) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Changes preferences of many subscribers: of adjacent items for one subscriber
   * up to 100 in one request, so sort them by subscriber. Takes a list, a
   * generator or a stream, and streams what became of each item, in order, as
   * `Events.triggerAll` does.
   *
   * Novu changes all workflows of a request or none. An unknown or critical one
   * fails alone, because a group that is refused is halved.
   */
  updateAll: (call: Operation.Call): BulkMethod<SubscriberWorkflowPreference, UpdatedPreference> =>
    bulkMethod(
      preferencesPlan((subscriberId, payload, options) =>
        call(updateBulk, { params: { subscriberId }, payload }, options)
      )
    )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof SubscriberPreferences.operations = SubscriberPreferences.operations
