import { isTimeName } from "./marks.ts"
import type { Components, Limits, Member, Shape } from "./shape.ts"
import { key } from "./words.ts"

/** Says how examples are written: as they cross the wire, or as a caller of ours writes them. */
export interface Hand {
  readonly components: Components
  readonly time: (text: string) => string
  /** Writes a secret. */
  readonly secret: (value: string) => string
  readonly isSecret: (member: Member) => boolean
}

const instant = "\"2026-01-01T00:00:00.000Z\""

/** Writes a text of an allowed length. It may not fit the document's pattern, which is not looked at. */
const text = (name: string, { maximum = Infinity, minimum = 0 }: Limits): string =>
  JSON.stringify(name.padEnd(minimum, "x").slice(0, maximum))

/** Writes the required members alone. */
const struct = (hand: Hand, members: ReadonlyArray<Member>, above: ReadonlyArray<string>): string =>
  `{ ${
    members.filter(({ required }) => required).map((member) => `${key(member.name)}: ${memberOf(hand, member, above)}`)
      .join(", ")
  } }`

const memberOf = (hand: Hand, member: Member, above: ReadonlyArray<string>): string => {
  const value = example(hand, member, above)
  if (value === "null" || !hand.isSecret(member)) return value
  return member.shape.tag === "list" ? "[]" : hand.secret(value)
}

/** Writes the smallest value of a shape as an expression. A component that contains itself is empty the second time. */
export const example = (
  hand: Hand,
  { name, shape }: Pick<Member, "name" | "shape">,
  above: ReadonlyArray<string> = []
): string => {
  const of = (part: Shape) => example(hand, { name, shape: part }, above)
  if (shape.nullable) return "null"
  switch (shape.tag) {
    case "text":
      return isTimeName({ name, shape }) ? instant : text(name, shape.limits)
    case "time":
      return hand.time(instant)
    case "number":
      return String(shape.limits.minimum ?? 0)
    case "flag":
      return String(name === "acknowledged")
    case "constants":
      return JSON.stringify(shape.values[0])
    case "file":
      return "{ name: \"file.json\", content: \"{}\" }"
    case "list":
      return (shape.limits.minimum ?? 0) > 0 ? `[${of(shape.items)}]` : "[]"
    case "struct":
      return struct(hand, shape.members, above)
    case "union":
      return shape.parts[0] === undefined ? "{}" : of(shape.parts[0])
    case "component": {
      const found = hand.components.get(shape.name)
      return found === undefined || above.includes(shape.name)
        ? "{}"
        : example(hand, { name, shape: found }, [...above, shape.name])
    }
    default:
      return "{}"
  }
}
