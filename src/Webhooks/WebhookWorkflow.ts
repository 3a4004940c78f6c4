/**
 * Describes workflows as webhooks show them: as the API answers them, or as the
 * database stores them.
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
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { entity } from "../Schema/Entity.ts"
import { AnySeverity } from "../Schema/Severity.ts"

const Json = Schema.Record(Schema.String, Schema.Json)
const json = nullishKey(Json, isRecord)
const list = nullishKey(Schema.Array(Schema.Json), Array.isArray)

/**
 * Describes a workflow as the API answers it. Steps and preferences are Novu's
 * JSON.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookWorkflow extends entity<WebhookWorkflow>()(undefined, {
  _id: Schema.String,
  /** The trigger identifier. */
  workflowId: textKey,
  slug: textKey,
  name: textKey,
  description: nullableTextKey,
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  active: flagKey,
  origin: textKey,
  status: textKey,
  severity: nullishKey(AnySeverity, isString),
  steps: list,
  preferences: json,
  payloadSchema: json,
  issues: json,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  lastPublishedAt: uncheckedTimeKey
}) {}

/**
 * Describes a trigger of a stored workflow.
 *
 * @category models
 * @since 0.1.0
 */
export class PersistedTrigger extends entity<PersistedTrigger>()(undefined, {
  type: textKey,
  identifier: textKey,
  variables: list
}) {}

/**
 * Describes a workflow as the database stores it. It has no `workflowId`: see
 * `identifierOf`.
 *
 * @category models
 * @since 0.1.0
 */
export class PersistedWorkflow extends entity<PersistedWorkflow>()(undefined, {
  _id: Schema.String,
  name: textKey,
  description: nullableTextKey,
  active: flagKey,
  draft: flagKey,
  critical: flagKey,
  /** Is `false` even in `workflow.deleted`. */
  deleted: flagKey,
  isBlueprint: flagKey,
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  steps: list,
  triggers: nullishKey(
    Schema.Array(PersistedTrigger),
    (value): value is ReadonlyArray<typeof PersistedTrigger.Encoded> => Array.isArray(value) && value.every(isRecord)
  ),
  preferenceSettings: json,
  payloadSchema: json,
  origin: textKey,
  type: textKey,
  status: textKey,
  severity: nullishKey(AnySeverity, isString),
  _environmentId: textKey,
  _organizationId: textKey,
  _creatorId: textKey,
  _notificationGroupId: textKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  lastPublishedAt: uncheckedTimeKey
}) {}

/**
 * Returns the trigger identifier of a stored workflow.
 *
 * @category getters
 * @since 0.1.0
 */
export const identifierOf = ({ triggers }: PersistedWorkflow): string | undefined => triggers?.[0]?.identifier
