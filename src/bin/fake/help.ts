import { flagNames, flagOf } from "./flagTable.ts"

const rows = flagNames.map((name) => {
  const { does, repeats, value } = flagOf(name)
  return [`--${name}${value === undefined ? "" : ` <${value}>`}`, `${does}${repeats ? "; repeatable" : ""}`] as const
})

const width = Math.max(...rows.map(([flag]) => flag.length))

export const usage = `Usage: effect-novu fake [flags]

Starts a Novu on this machine, in memory, for programs in any language and for
the Inbox. Its page shows what subscribers got.

${rows.map(([flag, does]) => `  ${flag.padEnd(width)}  ${does}`).join("\n")}
`
