/**
 * Makes a request of every operation to Prism, a mock server that checks requests by
 * an OpenAPI document and answers as the document says, and reads the answers: those
 * of its examples, and generated ones. Each exception of `prism/exceptions.ts` names
 * what is wrong in the document; one that is not used fails.
 *
 *     npm run prism -- openapi.json
 *     npm run prism -- openapi.json --seed 7     the generated answers of another run
 *
 * Prism is fetched by `npx`, because it is no dependency of anything here.
 */
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { all } from "../test/operations/rows.ts"
import { callAll } from "./prism/callAll.ts"
import { exceptions } from "./prism/exceptions.ts"
import { patched } from "./prism/patches.ts"

const { positionals: [file], values: { seed = String(Math.floor(Math.random() * 1e6)) } } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" } }
})
if (file === undefined) throw new Error("the path of an OpenAPI document is missing")

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

const folder = mkdtempSync(join(tmpdir(), "prism-"))
const document = join(folder, "openapi.json")
const { notes, text } = patched(readFileSync(file, "utf8"))
writeFileSync(document, text)

const port = await freePort()
const prism = spawn(
  "npx",
  ["--yes", "@stoplight/prism-cli@5", "mock", document, "--port", String(port), "--seed", seed, "-v", "fatal"],
  { stdio: "ignore", detached: true, env: { ...process.env, DO_NOT_TRACK: "1" } }
)

/** Waits until something answers, whatever it says. */
const isUp = async (): Promise<void> => {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false)) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error("Prism did not start")
}

try {
  await isUp()
  const { failures, unused } = await callAll(`http://127.0.0.1:${port}`, exceptions)
  console.log(`seed ${seed}`)
  for (const note of notes) console.log(`patched ${note}`)
  for (const failure of failures) console.log(failure)
  for (const exception of unused) console.log(`explained, but not there any more: ${exception}`)
  console.log(`${all.length} operations, ${failures.length} failures, ${exceptions.length} exceptions`)
  process.exitCode = failures.length + unused.length === 0 ? 0 : 1
} finally {
  if (prism.pid !== undefined) process.kill(-prism.pid)
  rmSync(folder, { recursive: true })
}
