import * as Exit from "effect/Exit"
import * as HttpClientError from "effect/http/HttpClientError"
import * as Tracer from "effect/Tracer"
import { attribute } from "../telemetry.ts"

/** The status of a `Conflict` in an answer that is not the `InProgress` of an idempotency key. */
const isConflict = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isFailure(exit) &&
  exit.cause.reasons.some((reason) =>
    reason._tag === "Fail" && HttpClientError.isHttpClientError(reason.error) &&
    reason.error.response?.status === 409 && reason.error.response.headers["retry-after"] === undefined
  )

/**
 * A tracer whose spans do not fail with a conflict. Effect's client marks each
 * answer from 400 on as failed, also one that is a step on the way of a
 * composed method.
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
