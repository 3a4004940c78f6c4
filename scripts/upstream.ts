/**
 * Compares the newest `@novu/api` with the release that this package was made
 * beside: operations, and the members of what is sent and answered. Prints a page
 * in Markdown. It ends with 0, whatever is new: a person decides what follows.
 *
 *     npm run upstream
 *     npm run upstream -- node_modules/@novu/api     a release that is installed already
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { newsOf } from "./upstream/news.ts"
import { installed } from "./upstream/peerMethods.ts"

const [given] = process.argv.slice(2)

if (given === undefined) {
  const folder = mkdtempSync(join(tmpdir(), "novu-api-"))
  try {
    // Its dependencies have to be there, because the names of methods are read from the running SDK.
    execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "@novu/api@latest"], {
      stdio: "pipe"
    })
    console.log(await newsOf(installed, join(folder, "node_modules", "@novu", "api")))
  } finally {
    rmSync(folder, { recursive: true })
  }
} else console.log(await newsOf(installed, given))
