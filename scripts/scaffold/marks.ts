import { followed } from "./paging.ts"
import type { Components, Member, Shape } from "./shape.ts"

const secretName = /key|token|secret|password|credentials/i

/** Says whether a member of this name may hold a secret. The name is only a hint, so each guess is marked. */
export const isSecret = (components: Components, { name, shape }: Member): boolean => {
  if (!secretName.test(name) || isTimeName({ name, shape })) return false
  const holds = followed(components, shape)
  const inner = holds.tag === "list" ? followed(components, holds.items) : holds
  return inner.tag === "text" || (holds.tag !== "list" && ["record", "struct"].includes(inner.tag))
}

/** Says whether a text may be a time that the document describes as any text. */
export const isTimeName = ({ name, shape }: Pick<Member, "name" | "shape">): boolean =>
  shape.tag === "text" && /[a-z](At|Date|Until)$/.test(name)

/** Writes a pattern as a regular expression, if it is one: some patterns of the document are the name of a constant. */
export const readPattern = (pattern: string): string | undefined => {
  if (!pattern.startsWith("^")) return undefined
  try {
    return new RegExp(pattern).toString()
  } catch {
    return undefined
  }
}

/** Writes a line for the person who judges what was printed. */
export const check = (what: string): string => `// check: ${what}`

/** Lists what the document cannot say of a shape. */
const doubts = (shape: Shape, isOpen: boolean): ReadonlyArray<string> => {
  switch (shape.tag) {
    case "text":
      return shape.pattern !== undefined && !isOpen && readPattern(shape.pattern) === undefined
        ? ["the document's pattern is no regular expression"]
        : []
    case "struct":
      return shape.takesOthers && !isOpen ? ["Novu takes other members, too"] : []
    case "union":
      return isOpen ? ["what tells these apart, and what else may come?"] : ["which of these does Novu take?"]
    case "file":
      return ["are its contents always text?"]
    case "json":
      return ["the document does not say what it is"]
    case "list":
      return doubts(shape.items, isOpen)
    case "record":
      return shape.values.tag === "json" ? [] : doubts(shape.values, isOpen)
    default:
      return []
  }
}

/** Returns the marks of a member or of a schema of its own. */
export const marksOf = (
  shape: Shape,
  isOpen: boolean,
  found: { readonly secret?: string | undefined; readonly time?: boolean; readonly holdsItself?: boolean } = {}
): ReadonlyArray<string> =>
  [
    ...found.secret === undefined ? [] : [found.secret],
    ...found.time === true ? ["is it a time?"] : [],
    ...found.holdsItself === true ? ["it holds itself"] : [],
    ...doubts(shape, isOpen)
  ].map(check)
