import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, renameSync, writeFileSync } from "node:fs"
import { bundleProgram } from "../../scripts/build/program.ts"

/** Bundles the program as the build does, because it starts in a third of a second then, and from source in some. */
const program = "node_modules/.cache/effect-novu/bin/effect-novu.js"
mkdirSync("node_modules/.cache/effect-novu/bin", { recursive: true })
// Several files of tests do so at once, and none may meet half a program.
writeFileSync(`${program}.${process.pid}`, (await bundleProgram({ minify: false })).code)
renameSync(`${program}.${process.pid}`, program)

export const main = [process.execPath, program]

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly banner: string
  readonly url: string
  readonly port: number
  /** Resolves when the process has ended, with all that it printed. */
  readonly ended: Promise<Ended>
}

const spawned = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}, command = main) => {
  // Tests run below npm, whose variables would say that this process does so too.
  const { npm_lifecycle_script: _, ...own } = process.env
  const [file = "", ...first] = command
  const child = spawn(file, [...first, ...args], {
    env: { ...own, ...env },
    stdio: ["ignore", "pipe", "pipe"]
  })
  const printed = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", (text: string) => printed.stdout += text)
  child.stderr.setEncoding("utf8").on("data", (text: string) => printed.stderr += text)
  const ended = once(child, "close").then(([code]): Ended => ({ code, ...printed }))
  return { child, printed, ended }
}

/** Runs the command until it ends by itself. */
export const run = (...args: ReadonlyArray<string>): Effect.Effect<Ended> => Effect.promise(() => spawned(args).ended)

/** Starts the command on a port, and reads nothing of what it prints. */
export const unheard = (port: number) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const { child, ended } = spawned(["fake", "--port", `${port}`])
      child.stdout.destroy()
      return { child, ended }
    }),
    ({ child }) => Effect.sync(() => child.kill("SIGKILL"))
  )

/** Starts the command, and waits until it has said where it is. It is ended with the scope of the test. */
export const start = (args: ReadonlyArray<string>, env?: Readonly<Record<string, string>>, command?: Array<string>) =>
  Effect.acquireRelease(
    Effect.promise(async (): Promise<Running> => {
      const { child, ended, printed } = spawned(["fake", "--port", "0", ...args], env, command)
      const found = () => /^ {2}page +(http:\/\/\S+:(\d+))\/$/m.exec(printed.stdout)
      while (!printed.stdout.includes("socketUrl") || found() === null) {
        const more = await Promise.race([once(child.stdout, "data"), ended])
        if ("code" in more) throw new Error(`ended with ${more.code}: ${more.stderr}`)
      }
      const [, url = "", port = ""] = found() ?? []
      return { child, banner: printed.stdout, url, port: Number(port), ended }
    }),
    ({ child }) => Effect.sync(() => child.kill("SIGKILL"))
  )
