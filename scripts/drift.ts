/**
 * Compares our operations with Novu's OpenAPI document: parameters, request
 * bodies, 2xx bodies and enums, both ways. Prints how many differences each rule
 * of `drift/rules.ts` and each exception of `drift/exceptions.ts` explains, and
 * ends with 1 where a difference is not explained, where a rule or an exception
 * explains none, or where an operation of the document is not here.
 *
 *     npm run drift -- openapi.json
 *     npm run drift -- https://example.com/openapi.json
 *     npm run drift -- openapi.json --all     which operations we have and lack, without comparing them
 *     npm run drift -- openapi.json --exact   without rules and exceptions
 */
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { describe, groupsOf } from "./drift/describe.ts"
import { exceptions } from "./drift/exceptions.ts"
import { ourDocument } from "./drift/ourDocument.ts"
import { coverage, lackedOf, report, total } from "./drift/report.ts"
import { rules } from "./drift/rules.ts"

const { positionals: [file], values: { all, exact } } = parseArgs({
  allowPositionals: true,
  options: { all: { type: "boolean", default: false }, exact: { type: "boolean", default: false } }
})
if (file === undefined) throw new Error("the path or the https URL of an OpenAPI document is missing")

/** Reads a document from a file or, by https alone, from a server. */
const read = async (from: string): Promise<string> => {
  if (!from.startsWith("https://")) return readFileSync(from, "utf8")
  const response = await fetch(from)
  if (!response.ok) throw new Error(`${from} answered ${response.status}`)
  return response.text()
}

const ours = describe(ourDocument())
const novu: unknown = JSON.parse(await read(file))
const groups = groupsOf(novu)

if (all) {
  // This leaves the verdict to the comparison.
  console.log(coverage(ours, groups).join("\n"))
} else {
  const { isClean, lines } = report(ours, describe(novu), exact ? [] : rules, exact ? [] : exceptions)
  const lacked = lackedOf(ours, groups.keys())
  console.log([...lines, ...lacked.map((operation) => `not here: ${operation}`), total(ours, groups)].join("\n"))
  process.exitCode = isClean && lacked.length === 0 ? 0 : 1
}
