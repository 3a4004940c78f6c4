/** The tables of `docs/testing.md` and `docs/local-development.md` that say how closely each route of the fake follows Novu. */
import { inboxRoutes } from "../../src/internal/fake/inbox/routes.ts"
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

const rowsOf = (served: ReadonlyArray<Route>): Rows => [
  ["route", ...Object.values(headings)],
  ...Array.from(Map.groupBy(served, ({ path }) => path), ([path, same]) => rowOf(path, same))
]

export const levels = (): Rows => rowsOf(routes)

export const inboxLevels = (): Rows => rowsOf(inboxRoutes)
