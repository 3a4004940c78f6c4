import { type Difference, type Statement, statementsOf } from "./compare.ts"

/** Explains why some statements that only one document makes are intended. */
export interface Explanation {
  /** Names it in the report, together with others that have the same reason. */
  readonly name: string
  /** Tells it from the others of that name. */
  readonly entry?: string
  readonly explains: (statement: Statement) => boolean
}

/** Explains one kind of difference, wherever it turns up. */
export interface Rule extends Explanation {
  /** Gives the reason in one sentence. */
  readonly why: string
}

/** Holds the part of a difference that nothing explains. */
interface Unexplained {
  readonly difference: Difference
  readonly statements: ReadonlyArray<Statement>
}

export interface Explained {
  readonly explained: number
  /** Counts the differences that each explanation explains at least in part. */
  readonly parts: ReadonlyMap<string, number>
  readonly unexplained: ReadonlyArray<Unexplained>
  readonly unused: ReadonlyArray<Explanation>
}

/** Removes the explained statements from each difference. The first explanation that fits a statement counts. */
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
