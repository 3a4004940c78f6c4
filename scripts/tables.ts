/**
 * Writes the tables that the code knows better than its authors: the services
 * into `README.md`, and into `docs/testing.md` how closely each route of the fake
 * follows Novu. `test/tables.test.ts` fails when a page is stale.
 *
 *     npm run tables
 */
import { readFile, writeFile } from "node:fs/promises"
import { tables } from "./tables/tables.ts"

for (const { file, write } of tables) await writeFile(file, await write(await readFile(file, "utf8")))
