const start = "<!-- Written by `npm run tables`. -->"
const end = "<!-- The end of what `npm run tables` writes. -->"

export type Rows = ReadonlyArray<ReadonlyArray<string>>

const render = (rows: Rows): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)))
  const line = (cells: ReadonlyArray<string>) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  const [head = [], ...body] = rows
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n")
}

/** Returns the page with its one written table made anew. */
export const replaceTable = (page: string, rows: Rows): string => {
  const [before, rest] = page.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`The page has no "${start}" and "${end}"`)
  return `${before}${start}\n\n${render(rows)}\n\n${end}${after}`
}
