/**
 * Defines what a response says about the rate limit it was counted against.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Describes the rule behind the numbers. Novu sends every member.
 *
 * @category models
 * @since 0.1.0
 */
export class RateLimitPolicy extends Schema.Opaque<RateLimitPolicy>()(Schema.Struct({
  /** Requests per window. */
  limit: Schema.optionalKey(Schema.Finite),
  window: Schema.optionalKey(Schema.DurationFromMillis),
  /** Size of the token bucket. */
  burst: Schema.optionalKey(Schema.Finite),
  /** The bucket that was charged: `trigger`, `configuration` or `global`. */
  category: Schema.optionalKey(Schema.String),
  /** How much the request cost: `single` or `bulk`. */
  cost: Schema.optionalKey(Schema.String),
  /** The plan the limit comes from, or `custom`. */
  serviceLevel: Schema.optionalKey(Schema.String)
})) {}

/**
 * @category models
 * @since 0.1.0
 */
export class RateLimit extends Schema.Opaque<RateLimit>()(Schema.Struct({
  /** Requests per window. */
  limit: Schema.Finite,
  /** Requests left. Novu counts down from the policy's `burst`, so it may exceed `limit`. */
  remaining: Schema.Finite,
  /** Time until requests are available again. */
  reset: Schema.DurationFromMillis,
  policy: Schema.optionalKey(RateLimitPolicy)
})) {}
