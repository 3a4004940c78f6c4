/** Is one line of the table, which stands between two marks on a page. */
export interface Row {
  readonly name: string
  readonly version: string
  readonly result: "passed" | "not run" | "failed"
  readonly redirected: string
  readonly refused: string
}

const marks = ["<!-- runtimes: written by npm run test:runtimes -->", "<!-- /runtimes -->"] as const

const columns = ["runtime", "version", "result", "a redirect is", "a refused connection is"]

const cells = ({ name, redirected, refused, result, version }: Row): ReadonlyArray<string> => [
  name,
  version,
  result,
  redirected === "" ? "" : `\`${redirected}\``,
  refused === "" ? "" : `\`${refused}\``
]

const table = (rows: ReadonlyArray<Row>): string => {
  const lines = [columns, ...rows.map(cells)]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)))
  const text = lines.map((line) => `| ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`)
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`
  return [text[0], rule, ...text.slice(1)].join("\n")
}

const [open, close] = marks

export const hasTable = (page: string): boolean => page.includes(open)

export const withTable = (page: string, rows: ReadonlyArray<Row>): string => {
  const [start, end] = [page.indexOf(open), page.indexOf(close)]
  if (start === -1 || end === -1) throw new Error(`the page lacks ${open} or ${close}`)
  return `${page.slice(0, start + open.length)}\n\n${table(rows)}\n\n${page.slice(end)}`
}

/** Returns a page without the versions, because they change every week. */
export const withoutVersions = (page: string): string => page.replace(/\d+([.-]\d+)+/g, "").replace(/[ -]{2,}/g, " ")
