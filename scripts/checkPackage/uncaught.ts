/**
 * Runs programs whose failure nobody catches. What Node prints first must be code
 * that can be read, and must lead to the file that called.
 */
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"

const call = `import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"

const program = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  yield* connections.retrieve("gone")
})

await Effect.runPromise(Effect.provide(program, FakeNovu.layerClient()))
`

const layer = `import { Effect, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { NovuTransport } from "effect-novu"

const client = NovuTransport.layer({ secretKey: Redacted.make("") })

Effect.runSync(NovuTransport.use(Effect.succeed).pipe(Effect.provide(client), Effect.provide(FetchHttpClient.layer)))
`

/** A longer line of code cannot be read. */
const readable = 160

const isFrame = (line: string): boolean => line.trimStart().startsWith("at ")

/** Returns the first lines that a failing program prints: where, which line of code, what, and the first frames. */
const headOf = (folder: string, parameters: ReadonlyArray<string>): string => {
  const { status, stderr } = spawnSync(process.execPath, parameters, { cwd: folder, encoding: "utf8" })
  if (status === 0) throw new Error("a program that fails ends with 0")
  const head = stderr.split("\n").slice(0, 12)
  const long = head.find((line) => line.length > readable && !isFrame(line) && !line.startsWith("file:"))
  if (long !== undefined) throw new Error(`an uncaught error shows a line of ${long.length} characters: ${long}`)
  return head.join("\n")
}

/** Checks this in the folder of a project that has installed the package. */
export const checkUncaught = (folder: string): void => {
  const expect = (head: string, part: string): void => {
    if (!head.includes(part)) throw new Error(`an uncaught error does not show ${part} in its first lines:\n${head}`)
  }
  writeFileSync(join(folder, "uncaught.js"), call)
  expect(headOf(folder, ["uncaught.js"]), "uncaught.js:7")
  expect(headOf(folder, ["--input-type=module", "--eval", call]), "[eval1]:7")
  // Node shows the line that threw, which is one of ours.
  expect(headOf(folder, ["--input-type=module", "--eval", layer]), "new NovuError(")
  console.log("uncaught errors: readable code, and the file that called")
}
