import { example, type Hand } from "./example.ts"
import { type Imports, makeImports } from "./imports.ts"
import { check } from "./marks.ts"
import type { Plan } from "./plan.ts"
import { bodyRules, queryRules, type Writer } from "./rules.ts"
import type { Signature } from "./signature.ts"
import { constant, small } from "./words.ts"

const validation = "../protocol/validation.ts"

/** These rules may be missing in the fake's protocol. */
const ownRules: Readonly<Record<string, string>> = {
  anything: "const anything: Rule = () => []",
  number: "const number: Rule = (value, name) =>\n" +
    "typeof value === \"number\" ? [] : [`${name} must be a number conforming to the specified constraints`]"
}

const writerOf = (plan: Plan, imports: Imports, lacking: Map<string, string>): Writer => ({
  components: plan.components,
  imports,
  rule: (name) => {
    const own = plan.stock.rules.has(name) ? undefined : ownRules[name]
    if (own === undefined) return imports.use(name, validation)
    imports.useType("Rule", validation)
    lacking.set(name, own)
    return name
  }
})

const ofEveryList = new Set(["after", "before", "limit", "orderDirection", "orderBy", "includeCursor"])

/** Writes the expression that checks a request; its value is a `Result`. */
const checkedBy = (writer: Writer, operation: Signature): string | undefined => {
  const { isForm, pages, payload, query } = operation
  if (pages?.kind === "byCursor") {
    writer.imports.use("cursorQuery", "../protocol/query.ts")
    return `cursorQuery(query, ${queryRules(writer, query.filter(({ name }) => !ofEveryList.has(name)))})`
  }
  const rules = payload === undefined || isForm ? undefined : bodyRules(writer, payload)
  return rules === undefined ? undefined : `${writer.imports.use("validate", validation)}(${rules}, body)`
}

/** Writes values as they cross the wire. */
const handOf = ({ components }: Plan): Hand => ({
  components,
  time: (text) => text,
  secret: (value) => value,
  isSecret: () => false
})

/** Writes what an operation answers as an expression. The example of a whole component is declared once. */
const answerOf = (plan: Plan, { success, successNoun }: Signature, examples: Map<string, string>): string => {
  if (success === undefined) return "undefined"
  const value = example(handOf(plan), { name: successNoun?.name ?? "result", shape: success })
  if (success.tag !== "component" || successNoun === undefined || value.length < 40) return value
  const name = `${small(successNoun.name)}Example`
  examples.set(name, `const ${name} = ${value}`)
  return name
}

/** An example resource has the name of its path parameter as its identifier, as in the rows of the tests. */
const find = `${check("what is called as its parameter is there. What does Novu say of another?")}
const find = <A>(params: Readonly<Record<string, string>>, found: A): Result.Result<A, Rejection> =>
  Object.entries(params).every(([name, value]) => name === value)
    ? Result.succeed(found)
    : Result.fail(notFound(\`\${Object.values(params).join(" ")} not found\`))`

const findIn = ({ imports }: Writer, lacking: Map<string, string>): string => {
  imports.use("notFound", "../protocol/rejection.ts")
  imports.useType("Rejection", "../protocol/rejection.ts")
  lacking.set("find", find)
  return "find"
}

interface Written {
  readonly plan: Plan
  readonly writer: Writer
  readonly examples: Map<string, string>
  readonly lacking: Map<string, string>
}

const handlerText = ({ examples, lacking, plan, writer }: Written, operation: Signature): string => {
  const answer = answerOf(plan, operation, examples)
  const checked = checkedBy(writer, operation)
  const isNamed = operation.params.length > 0
  const result = writer.imports.useModule("Result", "effect/Result")
  const found = isNamed ? `${findIn(writer, lacking)}(params, ${answer})` : `${result}.succeed(${answer})`
  const body = checked === undefined
    ? found
    : isNamed
    ? `${result}.flatMap(${checked}, () => ${found})`
    : `${result}.map(${checked}, () => (${answer}))`
  const takes = [
    ...checked === undefined ? [] : [checked.startsWith("cursor") ? "query" : "body"],
    ...isNamed ? ["params"] : []
  ]
  const type = writer.imports.useType("Handler", "../protocol/route.ts")
  return `const ${constant(operation.name)}: ${type} = (${
    takes.length === 0 ? "" : `{ ${takes.join(", ")} }`
  }) => ${body}`
}

/** Returns the status that the fake answers with, as far as the document says it. */
const statusOf = ({ statuses, verb }: Signature): number =>
  statuses.includes(201) && verb === "POST" ? 201 : [200, 201, 204].find((each) => statuses.includes(each)) ?? 200

const routeText = (operation: Signature): string => {
  const { name, path, statuses, verb } = operation
  const marks = statuses.length > 1 ? [check(`when is it one of ${statuses.join(", ")}?`)] : []
  const overrides = path.endsWith("/bulk") ? ", { cost: \"bulk\" }" : ""
  return [...marks, `route("${verb}", "${path}", ${statusOf(operation)}, ${constant(name)}${overrides})`].join("\n")
}

/** Writes what the routes share. The fake counts what it answers by example like the rest. */
const sharedText = ({ imports }: Writer, { operations }: Plan): string => {
  const category = operations.some(({ path }) => path.includes("/events/")) ? "trigger" : "global"
  return [
    check("which category is it? By example, an answer claims nothing and keeps nothing"),
    `const route = ${imports.use("makeRoute", "../protocol/route.ts")}({ category: "${category}", level: "example" })`
  ].join("\n")
}

/** Prints `src/internal/fake/resources/<resource>.ts` with rules and routes from the document, not from our schemas. */
export const fakeFile = (plan: Plan): string => {
  const imports = makeImports()
  const lacking = new Map<string, string>()
  const writer = writerOf(plan, imports, lacking)
  const examples = new Map<string, string>()
  const handlers = plan.operations.map((operation) => handlerText({ examples, lacking, plan, writer }, operation))
  const routes = plan.operations.map(routeText)
  const shared = sharedText(writer, plan)
  const type = imports.useType("Route", "../protocol/route.ts")
  return [
    imports.print(),
    ...lacking.values(),
    ...examples.values(),
    ...handlers,
    shared,
    `export const routes: ReadonlyArray<${type}> = [\n${routes.join(",\n")}\n]`
  ].join("\n\n") + "\n"
}
