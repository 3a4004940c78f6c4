import { globSync, readFileSync } from "node:fs"
import { SourceMap, type SourceMapPayload } from "node:module"
import { dirname, join } from "node:path"

/**
 * Checks that every map leads to a line of a source that it holds: the first and
 * the last position of each generated line must fall inside the text.
 */
export const checkMaps = (): void => {
  const files = globSync("dist/**/*.js.map")
  for (const file of files) {
    const payload = JSON.parse(readFileSync(file, "utf8")) as SourceMapPayload
    const held = new Map(payload.sources.map((source, index) => [source, payload.sourcesContent[index] ?? ""]))
    for (const [source, text] of held) {
      const original = join(dirname(file), source)
      if (text !== readFileSync(original, "utf8")) throw new Error(`${file}: does not hold ${original} as it is`)
    }
    const map = new SourceMap(payload)
    const lines = readFileSync(file.replace(/\.map$/, ""), "utf8").split("\n")
    for (const [line, text] of lines.entries()) {
      for (const column of [0, text.length - 1]) {
        const entry = map.findEntry(line, column)
        if (!("originalSource" in entry) || entry.originalSource === undefined) continue
        const source = held.get(entry.originalSource)?.split("\n")[entry.originalLine]
        if (source === undefined || entry.originalColumn > source.length) {
          throw new Error(`${file}: ${line + 1}:${column} leads nowhere`)
        }
      }
    }
  }
  console.log(`source maps: ${files.length} lead to the sources they hold`)
}
