import * as esbuild from "esbuild"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { rolldown } from "rolldown"
import { bareProgram, effectAlone, operations, oursAll, oursOneGroup, peerAll, peerOneFunction } from "./programs.ts"
import type { Row } from "./row.ts"

/** KB of a thousand bytes, minified and compressed. */
const kilobytes = (text: string): number => gzipSync(text, { level: 9 }).byteLength / 1000

interface Options {
  readonly folder: string
  readonly source: string
  /** Leaves Effect out, to see what is ours. */
  readonly withoutEffect?: boolean
}

const effectModules = ["effect", "effect/*"]

let entries = 0

const entry = ({ folder, source }: Options): string => {
  const file = join(folder, `entry-${entries++}.mts`)
  writeFileSync(file, source)
  return file
}

export const byEsbuild = async (options: Options): Promise<string> => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry(options)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2024",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["import"],
    external: options.withoutEffect === true ? effectModules : []
  })
  return outputFiles[0]?.text ?? ""
}

const byRolldown = async (options: Options): Promise<string> => {
  const bundle = await rolldown({
    input: entry(options),
    platform: "neutral",
    resolve: { mainFields: ["module", "main"], conditionNames: ["import"] },
    external: options.withoutEffect === true ? /^effect(\/|$)/ : [],
    experimental: { attachDebugInfo: "none" }
  })
  const { output } = await bundle.generate({ format: "esm", minify: true })
  return output[0].code
}

const bundlers = { esbuild: byEsbuild, rolldown: byRolldown }

export const bundles = async (folder: string): Promise<ReadonlyArray<Row>> => {
  const rows: Array<Row> = []
  for (const [name, bundle] of Object.entries(bundlers)) {
    const size = async (source: string, withoutEffect = false): Promise<number> =>
      kilobytes(await bundle({ folder, source, withoutEffect }))
    const bare = await size(bareProgram)
    rows.push(
      {
        what: `one group over fetch, with Effect (${name})`,
        unit: "KB gzip",
        ours: await size(oursOneGroup),
        peer: await size(peerOneFunction),
        bare,
        ...(name === "esbuild" ? { asked: { against: "nothing", atMost: 56 } } : {})
      },
      {
        what: `one group over fetch, ours alone (${name})`,
        unit: "KB gzip",
        ours: await size(oursOneGroup, true),
        ...(name === "esbuild" ? { asked: { against: "nothing", atMost: 13 } } : {})
      },
      {
        what: `of Effect for that, nothing of ours (${name})`,
        unit: "KB gzip",
        ours: await size(effectAlone)
      },
      {
        what: `everything, with Effect (${name})`,
        unit: "KB gzip",
        ours: await size(oursAll),
        peer: await size(peerAll),
        bare
      }
    )
  }
  const many = 11
  const one = await byEsbuild({ folder, source: operations(1) })
  const more = await byEsbuild({ folder, source: operations(many) })
  rows.push({
    what: "one more operation in a group (esbuild)",
    unit: "bytes gzip",
    ours: (kilobytes(more) - kilobytes(one)) * 1000 / (many - 1),
    asked: { against: "nothing", atMost: 150 }
  })
  return rows
}
