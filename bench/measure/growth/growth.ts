import { withCountingNovu } from "../counting.ts"
import type { Row } from "../row.ts"
import { type Curve, curves, sizes } from "./curves.ts"
import { measurePoint } from "./measurePoint.ts"
import type { Growing, Point, Subject } from "./point.ts"
import { slope } from "./slope.ts"

type Points = Readonly<Record<Growing, Point>>

const rowsOf = (
  curve: Curve,
  measured: ReadonlyArray<readonly [count: number, points: Points]>
): ReadonlyArray<Row> => {
  const each = <A>(figure: (name: Growing) => A): Record<Growing, A> => ({
    ours: figure("ours"),
    peer: figure("peer"),
    bare: figure("bare")
  })
  const valueOf = (point: Point): number => point[curve.figure] ?? Number.NaN
  return [
    ...measured.map(([count, points]): Row => ({
      what: `${curve.title}, ${count.toLocaleString("en")} ${curve.along}`,
      unit: curve.unit,
      ...each((name) => valueOf(points[name])),
      at: { curve: curve.title, count }
    })),
    {
      what: `${curve.title}, how it grows`,
      unit: "exponent",
      ...each((name) => slope(measured.map(([count, points]) => [count, valueOf(points[name])]))),
      // One exponent divided by another says nothing.
      ratios: {}
    }
  ]
}

/** Measures how the costs of a subject grow with their number, and by which exponent. */
export const growth = (subject: Subject, quick: boolean): Promise<ReadonlyArray<Row>> =>
  withCountingNovu(async (apiUrl) => {
    const measured: Array<readonly [number, Points]> = []
    for (const count of sizes(subject, quick)) {
      const measure = (name: Growing) => measurePoint(subject, name, count, apiUrl)
      measured.push([count, { ours: await measure("ours"), peer: await measure("peer"), bare: await measure("bare") }])
    }
    return curves.filter((curve) => curve.subject === subject).flatMap((curve) => rowsOf(curve, measured))
  })
