import type { Described } from "./api.ts"
import type { Components, Member, Shape } from "./shape.ts"

/** The four ways in which one page leads to the next, by their names in `Paging`. */
type PageKind = "byCursor" | "byOffset" | "byPageNumber" | "byLastKey"

/** The pages of a list. */
export interface Pages {
  readonly kind: PageKind
  /** The member that holds the items. */
  readonly items: Member
  readonly item: Shape
  /** The member that says whether there are more. */
  readonly hasMore: Member | undefined
  /** Whether it is the page that lists with cursors share, and nothing beside. */
  readonly isPlain: boolean
  /** Members of the query that `listAll` fills in itself. */
  readonly place: ReadonlyArray<string>
}

const placesOf: Readonly<Record<PageKind, ReadonlyArray<string>>> = {
  byCursor: ["after", "before"],
  byOffset: ["offset"],
  byPageNumber: ["page"],
  byLastKey: ["after", "offset"]
}

const plain = new Set(["data", "next", "previous", "totalCount", "totalCountCapped"])

/** What a name of a component stands for, through other names. */
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

/** How an operation pages its answer, if it does. */
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
