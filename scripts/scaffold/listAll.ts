import { check, isSecret } from "./marks.ts"
import { noun } from "./nouns.ts"
import { followed, type Pages } from "./paging.ts"
import type { Plan } from "./plan.ts"
import type { Member, Shape } from "./shape.ts"
import type { Signature } from "./signature.ts"

const isKey = (plan: Plan) => (member: Member): boolean =>
  member.required && !member.shape.nullable && followed(plan.components, member.shape).tag === "text" &&
  (plan.isInUrls(member.name) || !isSecret(plan.components, member))

/** Returns what names an item: the path parameters of its `retrieve`, or else Novu's names for keys. */
const keysOf = (plan: Plan, list: Signature, item: Shape): ReadonlyArray<string> => {
  const inner = followed(plan.components, item)
  const members = new Set((inner.tag === "struct" ? inner.members : []).filter(isKey(plan)).map(({ name }) => name))
  const retrieve = plan.operations.find(({ name }) => name === "retrieve")
  const params = retrieve?.params.filter((name) => !list.params.includes(name)) ?? []
  if (params.length > 0 && params.every((name) => members.has(name))) return params
  const found = ["_id", "id", "identifier", "key"].find((name) => members.has(name))
  return found === undefined ? [] : [found]
}

/** Writes a function from an item to what tells it from the others. */
const keyText = (plan: Plan, list: Signature, item: Shape, type: string): string => {
  const keys = keysOf(plan, list, item)
  const [only] = keys
  if (only === undefined) return `(item: ${type}) => JSON.stringify(item)`
  const parameter = `({ ${keys.join(", ")} }: ${type})`
  return keys.length === 1
    ? `${parameter} => ${only}`
    : `${parameter} => \`${keys.map((key) => `\${${key}}`).join(":")}\``
}

const moreText = ({ hasMore, items }: Pages, type: string, list: string): string =>
  hasMore === undefined
    ? `({ ${items.name} }: ${type}) => ${list}.length > 0`
    : `({ hasMore }: ${type}) => hasMore${hasMore.required && !hasMore.shape.nullable ? "" : " === true"}`

/** Writes the way from one page to the next, as `Group.pages` takes it. */
export const pagingText = (
  plan: Plan,
  list: Signature,
  pages: Pages,
  typeOf: (name: string, file: string) => string
) => {
  const { items, kind } = pages
  const page = list.successNoun
  const pageType = page === undefined ? "never" : typeOf(page.name, page.file)
  const entity = pages.item.tag === "component" ? noun(plan.nouns, pages.item.name, "out") : undefined
  const itemType = entity === undefined
    ? `(typeof ${pageType}.Type)["${items.name}"][number]`
    : typeOf(entity.name, entity.file)
  const keyOf = keyText(plan, list, pages.item, itemType)
  const marks = check("is this what tells one item from another?")
  if (kind === "byCursor") return `Paging.byCursor(\n${marks}\n${keyOf})`
  const present = items.required && !items.shape.nullable
  const read = present ? items.name : `${items.name} ?? []`
  return `Paging.${kind}({\nitems: ({ ${items.name} }: ${pageType}) => ${read},\nhasMore: ${
    moreText(pages, pageType, present ? items.name : `(${read})`)
  },\n${marks}\nkeyOf: ${keyOf}\n})`
}

/** Returns `listAll` for `list`, `listAllForSubscriber` for `listForSubscriber`. */
export const listAllName = (name: string): string => name.startsWith("list") ? `listAll${name.slice(4)}` : `${name}All`
