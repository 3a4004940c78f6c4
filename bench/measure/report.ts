import { type Asked, holds, overBare, overPeer, type Row, type Section } from "./row.ts"

const figure = (value: number | undefined): string => {
  if (value === undefined) return ""
  if (value >= 100) return Math.round(value).toLocaleString("en")
  return value.toPrecision(3)
}

const share = (value: number | undefined): string => {
  if (value === undefined) return ""
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2)
}

const wanted = ({ against, atLeast, atMost }: Asked): string => {
  const limit = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`
  return against === "nothing" ? limit : `${limit} of ${against === "peer" ? "Novu's" : "bare"}`
}

const verdict = (row: Row): string => {
  const held = holds(row)
  return row.asked === undefined || held === undefined ? "" : `${wanted(row.asked)}: ${held ? "yes" : "**no**"}`
}

const head = ["", "unit", "ours", "Novu's SDK", "bare", "ours / Novu's", "ours / bare", "asked for"]

const cells = (row: Row): ReadonlyArray<string> => [
  row.what,
  row.unit,
  figure(row.ours),
  figure(row.peer),
  figure(row.bare),
  share(overPeer(row)),
  share(overBare(row)),
  verdict(row)
]

/** Pads texts on the right and figures on the left. */
const line = (row: ReadonlyArray<string>, widths: ReadonlyArray<number>): string =>
  row.map((cell, column) =>
    column < 2 || column === head.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  ).join("  ").trimEnd()

export const toTerminal = ({ rows, title }: Section): string => {
  const table = [head, ...rows.map(cells)].map((row) => row.map((cell) => cell.replaceAll("**", "")))
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return `\n${title}\n${table.map((row) => line(row, widths)).join("\n")}`
}

const toMarkdown = ({ note, rows, title }: Section): string =>
  [
    `## ${title}`,
    note,
    [
      `| ${head.join(" | ")} |`,
      `| ${head.map((_, column) => column < 2 || column === head.length - 1 ? "---" : "--:").join(" | ")} |`,
      ...rows.map((row) => `| ${cells(row).join(" | ")} |`)
    ].join("\n")
  ].join("\n\n")

export const toDocument = (sections: ReadonlyArray<Section>, facts: ReadonlyArray<string>): string =>
  [
    "# Measurements",
    "Written by `npm run bench`: do not edit. The contestants took turns in short rounds; a figure is the lower quartile of "
    + "the rounds, because what else a machine does only adds time. \"Bare\" is `fetch` and JSON without an SDK.",
    facts.map((fact) => `- ${fact}`).join("\n"),
    ...sections.map(toMarkdown)
  ].join("\n\n") + "\n"
