/**
 * Describes preferences as webhooks show them.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import { flagKey, isRecord, isTexts, nullishKey, openLiterals, textKey } from "../internal/schema/schema.ts"
import { entity } from "../Schema/Entity.ts"
import { AnySeverity } from "../Schema/Severity.ts"
import { PreferenceChannels, PreferenceSchedule } from "../Schema/SubscriberPreference.ts"

const Json = Schema.Record(Schema.String, Schema.Json)

/**
 * Describes the workflow that a preference is about.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookPreferenceWorkflow extends entity<WebhookPreferenceWorkflow>()(undefined, {
  id: textKey,
  /** The trigger identifier. */
  identifier: textKey,
  name: textKey,
  critical: flagKey,
  severity: nullishKey(AnySeverity, isString),
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  data: nullishKey(Json, isRecord)
}) {}

/**
 * Describes a preference: of everything, or of one workflow.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookPreference extends entity<WebhookPreference>()(undefined, {
  level: nullishKey(openLiterals(["global", "template"]), isString),
  enabled: flagKey,
  channels: nullishKey(PreferenceChannels, isRecord),
  subscriptionId: textKey,
  workflow: nullishKey(WebhookPreferenceWorkflow, isRecord),
  schedule: nullishKey(PreferenceSchedule, isRecord),
  /** A rule in JsonLogic. */
  condition: nullishKey(Json, isRecord)
}) {}
