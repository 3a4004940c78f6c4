import { isNumber, isObject, isObjectOrArray, isString } from "effect/Predicate"
import type { PayloadProblem } from "../../Schema/PayloadReport.ts"
import { isImplied } from "./keywordImplied.ts"
import { schemaFault } from "./schemaFaults.ts"
import { isList, type Json, own } from "./schemaPointer.ts"
import { type Budget, type Form, formsOf, hasType, isInteger, listOf, same, typesOf, valuesOf } from "./sentForms.ts"
import { isAlwaysSent, itemOf, memberOf, namesOf, unnamedOf, withDefaults } from "./sentMembers.ts"
import { deepest, partsOf, schemasAt, schemasOfItems, schemasOfMember } from "./storedParts.ts"

type Problems = ReadonlyArray<PayloadProblem>

/** Is what a comparison works on. */
interface Comparison extends Budget {
  readonly sent: unknown
  readonly stored: unknown
  /** Holds the pairs of schemas whose comparison has not come to an end. */
  readonly pairs: Set<string>
  /** Numbers the schemas of both documents. */
  readonly numbers: Map<unknown, number>
}

interface Place {
  readonly path: string
  readonly depth: number
  /** Whether a union is somewhere above. Ajv fills in no defaults there, as a rule. */
  readonly inUnion: boolean
  /** Holds all schemas that say something of the value, of which one is compared. */
  readonly around: ReadonlyArray<Json>
}

/** Is more than any schema needs that a person has written, and takes a fraction of a second. */
const work = 100_000

const problem = (
  kind: PayloadProblem["kind"],
  { path }: Pick<Place, "path">,
  message: string,
  severity: PayloadProblem["severity"] = "error"
): PayloadProblem => ({ kind, path, severity, message })

const isError = ({ severity }: PayloadProblem): boolean => severity === "error"

const numberOf = ({ numbers }: Comparison, schema: unknown): number => {
  const known = numbers.get(schema) ?? numbers.size
  numbers.set(schema, known)
  return known
}

const inside = (c: Comparison, place: Place, step: string, around: ReadonlyArray<unknown>): Place => ({
  ...place,
  path: place.path + step,
  depth: place.depth + 1,
  around: schemasAt(c.stored, around, c)
})

const joined = (path: string, name: string): string => path === "" ? name : `${path}.${name}`

const memberPlace = (c: Comparison, place: Place, name: string): Place => ({
  ...inside(c, place, "", schemasOfMember(place.around, name)),
  path: joined(place.path, name)
})

/**
 * Compares what is sent with one schema of the workflow. Where recursive schemas come back to a pair
 * that is being compared, it holds if everything else does, since payloads are finite.
 */
const compare = (c: Comparison, sent: ReadonlyArray<unknown>, stored: unknown, place: Place): Problems => {
  const pair = [...sent, stored, ...place.around].map((each) => numberOf(c, each)).join() + place.inUnion
  if (c.pairs.has(pair)) return []
  c.pairs.add(pair)
  const forms = formsOf(c.sent, sent, c)
  const results = forms.map((form) => compareForm(c, form, stored, place))
  c.pairs.delete(pair)
  const objects = results.filter((_, index) => forms[index]?.type === "object")
  // What one of several objects lacks another may have.
  const isLacking = ({ kind, path }: PayloadProblem): boolean =>
    kind !== "missing" || objects.every((each) => each.some((other) => other.kind === kind && other.path === path))
  return results.flat().filter(isLacking)
}

const compareForm = (c: Comparison, given: Form, stored: unknown, place: Place, isBranch = false): Problems => {
  if (place.depth > deepest || --c.steps < 0) {
    return [problem("constraint", place, "the schemas are too large, or nested too deeply, to be compared")]
  }
  const parts = partsOf(c.stored, stored, c)
  if (parts === undefined) return [problem("constraint", place, "the workflow's schema leads nowhere here")]
  const form = withDefaults(given, place.around)
  const mismatches = parts.flatMap((part) => mismatch(form, part, place))
  if (mismatches.length > 0) return mismatches
  const problems = parts.filter(isObject).flatMap((part) =>
    valueProblems(c, form, part, place).concat(
      unionProblems(c, form, part, place),
      form.type === "object" ? memberProblems(c, form, given, part, place) : [],
      form.type === "array" ? itemProblems(c, form, part, place) : []
    )
  )
  return form.type === "object" && !isBranch ? problems.concat(unnamedProblems(given, place)) : problems
}

const mismatch = (form: Form, part: Json | boolean, place: Place): Problems => {
  if (part === true) return []
  if (part === false) return [problem("constraint", place, "the workflow's schema takes no value here")]
  const types = typesOf(part)
  return types?.some((type) => type === form.type || (type === "integer" && isInteger(form))) ?? true
    ? []
    : [problem("type", place, `the trigger sends ${form.type}, and the workflow takes ${types?.join(" or ")}`)]
}

