import { execFileSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bareProgram, oursAll, peerAll } from "./programs.ts"
import { interleaved, typical } from "./rounds.ts"
import type { Row } from "./row.ts"
import { root } from "./stage.ts"

const options = {
  target: "ES2024",
  lib: ["ES2024", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"]
}

/** A project of one file that uses the SDK, checked from nothing. */
export const typecheck = async (folder: string, quick: boolean): Promise<ReadonlyArray<Row>> => {
  const project = (name: string, source: string) => {
    const place = join(folder, "projects", name)
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, "main.mts"), source)
    writeFileSync(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.mts"] }))
    return async (calls: number): Promise<void> => {
      for (let call = 0; call < calls; call++) {
        execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", place], { stdio: ["ignore", "inherit", "inherit"] })
      }
    }
  }
  const { bare, ours, peer } = await interleaved({
    ours: project("ours", oursAll),
    peer: project("peer", peerAll),
    bare: project("bare", bareProgram)
  }, { calls: 1, rounds: quick ? 3 : 9, warmup: 1 })
  return [{
    what: "`tsc` on a program of one call",
    unit: "ms",
    ours: typical(ours.wall) / 1000,
    peer: typical(peer.wall) / 1000,
    bare: typical(bare.wall) / 1000
  }]
}
