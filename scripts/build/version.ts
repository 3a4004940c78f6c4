/**
 * Gives the source, and the service that is there to be copied, the version in
 * package.json, after `changeset version`.
 *
 *   node scripts/build/version.ts
 */
import { readFileSync, writeFileSync } from "node:fs"

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string }

const write = (file: string, before: RegExp): void =>
  writeFileSync(file, readFileSync(file, "utf8").replace(before, `$1${version}"`))

write("src/internal/version.ts", /(export const version = ").*"/)
write("examples/service/package.json", /("effect-novu": "\^).*"/)
