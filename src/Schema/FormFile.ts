/**
 * A file in a form.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * A file in the payload of an operation that sends a form.
 *
 * @category models
 * @since 0.1.0
 */
export interface FormFile extends Schema.Schema.Type<typeof FormFile> {}

/**
 * `content` is the whole file: nothing is streamed, because a retry sends the
 * same bytes again. Without `contentType`, it is `application/octet-stream`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FormFile = Schema.Struct({
  name: Schema.String,
  content: Schema.Union([Schema.String, Schema.Uint8Array]),
  contentType: Schema.optionalKey(Schema.String)
}).annotate({ identifier: "FormFile" })
