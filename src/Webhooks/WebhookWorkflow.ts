/**
 * Describes workflows as events show them: in the form of Novu's API, and in
 * that of its store.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  flagKey,
  isRecord,
  isTexts,
  nullableTextKey,
  nullishKey,
  numberOrText,
  textKey
} from "../internal/schema/schema.ts"
import {
  openKey,
  rawKey,
  recordKey,
  renewedRecord,
  timeKey,
  type WireRecord
} from "../internal/webhooks/eventSchema.ts"
import { entity } from "../Schema/Entity.ts"
import { AnySeverity } from "../Schema/Severity.ts"

const shared = {
  _id: numberOrText,
  name: textKey,
  description: nullableTextKey,
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  active: flagKey,
  origin: openKey(["novu-cloud", "novu-cloud-v1", "external"]),
  status: openKey(["ACTIVE", "INACTIVE", "ERROR"]),
  severity: nullishKey(AnySeverity, isString),
  createdAt: timeKey,
  updatedAt: timeKey,
  lastPublishedAt: timeKey,
  steps: rawKey,
  issues: rawKey,
  payloadSchema: rawKey
}

/**
 * Describes a workflow as Novu's API shows it. Steps, issues, preferences and
 * the schema of the payload are JSON as it came.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookWorkflow extends entity<WebhookWorkflow>()(undefined, {
  ...shared,
  /** The identifier by which it is triggered. */
  workflowId: textKey,
  slug: textKey,
  preferences: rawKey
}) {}

const fields = Schema.Struct({
  ...shared,
  /** The identifier by which it is triggered, which is that of its first trigger. */
  identifier: textKey,
  draft: flagKey,
  critical: flagKey,
  /** Is normally `false`, in `workflow.deleted`, too. */
  deleted: flagKey,
  isBlueprint: flagKey,
  type: textKey,
  triggers: rawKey,
  preferenceSettings: recordKey,
  userPreferences: rawKey,
  defaultPreferences: rawKey,
  agent: rawKey,
  _organizationId: textKey,
  _environmentId: textKey,
  _creatorId: textKey,
  _notificationGroupId: textKey
})

const identified = (row: WireRecord): WireRecord => {
  const [first]: ReadonlyArray<unknown> = Array.isArray(row["triggers"]) ? row["triggers"] : []
  return isRecord<WireRecord>(first) && isString(first["identifier"])
    ? { ...row, identifier: first["identifier"] }
    : row
}

/**
 * Describes a workflow as Novu stores it, which is what `workflow.deleted` and
 * the `previousObject` of `workflow.updated` hold. It has no `workflowId` and no
 * `slug`.
 *
 * @category models
 * @since 0.1.0
 */
export class PersistedWorkflow extends Schema.Opaque<PersistedWorkflow>()(renewedRecord(fields, identified)) {}
