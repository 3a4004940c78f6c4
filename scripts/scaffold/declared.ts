import { noun } from "./nouns.ts"
import type { Pages } from "./paging.ts"
import type { Plan } from "./plan.ts"
import { componentsIn, type Direction, keyOf } from "./reach.ts"
import type { Shape } from "./shape.ts"

/** Describes a schema that is declared in the file. */
export interface Declared {
  readonly name: string
  readonly identifier: string | undefined
  readonly shape: Shape
  readonly direction: Direction
  readonly isQuery: boolean
  readonly pages: Pages | undefined
  /** Lists other groups that reach it. */
  readonly others: ReadonlyArray<string>
}

type PagesByName = ReadonlyMap<string | undefined, Pages | undefined>

/** Returns the components that belong to the file. */
const componentsOf = (plan: Plan, pages: PagesByName): ReadonlyArray<Declared> =>
  plan.operations.flatMap((operation) => plan.componentsOf(operation)).flatMap(({ component, direction }) => {
    const { file, name } = noun(plan.nouns, component, direction)
    const shape = plan.components.get(component)
    if (shape === undefined) throw new Error(`the document has no component ${component}`)
    if (file !== plan.file) return []
    const others = plan.reach.get(keyOf(component, direction))?.groups.filter((each) => each !== plan.group) ?? []
    return [{ name, identifier: component, shape, direction, isQuery: false, pages: pages.get(name), others }]
  })

/** Returns queries, and bodies that the document writes in place. */
const ownOf = (plan: Plan, pages: PagesByName): ReadonlyArray<Declared> =>
  plan.operations.flatMap(({ own }) => own).map(({ direction, isQuery, name, shape }) => ({
    name,
    identifier: undefined,
    shape,
    direction,
    isQuery,
    pages: pages.get(name),
    others: []
  }))

/** Sorts schemas so that each stands after those that it is made of. */
const inOrder = (plan: Plan, declared: ReadonlyArray<Declared>): ReadonlyArray<Declared> => {
  const ordered = new Set<Declared>()
  const put = (each: Declared, above: ReadonlyArray<Declared>): void => {
    if (ordered.has(each) || above.includes(each)) return
    for (const component of componentsIn(plan.components, each.shape)) {
      const { name } = noun(plan.nouns, component, each.direction)
      const inner = declared.find((other) => other.name === name)
      if (inner !== undefined) put(inner, [...above, each])
    }
    ordered.add(each)
  }
  for (const each of declared) put(each, [])
  return [...ordered]
}

/** Returns the schemas of a group's file, each once. */
export const declaredOf = (plan: Plan): ReadonlyArray<Declared> => {
  const pages = new Map(plan.operations.map((each) => [each.successNoun?.name, each.pages]))
  const all = [...componentsOf(plan, pages), ...ownOf(plan, pages)]
  return inOrder(plan, [...new Map(all.map((each) => [each.name, each])).values()])
}
