import { compare, wordsOf } from "./compare.ts"
import type { Description } from "./describe.ts"
import { type Exception, explanationsOf } from "./exceptions.ts"
import { explain, type Explanation, type Rule } from "./explain.ts"

export interface Report {
  readonly lines: ReadonlyArray<string>
  readonly isClean: boolean
}

const titled = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : [title, ...lines, ""]

const once = (lines: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(lines)]

const counted = (count: number, text: string): string => `${String(count).padStart(5)} ${text}`

const whatIsUnused = ({ entry, name }: Explanation): string =>
  `explained, but not there any more: ${name}${entry === undefined ? "" : `: ${entry}`}`

/** Reports how our operations differ from Novu's, and which rule or exception explains each difference. */
export const report = (
  ours: Description,
  novu: Description,
  rules: ReadonlyArray<Rule>,
  exceptions: ReadonlyArray<Exception>
): Report => {
  const excepted = exceptions.flatMap(explanationsOf)
  const { explained, parts, unexplained, unused } = explain(compare(ours, novu), [...rules, ...excepted])
  const part = (name: string, text: string) => counted(parts.get(name) ?? 0, ` ${text}`)
  return {
    isClean: unexplained.length + unused.length === 0,
    lines: [
      ...titled(
        "by rule (several may share a difference)",
        once(rules.map(({ name, why }) => part(name, `${name}: ${why}`)))
      ),
      ...titled("exceptions", once(exceptions.map(({ why }) => part(why, why)))),
      ...titled(
        "not explained",
        unexplained.map(({ difference: { operation, place }, statements }) =>
          `${operation}  ${place}\n    ${wordsOf(statements)}`
        )
      ),
      ...unused.map(whatIsUnused),
      `${explained} differences explained, ${unexplained.length} not`
    ]
  }
}

/** Says how many of a document's operations we have. */
export const total = (ours: Description, groups: ReadonlyMap<string, string>): string => {
  const all = [...groups.keys()]
  return `${all.length - lackedOf(ours, all).length} of ${all.length} operations of the document`
}

/** Lists the operations that we do not have. */
export const lackedOf = (ours: Description, operations: Iterable<string>): ReadonlyArray<string> =>
  [...operations].filter((operation) => !ours.has(operation))

/** Reports by group how many of a document's operations we have and which we lack. */
export const coverage = (ours: Description, groups: ReadonlyMap<string, string>): ReadonlyArray<string> => {
  const byGroup = [...Map.groupBy(groups.keys(), (operation) => groups.get(operation) ?? "")]
  const lines = byGroup.toSorted(([one], [other]) => one.localeCompare(other)).flatMap(([group, operations]) => {
    const lacked = lackedOf(ours, operations)
    return [
      counted(operations.length - lacked.length, `of ${String(operations.length).padEnd(3)} ${group}`),
      lacked.map((operation) => `              ${operation}`)
    ].flat()
  })
  return [...lines, total(ours, groups)]
}
