/**
 * Describes previews: what a step of a workflow would send.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  isRecord,
  JsonObject,
  nullableKey,
  nullishKey,
  recordOrEmpty,
  Secret,
  textKey
} from "../internal/schema/schema.ts"
import { ContextInput } from "./Context.ts"
import { entity } from "./Entity.ts"
import { PreviewedSubscriber, PreviewSubscriber } from "./Layout.ts"
import { AnyStepType } from "./WorkflowStep.ts"

const Secrets = Schema.RedactedFromValue(JsonObject)

/**
 * Holds what a preview is rendered with.
 *
 * @category models
 * @since 0.1.0
 */
export class PreviewPayload extends entity<PreviewPayload>()("PreviewPayloadDto", {
  subscriber: Schema.optional(PreviewSubscriber),
  actor: Schema.optional(PreviewSubscriber),
  payload: Schema.optional(JsonObject),
  /** The results of earlier steps, by their identifiers. */
  steps: Schema.optional(JsonObject),
  context: Schema.optional(ContextInput),
  /** The values of environment variables, which may be secret. */
  env: Schema.optional(Secrets)
}) {}

/**
 * `Workflows.previewStep` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class PreviewStep extends entity<PreviewStep>()("GeneratePreviewRequestDto", {
  /** Take the place of the stored values for this preview. */
  controlValues: Schema.optional(JsonObject),
  previewPayload: Schema.optional(PreviewPayload)
}) {}

/**
 * Holds what a preview was rendered with. Any member may be absent.
 *
 * @category models
 * @since 0.1.0
 */
export class PreviewedPayload extends entity<PreviewedPayload>()("PreviewPayloadDto", {
  subscriber: nullishKey(PreviewedSubscriber, isRecord),
  actor: nullishKey(PreviewedSubscriber, isRecord),
  payload: nullishKey(JsonObject, isRecord),
  steps: nullishKey(JsonObject, isRecord),
  context: nullishKey(JsonObject, isRecord),
  env: nullishKey(Secrets, isRecord)
}) {}

/**
 * Holds what a step would send.
 *
 * @category models
 * @since 0.1.0
 */
export class StepPreview extends entity<StepPreview>()("GeneratePreviewResponseDto", {
  result: recordOrEmpty(
    Schema.Struct({
      type: nullishKey(AnyStepType, isString),
      /** Its members differ by the type: `subject` and `body`, or the events of a digest. */
      preview: nullishKey(JsonObject, isRecord),
      /** Says why there is no preview. */
      error: nullishKey(Schema.Struct({ title: textKey, message: textKey, hint: textKey }), isRecord)
    }),
    {}
  ),
  previewPayloadExample: recordOrEmpty(PreviewedPayload, {}),
  /** A JSON schema of what templates of the step may name. */
  schema: nullableKey(JsonObject, isRecord),
  /** Signs the preview for code that Novu calls. */
  novuSignature: nullishKey(Secret, isString)
}) {}
