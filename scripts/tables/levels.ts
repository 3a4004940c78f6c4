/** The table of `docs/testing.md` that says how closely each route of the fake follows Novu. */
import type { Level, Route } from "../../src/internal/fake/protocol/route.ts"
import { routes } from "../../src/internal/fake/resources/routes.ts"
import type { Rows } from "./replaceTable.ts"

/** The headings, in the contract's words. */
const headings: Readonly<Record<Level, string>> = { stored: "stored", changed: "changed", example: "by example" }

const isLevel = (name: string): name is Level => name in headings

const names = Object.keys(headings).filter(isLevel)

const rowOf = (path: string, served: ReadonlyArray<Route>): ReadonlyArray<string> => [
  `\`${path}\``,
  ...names.map((level) => served.filter((route) => route.level === level).map(({ method }) => method).join(", "))
]

export const levels = (): Rows => [
  ["route", ...Object.values(headings)],
  ...Array.from(Map.groupBy(routes, ({ path }) => path), ([path, served]) => rowOf(path, served))
]
