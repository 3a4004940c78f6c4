/** Collects what a file imports while it is written. */
export interface Imports {
  /** Imports a name from a module and returns it. */
  readonly use: (name: string, from: string) => string
  /** Imports a type. */
  readonly useType: (name: string, from: string) => string
  /** Imports a whole module under the name that it is called by. */
  readonly useModule: (name: string, from: string) => string
  readonly print: () => string
}

const named = (from: string, names: ReadonlyMap<string, boolean>): string => {
  const isAllTypes = [...names.values()].every(Boolean)
  const list = [...names].map(([name, isType]) => isType && !isAllTypes ? `type ${name}` : name)
  return `import ${isAllTypes ? "type " : ""}{ ${list.join(", ")} } from "${from}"`
}

export const makeImports = (): Imports => {
  const names = new Map<string, Map<string, boolean>>()
  const modules = new Map<string, string>()
  const add = (name: string, from: string, isType: boolean): string => {
    const ofModule = names.get(from) ?? new Map<string, boolean>()
    names.set(from, ofModule.set(name, isType && ofModule.get(name) !== false))
    return name
  }
  return {
    use: (name, from) => add(name, from, false),
    useType: (name, from) => add(name, from, true),
    useModule: (name, from) => {
      modules.set(from, name)
      return name
    },
    print: () =>
      [
        ...[...modules].map(([from, name]) => `import * as ${name} from "${from}"`),
        ...[...names].map(([from, ofModule]) => named(from, ofModule))
      ].join("\n")
  }
}