const valueProblems = (c: Comparison, form: Form, part: Json, place: Place): Problems => {
  const value = form.parts.at(-1) ?? {}
  const isOneOf = (values: ReadonlyArray<unknown>): boolean => {
    // Lists of texts are long at times, and fast to search.
    c.steps -= values.length / (isObjectOrArray(value["const"]) ? 1 : 64)
    return Object.hasOwn(value, "const") && values.some((each) => same(each, value["const"]))
  }
  return Object.keys(part).flatMap((keyword) => {
    if (keyword === "enum") {
      return isOneOf(listOf(part[keyword])) ? [] : [problem("enum", place, "the trigger sends what is not listed")]
    }
    if (keyword === "const" ? isOneOf([part[keyword]]) : isImplied(form, keyword, part)) return []
    return [
      problem(
        keyword === "format" ? "format" : "constraint",
        place,
        `the trigger's schema does not imply ${keyword} of the workflow's`
      )
    ]
  })
}

/** Prefers the branch of a union that what is sent comes closest to. */
const weightOf = (problems: Problems, { path }: Place): number =>
  problems.filter(isError).reduce((sum, each) => sum + (each.path === path ? deepest : 1), 0)

const unionProblems = (c: Comparison, form: Form, part: Json, place: Place): Problems =>
  ["anyOf", "oneOf"].flatMap((keyword) => {
    const branches = listOf(part[keyword])
    if (branches.length === 0) return []
    const results = branches.map((branch) =>
      compareForm(c, form, branch, { ...place, depth: place.depth + 1, inUnion: true }, true)
    )
    const weights = results.map((each) => weightOf(each, place))
    const best = weights.indexOf(Math.min(...weights))
    return keyword === "oneOf" && weights[best] === 0 &&
        !branches.every((branch, index) => index === best || isRefused(c, form, branch, place))
      ? [problem("constraint", place, "more than one branch of oneOf may match")]
      : results[best] ?? []
  })

/** Says whether a schema of the workflow takes no value of a form. */
const isRefused = (c: Comparison, form: Form, stored: unknown, place: Place): boolean => {
  if (place.depth > deepest || --c.steps < 0) return false
  const value = form.parts.at(-1) ?? {}
  const isNever = (name: unknown): boolean =>
    isString(name) && !(name in {}) && unnamedOf(form).length === 0 && !namesOf(form).includes(name)
  const isMemberRefused = ([name, schema]: readonly [string, unknown]): boolean => {
    if (name === "__proto__" || !isAlwaysSent(form, name)) return false
    const at = memberPlace(c, place, name)
    return formsOf(c.sent, memberOf(form, name), c).every((each) =>
      isRefused(c, withDefaults(each, at.around), schema, at)
    )
  }
  const isUnionRefused = (union: unknown): boolean =>
    isList(union) && union.length > 0 &&
    union.every((branch) => isRefused(c, form, branch, { ...place, depth: place.depth + 1 }))
  return partsOf(c.stored, stored, c)?.some((part) =>
    part === false || (part !== true && (
      !hasType(part, form.type) ||
      (Object.hasOwn(value, "const") && valuesOf(part)?.some((each) => same(each, value["const"])) === false) ||
      [part["anyOf"], part["oneOf"]].some(isUnionRefused) ||
      (form.type === "object" &&
        (Object.entries(Object(part["properties"])).some(isMemberRefused) || listOf(part["required"]).some(isNever)))
    ))
  ) ?? false
}

