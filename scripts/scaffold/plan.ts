import type { Api, Described } from "./api.ts"
import { type Nouns, nounsOf } from "./nouns.ts"
import { componentsIn, type Direction, type Reach, reachOf, shapesOf } from "./reach.ts"
import type { Components, Shape } from "./shape.ts"
import { type Signature, signatureOf } from "./signature.ts"
import type { Stock } from "./standing.ts"
import { singular } from "./words.ts"

/** Is a component in a direction. */
interface Part {
  readonly component: string
  readonly direction: Direction
}

/** Holds everything that the files of a group are printed from. */
export interface Plan {
  readonly group: string
  /** Names the file of its schemas, without folder and extension. */
  readonly file: string
  /** Names the first release that has it. */
  readonly since: string
  readonly operations: ReadonlyArray<Signature>
  readonly components: Components
  readonly stock: Stock
  readonly nouns: Nouns
  readonly reach: Reach
  readonly componentsOf: (operation: Described) => ReadonlyArray<Part>
  /** Says whether one component contains another, or is the same. */
  readonly reaches: (from: string, to: string) => boolean
  /** Says whether a path or a query has a parameter of this name. */
  readonly isInUrls: (name: string) => boolean
  /** Says whether a component is one of several alternatives somewhere. */
  readonly isVariant: (component: string) => boolean
}

const variantsIn = (shape: Shape, found: Set<string>): void => {
  switch (shape.tag) {
    case "union":
      for (const part of shape.parts) if (part.tag === "component") found.add(part.name)
      for (const part of shape.parts) variantsIn(part, found)
      break
    case "struct":
      for (const member of shape.members) variantsIn(member.shape, found)
      break
    case "list":
      variantsIn(shape.items, found)
      break
    case "record":
      variantsIn(shape.values, found)
      break
    default:
  }
}

const variantsOf = ({ components, operations }: Api): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const shape of components.values()) variantsIn(shape, found)
  for (const [, shape] of operations.flatMap(shapesOf)) variantsIn(shape, found)
  return found
}

/** Plans the files of a group, or of one of its operations. */
export const planOf = (
  api: Api,
  stock: Stock,
  { group, only, since }: { readonly group: string; readonly only?: string | undefined; readonly since: string }
): Plan => {
  const { components } = api
  const reach = reachOf(api)
  const nouns = nounsOf(api, reach, stock)
  const variants = variantsOf(api)
  const inUrls = new Set(api.operations.flatMap(({ params, query }) => [...params, ...query.map(({ name }) => name)]))
  const inner = new Map<string, ReadonlySet<string>>()
  const innerOf = (component: string): ReadonlySet<string> => {
    const found = inner.get(component) ??
      componentsIn(components, { tag: "component", name: component, nullable: false })
    inner.set(component, found)
    return found
  }
  return {
    group,
    file: singular(group),
    since,
    operations: api.operations
      .filter((each) => each.group === group && (only === undefined || `${each.verb} ${each.path}` === only))
      .map(signatureOf(components, nouns)),
    components,
    stock,
    nouns,
    reach,
    componentsOf: (operation) =>
      shapesOf(operation).flatMap(([direction, shape]) =>
        [...componentsIn(components, shape)].map((component) => ({ component, direction }))
      ),
    reaches: (from, to) => innerOf(from).has(to),
    isInUrls: (name) => inUrls.has(name),
    isVariant: (component) => variants.has(component)
  }
}
