import { inboxLevels, levels } from "./levels.ts"
import { peerRows } from "./peerTable.ts"
import { repeatRows } from "./repeatTable.ts"
import { replaceTable } from "./replaceTable.ts"
import { seedWords } from "./seedWords.ts"
import { serviceRows } from "./services.ts"

/** A page with a table that is written, or a file that is, and how it ought to be. */
interface Table {
  readonly file: string
  readonly write: (page: string) => Promise<string>
}

export const tables: ReadonlyArray<Table> = [
  { file: "README.md", write: async (page) => replaceTable(page, await serviceRows()) },
  { file: "docs/testing.md", write: async (page) => replaceTable(page, levels()) },
  { file: "docs/local-development.md", write: async (page) => replaceTable(page, inboxLevels()) },
  { file: "docs/from-novu-api.md", write: async (page) => replaceTable(page, await peerRows()) },
  { file: "docs/retries.md", write: async (page) => replaceTable(page, repeatRows()) },
  { file: "src/internal/fake/seed/seedWords.ts", write: async () => seedWords() }
]
