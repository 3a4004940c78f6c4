import type { Described } from "./api.ts"
import type { Components, Member, Shape } from "./shape.ts"

/** Names the four ways in which one page leads to the next, as `Paging` does. */
type PageKind = "byCursor" | "byOffset" | "byPageNumber" | "byLastKey"

/** Describes the pages of a list. */
export interface Pages {
  readonly kind: PageKind
  /** Is the member that holds the items. */
  readonly items: Member
  readonly item: Shape
  /** Is the member that says whether there are more. */
  readonly hasMore: Member | undefined
  /** Says whether it is exactly the page that lists with cursors share. */
  readonly isPlain: boolean
  /** Lists the members of the query that `listAll` fills in itself. */
  readonly place: ReadonlyArray<string>
}

const placesOf: Readonly<Record<PageKind, ReadonlyArray<string>>> = {
  byCursor: ["after", "before"],
  byOffset: ["offset"],
  byPageNumber: ["page"],
  byLastKey: ["after", "offset"]
}

const plain = new Set(["data", "next", "previous", "totalCount", "totalCountCapped"])

/** Follows the names of components to the shape that they stand for. */
export const followed = (components: Components, shape: Shape): Shape => {
  const inner = shape.tag === "component" ? components.get(shape.name) : undefined
  return inner === undefined ? shape : followed(components, inner)
}

const kindOf = (asked: ReadonlySet<string>, hasNext: boolean): PageKind | undefined => {
  if (asked.has("after") && hasNext) return "byCursor"
  if (asked.has("page")) return "byPageNumber"
  if (asked.has("after")) return "byLastKey"
  return asked.has("offset") ? "byOffset" : undefined
}

const isObject = (components: Components, shape: Shape): boolean =>
  shape.tag === "list" && ["struct", "record", "union"].includes(followed(components, shape.items).tag)

/** Says how an operation pages its answer, if it does. */
export const pagesOf = (components: Components, { query, success, verb }: Described): Pages | undefined => {
  if (verb !== "GET" || success === undefined) return undefined
  const answer = followed(components, success)
  if (answer.tag !== "struct") return undefined
  const lists = answer.members.filter(({ shape }) => isObject(components, shape))
  const items = lists.find(({ name }) => name === "data") ?? lists[0]
  const asked = new Set(query.map(({ name }) => name))
  const kind = kindOf(asked, answer.members.some(({ name }) => name === "next"))
  if (kind === undefined || items?.shape.tag !== "list") return undefined
  return {
    kind,
    items,
    item: items.shape.items,
    hasMore: answer.members.find(({ name, shape }) => name === "hasMore" && shape.tag === "flag"),
    isPlain: kind === "byCursor" && items.name === "data" && answer.members.every(({ name }) => plain.has(name)),
    place: placesOf[kind].filter((name) => asked.has(name))
  }
}
