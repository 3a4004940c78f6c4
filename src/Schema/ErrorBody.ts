/**
 * The bodies Novu refuses with. At least four formats are in use, and proxies
 * add their own, so nothing but "an object" is required.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { entity } from "./Entity.ts"

/**
 * What a body that is not 2xx may hold.
 *
 * @category models
 * @since 0.1.0
 */
export class ErrorBody extends entity<ErrorBody>()("ErrorDto", {
  /** Mostly a number. */
  statusCode: Schema.optionalKey(Schema.Unknown),
  timestamp: Schema.optionalKey(Schema.Unknown),
  /** Path of the request, with its query string. */
  path: Schema.optionalKey(Schema.Unknown),
  /** Mostly a text; a list of texts on servers before 2025. */
  message: Schema.optionalKey(Schema.Unknown),
  /** The reason phrase. Absent when Novu used its default words. */
  error: Schema.optionalKey(Schema.Unknown),
  /** Names a failure in Novu's own logs: a text, on 500 only. */
  errorId: Schema.optionalKey(Schema.Unknown),
  /** An object keyed by field or `general`, or a list of issues. */
  errors: Schema.optionalKey(Schema.Unknown),
  /** What the other fields say, once more. */
  ctx: Schema.optionalKey(Schema.Unknown)
}) {}
