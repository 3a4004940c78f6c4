import { isObjectOrArray } from "effect/Predicate"
import type * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import { inShort } from "./legible.ts"

/** Says where a value does not match, and what was expected there. */
export interface Issue {
  readonly path: string
  readonly message: string
}

/** Used only for a second pass after a failure, because collecting all issues slows down every success. */
export const everyIssue = { errors: "all" } as const

/** Holds an issue whose path can still be followed into the value. */
interface Finding {
  readonly path: ReadonlyArray<PropertyKey>
  readonly message: string
}

const standardIssues = SchemaIssue.makeFormatterStandardSchemaV1()

const valueAt = (value: unknown, path: ReadonlyArray<PropertyKey>): unknown =>
  path.reduce<unknown>(
    (parent, key) => isObjectOrArray(parent) ? Reflect.get(parent, key) : undefined,
    value
  )

/** Whether a member stands in a variant only to keep out what another variant has there. */
const isNothing = (ast: SchemaAST.AST): boolean =>
  ast._tag === "Undefined" || ast._tag === "Union" && ast.types.every(isNothing)

/** Counts the members of a value that a schema has a place for. */
const knownMembers = (ast: SchemaAST.AST, value: unknown): number => {
  if (ast._tag === "Union") return Math.max(0, ...ast.types.map((type) => knownMembers(type, value)))
  return ast._tag === "Objects" && isObjectOrArray(value)
    ? ast.propertySignatures.filter(({ name, type }) => Reflect.get(value, name) !== undefined && !isNothing(type))
      .length
    : 0
}

const placeOf = ({ path }: Finding): string => path.map(String).join("\0")

/**
 * Returns what is wrong by the rules of the variant that the value is nearest
 * to. That is the one that has a place for most of its members and finds least
 * wrong with them; several count where they are as near. What the others expect
 * of the same members is added, because one of them may have been meant.
 */
const nearest = (
  variants: ReadonlyArray<SchemaIssue.Issue>,
  path: ReadonlyArray<PropertyKey>,
  input: unknown
): ReadonlyArray<Finding> => {
  const value = valueAt(input, path)
  const all = variants.map((issue) => ({
    known: "ast" in issue ? knownMembers(issue.ast, value) : 0,
    findings: findingsOf(issue, path, input)
  }))
  const known = Math.max(...all.map((variant) => variant.known))
  const fitting = all.filter((variant) => variant.known === known)
  const least = Math.min(...fitting.map(({ findings }) => findings.length))
  const chosen = fitting.filter(({ findings }) => findings.length === least)
  const findings = chosen.flatMap((variant) => variant.findings)
  const places = new Set(findings.map(placeOf))
  const others = all.filter((variant) => !chosen.includes(variant)).flatMap((variant) => variant.findings)
  // That another variant has no such member says nothing of what belongs there.
  const meant = others.filter((other) => places.has(placeOf(other)) && other.message !== "Expected undefined")
  return [...findings, ...meant]
}

const literalOf = (variant: SchemaAST.AST, name: PropertyKey): SchemaAST.LiteralValue | undefined => {
  const type = variant._tag === "Objects"
    ? variant.propertySignatures.find((property) => property.name === name)?.type
    : undefined
  return type?._tag === "Literal" ? type.literal : undefined
}

/** Finds the member that tells the variants of a union apart, and what each of them has there. */
const discriminator = ({ types }: SchemaAST.Union) => {
  const [first] = types
  if (first?._tag !== "Objects") return undefined
  for (const { name } of first.propertySignatures) {
    const literals = types.map((type) => literalOf(type, name)).filter((literal) => literal !== undefined)
    if (literals.length === types.length) return { name, literals }
  }
  return undefined
}

/** Says what a union expects where no variant of it comes near. */
const unmatched = (
  issue: SchemaIssue.AnyOf,
  path: ReadonlyArray<PropertyKey>,
  input: unknown
): ReadonlyArray<Finding> => {
  const told = issue.ast._tag === "Union" ? discriminator(issue.ast) : undefined
  if (told === undefined) return leaves(issue, path)
  if (!isObjectOrArray(valueAt(input, path))) return [{ path, message: "Expected an object" }]
  const literals = told.literals.map((literal) =>
    typeof literal === "string" ? JSON.stringify(literal) : String(literal)
  )
  return [{ path: [...path, told.name], message: `Expected ${literals.join(" | ")}` }]
}

const leaves = (issue: SchemaIssue.Issue, path: ReadonlyArray<PropertyKey>): ReadonlyArray<Finding> =>
  standardIssues(issue).issues.map((each) => ({
    path: [...path, ...(each.path ?? []).map((part) => typeof part === "object" ? part.key : part)],
    message: each.message
  }))

const findingsOf = (
  issue: SchemaIssue.Issue,
  path: ReadonlyArray<PropertyKey>,
  input: unknown
): ReadonlyArray<Finding> => {
  switch (issue._tag) {
    case "Pointer":
      return findingsOf(issue.issue, [...path, ...issue.path], input)
    case "Encoding":
      return findingsOf(issue.issue, path, input)
    case "Composite":
      return issue.issues.flatMap((each) => findingsOf(each, path, input))
    case "AnyOf":
      return issue.issues.length === 0 ? unmatched(issue, path, input) : nearest(issue.issues, path, input)
    default:
      return leaves(issue, path)
  }
}

/** Limits the issues that an error lists, because a wide value would have millions. */
const most = 100

/** Limits the characters of a path, and of a message. */
const longest = 300

/** Shortens a message that lists what may stand somewhere: cuts between two of them, and says how many there are. */
const briefly = (message: string): string => {
  if (message.length <= longest) return message
  const cut = message.lastIndexOf(" | ", longest)
  return cut === -1 ? message : `${message.slice(0, cut)} | … (${message.split(" | ").length} in all)`
}

/** Lists what is wrong with a value, each issue once and without secrets: the key of a record may be one. */
export const issuesOf = (
  error: Schema.SchemaError,
  input: unknown,
  clean: (text: string) => string
): ReadonlyArray<Issue> => {
  const seen = new Set<string>()
  return findingsOf(error.issue, [], input).slice(0, most).flatMap(({ message, path }) => {
    const issue = {
      path: inShort(path.map(String).join("."), clean, longest),
      message: inShort(briefly(message), clean, longest + 50)
    }
    const key = `${issue.path} ${issue.message}`
    return seen.has(key) ? [] : [(seen.add(key), issue)]
  })
}

/** Limits the characters of the sentence about all issues. */
const sentence = 500

/**
 * Puts at most three issues into words. A union reports one per alternative, so
 * a single issue would hide the cause.
 */
export const inWords = (issues: ReadonlyArray<Issue>): string => {
  const words = issues.slice(0, 3).map(({ message, path }) => path === "" ? message : `${path}: ${message}`).join("; ")
  return words.length > sentence ? `${words.slice(0, sentence)}…` : words
}
