import { expression, helper, isUnionOfObjects, nullOr, type Place } from "./expression.ts"
import { isSecret, isTimeName, marksOf } from "./marks.ts"
import { followed } from "./paging.ts"
import type { Member, Shape } from "./shape.ts"
import { key } from "./words.ts"

/** Writes an empty slot for documentation, which a test refuses in the sources. */
const slot = (deprecated = false): string => deprecated ? "/** @deprecated TODO */" : "/** TODO */"

/** Writes the guard that says whether a member can be read; a member that cannot counts as absent. */
const fits = (place: Place, shape: Shape): string | undefined => {
  const inner = followed(place.components, shape)
  if (shape.tag === "component" && place.refer(shape.name) === undefined) return undefined
  const variant = shape.tag === "component" ? place.isVariant(shape.name) : place.variant
  switch (inner.tag) {
    case "text":
    case "time":
      return place.imports.use("isString", "effect/Predicate")
    case "number":
      return place.imports.use("isNumber", "effect/Predicate")
    case "flag":
      return place.imports.use("isBoolean", "effect/Predicate")
    case "constants":
      return !variant && inner.values.every((value) => typeof value === "string")
        ? place.imports.use("isString", "effect/Predicate")
        : undefined
    case "list":
      return inner.items.tag === "text" && !inner.items.nullable ? helper(place, "isTexts") : "Array.isArray"
    case "record":
    case "struct":
      return helper(place, "isRecord")
    case "union":
      return isUnionOfObjects(place, inner) ? helper(place, "isRecord") : undefined
    default:
      return undefined
  }
}

/** These keys have a schema of their own, with and without a `null` that is kept. */
const keys: Partial<Record<Shape["tag"], string>> = { text: "textKey", number: "countKey", flag: "flagKey" }

const pageMembers: Readonly<Record<string, string>> = {
  next: "cursor",
  previous: "cursor",
  totalCount: "countKey",
  totalCountCapped: "flagKey"
}

/** Writes a value in the clear, or redacted. */
const plainOrSecret = (place: Place, shape: Shape, secret: boolean): string => {
  const value: Shape = { ...shape, nullable: false }
  if (!secret) return expression(place, value)
  if (shape.tag === "list") return `Schema.Array(${nullOr(helper(place, "Secret"), shape.items.nullable)})`
  return followed(place.components, shape).tag === "text"
    ? helper(place, "Secret")
    : `Schema.RedactedFromValue(${expression(place, value)})`
}

const openMember = (place: Place, { name, required, shape }: Member, secret: boolean): string => {
  const common = place.isPage ? pageMembers[name] : undefined
  if (common !== undefined) return helper(place, common)
  const value = plainOrSecret(place, shape, secret)
  if (required && !shape.nullable) return value
  const keptNull = required && shape.nullable
  if (shape.tag === "text" && !secret) return helper(place, keptNull ? "nullableTextKey" : "textKey")
  const ownKey = keys[shape.tag]
  if (ownKey !== undefined && !secret && !keptNull) return helper(place, ownKey)
  const readable = fits(place, shape)
  if (readable === undefined) return `Schema.optionalKey(${nullOr(value, value !== "Schema.Json")})`
  return `${helper(place, keptNull ? "nullableKey" : "nullishKey")}(${value}, ${readable})`
}

const closedMember = (place: Place, { required, shape }: Member, secret: boolean): string => {
  const value = nullOr(plainOrSecret(place, shape, secret), shape.nullable)
  return required ? value : `Schema.optional(${value})`
}

/** Writes one member of a struct, with its slot and its marks. */
const memberOf = (place: Place, member: Member): string => {
  const { deprecated, name, shape } = member
  const isOpen = place.direction === "out"
  const maybeSecret = !place.isQuery && isSecret(place.components, member)
  // A value that Novu puts into URLs is no secret.
  const secret = maybeSecret && !place.isInUrls(name)
  const parts = shape.tag === "list" ? [shape.items] : shape.tag === "union" ? shape.parts : [shape]
  const holdsItself = parts.some((part) => part.tag === "component" && place.refer(part.name) === undefined)
  return [
    ...marksOf(shape, isOpen, {
      secret: secret ? "is it a secret?" : maybeSecret ? "no secret, since URLs show one of this name?" : undefined,
      time: isTimeName(member),
      holdsItself
    }),
    slot(deprecated),
    `${key(name)}: ${isOpen ? openMember(place, member, secret) : closedMember(place, member, secret)}`
  ].join("\n")
}

export const membersOf = (place: Place, members: ReadonlyArray<Member>): string =>
  members.map((member) => memberOf(place, member)).join(",\n")
