/** Reads what the forms of the page send, and leads them back to it. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { jsonAnswer } from "../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../protocol/message.ts"

const decoder = new TextDecoder()

export const textOfBody = (request: FakeRequest): string => decoder.decode(request.body)

/** A body that starts like JSON is JSON, because `curl -d` sends everything under the type of a form. */
export const isForm = (request: FakeRequest): boolean =>
  request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true &&
  request.body[0] !== 0x7b

/**
 * Reads the fields of a form. A button has fields of its own in `with`, written as a
 * query, because one form serves all buttons of a view. A field that was left empty
 * counts as not sent.
 */
const fieldsOf = (request: FakeRequest): Readonly<Record<string, string>> => {
  const fields = new URLSearchParams(textOfBody(request))
  const own = new URLSearchParams(fields.get("with") ?? "")
  fields.delete("with")
  return Object.fromEntries([...fields, ...own].filter(([, value]) => value !== ""))
}

/** A form may lead to a view of the page only, never elsewhere. */
const isLocal = (target: string): boolean => /^\/([a-z]|\?|$)/.test(target) && !/[^\x20-\x7e]/.test(target)

/** Returns the view that a form was on. */
export const backOf = (request: FakeRequest): string => {
  const { back = "/" } = isForm(request) ? fieldsOf(request) : {}
  return isLocal(back) ? back : "/"
}

/** Leads a form back to the page, and sends nothing to a program. */
export const done = (request: FakeRequest): FakeAnswer =>
  isForm(request)
    ? { status: 303, headers: [["Location", backOf(request)]], body: undefined }
    : { status: 204, headers: [], body: undefined }

export const refused = (status: number, message: string): FakeAnswer =>
  jsonAnswer(status, [], JSON.stringify({ message }))

/** Reads the fields of a form, or the members of a JSON body, by a schema of texts. */
export const withFields = <A>(
  request: FakeRequest,
  schema: Schema.Codec<A, unknown>,
  use: (fields: A) => Effect.Effect<FakeAnswer>
): Effect.Effect<FakeAnswer> => {
  const read = isForm(request)
    ? Schema.decodeUnknownEffect(schema)(fieldsOf(request))
    : Schema.decodeUnknownEffect(Schema.fromJsonString(schema))(textOfBody(request))
  return read.pipe(
    Effect.flatMap(use),
    Effect.catch((error) => Effect.succeed(refused(400, error.message)))
  )
}