const memberProblems = (c: Comparison, form: Form, given: Form, part: Json, place: Place): Problems => {
  const { additionalProperties: additional, patternProperties, properties } = part
  const others = unnamedOf(form)
  const names = new Set(namesOf(form).filter((name) => formsOf(c.sent, memberOf(form, name), c).length > 0))
  /** Ajv does not look at a member of this name. */
  const schemaOf = (name: string): unknown => name === "__proto__" ? undefined : own(properties, name)
  const named = Object.keys(Object(properties)).filter((name) => schemaOf(name) !== undefined)
  const lacking = listOf(part["required"]).filter(isString).filter((name) =>
    !isAlwaysSent(form, name) && (place.inUnion || own(schemaOf(name), "default") === undefined)
  )
  /** Holds what is sent without Ajv's defaults, and what is a problem already. */
  const expected = new Set([...namesOf(given), ...lacking])
  /** Which patterns match is not known, so that all have to fit, and what is for members that match none. */
  const withName = (sent: ReadonlyArray<unknown>, name: string, isNamed: boolean): Problems => {
    const at = memberPlace(c, place, name)
    const schemas = [...Object.values(Object(patternProperties)), isNamed ? undefined : additional, schemaOf(name)]
    return schemas.filter((schema) => schema !== undefined).flatMap((schema) =>
      schema === false && !isNamed
        ? [problem("extra", at, "the trigger sends it, and the workflow takes no members but those it names")]
        : compare(c, sent, schema, at)
    )
  }
  return [
    ...[...names].flatMap((name) => withName(memberOf(form, name), name, schemaOf(name) !== undefined)),
    ...others.flatMap(({ pattern, schemas }) =>
      withName(schemas, "*", pattern !== undefined && own(patternProperties, pattern) !== undefined)
    ),
    ...named.flatMap((name) => {
      const at = memberPlace(c, place, name)
      if (name in {} && !isAlwaysSent(form, name)) {
        return [problem("constraint", at, "Ajv finds a member of this name in every object, unless it is sent")]
      }
      if (names.has(name)) return []
      if (others.length > 0) return others.flatMap(({ schemas }) => compare(c, schemas, schemaOf(name), at))
      return []
    }),
    ...named.filter((name) => others.length === 0 && !expected.has(name) && schemaOf(name) !== false).map((name) =>
      problem("missing", memberPlace(c, place, name), "the trigger never sends it", "warning")
    ),
    ...lacking.map((name) =>
      problem("required", memberPlace(c, place, name), "the workflow requires it, and the trigger may leave it out")
    )
  ]
}

/** Looks for members that the workflow takes without naming them. A schema that describes no members names none. */
const unnamedProblems = (form: Form, { around, path }: Place): Problems => {
  const isNamed = (name: string): boolean =>
    around.some(({ additionalProperties, patternProperties, properties }) =>
      own(properties, name) !== undefined || isObject(additionalProperties) || isObject(patternProperties)
    )
  return around.some((schema) => schema["properties"] !== undefined || typesOf(schema)?.includes("object"))
    ? namesOf(form).filter((name) => !isNamed(name)).map((name) =>
      problem("extra", { path: joined(path, name) }, "the workflow's schema does not name it", "warning")
    )
    : []
}

const itemProblems = (c: Comparison, form: Form, part: Json, place: Place): Problems => {
  const { additionalItems, items, prefixItems } = part
  const numbers = (keyword: string): ReadonlyArray<number> => form.parts.map((each) => each[keyword]).filter(isNumber)
  const count = Math.max(
    ...[part, ...form.parts].flatMap((each) => [listOf(each["items"]).length, listOf(each["prefixItems"]).length])
  )
  const always = Math.max(0, ...numbers("minItems"))
  if (listOf(items).some((item, index) => index >= always && own(item, "default") !== undefined)) {
    return [problem("constraint", place, "Novu fills in items that the trigger may leave out")]
  }
  const around = schemasOfItems(place.around)
  return Array.from({ length: Math.min(count + 1, ...numbers("maxItems")) }, (_, index) => {
    const at = inside(c, place, index < count ? `[${index}]` : "[]", around)
    // Novu's draft 7 reads items that are no list as the schema of all, whatever prefixItems says.
    const schemas = [
      isList(items) ? index < items.length ? items[index] : additionalItems : items,
      own(prefixItems, String(index))
    ]
    return schemas.filter((schema) => schema !== undefined).flatMap((schema) =>
      compare(c, itemOf(form, index), schema, at)
    )
  }).flat()
}

/** Puts errors first, and says the same of a path once. */
const inOrder = (problems: Problems): Problems => {
  const found = new Map<string, PayloadProblem>()
  for (const each of [...problems.filter(isError), ...problems]) {
    const key = JSON.stringify([each.kind, each.path, each.kind === "constraint" ? each.message : ""])
    if (!found.has(key)) found.set(key, each)
  }
  return [...found.values()]
}

/**
 * Compares what a trigger sends, as its JSON Schema says it, with the payload schema of a workflow.
 * Without an error, Novu takes every payload of the trigger. What this does not prove is an error, so
 * that there may be one although all is well.
 *
 * The schema of the trigger is taken at its word, apart from `additionalProperties: true`: Effect writes that
 * beside the members of a struct, and sends no others.
 */
export const payloadProblems = (sent: Json, stored: unknown): Problems => {
  const c = { sent, stored, steps: work, pairs: new Set<string>(), numbers: new Map() }
  const root: Place = { path: "", depth: 0, inUnion: false, around: [] }
  try {
    const fault = schemaFault(stored)
    return fault === undefined
      ? inOrder(compare(c, [sent], stored, { ...root, around: schemasAt(stored, [stored], c) }))
      : [problem("constraint", root, `the workflow's schema cannot be used: ${fault}`)]
  } catch {
    // The parts of a schema that are compared as values may be nested more deeply than the platform allows.
    return [problem("constraint", root, "the workflow's schema is nested too deeply to be compared")]
  }
}
