import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Formats a source as the project is formatted. */
export const format = (path: string, text: string): string =>
  execFileSync("node_modules/.bin/dprint", ["fmt", "--stdin", path], { cwd: root, input: text, encoding: "utf8" })
