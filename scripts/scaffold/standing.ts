import { globSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"

/** Describes a schema that exists in `src/Schema` already. */
interface Standing {
  readonly name: string
  /** Names the file without its folder and extension. */
  readonly file: string
}

/** Lists what exists already, because it was scaffolded once and is now maintained by hand. */
export interface Stock {
  /** Maps Novu's component names to schemas, in the order in which they are written. */
  readonly byComponent: ReadonlyMap<string, ReadonlyArray<Standing>>
  /** Maps names of schemas to schemas. */
  readonly byName: ReadonlyMap<string, Standing>
  /** Has every name that a file of the package exports. */
  readonly names: ReadonlySet<string>
  /** Has the fake's rules for values. */
  readonly rules: ReadonlySet<string>
}

const declared = /^export (?:const|class|interface|type) (\w+)/gm

/** Matches a declaration up to the next one, with the component that it names. */
const described =
  /^export (?:class|const) (\w+)(?:(?!^export |^const )[^])*?(?:\(\)\(\s*"(\w+)"|identifier: "(\w+)"|Page\(\w+, "(\w+)")/gm

const exportsOf = (path: string): ReadonlySet<string> =>
  new Set([...readFileSync(path, "utf8").matchAll(declared)].map(([, name = ""]) => name))

const namesIn = (source: string): ReadonlySet<string> => {
  const paths = globSync(join(source, "{Client,Errors,Schema,Transport}/*.ts"))
  return new Set(paths.flatMap((path) => [basename(path, ".ts")].concat(...exportsOf(path))))
}

/** Reads the sources of the package in a folder. */
export const readStock = (source: string): Stock => {
  const byComponent = new Map<string, Array<Standing>>()
  const byName = new Map<string, Standing>()
  for (const path of globSync(join(source, "Schema/*.ts")).toSorted()) {
    const text = readFileSync(path, "utf8")
    const file = basename(path, ".ts")
    for (const [, name = ""] of text.matchAll(/^export (?:const|class) (\w+)/gm)) byName.set(name, { name, file })
    for (const [, name = "", ...components] of text.matchAll(described)) {
      const component = components.find((each) => each !== undefined) ?? ""
      byComponent.set(component, (byComponent.get(component) ?? []).concat({ name, file }))
    }
  }
  return {
    byComponent,
    byName,
    names: namesIn(source),
    rules: exportsOf(join(source, "internal/fake/protocol/validation.ts"))
  }
}
