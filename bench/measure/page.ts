import { execFileSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { root } from "./stage.ts"

/** Writes a page into the repository, formatted as `npm run check` wants it. dprint leaves alone what git ignores. */
export const writePage = (path: string, text: string): void => {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  execFileSync(join(root, "node_modules/.bin/dprint"), ["fmt", "--allow-no-files", file], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"]
  })
}
