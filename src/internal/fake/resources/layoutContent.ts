/** Has the rules for the content of a layout, which Novu refuses where it only notes those of a workflow's steps. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { parsedJson } from "../../wire/parsedJson.ts"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import { objectOf, textOf } from "../worker/values.ts"

/** Parses the document of the block editor; `undefined` where a text is none. */
export const documentOf = (body: string): unknown => {
  const json = parsedJson(body)
  return isReadonlyObject(json) && json["type"] === "doc" && Array.isArray(json["content"]) ? json : undefined
}

/** Says whether a document has a node for the content of an e-mail. Not recursive: it may be deeper than the stack. */
const hasContentNode = (document: unknown): boolean => {
  const left = [document]
  while (left.length > 0) {
    const node = objectOf(left.pop())
    if (node["type"] === "variable" && objectOf(node["attrs"])["id"] === "content") return true
    if (Array.isArray(node["content"])) left.push(...node["content"])
  }
  return false
}

const isPage = (body: string): boolean =>
  /<html[\s>]/i.test(body) && /<body[\s>]/i.test(body) &&
  /<\/body\s*>/i.test(body) && /<\/html\s*>/i.test(body)

const complaint = (body: string, editorType: unknown): string | undefined => {
  const document = documentOf(body)
  if (editorType === "html" && !isPage(body)) return "Content must be a valid HTML content"
  if (editorType === "block" && document === undefined) return "Content must be a valid Maily JSON content"
  const hasContent = editorType === "html" ? /\{\{-?\s*content\b[^}]*\}\}/.test(body) : hasContentNode(document)
  return hasContent ? undefined : "The layout body should contain the \"content\" variable"
}

/** Checks the values that a layout is given. Versions of Novu say it in the message, or in `controls`; this says both. */
export const checkContent = (values: Readonly<Record<string, unknown>>): Result.Result<void, Rejection> => {
  if (!isReadonlyObject(values["email"])) return Result.succeed(undefined)
  const { body, editorType } = values["email"]
  const message = complaint(textOf(body) ?? "", editorType)
  if (message === undefined) return Result.succeed(undefined)
  const rejection = badRequest(message)
  const controls = { "email.body": [{ message }] }
  return Result.fail({ ...rejection, fields: { ...rejection.fields, controls } })
}
