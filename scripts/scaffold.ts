/**
 * Prints a group of Novu's operations in house style, from the facts of an
 * OpenAPI document: schemas, client, the fake's rules and routes, test rows. It
 * prints once, and a person owns what it printed: nothing is overwritten, words
 * are missing, and what the document cannot know is marked with `check`.
 *
 *     npm run scaffold -- openapi.json Topics
 *     npm run scaffold -- openapi.json Topics --only "POST /v2/topics"
 *     npm run scaffold -- openapi.json Topics --out empty/folder
 *
 * A document that is not Novu's takes `--names`, a module like
 * `scripts/scaffold/names.ts`.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { parseArgs } from "node:util"
import manifest from "../package.json" with { type: "json" }
import type { Names } from "./scaffold/names.ts"
import { type Printed, scaffold } from "./scaffold/scaffold.ts"
import { readStock } from "./scaffold/standing.ts"

const usage =
  "npm run scaffold -- <openapi.json> <Group> [--only \"POST /v2/topics\"] [--out <empty folder>] [--names <module>]"

const { positionals: [file, group], values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, out: { type: "string" }, names: { type: "string" } }
})

/** Writes files into an empty folder. */
const write = (folder: string, files: ReadonlyArray<Printed>): void => {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty, and nothing is overwritten`)
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

const ours = fileURLToPath(new URL("scaffold/names.ts", import.meta.url))

const run = async (): Promise<void> => {
  if (file === undefined || group === undefined) throw new Error(usage)
  const { names }: { readonly names: Names } = await import(pathToFileURL(resolve(values.names ?? ours)).href)
  if (!(group in names)) throw new Error(`${group} is none of ${Object.keys(names).join(", ")}`)
  const { files, notes } = scaffold({
    document: JSON.parse(readFileSync(file, "utf8")),
    names,
    stock: readStock(fileURLToPath(new URL("../src", import.meta.url))),
    group,
    only: values.only,
    since: manifest.version
  })
  for (const note of notes) console.error(note)
  if (values.out !== undefined) write(values.out, files)
  else for (const { path, text } of files) console.log(`// ${path}\n\n${text}`)
}

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
