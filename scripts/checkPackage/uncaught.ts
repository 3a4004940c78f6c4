/**
 * A program that fails and that nobody catches: what Node prints must be code
 * that can be read, and lead to the file that called.
 */
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"

const program = `import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"

const program = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  yield* connections.retrieve("gone")
})

await Effect.runPromise(Effect.provide(program, FakeNovu.layerClient()))
`

/** Longest line of code that still can be read. */
const readable = 200

/** In the folder of a project that has installed the package. */
export const checkUncaught = (folder: string): void => {
  writeFileSync(join(folder, "uncaught.js"), program)
  const { status, stderr } = spawnSync(process.execPath, ["uncaught.js"], { cwd: folder, encoding: "utf8" })
  const lines = stderr.split("\n")
  const first = lines.slice(0, 12)
  const long = first.find((line) => line.length > readable)
  if (status === 0) throw new Error("a program that fails ends with 0")
  if (long !== undefined) throw new Error(`an uncaught error shows a line of ${long.length} characters: ${long}`)
  if (!first.some((line) => line.includes("uncaught.js:7"))) {
    throw new Error(`an uncaught error does not name the file that called:\n${stderr}`)
  }
  console.log("uncaught error: readable code, and the file that called")
}
