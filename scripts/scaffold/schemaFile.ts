import { type Declared, declaredOf } from "./declared.ts"
import { expression, type Place } from "./expression.ts"
import { type Imports, makeImports } from "./imports.ts"
import { check, marksOf } from "./marks.ts"
import { membersOf } from "./members.ts"
import { noun } from "./nouns.ts"
import type { Plan } from "./plan.ts"
import type { Member } from "./shape.ts"

/** Writes the slot of a declaration. */
const docs = ({ since }: Plan, category: string): string =>
  `/**\n * TODO\n *\n * @category ${category}\n * @since ${since}\n */`

const fileInPlace =
  "Schema.Struct({ name: Schema.String, content: Schema.String, contentType: Schema.optional(Schema.String) })"

const placeOf = (plan: Plan, imports: Imports, declared: Declared): Place => ({
  direction: declared.direction,
  components: plan.components,
  imports,
  refer: (component) => {
    if (declared.identifier !== undefined && plan.reaches(component, declared.identifier)) return undefined
    const { file, name } = noun(plan.nouns, component, declared.direction)
    return file === plan.file ? name : imports.use(name, `./${file}.ts`)
  },
  isVariant: plan.isVariant,
  variant: declared.identifier !== undefined && plan.isVariant(declared.identifier),
  isQuery: declared.isQuery,
  isPage: declared.pages !== undefined,
  isInUrls: plan.isInUrls,
  fileOf: () => {
    const standing = plan.stock.byName.get("FormFile")
    return standing === undefined ? fileInPlace : imports.use(standing.name, `./${standing.file}.ts`)
  },
  members: membersOf
})

const cursorQuery = ["after", "before", "limit", "orderDirection", "orderBy", "includeCursor"]

/** Writes the members of a query. Those that every list with cursors has are taken from their shared schema. */
const queryMembers = (place: Place, members: ReadonlyArray<Member>): string => {
  const names = new Set(members.map(({ name }) => name))
  if (!place.isQuery || !cursorQuery.every((name) => names.has(name))) return membersOf(place, members)
  const rest = members.filter(({ name }) => !cursorQuery.includes(name))
  const spread = `${check("limit and order are those of every list")}\n...${
    place.imports.use("PageRequest", "./Page.ts")
  }.fields`
  return [spread, ...rest.length === 0 ? [] : [membersOf(place, rest)]].join(",\n")
}

const classOf = (plan: Plan, place: Place, { identifier, name }: Declared, members: ReadonlyArray<Member>): string => {
  const entity = place.imports.use("entity", "./Entity.ts")
  const called = identifier === undefined ? "undefined" : JSON.stringify(identifier)
  return `${docs(plan, "models")}\nexport class ${name} extends ${entity}<${name}>()(${called}, {\n${
    queryMembers(place, members)
  }\n}) {}`
}

const constantOf = (plan: Plan, { identifier, name, shape }: Declared, value: string): string => {
  const annotated = identifier === undefined || ["constants", "component"].includes(shape.tag)
    ? value
    : `${value}.annotate({ identifier: ${JSON.stringify(identifier)} })`
  return [
    `${docs(plan, "schemas")}\nexport const ${name} = ${annotated}`,
    `${docs(plan, "models")}\nexport type ${name} = typeof ${name}.Type`
  ].join("\n\n")
}

const marked = (lines: ReadonlyArray<string>, text: string): string => [...lines, text].join("\n")

const textOf = (plan: Plan, imports: Imports, declared: Declared): string => {
  const { direction, identifier, name, others, pages, shape } = declared
  const place = placeOf(plan, imports, declared)
  const marks = [
    ...others.length === 0 ? [] : [check(`${others.join(" and ")} use it, too`)],
    ...marksOf(shape, direction === "out")
  ]
  if (pages?.isPlain === true) {
    const page = imports.use("Page", "./Page.ts")
    const called = JSON.stringify(identifier ?? name)
    return `${docs(plan, "schemas")}\nexport const ${name} = ${page}(${expression(place, pages.item)}, ${called})`
  }
  return marked(
    marks,
    shape.tag === "struct" && !shape.nullable
      ? classOf(plan, place, declared, shape.members)
      : constantOf(plan, declared, expression(place, shape))
  )
}

/** Prints `src/Schema/<Resource>.ts` of a group. */
export const schemaFile = (plan: Plan): string => {
  const imports = makeImports()
  const texts = declaredOf(plan).map((declared) => textOf(plan, imports, declared))
  return `/**\n * TODO\n *\n * @since ${plan.since}\n */\n${imports.print()}\n\n${texts.join("\n\n")}\n`
}
