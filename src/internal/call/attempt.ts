import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { constTrue } from "effect/Function"
import { RequestInit } from "effect/http/FetchHttpClient"
import * as Headers from "effect/http/Headers"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
import { type NovuErrorReason, ResponseDecodeFailed } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import { withoutStack } from "../stackLimit.ts"
import { attribute, isTraced } from "../telemetry.ts"
import { version } from "../version.ts"
import type { Answered } from "../wire/answered.ts"
import { readText } from "../wire/body.ts"
import type { Compiled, Encoded } from "../wire/compiledOperation.ts"
import { reasonOf } from "../wire/failure.ts"
import { readHeaders } from "../wire/responseHeaders.ts"
import { transportFailed } from "../wire/transportFailure.ts"
import { CurrentComposition } from "./composition.ts"
import { expectingConflicts } from "./expectedRefusals.ts"
import { CurrentSending } from "./sendsOnce.ts"

/** Prints as its length: requests end up in errors and spans, and tokens are in here. */
class JsonBody extends HttpBody.Uint8Array {
  constructor(text: string) {
    const { body, contentLength, contentType } = HttpBody.text(text, "application/json")
    super(body, contentType, contentLength)
  }

  override toJSON(): unknown {
    const { _tag, contentLength } = this
    return { _id: "effect/HttpBody", _tag, contentLength }
  }
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

type Sendable<Success> = Pick<Compiled<never, Success>, "method" | "path" | "decode">

/** The request of a call, as often as it is sent. */
export interface Sender<Success> {
  /** Sends it and reads the answer. */
  readonly send: (attempt: number) => Effect.Effect<NovuResponse<Success>, NovuErrorReason>
  /**
   * The answer to the last attempt where it was not a success, as far as it
   * arrived: a status is known before the body is.
   */
  readonly refusal: () => Answered | undefined
  /** What a refusal stands for. */
  readonly reasonOf: (refusal: Answered) => Effect.Effect<NovuErrorReason>
}

/**
 * One request and the reading of its answer, to the last byte of the body.
 *
 * @internal
 */
export const makeAttempt = Effect.fnUntraced(function*(
  config: NovuConfig,
  client: HttpClient.HttpClient,
  options: { readonly propagateTraces: boolean; readonly sendsOnce: boolean }
) {
  const { host } = new URL(config.apiUrl)
  const atStart = Context.getOrUndefined(yield* Effect.context<never>(), RequestInit)

  // Lower-cased and copied here rather than for every request.
  const headers = Headers.fromInput({
    accept: "application/json",
    authorization: Redacted.value(config.authorization),
    "user-agent": `effect-novu/${version}`
  })
  const jsonHeaders = Headers.set(headers, "content-type", "application/json")

  // Redirects stay unfollowed, because a body with a token must not travel to
  // another host.
  const requestInit = { ...atStart, redirect: "manual" as const }
  const withRequestInit = (ambient: Context.Context<never>): Context.Context<never> => {
    const own = Context.getOrUndefined(ambient, RequestInit)
    return Context.add(
      ambient,
      RequestInit,
      own === undefined ? requestInit : { ...atStart, ...own, redirect: "manual" }
    )
  }

  // Calls of a fiber share a context, so what is made of one is remembered.
  const unseen = new WeakMap<Context.Context<never>, Context.Context<never>>()

  /** What the client reads from the context: a span only where a tracer listens or its headers are sent. */
  const tracing = (path: string, method: string, attempt: number, ambient: Context.Context<never>) => {
    if (options.propagateTraces || isTraced(ambient)) {
      const context = withRequestInit(ambient).pipe(
        Context.add(HttpClient.TracerPropagationEnabled, options.propagateTraces),
        Context.add(HttpClient.SpanNameGenerator, () => `${method} ${path}`),
        Context.add(References.TracerSpanAnnotations, {
          ...Context.get(ambient, References.TracerSpanAnnotations),
          [attribute.template]: path,
          ...(attempt === 1 ? {} : { [attribute.resendCount]: attempt - 1 })
        })
      )
      return Context.get(ambient, CurrentComposition)?.expects.has("Conflict") === true
        ? Context.add(context, Tracer.Tracer, expectingConflicts(Context.get(ambient, Tracer.Tracer)))
        : context
    }
    let context = unseen.get(ambient)
    if (context === undefined) {
      context = Context.add(withRequestInit(ambient), HttpClient.TracerDisabledWhen, constTrue)
      unseen.set(ambient, context)
    }
    return context
  }

  const surroundings =
    (path: string, method: string, attempt: number) => (ambient: Context.Context<never>): Context.Context<never> => {
      const context = tracing(path, method, attempt, ambient)
      return options.sendsOnce ? Context.add(context, CurrentSending, { outcome: undefined }) : context
    }

  return <Success>(
    { decode, method, path }: Sendable<Success>,
    { body, target }: Encoded,
    key: string | undefined,
    clean: (text: string) => string
  ): Sender<Success> => {
    const base = body === undefined ? headers : jsonHeaders
    const request = HttpClientRequest.makeWith(
      method,
      config.apiUrl + target,
      UrlParams.empty,
      Option.none(),
      key === undefined ? base : Headers.set(base, "idempotency-key", key),
      body === undefined ? HttpBody.empty : new JsonBody(body)
    )

    let refusal: Answered | undefined

    const reasonOfRefusal = (answer: Answered): Effect.Effect<NovuErrorReason> =>
      Effect.map(Clock.currentTimeMillis, (now) => withoutStack(() => reasonOf({ ...answer, now, clean, host })))

    const read = (
      response: HttpClientResponse.HttpClientResponse
    ): Effect.Effect<Answered, HttpClientError.HttpClientError> => {
      const headers = readHeaders(response)
      const { status } = response
      const text = readText(response, headers)
      if (isSuccess(status)) return Effect.map(text, (text) => ({ status, headers, text }))
      refusal = { status, headers, text: undefined, cut: true }
      return Effect.match(text, {
        // The status and its headers say what to do, with or without words.
        onFailure: () => ({ status, headers, text: undefined, cut: true }),
        onSuccess: (text) => refusal = { status, headers, text }
      })
    }

    const interpret = (answer: Answered): Effect.Effect<NovuResponse<Success>, NovuErrorReason> => {
      if (!isSuccess(answer.status)) return Effect.flatMap(reasonOfRefusal(answer), Effect.fail)
      const decoded = decode(answer, clean)
      return decoded instanceof ResponseDecodeFailed
        ? Effect.fail(decoded)
        : Effect.succeed({ headers: answer.headers, result: decoded.result })
    }

    const failed = (error: HttpClientError.HttpClientError): Effect.Effect<never, NovuErrorReason> =>
      Effect.fail(withoutStack(() => transportFailed(error, { clean, host })))

    return {
      refusal: () => refusal,
      reasonOf: reasonOfRefusal,
      send: (attempt) => {
        refusal = undefined
        return client.execute(request).pipe(
          Effect.flatMap(read),
          Effect.matchEffect({
            onFailure: (error) =>
              // A client such as `filterStatusOk` fails where there is an answer.
              error.reason._tag === "StatusCodeError"
                ? Effect.matchEffect(read(error.reason.response), { onFailure: failed, onSuccess: interpret })
                : failed(error),
            onSuccess: interpret
          }),
          Effect.updateContext(surroundings(path, method, attempt))
        )
      }
    }
  }
})
