/**
 * Writes into `docs/testing.md` how closely each route of the fake follows Novu.
 * `test/Testing/FakeNovu.routes.test.ts` fails when the page is stale.
 *
 *     npm run levels
 */
import { readFile, writeFile } from "node:fs/promises"
import { withLevels } from "./fakeLevels/table.ts"

const page = new URL("../docs/testing.md", import.meta.url)
await writeFile(page, withLevels(await readFile(page, "utf8")))
