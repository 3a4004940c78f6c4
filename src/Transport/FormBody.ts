/**
 * Writes the body of an operation that uploads.
 *
 * @since 0.1.0
 */
import { formBytes } from "../internal/wire/formBody.ts"
import type { BodyFormat } from "./Operation.ts"

/**
 * Sends a payload as `multipart/form-data`, one field per member: texts,
 * numbers, booleans, `FormFile`s and lists of them. A member of another kind
 * fails with `InvalidInput`. Programs without uploads do not bundle it.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { formBody, FormFile, Operation } from "effect-novu"
 *
 * const upload = Operation.make({
 *   name: "Translations.upload",
 *   method: "POST",
 *   path: "/v2/translations/upload",
 *   payload: Schema.Struct({ resourceId: Schema.String, files: Schema.Array(FormFile) }),
 *   body: formBody
 * })
 *
 * upload.name // => "Translations.upload"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const formBody: BodyFormat = formBytes
