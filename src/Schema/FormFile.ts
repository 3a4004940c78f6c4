/**
 * Describes a file in a form.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Is a file in the payload of an operation that sends a form.
 *
 * @category models
 * @since 0.1.0
 */
export interface FormFile extends Schema.Schema.Type<typeof FormFile> {}

/**
 * Describes a file. `content` is the whole of it: nothing is streamed, because
 * a retry sends the same bytes again. `contentType` is
 * `application/octet-stream` unless it is given.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FormFile = Schema.Struct({
  name: Schema.String,
  content: Schema.Union([Schema.String, Schema.Uint8Array]),
  contentType: Schema.optionalKey(Schema.String)
}).annotate({ identifier: "FormFile" })
