/**
 * Compares our operations with Novu's OpenAPI document: parameters, request
 * bodies, 2xx bodies and enums, both ways. Prints what differs and is not
 * explained, and then ends with 1.
 *
 *     npm run drift -- openapi.json [--explained explained.json]
 */
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { compare } from "./drift/compare.ts"
import { describe, groupsOf } from "./drift/describe.ts"
import { explain, readExplanations } from "./drift/explain.ts"
import { ourDocument } from "./drift/ourDocument.ts"

const { positionals: [file], values } = parseArgs({
  allowPositionals: true,
  options: { explained: { type: "string" } }
})
if (file === undefined) throw new Error("the path of an OpenAPI document is missing")

const ours = ourDocument()
const groups = groupsOf(ours)
const novu: unknown = JSON.parse(readFileSync(file, "utf8"))
const differences = compare(describe(ours, groups), describe(novu, groups))
const explanations = readExplanations(
  readFileSync(values.explained ?? new URL("drift/explained.json", import.meta.url), "utf8")
)
const { unexplained, unused } = explain(differences, explanations)

for (const { operation, place, what } of unexplained) console.log(`${operation}  ${place}\n    ${what}`)
for (const { operation, place, what } of unused) {
  console.log(`explained, but not there any more: ${operation}  ${place}\n    ${what}`)
}
console.log(`${differences.length - unexplained.length} differences explained, ${unexplained.length} not`)
process.exitCode = unexplained.length + unused.length > 0 ? 1 : 0
