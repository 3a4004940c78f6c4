import type { Imports } from "./imports.ts"
import type { Components, Member, Shape } from "./shape.ts"
import { key } from "./words.ts"

/** Holds what is needed to write rules. */
export interface Writer {
  readonly components: Components
  readonly imports: Imports
  /** Returns the name of a rule, which is imported or, if there is none to import, declared in the file. */
  readonly rule: (name: string) => string
}

const members = (writer: Writer, list: ReadonlyArray<Member>, above: ReadonlyArray<string>): string =>
  `{ ${list.map((member) => `${key(member.name)}: ${memberRule(writer, member, above)}`).join(", ")} }`

/** Writes the rule of a value, or none if anything is taken. */
const ruleOf = (writer: Writer, shape: Shape, above: ReadonlyArray<string>): string | undefined => {
  const { components, rule } = writer
  switch (shape.tag) {
    case "text":
    case "time":
      return rule("string")
    case "number":
      return rule("number")
    case "flag":
      return rule("boolean")
    case "constants":
      return shape.values.every((value) => typeof value === "string")
        ? `${rule("oneOf")}(${JSON.stringify(shape.values)})`
        : undefined
    case "record":
      return rule("object")
    case "struct":
      return `${rule("nested")}(${members(writer, shape.members, above)})`
    case "list":
      return shape.items.tag === "text" ? rule("strings") : undefined
    case "component": {
      const inner = components.get(shape.name)
      return inner === undefined || above.includes(shape.name)
        ? undefined
        : ruleOf(writer, inner, [...above, shape.name])
    }
    default:
      return undefined
  }
}

const memberRule = (writer: Writer, { required, shape }: Member, above: ReadonlyArray<string>): string => {
  const rule = ruleOf(writer, shape, above) ?? writer.rule("anything")
  return `${writer.rule(required && !shape.nullable ? "required" : "optional")}(${rule})`
}

/** Writes the rules of a body that is an object. */
export const bodyRules = (writer: Writer, shape: Shape, above: ReadonlyArray<string> = []): string | undefined => {
  if (shape.tag === "struct") return members(writer, shape.members, above)
  const inner = shape.tag === "component" ? writer.components.get(shape.name) : undefined
  return inner === undefined || shape.tag !== "component" || above.includes(shape.name)
    ? undefined
    : bodyRules(writer, inner, [...above, shape.name])
}

/** Writes the rules of a query's texts, besides those that every list has. */
export const queryRules = (writer: Writer, query: ReadonlyArray<Member>): string =>
  members(writer, query.filter(({ shape }) => ["text", "constants"].includes(shape.tag)), [])
