/**
 * Describes the bodies of Novu's refusals. At least four formats are in use,
 * and proxies add their own, so the schema asks for an object and nothing more.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { entity } from "./Entity.ts"

/**
 * Lists what the body of an answer other than 2xx may hold.
 *
 * @category models
 * @since 0.1.0
 */
export class ErrorBody extends entity<ErrorBody>()("ErrorDto", {
  /** Is mostly a number. */
  statusCode: Schema.optionalKey(Schema.Unknown),
  timestamp: Schema.optionalKey(Schema.Unknown),
  /** Path of the request, with its query string. */
  path: Schema.optionalKey(Schema.Unknown),
  /** Is mostly a text, and a list of texts on servers before 2025. */
  message: Schema.optionalKey(Schema.Unknown),
  /** The reason phrase. Absent when Novu used its default words. */
  error: Schema.optionalKey(Schema.Unknown),
  /** Names a failure in Novu's own logs: a text, on 500 only. */
  errorId: Schema.optionalKey(Schema.Unknown),
  /** An object keyed by field or `general`, or a list of issues. */
  errors: Schema.optionalKey(Schema.Unknown),
  /** Repeats what the other fields say. */
  ctx: Schema.optionalKey(Schema.Unknown)
}) {}
