import { bundles as bundlers, gzipped } from "../../scripts/size/bundle.ts"
import { bareProgram, effectAlone, operations, oursAll, oursOneGroup, peerAll, peerOneFunction } from "./programs.ts"
import type { Row } from "./row.ts"

export const bundles = async (folder: string): Promise<ReadonlyArray<Row>> => {
  const rows: Array<Row> = []
  for (const [name, bundle] of Object.entries(bundlers)) {
    // A KB is a thousand bytes.
    const size = async (program: string, scope: Parameters<typeof bundle>[1] = "whole"): Promise<number> =>
      gzipped(await bundle(program, scope, folder)) / 1000
    const bare = await size(bareProgram)
    rows.push(
      {
        what: `one group over fetch, with Effect (${name})`,
        unit: "KB gzip",
        ours: await size(oursOneGroup),
        peer: await size(peerOneFunction),
        bare,
        ...(name === "esbuild" ? { asked: [{ against: "nothing", atMost: 56 }] } : {})
      },
      {
        what: `one group over fetch, ours alone (${name})`,
        unit: "KB gzip",
        ours: await size(oursOneGroup, "without-effect"),
        ...(name === "esbuild" ? { asked: [{ against: "nothing", atMost: 13 }] } : {})
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
  const sizeOf = async (count: number): Promise<number> =>
    gzipped(await bundlers.esbuild(operations(count), "whole", folder))
  rows.push({
    what: "one more operation in a group (esbuild)",
    unit: "bytes gzip",
    ours: (await sizeOf(many) - await sizeOf(1)) / (many - 1),
    asked: [{ against: "nothing", atMost: 150 }]
  })
  return rows
}
