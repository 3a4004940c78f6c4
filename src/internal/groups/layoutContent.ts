import * as Predicate from "effect/Predicate"
import { type NovuErrorReason, ValidationFailed } from "../../Errors/NovuErrorReason.ts"

/** Limits the fields, and the complaints about one, that an error lists. */
const most = 100

/** Novu says these about the content, in versions that do not say where it is wrong. */
const aboutContent = /^(Content must be a valid |The layout body should contain )/

/** Finds the complaints about values: by their paths, flat in the body or in its `ctx`. */
const controlsIn = (body: unknown): Readonly<Record<string, unknown>> => {
  if (!Predicate.isObject(body)) return {}
  const { controls, ctx } = body
  if (Predicate.isObject(controls)) return controls
  return Predicate.isObject(ctx) && Predicate.isObject(ctx["controls"]) ? ctx["controls"] : {}
}

const textsIn = (complaints: unknown, words: (text: string) => string): ReadonlyArray<string> =>
  (Array.isArray(complaints) ? complaints : [complaints]).slice(0, most).flatMap((each: unknown) => {
    const text = Predicate.isObject(each) ? each["message"] : each
    return typeof text === "string" && text !== "" ? [words(text)] : []
  })

/**
 * Makes a refusal of content tell where it is wrong. Novu answers 400 for it, and
 * has the words in one of several places.
 */
export const contentRefused = (
  reason: NovuErrorReason,
  _input: unknown,
  words: (text: string) => string,
  body: () => unknown
): NovuErrorReason => {
  if (reason._tag !== "BadRequest") return reason
  const { detail, headers, status } = reason
  const told = Object.entries(controlsIn(body())).slice(0, most).flatMap(([field, complaints]) => {
    const messages = textsIn(complaints, words)
    return messages.length === 0 ? [] : [{ field: words(field), messages }]
  })
  const issues = told.length > 0 || !aboutContent.test(detail) ? told : [{ field: "email.body", messages: [detail] }]
  const [first] = issues
  if (first === undefined) return reason
  // The message beside the complaints may be no more than the name of the exception.
  const says = issues.some(({ messages }) => messages.includes(detail))
    ? detail
    : words(`${first.field}: ${first.messages.join("; ")}`)
  return new ValidationFailed({ status, headers, detail: says, issues })
}
