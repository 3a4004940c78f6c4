import { assert, it } from "@effect/vitest"
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { promisify } from "node:util"

const source = "--conditions=effect-novu:source"

it("sends a million events in a heap of 64 MB, each once", { timeout: 300_000 }, async () => {
  const novu = spawn(process.execPath, ["test/services/million/novu.ts"], { stdio: ["ignore", "pipe", "inherit"] })
  try {
    const [port] = await once(novu.stdout, "data")
    const url = `http://127.0.0.1:${String(port).trim()}`
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--max-old-space-size=64",
      source,
      "test/services/million/program.ts",
      url,
      "1000000"
    ])
    assert.strictEqual(JSON.parse(stdout).taken, 1_000_000)
    const counted = await (await fetch(`${url}/count`)).json()
    assert.deepStrictEqual<unknown>(counted, { requests: 10_000, events: 1_000_000, different: 1_000_000 })
  } finally {
    novu.kill()
  }
})
