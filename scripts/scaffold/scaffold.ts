import { Schema } from "effect"
import { readApi } from "./api.ts"
import { clientFile } from "./clientFile.ts"
import { Document } from "./document.ts"
import { fakeFile } from "./fakeFile.ts"
import { format } from "./format.ts"
import type { Names } from "./names.ts"
import { noun } from "./nouns.ts"
import { type Plan, planOf } from "./plan.ts"
import { rowsFile } from "./rowsFile.ts"
import { schemaFile } from "./schemaFile.ts"
import type { Stock } from "./standing.ts"
import { small } from "./words.ts"

/** Holds a file with its path in this repository. */
export interface Printed {
  readonly path: string
  readonly text: string
}

export interface Request {
  /** Is a parsed OpenAPI document. */
  readonly document: unknown
  readonly names: Names
  readonly stock: Stock
  readonly group: string
  /** Names one operation, such as `"POST /v2/contexts"`. */
  readonly only?: string | undefined
  readonly since: string
}

/** Holds what was printed, and how the document and the names differ. */
export interface Scaffolded {
  readonly files: ReadonlyArray<Printed>
  readonly notes: ReadonlyArray<string>
}

const decode = Schema.decodeUnknownSync(Document)

const filesOf = (plan: Plan): ReadonlyArray<Printed> => [
  { path: `src/Schema/${plan.file}.ts`, text: schemaFile(plan) },
  { path: `src/Client/${plan.group}.ts`, text: clientFile(plan) },
  { path: `src/internal/fake/resources/${small(plan.group)}.ts`, text: fakeFile(plan) },
  { path: `test/operations/${plan.group}.ts`, text: rowsFile(plan) }
]

/** Returns schemas of other files that nobody has written yet. */
const missing = ({ componentsOf, file, nouns, operations, stock }: Plan): ReadonlyArray<string> => {
  const used = operations.flatMap(componentsOf).map(({ component, direction }) => noun(nouns, component, direction))
  const absent = used.filter((each) => each.file !== file && !stock.byName.has(each.name))
  return [...new Set(absent.map((each) => `src/Schema/${each.file}.ts has no ${each.name} yet`))]
}

/** Makes the files of a group from the facts of a document, and copies none of its sentences. */
export const scaffold = ({ document, group, names, only, since, stock }: Request): Scaffolded => {
  const api = readApi(decode(document), names)
  const plan = planOf(api, stock, { group, only, since })
  if (plan.operations.length === 0) {
    throw new Error(
      only !== undefined && api.unnamed.includes(only)
        ? `names.ts has no name for ${only}`
        : `the document has no operation that names.ts gives to ${group}${only === undefined ? "" : `: ${only}`}`
    )
  }
  const places = Object.values(names[group] ?? {})
  return {
    files: filesOf(plan).map(({ path, text }) => ({ path, text: format(path, text) })),
    notes: [
      ...missing(plan),
      ...api.unnamed.map((place) => `names.ts has no name for ${place}`),
      ...api.absent.filter((place) => places.includes(place)).map((place) => `the document has no ${place}`)
    ]
  }
}
