import { scaleLog } from "d3-scale"
import { line, symbol, symbolCircle, symbolSquare, symbolTriangle } from "d3-shape"
import type { Row } from "../row.ts"
import { type Curve, curves } from "./curves.ts"
import { type Growing, growing } from "./point.ts"

const names: Readonly<Record<Growing, string>> = { ours: "effect-novu", peer: "Novu's SDK", bare: "bare fetch" }

/** Shapes tell the lines apart where colours do not. */
const shapes = { ours: symbolCircle, peer: symbolSquare, bare: symbolTriangle }

const size = { width: 300, height: 196 }
const plot = { left: 52, right: 288, top: 34, bottom: 150 }
const head = 52

const tens = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (_, place) => from * 10 ** place)

/** Writes 1000 as 10³, and keeps what is short. */
const label = (value: number): string => {
  const power = Math.round(Math.log10(value))
  return power < 3
    ? String(Number(value.toPrecision(1)))
    : `10${[...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`
}

const placed = (value: number): string => String(Math.round(value * 10) / 10)

const mark = (name: Growing, place: string): string =>
  `  <path class="mark ${name}" transform="translate(${place})" d="${symbol(shapes[name], 44).digits(1)()}" />`

/** Draws one figure over several sizes, with both axes in powers of ten. */
const panel = ({ along, title, unit }: Curve, rows: ReadonlyArray<Row>, place: number): string => {
  const at = (row: Row): number => row.at?.count ?? Number.NaN
  const lines = growing.map((name) => ({
    name,
    points: rows.flatMap((row) => {
      const value = row[name]
      return value !== undefined && value > 0 ? [[at(row), value] as [number, number]] : []
    })
  })).filter(({ points }) => points.length > 0)
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value))
  const down = 10 ** Math.floor(Math.log10(Math.min(...values)))
  const up = 10 ** Math.ceil(Math.log10(Math.max(...values) * 1.0001))
  const [first, last] = [Math.min(...rows.map(at)), Math.max(...rows.map(at))]
  const x = scaleLog([first, last], [plot.left + 10, plot.right - 10])
  const y = scaleLog([down, up], [plot.bottom, plot.top])
  const path = line<[number, number]>(([count]) => x(count), ([, value]) => y(value)).digits(1)
  return [
    `<g transform="translate(${10 + (place % 2) * size.width} ${head + Math.floor(place / 2) * size.height})">`,
    `  <text class="strong" x="12" y="18">${title}, ${unit}</text>`,
    ...tens(down, up).map((value) =>
      `  <path class="grid" d="M${plot.left} ${placed(y(value))}H${plot.right}" />`
      + `<text class="soft end" x="${plot.left - 6}" y="${placed(y(value) + 4)}">${label(value)}</text>`
    ),
    ...tens(first, last).map((count) =>
      `  <text class="soft middle" x="${placed(x(count))}" y="${plot.bottom + 17}">${label(count)}</text>`
    ),
    `  <text class="soft middle" x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 34}">${along}</text>`,
    ...lines.map(({ name, points }) => `  <path class="line ${name}" d="${path(points)}" />`),
    ...lines.flatMap(({ name, points }) =>
      points.map(([count, value]) => mark(name, `${placed(x(count))} ${placed(y(value))}`))
    ),
    "</g>"
  ].join("\n")
}

/** Says in words what the lines show, for who cannot see them. */
const described = (curve: Curve, rows: ReadonlyArray<Row>): string => {
  const [first, last] = [rows[0], rows.at(-1)]
  const figure = (value: number | undefined): string =>
    Number((value ?? Number.NaN).toPrecision(2)).toLocaleString("en")
  const change = growing.filter((name) => first?.[name] !== undefined)
    .map((name) => `${names[name]} ${figure(first?.[name])} and ${figure(last?.[name])}`)
    .join(", ")
  const counts = [first, last].map((row) => (row?.at?.count ?? 0).toLocaleString("en")).join(" and ")
  return `With ${counts} ${curve.along}, ${curve.title} in ${curve.unit}: ${change}.`
}

const style = `
    text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1f2328 }
    .strong { font-weight: 600 }
    .soft { font-size: 13px; fill: #59636e }
    .middle { text-anchor: middle }
    .end { text-anchor: end }
    .panel { fill: #ffffff; stroke: #d1d9e0 }
    .grid { stroke: #d1d9e0 }
    .line { fill: none; stroke-width: 2 }
    .line.ours { stroke: #0969da }
    .line.peer { stroke: #bc4c00; stroke-dasharray: 6 3 }
    .line.bare { stroke: #59636e; stroke-dasharray: 2 3 }
    .mark { stroke: none }
    .mark.ours { fill: #0969da }
    .mark.peer { fill: #bc4c00 }
    .mark.bare { fill: #59636e }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc }
      .soft { fill: #a3adb8 }
      .panel { fill: #0d1117; stroke: #3d444d }
      .grid { stroke: #3d444d }
      .line.ours { stroke: #4493f8 }
      .line.peer { stroke: #f0883e }
      .line.bare { stroke: #a3adb8 }
      .mark.ours { fill: #4493f8 }
      .mark.peer { fill: #f0883e }
      .mark.bare { fill: #a3adb8 }
    }`

const legend = growing.map((name, place) =>
  [
    `<path class="line ${name}" d="M${22 + place * 150} 30h32" />`,
    mark(name, `${38 + place * 150} 30`),
    `<text x="${62 + place * 150}" y="35">${names[name]}</text>`
  ].join("\n  ")
).join("\n  ")

/**
 * Draws how costs grow, a panel for each curve, from the rows of the tables. It needs
 * nothing but itself, and has a fill of its own, because a page may be light where the
 * reader's system is dark.
 */
export const picture = (rows: ReadonlyArray<Row>): string => {
  // Calls a second are the time of a call once more.
  const drawn = curves.filter(({ figure }) => figure !== "perSecond").map((curve) => ({
    curve,
    rows: rows.filter(({ at }) => at?.curve === curve.title)
  }))
    .filter(({ rows }) => rows.length > 0)
  const width = 20 + 2 * size.width
  const height = head + Math.ceil(drawn.length / 2) * size.height + 10
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
  <title id="title">How costs grow with the number of calls, items and events</title>
  <desc id="desc">
    ${drawn.map(({ curve, rows }) => described(curve, rows)).join("\n    ")}
  </desc>
  <!-- Written by npm run bench. Both axes of each panel are in powers of ten. -->
  <style>${style}
  </style>
  <rect class="panel" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" />
  ${legend}
${drawn.map(({ curve, rows }, place) => panel(curve, rows, place)).join("\n")}
</svg>
`
}
