import { Schema, SchemaAST } from "effect"

export type Path = ReadonlyArray<string | number>

/** Describes a member of a struct in a value, present or not, as the schema does. */
export interface Member {
  readonly path: Path
  readonly signature: SchemaAST.PropertySignature
  readonly isOptional: boolean
  /** Says whether its struct is one of several that may stand there. */
  readonly isOfVariant: boolean
}

interface Struct {
  readonly path: Path
  readonly ast: SchemaAST.Objects
}

/** Lists the structs in a value by its schema, and the members that they have or may have. */
interface Anatomy {
  readonly structs: ReadonlyArray<Struct>
  readonly members: ReadonlyArray<Member>
}

const nothing: Anatomy = { structs: [], members: [] }

const together = (parts: ReadonlyArray<Anatomy>): Anatomy => ({
  structs: parts.flatMap(({ structs }) => structs),
  members: parts.flatMap(({ members }) => members)
})

const fits = (ast: SchemaAST.AST, value: unknown): boolean => Schema.is(Schema.make(ast))(value)

/** Says whether a name is readable in a path without escapes. */
const isPlain = (name: string) => /^[!-~]{1,40}$/.test(name) && !name.includes(".")

const anatomyOfObject = (ast: SchemaAST.Objects, value: object, path: Path, isOfVariant: boolean): Anatomy => {
  const own: Anatomy = {
    structs: ast.indexSignatures.length === 0 ? [{ path, ast }] : [],
    members: ast.propertySignatures.map((signature) => ({
      path: [...path, String(signature.name)],
      signature,
      isOptional: SchemaAST.isOptional(signature.type),
      isOfVariant
    }))
  }
  const named = new Map(ast.propertySignatures.map(({ name, type }) => [String(name), type]))
  const inner = Object.entries(value).flatMap(([name, member]) => {
    const type = named.get(name) ?? (isPlain(name) ? ast.indexSignatures[0]?.type : undefined)
    return type === undefined ? [] : [anatomyOf(type, member, [...path, name])]
  })
  return together([own, ...inner])
}

/** Goes inwards from the outermost struct: into the first variant of a union that fits, and the first item of a list. */
export const anatomyOf = (ast: SchemaAST.AST, value: unknown, path: Path = [], isOfVariant = false): Anatomy => {
  switch (ast._tag) {
    case "Objects":
      return typeof value === "object" && value !== null ? anatomyOfObject(ast, value, path, isOfVariant) : nothing
    case "Arrays":
      return Array.isArray(value) && ast.rest[0] !== undefined
        ? anatomyOf(ast.rest[0], value[0], [...path, 0])
        : nothing
    case "Union": {
      const type = ast.types.find((variant) => fits(variant, value))
      const structs = ast.types.filter((variant) => membersOf(variant).length > 0)
      return type === undefined ? nothing : anatomyOf(type, value, path, isOfVariant || structs.length > 1)
    }
    default:
      return nothing
  }
}

/** Returns every member that a value can have. */
export const membersOf = (ast: SchemaAST.AST): ReadonlyArray<SchemaAST.PropertySignature> => {
  switch (ast._tag) {
    case "Objects":
      return [
        ...ast.propertySignatures,
        ...[...ast.propertySignatures, ...ast.indexSignatures].flatMap(({ type }) => membersOf(type))
      ]
    case "Arrays":
      return ast.rest.flatMap(membersOf)
    case "Union":
      return ast.types.flatMap(membersOf)
    default:
      return []
  }
}
