/**
 * Describes preferences as events show them.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import { flagKey, isRecord, isTexts, nullishKey, recordOrEmpty, textKey } from "../internal/schema/schema.ts"
import { openKey, rawKey, recordKey } from "../internal/webhooks/eventSchema.ts"
import { entity } from "../Schema/Entity.ts"
import { AnySeverity } from "../Schema/Severity.ts"
import { GlobalPreference } from "../Schema/SubscriberPreference.ts"

/**
 * Names the workflow of a preference.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookPreferenceWorkflow extends entity<WebhookPreferenceWorkflow>()(undefined, {
  /** Novu's own id. */
  id: textKey,
  /** The identifier by which it is triggered. */
  identifier: textKey,
  name: textKey,
  critical: flagKey,
  severity: nullishKey(AnySeverity, isString),
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  data: recordKey
}) {}

/**
 * Describes what a subscriber wants of everything, or of one workflow.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookPreference extends entity<WebhookPreference>()(undefined, {
  /** `global` is of everything, and `template` of one workflow. */
  level: openKey(["global", "template"]),
  enabled: flagKey,
  /** Shows only those that some workflow has a step for, so an absent one is not off. */
  channels: recordOrEmpty(GlobalPreference.fields.channels, {}),
  subscriptionId: textKey,
  /** Absent in a preference of everything. */
  workflow: nullishKey(WebhookPreferenceWorkflow, isRecord),
  schedule: GlobalPreference.fields.schedule,
  /** A condition in JsonLogic. */
  condition: rawKey
}) {}
