/** Lists our operations by what they ask for. */
import { groups } from "../../src/Client/groups.ts"
import type { Method, Repeat } from "../../src/Transport/Operation.ts"

export interface OurOperation {
  /** Is the name on `NovuClient`, such as `workflows.retrieveStep`. */
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly payload?: unknown
  readonly query?: unknown
  readonly reconcile?: unknown
  readonly repeat?: Repeat | ((input: never) => Repeat) | undefined
}

export const ourOperations: ReadonlyArray<OurOperation> = Object.entries(groups).flatMap(([group, { operations }]) =>
  Object.entries<OurOperation>(operations).map(([name, { method, path, payload, query, reconcile, repeat }]) => ({
    name: `${group}.${name}`,
    method,
    path,
    payload,
    query,
    reconcile,
    repeat
  }))
)

/** Makes one text of what may be asked for under different names of parameters. */
export const askedFor = (method: string, path: string): string => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`
