/**
 * Says where the package is run, and how a program is run there.
 *
 * Each runtime is installed into a folder of its own, so that one that cannot
 * be installed does not keep the others from running.
 */
import { execFile, execFileSync } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { chromium } from "playwright-core"
import type { run } from "./program.ts"

type Outcome = Awaited<ReturnType<typeof run>>

export interface Place {
  /** Names the folder of the project that has installed the packed package, with `program.ts`. */
  readonly app: string
  /** Holds `program.ts` in one file, for runtimes that have no file system. */
  readonly bundle: string
  readonly apiUrl: string
  readonly closedUrl: string
}

interface Installed {
  readonly version: string
  readonly run: (place: Place) => Promise<Outcome>
}

export interface Runtime {
  readonly name: string
  /** Installs the runtime, and throws if that fails. */
  readonly install: (folder: string) => Installed
}

const npmInstall = (folder: string, dependency: string): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }))
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", dependency], {
    cwd: folder,
    stdio: "ignore"
  })
}

const printed = (command: string, parameters: ReadonlyArray<string>, cwd: string): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(command, parameters, { cwd, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(stderr === "" ? error.message : stderr))
    })
  })

/** Makes a runtime that takes a file and prints, from an npm package that ships it. */
const commandLine = (
  name: string,
  dependency: string,
  binary: string,
  parameters: ReadonlyArray<string> = []
): Runtime => ({
  name,
  install: (folder) => {
    npmInstall(folder, dependency)
    const command = join(folder, "node_modules/.bin", binary)
    const version = execFileSync(command, ["--version"], { encoding: "utf8" }).match(/\d+\.\d+\.\d+/)?.[0]
    if (version === undefined) throw new Error(`${binary} does not say its version`)
    return {
      version,
      run: async ({ apiUrl, app, closedUrl }) => {
        const main = join(app, "main.ts")
        writeFileSync(
          main,
          `import { run } from "./program.ts"\nconsole.log(JSON.stringify(await run(${JSON.stringify(apiUrl)}, ${
            JSON.stringify(closedUrl)
          })))\n`
        )
        return JSON.parse(await printed(command, [...parameters, main], app)) as Outcome
      }
    }
  }
})

const workerd: Runtime = {
  name: "workerd (Cloudflare Workers)",
  install: (folder) => {
    npmInstall(folder, "miniflare@4")
    const binary = join(folder, "node_modules/.bin/workerd")
    const version = execFileSync(binary, ["--version"], { encoding: "utf8" }).trim().replace(/^workerd /, "")
    return {
      version,
      run: async ({ apiUrl, bundle, closedUrl }) => {
        const parameters = new URLSearchParams({ apiUrl, closedUrl })
        const worker = `import { run } from "./program.js"
export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url)
    return Response.json(await run(searchParams.get("apiUrl"), searchParams.get("closedUrl")))
  }
}`
        const main = join(folder, "main.mjs")
        writeFileSync(
          main,
          `import { Miniflare } from "miniflare"
const miniflare = new Miniflare({
  compatibilityDate: ${JSON.stringify(version)},
  modules: [
    { type: "ESModule", path: "worker.js", contents: ${JSON.stringify(worker)} },
    { type: "ESModule", path: "program.js", contents: ${JSON.stringify(bundle)} }
  ]
})
const response = await miniflare.dispatchFetch("http://worker/?${parameters}")
const text = await response.text()
if (response.status === 200) console.log(text)
else console.error(text)
await miniflare.dispose()
process.exitCode = response.status === 200 ? 0 : 1
`
        )
        return JSON.parse(await printed(process.execPath, [main], folder)) as Outcome
      }
    }
  }
}

const browser: Runtime = {
  name: "Chromium",
  install: () => {
    const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"].find((path) => existsSync(path))
    if (executablePath === undefined) throw new Error("chromium is not installed")
    const version = execFileSync(executablePath, ["--version"], { encoding: "utf8" }).match(/\d+(\.\d+)+/)?.[0] ?? ""
    return {
      version,
      run: async ({ apiUrl, bundle, closedUrl }) => {
        const launched = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
        try {
          const page = await launched.newPage()
          // The page is on the fake's own origin, because the fake allows no other.
          const [html, script] = [`${apiUrl}/program.html`, `${apiUrl}/program.js`]
          await page.route(html, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }))
          await page.route(script, (route) => route.fulfill({ contentType: "text/javascript", body: bundle }))
          await page.goto(html)
          const call = `import(${JSON.stringify(script)}).then(({ run }) => run(${JSON.stringify(apiUrl)}, ${
            JSON.stringify(closedUrl)
          }))`
          return await page.evaluate<Outcome>(call)
        } finally {
          await launched.close()
        }
      }
    }
  }
}

export const runtimes: ReadonlyArray<Runtime> = [
  commandLine("Node.js 22", "node@22", "node"),
  commandLine("Node.js 24", "node@24", "node"),
  commandLine("Node.js 26", "node@26", "node"),
  commandLine("Bun", "bun@1", "bun"),
  commandLine("Deno", "deno@2", "deno", ["run", "--allow-net", "--allow-env", "--allow-read"]),
  workerd,
  browser
]
