import type { Api, Described } from "./api.ts"
import type { Components, Shape } from "./shape.ts"

/** Says whether a value is sent or answered: requests are closed, answers open. */
export type Direction = "in" | "out"

/** Holds a component in a direction, and the groups whose operations reach it. */
export interface Reached {
  readonly component: string
  readonly direction: Direction
  /** Are in the order of the names. The first one owns it. */
  readonly groups: ReadonlyArray<string>
  /** Says whether an operation takes or answers it itself, and not as a part of something else. */
  readonly isWhole: boolean
}

/** Makes the key of a component in a direction. */
export const keyOf = (component: string, direction: Direction): string => `${component} ${direction}`

export type Reach = ReadonlyMap<string, Reached>

/** Returns the shapes inside a shape. */
const partsOf = (shape: Shape): ReadonlyArray<Shape> => {
  switch (shape.tag) {
    case "list":
      return [shape.items]
    case "record":
      return [shape.values]
    case "union":
      return shape.parts
    case "struct":
      return shape.members.map((member) => member.shape)
    default:
      return []
  }
}

/** Returns the components that a shape names, with those that they name in turn. */
export const componentsIn = (
  components: Components,
  shape: Shape,
  found: Set<string> = new Set()
): ReadonlySet<string> => {
  if (shape.tag !== "component") { for (const part of partsOf(shape)) componentsIn(components, part, found) }
  else if (!found.has(shape.name)) {
    found.add(shape.name)
    const inner = components.get(shape.name)
    if (inner !== undefined) componentsIn(components, inner, found)
  }
  return found
}

/** Returns what an operation sends and what it is answered. */
export const shapesOf = ({ payload, query, success }: Described): ReadonlyArray<readonly [Direction, Shape]> => [
  ...payload === undefined ? [] : [["in", payload] as const],
  ...query.map(({ shape }) => ["in", shape] as const),
  ...success === undefined ? [] : [["out", success] as const]
]

const isItself = (shape: Shape, component: string): boolean =>
  shape.tag === "component"
    ? shape.name === component
    : shape.tag === "list" && isItself(shape.items, component)

/** Returns every component that some operation reaches, in the order in which the operations reach them. */
export const reachOf = ({ components, operations }: Api): Reach => {
  const reach = new Map<string, Reached>()
  for (const operation of operations) {
    for (const [direction, shape] of shapesOf(operation)) {
      for (const component of componentsIn(components, shape)) {
        const key = keyOf(component, direction)
        const before = reach.get(key)
        reach.set(key, {
          component,
          direction,
          groups: [...new Set([...before?.groups ?? [], operation.group])],
          isWhole: before?.isWhole === true || isItself(shape, component)
        })
      }
    }
  }
  return reach
}
