import { assert, describe, it } from "@effect/vitest"
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { newsOf } from "../scripts/upstream/news.ts"
import { installed } from "../scripts/upstream/peerMethods.ts"

/** Copies the installed SDK into a folder that its dependencies can be found from, and changes two files of it. */
const changed = async (edit: (folder: string) => Promise<void>): Promise<string> => {
  const folder = await mkdtemp(join(installed, "..", "api-"))
  await cp(installed, folder, { recursive: true })
  await edit(folder)
  return folder
}

const replaced = async (file: string, before: string, after: string) =>
  writeFile(file, (await readFile(file, "utf8")).replace(before, after))

describe("npm run upstream", () => {
  it("says that nothing is new of the release that is installed", async () => {
    assert.match(await newsOf(installed, installed), /Nothing is new\./)
  })

  it("names operations and members that are new or gone", { timeout: 30_000 }, async () => {
    const newer = await changed(async (folder) => {
      await replaced(join(folder, "funcs", "workflowsSync.js"), "{workflowId}/sync", "{workflowId}/promote")
      await replaced(
        join(folder, "models", "components", "syncworkflowdto.d.ts"),
        "    targetEnvironmentId: string;",
        "    targetEnvironmentIds: Array<string>;"
      )
    })
    try {
      const lines = (await newsOf(installed, newer)).split("\n").filter((line) => /^(###|-)/.test(line))
      assert.deepStrictEqual(lines, [
        "### Operations that are new",
        "- `PUT /v2/workflows/{}/promote`",
        "### Operations that are gone",
        "- `PUT /v2/workflows/{}/sync`",
        "### Members that are new",
        "- `SyncWorkflowDto.targetEnvironmentIds`",
        "### Members that are gone",
        "- `SyncWorkflowDto.targetEnvironmentId`"
      ])
    } finally {
      await rm(newer, { recursive: true })
    }
  })
})
