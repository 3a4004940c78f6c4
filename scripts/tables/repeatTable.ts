/** The table of `docs/retries.md` that has the repeat class of every operation, and why it is that one. */
import { globSync, readFileSync } from "node:fs"
import { type OurOperation, ourOperations } from "./ourOperations.ts"
import type { Rows } from "./replaceTable.ts"

const sources = globSync("src/Client/*.ts").map((file) => readFileSync(file, "utf8"))

/** Returns the comment over the class of an operation, which says what is known of Novu. A test asks for one. */
const reasonOf = (operation: string): string => {
  const declared = sources.flatMap((source) => source.split("Operation.make(")).find((each) =>
    new RegExp(`^\\{\\s*name: "${operation}"`).test(each)
  )
  const [, comment = ""] = /((?:[ \t]*\/\/[^\n]*\n)+)\s*repeat:/.exec(declared?.split(/\n\}\)/)[0] ?? "") ?? []
  return comment.split("\n").map((line) => line.replace(/^\s*\/\/ ?/, "")).join(" ").trim()
}

const dropped = "With a `transactionId`, which each call sends, Novu's worker drops the second."

/** Has the reasons of operations that are made of parts, where no comment stands beside the class. */
const ofParts: Readonly<Record<string, string>> = {
  "Events.trigger": dropped,
  "Events.triggerBulk": dropped,
  "Events.triggerBroadcast": dropped,
  "Subscribers.createBulk": "It creates or changes each subscriber, as often as it is asked."
}

const byMethod: Readonly<Record<string, readonly [repeat: string, reason: string]>> = {
  GET: ["idempotent", "it reads"],
  PUT: ["idempotent", "it replaces"],
  DELETE: ["idempotent", "there is nothing left to delete"],
  POST: ["unguarded", "the safe default: nothing is known"],
  PATCH: ["unguarded", "the safe default: nothing is known"]
}

const rowOf = ({ method, name, repeat }: OurOperation, declared: string): ReadonlyArray<string> => {
  const [standard = "", why = ""] = byMethod[method] ?? []
  return [
    `\`${name}\``,
    typeof repeat === "function" ? "by its input" : repeat ?? standard,
    repeat === undefined ? why : ofParts[declared] ?? reasonOf(declared)
  ]
}

export const repeatRows = (): Rows => [
  ["operation", "class", "why"],
  ...ourOperations.map((operation) => rowOf(operation, nameOf(operation.name)))
]

/** Returns the name under which an operation is declared: that of its group begins with a capital. */
const nameOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`
