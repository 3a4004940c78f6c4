import { execFileSync } from "node:child_process"
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { publishedManifest } from "../../scripts/build/manifest.ts"

export const root = resolve(import.meta.dirname, "../..")

const newest = (pattern: string): number =>
  Math.max(0, ...globSync(pattern, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs))

/** Builds `dist` again if something in `src` is newer. */
const build = (): void => {
  if (newest("dist/**/*.js") > newest("src/**/*.ts")) return
  execFileSync("npm", ["run", "build"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] })
}

/**
 * Makes a folder outside the repository in which the built package is installed as
 * a user has it, and the peer beside it. It is removed at the end of the program.
 */
export const stage = (): string => {
  build()
  const folder = mkdtempSync(join(tmpdir(), "effect-novu-bench-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  const ours = join(folder, "node_modules/effect-novu")
  mkdirSync(ours, { recursive: true })
  cpSync(join(root, "dist"), join(ours, "dist"), { recursive: true })
  writeFileSync(join(ours, "package.json"), publishedManifest())
  for (const dependency of ["effect", "@novu/api", "zod", "@types/node", "undici-types"]) {
    const place = join(folder, "node_modules", dependency)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(root, "node_modules", dependency), place)
  }
  return folder
}
