import { type Difference, type Statement, statementsOf } from "./compare.ts"

/** Why some statements that one document alone makes are meant. */
export interface Explanation {
  /** What it is called in the report, together with others that have the same reason. */
  readonly name: string
  /** Which one of those it is. */
  readonly entry?: string
  readonly explains: (statement: Statement) => boolean
}

/** An explanation of a kind of difference, wherever that turns up. */
export interface Rule extends Explanation {
  /** One sentence. */
  readonly why: string
}

/** What is left of a difference. */
interface Unexplained {
  readonly difference: Difference
  readonly statements: ReadonlyArray<Statement>
}

export interface Explained {
  readonly explained: number
  /** How many differences each explanation had a part in. */
  readonly parts: ReadonlyMap<string, number>
  readonly unexplained: ReadonlyArray<Unexplained>
  readonly unused: ReadonlyArray<Explanation>
}

/** Takes from each difference what the explanations explain of it: the first that fits a statement does. */
export const explain = (
  differences: ReadonlyArray<Difference>,
  explanations: ReadonlyArray<Explanation>
): Explained => {
  const used = new Set<Explanation>()
  const parts = new Map(explanations.map(({ name }) => [name, new Set<Difference>()]))
  const isExplained = (difference: Difference) => (statement: Statement): boolean => {
    const found = explanations.find(({ explains }) => explains(statement))
    if (found === undefined) return false
    used.add(found)
    parts.get(found.name)?.add(difference)
    return true
  }
  const unexplained = differences.flatMap((difference) => {
    const fits = isExplained(difference)
    const statements = statementsOf(difference).filter((statement) => !fits(statement))
    return statements.length === 0 ? [] : [{ difference, statements }]
  })
  return {
    explained: differences.length - unexplained.length,
    parts: new Map([...parts].map(([name, { size }]) => [name, size])),
    unexplained,
    unused: explanations.filter((each) => !used.has(each))
  }
}
