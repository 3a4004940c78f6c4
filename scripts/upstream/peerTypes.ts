/** Lists the types that `@novu/api` exchanges with Novu, and their members. */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"

/** Maps the name of each type to its members. */
export type PeerTypes = ReadonlyMap<string, ReadonlySet<string>>

/** Finds the exported objects in a declaration file. Their members are indented once. */
const typesIn = (source: string): ReadonlyArray<readonly [name: string, members: ReadonlySet<string>]> =>
  Array.from(
    source.matchAll(/^export type (\w+) = \{\n([\s\S]*?)^\};/gm),
    ([, name = "", body = ""]) =>
      [name, new Set(Array.from(body.matchAll(/^ {4}(\w+)\??:/gm), ([, member = ""]) => member))] as const
  )

/** Lists the types of the SDK that is installed in a folder. */
export const peerTypes = async (folder: string): Promise<PeerTypes> => {
  const components = join(folder, "models", "components")
  const files = (await readdir(components)).filter((file) => file.endsWith(".d.ts"))
  const sources = await Promise.all(files.map((file) => readFile(join(components, file), "utf8")))
  return new Map(sources.flatMap(typesIn))
}
