import { median } from "./median.ts"
import { type Contestant, contestants, type Other, others, over, type Row } from "./row.ts"

const medians = <Name extends string>(
  names: ReadonlyArray<Name>,
  values: (name: Name) => ReadonlyArray<number | undefined>
): Partial<Record<Name, number>> => {
  const found: Partial<Record<Name, number>> = {}
  for (const name of names) {
    const given = values(name).filter((value) => value !== undefined)
    if (given.length > 0) found[name] = median(given)
  }
  return found
}

/**
 * Makes one table of several runs: each figure is the median of theirs. So is each
 * ratio, because the figures of one run were measured in turn, and share its weather.
 */
export const ofRuns = (runs: ReadonlyArray<ReadonlyArray<Row>>): ReadonlyArray<Row> => {
  const [first = [], ...more] = runs
  if (more.length === 0) return first
  return first.map(({ asked, what, unit }, place) => {
    const same = runs.map((rows) => rows[place]).filter((each) => each !== undefined)
    const figures = medians<Contestant>(contestants, (name) => same.map((each) => each[name]))
    const ratios = medians<Other>(others, (name) => same.map((each) => over(each, name)))
    return Object.assign({ what, unit, ours: Number.NaN, ratios }, figures, asked === undefined ? {} : { asked })
  })
}
