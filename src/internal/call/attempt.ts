import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { RequestInit } from "effect/http/FetchHttpClient"
import * as Headers from "effect/http/Headers"
import type * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { type NovuErrorReason, ResponseDecodeFailed } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import { withoutStack } from "../stackLimit.ts"
import { version } from "../version.ts"
import type { Answered } from "../wire/answered.ts"
import { readText } from "../wire/body.ts"
import type { Compiled, Encoded } from "../wire/compiledOperation.ts"
import { reasonOf } from "../wire/failure.ts"
import { readHeaders } from "../wire/responseHeaders.ts"
import { transportFailed } from "../wire/transportFailure.ts"
import { httpBody } from "./requestBody.ts"
import { makeSurroundings } from "./surroundings.ts"

type Sendable<Success> = Pick<Compiled<never, Success>, "method" | "path" | "decode">

type Reading<Success> = Effect.Effect<NovuResponse<Success>, NovuErrorReason>

/** What every attempt of a transport needs. */
interface Line {
  readonly client: HttpClient.HttpClient
  readonly host: string
  readonly surroundings: ReturnType<typeof makeSurroundings>
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** The request of one call, as often as it is sent. */
export class Sender<Success> {
  /**
   * The answer to the last attempt where it was not a success, as far as it
   * arrived: a status is known before the body is.
   */
  refusal: Answered | undefined
  readonly #line: Line
  readonly #operation: Sendable<Success>
  readonly #request: HttpClientRequest.HttpClientRequest
  readonly #clean: (text: string) => string

  constructor(
    line: Line,
    operation: Sendable<Success>,
    request: HttpClientRequest.HttpClientRequest,
    clean: (text: string) => string
  ) {
    this.#line = line
    this.#operation = operation
    this.#request = request
    this.#clean = clean
  }

  /** Sends the request, and reads the answer to the last byte of its body. */
  send(attempt: number): Reading<Success> {
    const { method, path } = this.#operation
    this.refusal = undefined
    return this.#line.client.execute(this.#request).pipe(
      Effect.flatMap((response) => this.#read(response)),
      Effect.matchEffect({
        onFailure: (error) => this.#failed(error),
        onSuccess: (answer) => this.#interpret(answer)
      }),
      Effect.updateContext(this.#line.surroundings(path, method, attempt))
    )
  }

  /** Returns the reason that a refusal stands for. */
  reasonOf(refusal: Answered): Effect.Effect<NovuErrorReason> {
    return Effect.map(
      Clock.currentTimeMillis,
      (now) => withoutStack(() => reasonOf({ ...refusal, now, clean: this.#clean, host: this.#line.host }))
    )
  }

  #read(
    response: HttpClientResponse.HttpClientResponse
  ): Effect.Effect<Answered, HttpClientError.HttpClientError> {
    const headers = readHeaders(response)
    const { status } = response
    const body = readText(response, headers)
    if (isSuccess(status)) return Effect.map(body, (text) => ({ status, headers, text }))
    const withoutBody: Answered = this.refusal = { status, headers, text: undefined, cut: true }
    return Effect.match(body, {
      // A body that cannot be read costs us Novu's words, not the reason: the status and headers give that.
      onFailure: () => withoutBody,
      onSuccess: (text) => this.refusal = { status, headers, text }
    })
  }

  #interpret(answer: Answered): Reading<Success> {
    if (!isSuccess(answer.status)) return Effect.flatMap(this.reasonOf(answer), Effect.fail)
    const decoded = this.#operation.decode(answer, this.#clean)
    return decoded instanceof ResponseDecodeFailed
      ? Effect.fail(decoded)
      : Effect.succeed({ headers: answer.headers, result: decoded.result })
  }

  #failed(error: HttpClientError.HttpClientError): Reading<Success> {
    const { reason } = error
    // A client such as `filterStatusOk` fails where there is an answer.
    return reason._tag === "StatusCodeError"
      ? Effect.matchEffect(this.#read(reason.response), {
        onFailure: (broken) => this.#unanswered(broken),
        onSuccess: (answer) => this.#interpret(answer)
      })
      : this.#unanswered(error)
  }

  #unanswered(error: HttpClientError.HttpClientError): Effect.Effect<never, NovuErrorReason> {
    return Effect.fail(withoutStack(() => transportFailed(error, { clean: this.#clean, host: this.#line.host })))
  }
}

/** Makes the requests of the calls of a transport. */
export type MakeSender = <Success>(
  operation: Sendable<Success>,
  target: string,
  body: Encoded["body"],
  key: string | undefined,
  clean: (text: string) => string
) => Sender<Success>

export const makeSenders = Effect.fnUntraced(function*(
  config: NovuConfig,
  client: HttpClient.HttpClient,
  options: { readonly propagateTraces: boolean; readonly sendsOnce: boolean }
): Effect.fn.Return<MakeSender> {
  const atStart = Context.getOrUndefined(yield* Effect.context<never>(), RequestInit)
  const { host } = new URL(config.apiUrl)
  const line: Line = { client, host, surroundings: makeSurroundings(options, atStart) }
  // Headers are lower-cased and copied once here, and not for every request.
  const headers = Headers.fromInput({
    accept: "application/json",
    authorization: Redacted.value(config.authorization),
    "user-agent": `effect-novu/${version}`
  })
  return (operation, target, body, key, clean) => {
    const base = body === undefined ? headers : Headers.set(headers, "content-type", body.contentType)
    const request = HttpClientRequest.makeWith(
      operation.method,
      config.apiUrl + target,
      UrlParams.empty,
      Option.none(),
      key === undefined ? base : Headers.set(base, "idempotency-key", key),
      httpBody(body)
    )
    return new Sender(line, operation, request, clean)
  }
})
