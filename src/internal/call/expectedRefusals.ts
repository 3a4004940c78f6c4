import * as Exit from "effect/Exit"
import * as HttpClientError from "effect/http/HttpClientError"
import * as Tracer from "effect/Tracer"
import { attribute } from "../telemetry.ts"

/** Whether an attempt ended with a `Conflict`. A 409 with `Retry-After` is the `InProgress` of an idempotency key instead. */
const isConflict = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isFailure(exit) &&
  exit.cause.reasons.some((reason) =>
    reason._tag === "Fail" && HttpClientError.isHttpClientError(reason.error) &&
    reason.error.response?.status === 409 && reason.error.response.headers["retry-after"] === undefined
  )

/**
 * Wraps a tracer so that a conflict does not fail a span. Effect's client marks
 * every status from 400 on as failed, also one that a composed method expects.
 */
export const expectingConflicts = (tracer: Tracer.Tracer): Tracer.Tracer =>
  Tracer.make({
    context: tracer.context,
    span: (options) => {
      const span = tracer.span(options)
      const attributeOf = span.attribute.bind(span)
      const end = span.end.bind(span)
      let errorType: unknown
      span.attribute = (key, value) => {
        if (key === attribute.errorType) errorType = value
        else attributeOf(key, value)
      }
      span.end = (time, exit) => {
        const expected = isConflict(exit)
        if (!expected && errorType !== undefined) attributeOf(attribute.errorType, errorType)
        end(time, expected ? Exit.void : exit)
      }
      return span
    }
  })
