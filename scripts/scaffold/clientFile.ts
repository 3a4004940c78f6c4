import { basePath, pathText } from "./base.ts"
import { type Imports, makeImports } from "./imports.ts"
import { listAllName, pagingText } from "./listAll.ts"
import { check } from "./marks.ts"
import { followed } from "./paging.ts"
import type { Plan } from "./plan.ts"
import type { Signature } from "./signature.ts"
import { constant, shorthand, variable } from "./words.ts"

const schema = (imports: Imports) => (name: string, file: string): string => imports.use(name, `../Schema/${file}.ts`)

const type = (imports: Imports) => (name: string, file: string): string => imports.useType(name, `../Schema/${file}.ts`)

const operationText = (plan: Plan, imports: Imports, base: string | undefined, operation: Signature): string => {
  const { group, isForm, name, path, payloadNoun, queryName, successNoun, verb } = operation
  const use = schema(imports)
  const reconcile = verb === "DELETE" && successNoun === undefined
    ? [`reconcile: ${imports.use("goneIsDone", "../internal/groups/goneIsDone.ts")}`]
    : []
  const place = pathText(path, base)
  const lines = [
    `name: "${group}.${name}"`,
    `method: "${verb}"`,
    place === "path" ? "path" : `path: ${place}`,
    ...queryName === undefined ? [] : [`query: ${use(queryName, plan.file)}`],
    ...payloadNoun === undefined ? [] : [`payload: ${use(payloadNoun.name, payloadNoun.file)}`],
    ...isForm ? [`body: ${imports.use("formBody", "../Transport/FormBody.ts")}`] : [],
    ...successNoun === undefined ? [] : [`success: ${use(successNoun.name, successNoun.file)}`],
    ...holdsDataAlone(plan, operation) ? [`${check("may the answer be data alone?")}\nenvelope: "none"`] : [],
    ...reconcile
  ]
  const mark = verb === "DELETE" && successNoun !== undefined
    ? `${check("what is the result where an earlier attempt may have deleted it? See goneIs")}\n`
    : ""
  return `${mark}const ${constant(name)} = ${imports.useModule("Operation", "../Transport/Operation.ts")}.make({\n${
    lines.join(",\n")
  }\n})`
}

/** Says whether an answer may hold nothing but `data`, which would be taken for the envelope. */
const holdsDataAlone = ({ components }: Plan, { success }: Signature): boolean => {
  const answer = success === undefined ? undefined : followed(components, success)
  return answer?.tag === "struct" && answer.members.some(({ name }) => name === "data") &&
    answer.members.every(({ name, required }) => name === "data" || !required)
}

/** Returns identifiers in the order of the path, then the payload or the query. */
const argumentsOf = (plan: Plan, imports: Imports, operation: Signature, isAll: boolean): string => {
  const { pages, params, payloadNoun, query, queryName, verb } = operation
  const use = type(imports)
  const list = params.map((name) => `${variable(name)}: string`)
  if (payloadNoun !== undefined) list.push(`payload: ${use(payloadNoun.name, payloadNoun.file)}`)
  if (queryName !== undefined && verb === "GET") {
    const asked = use(queryName, plan.file)
    const places = isAll ? pages?.place.map((name) => JSON.stringify(name)).join(" | ") ?? "" : ""
    const optional = query.some(({ required }) => required) ? "" : "?"
    list.push(`query${optional}: ${places === "" ? asked : `Omit<${asked}, ${places}>`}`)
  }
  return list.join(", ")
}

const inputOf = ({ params, payloadNoun, queryName, verb }: Signature): string => {
  const parts = [
    ...params.length === 0 ? [] : [`params: ${shorthand(params)}`],
    ...payloadNoun === undefined ? [] : ["payload"],
    ...queryName === undefined || verb !== "GET" ? [] : ["query"]
  ]
  return parts.length === 0 ? "({})" : `({ ${parts.join(", ")} })`
}

const slotOf = ({ deprecated }: Signature): string =>
  deprecated ? "/**\n * TODO\n *\n * @deprecated TODO\n */" : "/** TODO */"

const membersOf = (plan: Plan, imports: Imports, operation: Signature): ReadonlyArray<string> => {
  const { headers, name, pages, query, verb } = operation
  const input = inputOf(operation)
  const group = imports.useModule("Group", "../Transport/Group.ts")
  const needed = query.filter(({ required }) => required && verb !== "GET").map((member) => member.name)
  const marks = [
    ...needed.length === 0 ? [] : [check(`Novu requires ${needed.join(", ")}, and options may be left out`)],
    ...headers.length === 0 ? [] : [check(`Novu requires the header ${headers.join(", ")}`)]
  ]
  const method = [
    ...marks,
    slotOf(operation),
    `${name}: ${group}.method(${constant(name)}, (${argumentsOf(plan, imports, operation, false)}) => ${input})`
  ].join("\n")
  if (pages === undefined) return [method]
  imports.useModule("Paging", "../Transport/Paging.ts")
  const all = argumentsOf(plan, imports, operation, true)
  return [
    method,
    `${slotOf(operation)}\n${listAllName(name)}: ${group}.pages(\n${constant(name)},\n(${all}) => ${input},\n${
      pagingText(plan, operation, pages, type(imports))
    }\n)`
  ]
}

/** Prints `src/Client/<Group>.ts`. */
export const clientFile = (plan: Plan): string => {
  const { group, operations, since } = plan
  const imports = makeImports()
  const base = basePath(operations)
  const made = operations.map((operation) => operationText(plan, imports, base, operation))
  const members = operations.flatMap((operation) => membersOf(plan, imports, operation))
  const service = [
    `/**\n * TODO\n *\n * @category services\n * @since ${since}\n */`,
    `export class ${group} extends Group.Service<${group}>()("${group}", {\n${members.join(",\n\n")}\n}) {}`
  ].join("\n")
  return [
    `/**\n * TODO\n *\n * @since ${since}\n */\n${imports.print()}`,
    ...base === undefined ? [] : [`const path = ${JSON.stringify(base)}`],
    ...made,
    service,
    [
      `/**\n * The operations of this group, as data.\n *\n * @category operations\n * @since ${since}\n */`,
      `export const operations = ${group}.operations`
    ].join("\n")
  ].join("\n\n") + "\n"
}
