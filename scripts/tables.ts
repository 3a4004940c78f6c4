/**
 * Writes the tables that the code knows better than its authors: the services
 * into `README.md`, how closely each route of the fake follows Novu into
 * `docs/testing.md` and `docs/local-development.md`, each method of Novu's own SDK into `docs/from-novu-api.md`,
 * what may be repeated into `docs/retries.md`, and the words on seeds into the fake. `test/tables.test.ts` fails when
 * a page is stale.
 *
 *     npm run tables
 */
import { readFile, writeFile } from "node:fs/promises"
import { tables } from "./tables/tables.ts"

for (const { file, write } of tables) await writeFile(file, await write(await readFile(file, "utf8")))
