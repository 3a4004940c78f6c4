import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ownersOnly, replaceText } from "../../src/bin/fake/files.ts"
import { init } from "../../src/bin/fake/init.ts"

const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "effect-novu-files-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

const modeOf = (file: string) => Effect.promise(async () => (await stat(file)).mode & 0o777)

describe("the files of the command", () => {
  it.effect("are replaced in one step, for their owner alone where they hold keys", () =>
    Effect.gen(function*() {
      const here = yield* folder
      const file = join(here, "state.json")
      yield* Effect.promise(() => writeFile(file, "old", { mode: 0o644 }))
      yield* replaceText(file, "new", "mend it.", ownersOnly)
      assert.strictEqual(yield* Effect.promise(() => readFile(file, "utf8")), "new")
      assert.strictEqual(yield* modeOf(file), 0o600)
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(here)), ["state.json"])
    }))

  it.effect("stay as they are where they cannot be replaced, and nothing is left beside them", () =>
    Effect.gen(function*() {
      const here = yield* folder
      const file = join(here, "state.json")
      yield* Effect.promise(() => mkdir(file))
      const { message } = yield* Effect.flip(replaceText(file, "new", "mend it.", ownersOnly))
      assert.strictEqual(message, `${file} is a folder: mend it.`)
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(here)), ["state.json"])
    }))

  it.effect("of a sample are for everybody, and its schema is written anew", () =>
    Effect.gen(function*() {
      const here = yield* folder
      yield* Effect.promise(() => writeFile(join(here, "seed.schema.json"), "old"))
      yield* init(join(here, "seed.json"))
      const schema = JSON.parse(yield* Effect.promise(() => readFile(join(here, "seed.schema.json"), "utf8")))
      assert.strictEqual(schema.$schema, "https://json-schema.org/draft/2020-12/schema")
      assert.strictEqual((yield* modeOf(join(here, "seed.schema.json"))) & 0o400, 0o400)
      assert.strictEqual(yield* modeOf(join(here, "seed.schema.json")), yield* modeOf(join(here, "seed.json")))
    }))
})
