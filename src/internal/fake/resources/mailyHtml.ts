/** Turns a document of the block editor into HTML. It is simpler than what Novu renders, and has no styles. */
import { objectOf, textOf } from "../worker/values.ts"

type Node = Readonly<Record<string, unknown>>

const elements: Readonly<Record<string, string>> = {
  paragraph: "p",
  bulletList: "ul",
  orderedList: "ol",
  listItem: "li",
  blockquote: "blockquote",
  section: "div",
  columns: "div",
  column: "div",
  bold: "strong",
  italic: "em",
  underline: "u",
  strike: "s",
  code: "code"
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")

const quoted = (text: string): string => escaped(text).replaceAll("\"", "&quot;")

const wrapped = (element: string | undefined, inner: string): string =>
  element === undefined ? inner : `<${element}>${inner}</${element}>`

const textNode = ({ marks, text }: Node): string =>
  (Array.isArray(marks) ? marks : []).reduce<string>(
    (inner, mark) => wrapped(elements[String(objectOf(mark)["type"])], inner),
    escaped(textOf(text) ?? "")
  )

/** Documents that are deeper than anybody writes lose what is below. */
const deepest = 100

export const mailyHtml = (node: Node, depth = 0): string => {
  const { attrs, content, type } = node
  const { id, level, src, text, url } = objectOf(attrs)
  if (type === "text") return textNode(node)
  if (type === "variable") return `{{${textOf(id) ?? ""}}}`
  if (type === "hardBreak") return "<br/>"
  if (type === "horizontalRule") return "<hr/>"
  if (type === "image") return `<img src="${quoted(textOf(src) ?? "")}"/>`
  if (type === "button") return `<a href="${quoted(textOf(url) ?? "")}">${escaped(textOf(text) ?? "")}</a>`
  const children = Array.isArray(content) && depth < deepest ? content : []
  const inner = children.map((child) => mailyHtml(objectOf(child), depth + 1)).join("")
  return wrapped(type === "heading" ? `h${Number(level) || 1}` : elements[String(type)], inner)
}
