import { Schema } from "effect"

/** Describes what a schema of the peer (zod 3) holds, by its kind. */
interface Definition {
  readonly typeName: string
  readonly shape: () => Readonly<Record<string, Zod>>
  readonly innerType: Zod
  readonly schema: Zod
  readonly type: Zod
  readonly valueType: Zod
  readonly options: ReadonlyArray<Zod>
  readonly values: Readonly<Record<string, string>>
  readonly value: string
  readonly getter: () => Zod
}

export interface Zod {
  readonly _def: object
}

/** Is a description that can be tried on what Novu might send. */
export interface PeerSchema extends Zod {
  readonly safeParse: (wire: unknown) =>
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: ReadonlyArray<Issue> } }
}

interface Issue {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** Describes an answer that is `true` or `false`, which the peer does not export. */
export const aBoolean: PeerSchema = {
  _def: { typeName: "ZodBoolean" },
  safeParse: (data) =>
    typeof data === "boolean"
      ? { success: true, data }
      : { success: false, error: { issues: [{ path: [], message: "not a boolean" }] } }
}

/** Describes an answer that is a number, which the peer does not export. */
export const aNumber: PeerSchema = {
  _def: { typeName: "ZodNumber" },
  safeParse: (data) =>
    typeof data === "number"
      ? { success: true, data }
      : { success: false, error: { issues: [{ path: [], message: "not a number" }] } }
}

/** The peer accepts any text for a time, so times are generated from these, which look as Novu's do. */
const times: Schema.Codec<unknown> = Schema.Literals(["2026-01-02T03:04:05.678Z", "1999-12-31T23:59:59.999Z"]).annotate(
  {
    identifier: "Time"
  }
)

const isTime = (name: string) =>
  /(createdAt|updatedAt|configuredAt|runAt|expiresAt|refreshTokenExpiresAt|last(Published|Triggered)At|(read|archived|firstSeen)At|snoozedUntil|lastOnlineAt|last(Seen|Read)Date)$/
    .test(name)

/** Returns times for a member that has a name of a time, if it has. */
const timesFor = (name: string) => isTime(name) ? times : name === "deliveredAt" ? Schema.Array(times) : undefined

/** Lists the parts that stand somewhere within themselves and are being turned into a schema. */
const open = new Set<object>()

/** A part within itself is left at that, because no value of it would end. */
const onceOpen = (zod: Zod, make: () => Schema.Codec<unknown>): Schema.Codec<unknown> => {
  if (open.has(zod)) return Schema.Json
  open.add(zod)
  try {
    return make()
  } finally {
    open.delete(zod)
  }
}

/**
 * Turns the JSON that a schema of the peer reads or writes into a schema of Effect,
 * from which values can be generated. `members` replaces members of the outermost
 * object, or leaves out those that are `undefined`, `text` replaces the schema of
 * any text.
 */
export const wireOf = (
  zod: Zod,
  members: Readonly<Record<string, Schema.Codec<unknown> | undefined>> = {},
  text: Schema.Codec<unknown> = Schema.String
): Schema.Codec<unknown> => {
  const inner = (part: Zod) => wireOf(part, {}, text)
  const definition = zod._def as Definition
  switch (definition.typeName) {
    case "ZodString":
      return text
    case "ZodLiteral":
      return Schema.Literal(definition.value)
    case "ZodNumber":
      return Schema.Finite
    case "ZodBoolean":
      return Schema.Boolean
    case "ZodAny":
      return Schema.Json
    case "ZodNativeEnum":
      return Schema.Literals(Object.values(definition.values))
    case "ZodNullable":
      return Schema.NullOr(inner(definition.innerType))
    case "ZodArray":
      return Schema.Array(inner(definition.type))
    case "ZodRecord":
      return Schema.Record(Schema.String, inner(definition.valueType))
    case "ZodUnion":
      return Schema.Union(definition.options.map(inner))
    case "ZodLazy":
      return onceOpen(zod, () => wireOf(definition.getter(), members, text))
    case "ZodEffects":
      return wireOf(definition.schema, members, text)
    case "ZodObject":
      return Schema.Struct(Object.fromEntries(
        Object.entries(definition.shape()).filter(([name]) => !(name in members && members[name] === undefined)).map((
          [name, member]
        ) => {
          const { innerType, typeName } = member._def as Definition
          const optional = typeName === "ZodOptional" || typeName === "ZodDefault"
          const schema = members[name] ?? timesFor(name) ?? inner(optional ? innerType : member)
          return [name, optional ? Schema.optionalKey(schema) : schema]
        })
      ))
    default:
      throw new Error(`the peer uses ${definition.typeName}, which is not handled here`)
  }
}

/**
 * Returns the places of members that the peer's description requires. Unions are
 * left out, because the members that they require depend on the variant.
 */
export const requiredOf = (
  zod: Zod,
  value: unknown,
  path: ReadonlyArray<string> = []
): Array<Array<string>> => {
  const definition = zod._def as Definition
  switch (definition.typeName) {
    case "ZodOptional":
    case "ZodNullable":
      return value === undefined || value === null ? [] : requiredOf(definition.innerType, value, path)
    case "ZodLazy":
      return requiredOf(definition.getter(), value, path)
    case "ZodEffects":
      return requiredOf(definition.schema, value, path)
    case "ZodObject":
      return Object.entries(definition.shape()).flatMap(([name, member]) => {
        const { typeName } = member._def as Definition
        const own = typeName === "ZodOptional" || typeName === "ZodDefault" ? [] : [[...path, name]]
        return own.concat(requiredOf(member, Object(value)[name], [...path, name]))
      })
    default:
      return []
  }
}
