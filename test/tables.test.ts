import { assert, describe, it } from "@effect/vitest"
import { readFile } from "node:fs/promises"
import { ourOperations } from "../scripts/tables/ourOperations.ts"
import { notes } from "../scripts/tables/peerNotes.ts"
import { repeatRows } from "../scripts/tables/repeatTable.ts"
import { tables } from "../scripts/tables/tables.ts"

describe("the tables that `npm run tables` writes", () => {
  for (const { file, write } of tables) {
    it(`are up to date in ${file}`, async () => {
      const page = await readFile(file, "utf8")
      assert.strictEqual(page, await write(page))
    })
  }
})

it("every class that is no default has its reason, and every note is about an operation", () => {
  assert.deepStrictEqual(repeatRows().filter((row) => row.includes("")).map(([name]) => name), [])
  const names = new Set(ourOperations.map(({ name }) => name))
  assert.deepStrictEqual(Object.keys(notes).filter((name) => !names.has(name)), [])
})
