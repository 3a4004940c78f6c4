import type { Profiler } from "node:inspector"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { root } from "../stage.ts"

/** Has the microseconds of a function: in itself, and with what it called. */
export interface Spent {
  readonly name: string
  self: number
  inclusive: number
}

const placeOf = ({ lineNumber, url }: Profiler.Profile["nodes"][number]["callFrame"]): string => {
  const file = url.startsWith("file:") ? relative(root, fileURLToPath(url)) : url
  return file === "" ? "" : ` ${file}:${lineNumber + 1}`
}

/** Adds up the samples of a profile by function. */
export const functionsOf = ({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): ReadonlyArray<Spent> => {
  const functions = new Map<string, Spent>()
  const spentBy = new Map<number, Spent>()
  const parents = new Map<number, number>()
  for (const { callFrame, children = [], id } of nodes) {
    const name = `${callFrame.functionName || "(anonymous)"}${placeOf(callFrame)}`
    const spent = functions.get(name) ?? { name, self: 0, inclusive: 0 }
    functions.set(name, spent)
    spentBy.set(id, spent)
    for (const child of children) parents.set(child, id)
  }
  samples.forEach((id, place) => {
    const micros = timeDeltas[place] ?? 0
    const stack = new Set<Spent>()
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const spent = spentBy.get(at)
      if (spent !== undefined) stack.add(spent)
    }
    const top = spentBy.get(id)
    if (top !== undefined) top.self += micros
    // A function that calls itself is on the stack more than once, and its time is counted once.
    for (const spent of stack) spent.inclusive += micros
  })
  return [...functions.values()]
}
