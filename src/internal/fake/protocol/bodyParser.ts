import * as Result from "effect/Result"
import type { FakeRequest } from "./message.ts"
import { badRequest, internalError, payloadTooLarge, type Rejection } from "./rejection.ts"

const decoder = new TextDecoder()

/** Express allows 100 KB by default, and counts 1,024 bytes per KB. Novu allows 26 MB where bodies are large. */
const maximumBytes = (target: string): number => largeBodies.test(target) ? 27_262_976 : 102_400

/** What an agent says may hold files of 5 MB, so that its route takes more than others, too. */
const largeBodies = /\/v\d\/(events|workflows|layouts|bridge|agents\/[^/?]+\/reply)(?=[/?]|$)/i

/**
 * Parses a body as Express's JSON and form parsers do. Under any other content type
 * the body is an empty object, so the request fails with missing fields and never
 * with 415.
 */
export const parseBody = (request: FakeRequest): Result.Result<unknown, Rejection> => {
  if (request.body.length === 0) return Result.succeed({})
  const { charset, type } = contentType(request.headers["content-type"])
  const isJson = type === "application/json"
  if (!isJson && type !== "application/x-www-form-urlencoded") return Result.succeed({})
  const encoding = request.headers["content-encoding"] ?? "identity"
  if (!charset.startsWith("utf-") || encoding.toLowerCase() !== "identity") return Result.fail(internalError)
  if (request.body.length > maximumBytes(request.target)) return Result.fail(payloadTooLarge)
  const text = decoder.decode(request.body)
  return isJson ? parseJson(text) : Result.succeed(Object.fromEntries(new URLSearchParams(text)))
}

/** Accepts objects and arrays only: the parser's strict mode refuses a bare value, in the words of the JSON engine. */
const parseJson = (text: string): Result.Result<unknown, Rejection> => {
  const first = /\S/.exec(text)
  if (first !== null && first[0] !== "{" && first[0] !== "[") {
    const hidden = text.slice(0, first.index) + "#".repeat(text.length - first.index)
    return Result.fail(
      badRequest(complaint(hidden).replace(/#+/g, (run) => text.slice(first.index).slice(0, run.length)))
    )
  }
  return Result.try({ try: (): unknown => JSON.parse(text), catch: (error) => badRequest(messageOf(error)) })
}

const complaint = (text: string): string =>
  Result.match(Result.try((): unknown => JSON.parse(text)), {
    onFailure: messageOf,
    onSuccess: () => "Unexpected token"
  })

const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error)

const contentType = (header: string | undefined): { readonly type: string; readonly charset: string } => {
  const [type = "", ...parameters] = (header ?? "").toLowerCase().split(";").map((part) => part.trim())
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))
  return { type, charset: charset === undefined ? "utf-8" : charset.slice(8).replaceAll("\"", "") }
}
