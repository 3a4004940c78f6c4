/**
 * Gives the source the version in package.json, after `changeset version`.
 *
 *   node scripts/build/version.ts
 */
import { readFileSync, writeFileSync } from "node:fs"

const file = "src/internal/version.ts"
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string }
writeFileSync(file, readFileSync(file, "utf8").replace(/(export const version = )".*"/, `$1"${version}"`))
