import { isObject } from "effect/Predicate"

/** Servers and the proxies before them put their words at these names. The most telling come first. */
const speaking = [
  "message",
  "detail",
  "title",
  "error_description",
  "errorMessage",
  "error_message",
  "msg",
  "description",
  "reason",
  "faultstring",
  "fault",
  "error",
  "errors"
].flatMap((name) => [name, name.slice(0, 1).toUpperCase() + name.slice(1)])

/** Limits the texts and issues that an error lists, because a hostile body would have millions. */
const most = 100

/** Limits how many objects and lists one search looks into, and how deep it goes. */
const searched = 300
const deepest = 6

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== ""

/** Joins the words of an RFC 9457 problem: the title names the kind of problem, the detail this one. */
const problem = ({ detail, title }: Readonly<Record<string, unknown>>): string | undefined =>
  isText(title) && isText(detail) && title !== detail ? `${title}: ${detail}` : undefined

/**
 * Finds the words in a failure's JSON: a text, a list of them, or what is at
 * one of the usual names, however the server nests them. Returns `undefined`
 * where there are none.
 */
export const wordsIn = (json: unknown): string | undefined => {
  let left = searched
  const search = (value: unknown, depth: number): string | undefined => {
    if (isText(value)) return value
    if (typeof value !== "object" || value === null || depth > deepest || left-- <= 0) return undefined
    if (Array.isArray(value)) {
      const words = value.slice(0, most).map((each) => search(each, depth + 1)).filter(isText)
      return words.length === 0 ? undefined : words.join("; ")
    }
    if (!isObject(value)) return undefined
    const told = isText(value["message"]) ? undefined : problem(value)
    if (told !== undefined) return told
    for (const name of speaking) {
      const words = Object.hasOwn(value, name) ? search(value[name], depth + 1) : undefined
      if (words !== undefined) return words
    }
    return undefined
  }
  return search(json, 0)
}

/** Holds what a failure says of one field, in the server's own words. */
export interface FieldWords {
  readonly field: string
  readonly messages: ReadonlyArray<string>
}

/** Returns the texts in a value. Not recursive: a body may be nested deeper than the stack. */
const texts = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string"
    ? [value]
    : Array.isArray(value)
    ? value.slice(0, most).flat().slice(0, most).filter((each) => typeof each === "string")
    : []

const isPart = (value: unknown): boolean => typeof value === "string" || typeof value === "number"

/** Reads one member of a list of failures. */
const listed = (each: unknown): FieldWords | undefined => {
  if (isText(each)) return { field: "general", messages: [each] }
  if (!isObject(each)) return undefined
  const path = Array.isArray(each["path"]) ? each["path"].slice(0, most).filter(isPart).join(".") : each["field"]
  const own = texts(each["message"])
  const words = own.length === 0 ? wordsIn(each) : undefined
  return { field: isText(path) ? path : "general", messages: words === undefined ? own : [words] }
}

const fieldsOf = (json: unknown): ReadonlyArray<FieldWords> => {
  const { errors, message } = isObject(json) ? json : { errors: json, message: undefined }
  if (Array.isArray(errors)) return errors.slice(0, most).map(listed).filter((each) => each !== undefined)
  if (isObject(errors)) {
    return Object.entries(errors).slice(0, most).map(([field, value]) => ({
      field,
      messages: texts(isObject(value) ? value["messages"] : value)
    }))
  }
  const messages = Array.isArray(message) ? texts(message) : []
  return messages.length === 0 ? [] : [{ field: "general", messages }]
}

/**
 * Reads what a failure says of its fields: `errors` by field or as a list, or
 * `message` as a list, without the values that they are about. It returns at
 * most a hundred fields, and a hundred messages in all.
 */
export const fieldWordsIn = (json: unknown): ReadonlyArray<FieldWords> => {
  let left = most
  return fieldsOf(json).map(({ field, messages }) => {
    const some = messages.slice(0, left)
    left -= some.length
    return { field, messages: some }
  })
}
