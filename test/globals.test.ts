import { assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { globSync, readFileSync } from "node:fs"

/** Says what of the process anybody could change for everybody. */
const program = `
  const state = () => JSON.stringify({
    globals: Reflect.ownKeys(globalThis).map(String).sort(),
    errors: Object.entries(Object.getOwnPropertyDescriptors(Error)).map(([name, { value }]) => [name, String(value)]),
    listeners: process.eventNames().map(String),
    environment: process.env
  })
  // Node loads its fetch when it is first used, and Effect keeps the fiber that runs.
  const { Effect } = await import("effect")
  await Effect.runPromise(Effect.sync(() => new Request("http://localhost")))
  const before = state()
  const novu = await import("effect-novu")
  const { FakeNovu } = await import("effect-novu/Testing/FakeNovu")
  await import("effect-novu/Promised")
  await import("effect-novu/Webhooks")
  await Effect.runPromise(
    novu.NovuClient.use(({ subscribers }) => Effect.exit(subscribers.retrieve("nobody"))).pipe(
      Effect.provide(FakeNovu.layerClient())
    )
  )
  process.stdout.write(JSON.stringify([before, state()]))
`

describe("the whole process", () => {
  it("is the same after the package was loaded and a call was made", () => {
    const [before, after] = JSON.parse(execFileSync(process.execPath, [
      "--conditions=effect-novu:source",
      "--input-type=module",
      "--eval",
      program
    ], { encoding: "utf8" }))
    assert.deepStrictEqual(JSON.parse(after), JSON.parse(before))
  })

  it("gets no compiler for schemas from us", () => {
    const files = globSync("src/**/*.ts").filter((file) => /Schema\w*Compiler/.test(readFileSync(file, "utf8")))
    assert.deepStrictEqual(files, [])
  })
})
