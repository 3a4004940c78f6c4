import { assert, describe, it } from "@effect/vitest"
import { readFile } from "node:fs/promises"
import { tables } from "../scripts/tables/tables.ts"

describe("the tables that `npm run tables` writes", () => {
  for (const { file, write } of tables) {
    it(`are up to date in ${file}`, async () => {
      const page = await readFile(file, "utf8")
      assert.strictEqual(page, await write(page))
    })
  }
})
