/** Says in one sentence what is wrong with a seed, and where. It shows no value, which may be a token. */
import { isObjectOrArray } from "effect/Predicate"
import type * as SchemaAST from "effect/SchemaAST"
import type * as SchemaIssue from "effect/SchemaIssue"
import { kindOf } from "../../input/given.ts"

type Path = ReadonlyArray<PropertyKey>

/** Writes a path as programs do, such as `workflows[2].steps[0].type`. */
const written = (path: Path): string =>
  path.reduce<string>((before, key) => {
    if (typeof key === "number") return `${before}[${key}]`
    const name = String(key)
    if (!/^[\w$]+$/.test(name)) return `${before}[${JSON.stringify(name)}]`
    return before === "" ? name : `${before}.${name}`
  }, "")

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((parent, key) => isObjectOrArray(parent) ? Reflect.get(parent, key) : undefined, value)

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`

/** Names the shape of an object, such as `a topic subscription`. */
const nounOf = ({ annotations }: SchemaAST.AST): string => {
  const { identifier: name, title } = annotations ?? {}
  if (typeof title === "string") return withArticle(title)
  return withArticle(
    typeof name === "string" ? name.replaceAll(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase() : "object"
  )
}

/** Says what may stand somewhere. */
const expected = (ast: SchemaAST.AST): string => {
  const said = ast.checks?.[0]?.annotations?.["expected"]
  if (typeof said === "string") return said
  switch (ast._tag) {
    case "Union":
      return [...new Set(ast.types.map(expected))].join(" or ")
    case "Literal":
      return JSON.stringify(ast.literal)
    case "String":
      return "a text"
    case "Number":
      return "a number"
    case "Boolean":
      return "true or false"
    case "Null":
      return "null"
    case "Arrays":
      return "a list"
    case "Objects":
      return nounOf(ast)
    default:
      return "something else"
  }
}

const place = (path: Path): string => path.length === 0 ? "The seed" : written(path)

/** Follows the first issue to where it is. Of the alternatives of a union those count that have the kind of the value. */
const sentenceOf = (
  issue: SchemaIssue.Issue,
  path: Path,
  parent: SchemaAST.AST | undefined,
  input: unknown
): string => {
  const mismatch = (ast: SchemaAST.AST): string =>
    `${place(path)} must be ${expected(ast)}, and is ${kindOf(valueAt(input, path))}`
  switch (issue._tag) {
    case "Pointer":
      return sentenceOf(issue.issue, [...path, ...issue.path], parent, input)
    case "Composite":
      return sentenceOf(issue.issues[0], path, issue.ast, input)
    case "Filter":
      return parent === undefined ? `${place(path)} is not valid` : `${place(path)} must be ${expected(parent)}`
    case "Encoding":
      return sentenceOf(issue.issue, path, parent, input)
    case "AnyOf": {
      const [nearest] = issue.issues
      return nearest === undefined
        ? literalOr(issue.ast, path, input, mismatch)
        : sentenceOf(nearest, path, parent, input)
    }
    case "UnexpectedKey":
      return `${place(path)} is not a member of ${nounOf(issue.ast)}`
    case "MissingKey":
      return `${place(path)} is missing${parent === undefined ? "" : `, which ${nounOf(parent)} must have`}`
    case "InvalidType":
      return mismatch(issue.ast)
    default:
      return `${place(path)} is not valid`
  }
}

/** A text among texts is wrong for what it says, not for its kind. */
const literalOr = (
  ast: SchemaAST.Union,
  path: Path,
  input: unknown,
  mismatch: (ast: SchemaAST.AST) => string
): string =>
  typeof valueAt(input, path) === "string" && ast.types.some(({ _tag }) => _tag === "Literal")
    ? `${place(path)} must be ${expected(ast)}`
    : mismatch(ast)

export const seedProblem = (issue: SchemaIssue.Issue, input: unknown): string => sentenceOf(issue, [], undefined, input)
