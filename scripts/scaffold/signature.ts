import type { Described } from "./api.ts"
import { type Noun, noun, type Nouns } from "./nouns.ts"
import { type Pages, pagesOf } from "./paging.ts"
import type { Direction } from "./reach.ts"
import type { Components, Shape } from "./shape.ts"
import { capital, singular } from "./words.ts"

/** Describes a schema that is no component of the document: a query, or a body that is written in place. */
export interface Own extends Noun {
  readonly direction: Direction
  readonly shape: Shape
  readonly isQuery: boolean
}

/** Describes an operation with the names of its schemas. */
export interface Signature extends Described {
  readonly pages: Pages | undefined
  readonly queryName: string | undefined
  readonly payloadNoun: Noun | undefined
  readonly successNoun: Noun | undefined
  readonly own: ReadonlyArray<Own>
}

/** Turns `list` of topics into `ListTopics`, `create` into `CreateTopic`, `listEvents` into `ListTopicEvents`. */
const phrase = ({ group, name }: Pick<Described, "group" | "name">): string => {
  const [, verb = name, rest = ""] = /^([a-z]+)(.*)$/.exec(name) ?? []
  const first = capital(verb)
  if (rest === "") return first + (/^(list|count)$/.test(verb) ? group : singular(group))
  if (/^(For|By)[A-Z]/.test(rest)) return first + group + rest
  return rest.startsWith("All") ? `${first}All${group}${rest.slice(3)}` : first + singular(group) + rest
}

const ownQuery = (operation: Described): Own | undefined =>
  operation.query.length === 0 ? undefined : {
    name: `${phrase(operation)}${operation.verb === "GET" ? "" : "Options"}`,
    file: singular(operation.group),
    direction: "in",
    isQuery: true,
    shape: { tag: "struct", members: operation.query, takesOthers: false, nullable: false }
  }

const ownBody = (operation: Described, shape: Shape | undefined, direction: Direction, name: string): Own | undefined =>
  shape === undefined || shape.tag === "component" && !shape.nullable
    ? undefined
    : { name, file: singular(operation.group), direction, isQuery: false, shape }

/** Returns `IntegrationList` for a list of integrations. */
const resultName = (operation: Described, nouns: Nouns, shape: Shape | undefined): string =>
  shape?.tag === "list" && shape.items.tag === "component"
    ? `${noun(nouns, shape.items.name, "out").name}List`
    : `${phrase(operation)}Result`

const nounOf = (nouns: Nouns, shape: Shape | undefined, direction: Direction): Noun | undefined =>
  shape?.tag === "component" ? noun(nouns, shape.name, direction) : undefined

/** Names the schemas of an operation. */
export const signatureOf = (components: Components, nouns: Nouns) => (operation: Described): Signature => {
  const { payload, success } = operation
  const query = ownQuery(operation)
  const sent = ownBody(operation, payload, "in", `${phrase(operation)}${payload?.tag === "list" ? "List" : ""}`)
  const got = ownBody(operation, success, "out", resultName(operation, nouns, success))
  return {
    ...operation,
    pages: pagesOf(components, operation),
    queryName: query?.name,
    payloadNoun: sent ?? nounOf(nouns, payload, "in"),
    successNoun: got ?? nounOf(nouns, success, "out"),
    own: [query, sent, got].filter((each) => each !== undefined)
  }
}
