import { example, type Hand } from "./example.ts"
import { type Imports, makeImports } from "./imports.ts"
import { check, isSecret } from "./marks.ts"
import type { Plan } from "./plan.ts"
import type { Shape } from "./shape.ts"
import type { Signature } from "./signature.ts"
import { key, small } from "./words.ts"

/** Writes values as a caller does, with our times and secrets. */
const handOf = (plan: Plan, imports: Imports): Hand => ({
  components: plan.components,
  time: (text) => `${imports.use("DateTime", "effect")}.makeUnsafe(${text})`,
  secret: (value) => `${imports.use("Redacted", "effect")}.make(${value})`,
  isSecret: (member) => !plan.isInUrls(member.name) && isSecret(plan.components, member)
})

/** Says how a lost answer ends, as far as the default class of the method tells. */
const lostOf = ({ successNoun, verb }: Signature): string =>
  verb === "DELETE" && successNoun === undefined ? "gone" : verb === "POST" || verb === "PATCH" ? "once" : "same"

const exampleOf = (
  plan: Plan,
  imports: Imports,
  { params, payload, query, verb }: Signature
): ReadonlyArray<string> => {
  const hand = handOf(plan, imports)
  const object = (members: ReadonlyArray<string>) => `{ ${members.join(", ")} }`
  const needed = query.filter(({ required }) => required)
  const asked: Shape = { tag: "struct", members: needed, takesOthers: false, nullable: false }
  const parts = [
    ...params.length === 0 ? [] : [`params: ${object(params.map((name) => `${key(name)}: ${JSON.stringify(name)}`))}`],
    ...needed.length === 0 || verb !== "GET" ? [] : [`query: ${example(hand, { name: "query", shape: asked })}`],
    ...payload === undefined ? [] : [`payload: ${example(hand, { name: "payload", shape: payload })}`]
  ]
  return parts.length === 0 ? [] : [`example: ${object(parts)}`]
}

const componentOf = (shape: Shape | undefined): ReadonlyArray<string> =>
  shape?.tag === "component" ? [shape.name] : shape?.tag === "list" ? componentOf(shape.items) : []

const rowText = (plan: Plan, imports: Imports, operation: Signature): string => {
  const { group, name, params, payload, success } = operation
  const described = [...componentOf(payload), ...componentOf(success)].join(" and ")
  const lost = lostOf(operation)
  const doubts = [
    check(`how is Novu's SDK asked, as novu.${small(group)}.${name}?${described === "" ? "" : ` It has ${described}`}`),
    "asks: undefined",
    ...exampleOf(plan, imports, operation)
  ]
  const needs = params.length === 0 ? [] : [`${check("what has to be there first?")}\nneeds: []`]
  const claim = lost === "once" || lost === "same" && operation.verb !== "GET"
    ? `${check("what does Novu make of a second request?")}\n`
    : ""
  return `${name}: {\n${[...doubts, ...needs, `${claim}lost: "${lost}"`].join(",\n").replace(/^(\/\/.*),$/gm, "$1")}\n}`
}

/** Prints `test/operations/<Group>.ts`, which has one row per operation. */
export const rowsFile = (plan: Plan): string => {
  const imports = makeImports()
  const rows = plan.operations.map((operation) => rowText(plan, imports, operation))
  imports.useType(plan.group, `effect-novu/Client/${plan.group}`)
  imports.useType("Rows", "./row.ts")
  return [
    imports.print(),
    `export const ${small(plan.group)}: Rows<typeof ${plan.group}> = {\n${rows.join(",\n")}\n}`
  ].join("\n\n") + "\n"
}
