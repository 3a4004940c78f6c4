/** The table of `docs/testing.md` that says how closely each route of the fake follows Novu. */
import type { Level, Route } from "../../src/internal/fake/protocol/route.ts"
import { routes } from "../../src/internal/fake/resources/routes.ts"

const start = "<!-- Written by `npm run levels`. -->"
const end = "<!-- The end of what `npm run levels` writes. -->"

/** The headings, in the contract's words. */
const headings: Readonly<Record<Level, string>> = { stored: "stored", changed: "changed", example: "by example" }

const isLevel = (name: string): name is Level => name in headings

const levels = Object.keys(headings).filter(isLevel)

const rowOf = (path: string, served: ReadonlyArray<Route>): ReadonlyArray<string> => [
  `\`${path}\``,
  ...levels.map((level) => served.filter((route) => route.level === level).map(({ method }) => method).join(", "))
]

const render = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)))
  const line = (cells: ReadonlyArray<string>) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  const [head = [], ...body] = rows
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n")
}

/** The page with the table as it ought to be. */
export const withLevels = (page: string): string => {
  const [before, rest] = page.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`The page has no "${start}" and "${end}"`)
  const table = render([
    ["route", ...Object.values(headings)],
    ...Array.from(Map.groupBy(routes, ({ path }) => path), ([path, served]) => rowOf(path, served))
  ])
  return `${before}${start}\n\n${table}\n\n${end}${after}`
}
