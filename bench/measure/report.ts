import {
  type Asked,
  type Contestant,
  contestants,
  keeps,
  type Other,
  others,
  over,
  type Row,
  type Section,
  tolerance
} from "./row.ts"

const figure = (value: number | undefined): string => {
  if (value === undefined) return ""
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en")
  return value.toPrecision(3)
}

const share = (value: number | undefined): string => {
  if (value === undefined) return ""
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2)
}

const names: Readonly<Record<Contestant, string>> = {
  ours: "ours",
  peer: "Novu's SDK",
  wrapped: "wrapped",
  byHand: "by hand",
  effect: "Effect's client",
  bare: "bare"
}

const short: Readonly<Record<Other, string>> = { ...names, peer: "Novu's", effect: "Effect's" }

interface Column {
  readonly head: string
  readonly kind: "text" | "figure"
  readonly cell: (row: Row) => string
}

const verdict = (row: Row, asked: Asked, nameOf: (other: Other) => string): string => {
  const limit = asked.atMost === undefined ? `≥ ${asked.atLeast}` : `≤ ${asked.atMost}`
  const held = keeps(row, asked, tolerance)
  const answer = { true: "yes", false: "**no**", undefined: "not measured" }[`${held}`]
  return `${asked.against === "nothing" ? limit : `${limit} of ${nameOf(asked.against)}`}: ${answer}`
}

/** Leaves out the columns that no row of a section fills. */
const columnsOf = ({ peer, rows }: Section): ReadonlyArray<Column> => {
  const nameOf = (other: Other): string => other === "peer" && peer !== undefined ? peer : short[other]
  return [
    { head: "", kind: "text", cell: ({ what }) => what },
    { head: "unit", kind: "text", cell: ({ unit }) => unit },
    ...contestants.filter((name) => rows.some((row) => row[name] !== undefined)).map((name): Column => ({
      head: name === "peer" && peer !== undefined ? peer : names[name],
      kind: "figure",
      cell: (row) => figure(row[name])
    })),
    ...others.filter((name) => rows.some((row) => over(row, name) !== undefined)).map((name): Column => ({
      head: `ours / ${nameOf(name)}`,
      kind: "figure",
      cell: (row) => share(over(row, name))
    })),
    ...(rows.some(({ asked }) => asked !== undefined)
      ? [{
        head: "asked for",
        kind: "text" as const,
        cell: (row: Row) => (row.asked ?? []).map((asked) => verdict(row, asked, nameOf)).join("; ")
      }]
      : [])
  ]
}

/** Pads texts on the right and figures on the left. */
const line = (cells: ReadonlyArray<string>, columns: ReadonlyArray<Column>, widths: ReadonlyArray<number>): string =>
  cells.map((cell, place) =>
    columns[place]?.kind === "text" ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0)
  ).join("  ").trimEnd()

export const toTerminal = (section: Section): string => {
  const columns = columnsOf(section)
  const table = [
    columns.map(({ head }) => head),
    ...section.rows.map((row) => columns.map(({ cell }) => cell(row).replaceAll("**", "")))
  ]
  const widths = columns.map((_, place) => Math.max(...table.map((cells) => cells[place]?.length ?? 0)))
  return `\n${section.title}\n${table.map((cells) => line(cells, columns, widths)).join("\n")}`
}

const toMarkdown = (section: Section): string => {
  const columns = columnsOf(section)
  return [
    `## ${section.title}`,
    section.note,
    [
      `| ${columns.map(({ head }) => head).join(" | ")} |`,
      `| ${columns.map(({ kind }) => kind === "text" ? "---" : "--:").join(" | ")} |`,
      ...section.rows.map((row) => `| ${columns.map(({ cell }) => cell(row)).join(" | ")} |`)
    ].join("\n")
  ].join("\n\n")
}

export const toDocument = (
  sections: ReadonlyArray<Section>,
  facts: ReadonlyArray<string>,
  runs: number
): string =>
  [
    "# Measurements",
    "Written by `npm run bench`: do not edit. A figure is the lower quartile of several rounds, because what else a machine does "
    + "only adds time. Where calls are made, in memory or over sockets, each contestant had a process of its own, and ran all its "
    + "rounds in it; elsewhere the contestants took turns in one process. Calls, sockets, webhooks and decoding were measured "
    + `${runs} times: a figure there is the median of the runs, and so is a ratio. A goal holds where it is missed by at most `
    + `${tolerance * 100} %.`,
    "\"Wrapped\" is Novu's SDK in `Effect.tryPromise`, with one tagged error and a span. \"By hand\" is what a team writes that has "
    + "Effect and no SDK: its client, schemas of the request and the answer, a refusal as an error, and no time limit, no retries, "
    + "no idempotency key: a reference, not a peer. \"Effect's client\" is a request of Effect's client over `fetch` and its text, "
    + "the least that anything built on it can take. \"Bare\" is `fetch` and JSON without an SDK.",
    facts.map((fact) => `- ${fact}`).join("\n"),
    ...sections.map(toMarkdown)
  ].join("\n\n") + "\n"
