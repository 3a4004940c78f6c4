import * as Exit from "effect/Exit"
import * as HttpClientError from "effect/http/HttpClientError"
import * as Tracer from "effect/Tracer"
import type { NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import { attribute } from "../telemetry.ts"
import type { Composition } from "./composition.ts"

const statuses: Readonly<Record<number, NovuErrorReason["_tag"]>> = { 404: "NotFound", 409: "Conflict" }

/** Whether an attempt ended as a method expects. A 409 with `Retry-After` is the `InProgress` of an idempotency key. */
const isExpected = (exit: Exit.Exit<unknown, unknown>, expects: Composition["expects"]): boolean =>
  Exit.isFailure(exit) &&
  exit.cause.reasons.some((reason) => {
    if (reason._tag !== "Fail" || !HttpClientError.isHttpClientError(reason.error)) return false
    const { response } = reason.error
    const tag = response && statuses[response.status]
    return tag !== undefined && expects.has(tag) && response?.headers["retry-after"] === undefined
  })

/**
 * Wraps a tracer so that an expected refusal does not fail a span. Effect's client
 * marks every status from 400 on as failed, also one that a composed method expects.
 */
export const expecting = (tracer: Tracer.Tracer, expects: Composition["expects"]): Tracer.Tracer =>
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
        const expected = isExpected(exit, expects)
        if (!expected && errorType !== undefined) attributeOf(attribute.errorType, errorType)
        end(time, expected ? Exit.void : exit)
      }
      return span
    }
  })
