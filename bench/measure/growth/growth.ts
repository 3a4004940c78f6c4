import { withCountingNovu } from "../counting.ts"
import { median } from "../median.ts"
import type { Row } from "../row.ts"
import { type Curve, curves, sizes } from "./curves.ts"
import { measurePoint } from "./measurePoint.ts"
import { type Growing, growing, type Point, type Subject } from "./point.ts"
import { slope } from "./slope.ts"

/** Lists who takes part. What a bare request holds is less than what two collections differ by. */
const takers = (subject: Subject): ReadonlyArray<Growing> =>
  subject === "waiting" ? growing.filter((name) => name !== "bare") : growing

interface Size {
  readonly count: number
  readonly points: ReadonlyMap<Growing, Point>
}

const figures = ["micros", "perSecond", "kilobytes", "megabytes"] as const

const medianOf = (found: ReadonlyArray<Point>): Point =>
  Object.fromEntries(figures.map((figure) => [
    figure,
    median(found.map((point) => point[figure]).filter((value) => value !== undefined))
  ]))

const rowsOf = (curve: Curve, measured: ReadonlyArray<Size>): ReadonlyArray<Row> => {
  const valueOf = ({ points }: Size, name: Growing): number => points.get(name)?.[curve.figure] ?? Number.NaN
  const each = (figure: (name: Growing) => number) => ({
    ours: figure("ours"),
    ...Object.fromEntries(takers(curve.subject).map((name) => [name, figure(name)]))
  })
  return [
    ...measured.map((size): Row => ({
      what: `${curve.title}, ${size.count.toLocaleString("en")} ${curve.along}`,
      unit: curve.unit,
      ...each((name) => valueOf(size, name)),
      at: { curve: curve.title, count: size.count }
    })),
    {
      what: `${curve.title}, how it grows`,
      unit: "exponent",
      ...each((name) => slope(measured.map((size) => [size.count, valueOf(size, name)]))),
      // One exponent divided by another says nothing.
      ratios: {}
    }
  ]
}

/** Measures how the costs of a subject grow with their number, and by which exponent. */
export const growth = (subject: Subject, quick: boolean): Promise<ReadonlyArray<Row>> =>
  withCountingNovu(async (apiUrl) => {
    const measured: Array<Size> = []
    // A short measurement in one process depends on how that was compiled, and when it collected.
    const runs = subject === "calls" && !quick ? 2 : 1
    for (const count of sizes(subject, quick)) {
      const points = new Map<Growing, Point>()
      for (const name of takers(subject)) {
        const found: Array<Point> = []
        while (found.length < runs) found.push(await measurePoint(subject, name, count, apiUrl))
        points.set(name, medianOf(found))
      }
      measured.push({ count, points })
    }
    return curves.filter((curve) => curve.subject === subject).flatMap((curve) => rowsOf(curve, measured))
  })
