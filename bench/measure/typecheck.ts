import { execFileSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bareProgram, effectProgram, oursAll, oursEachGroup, peerAll, peerEachGroup } from "./programs.ts"
import { interleaved, type Samples, typical } from "./rounds.ts"
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

/** Makes a project of one file, which each call checks without a cache. */
const project = (folder: string, name: string, source: string) => {
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

const millis = ({ wall }: Samples): number => typical(wall) / 1000

/** Compares our declarations with a program that uses Effect alone. */
const besideEffect = (what: string, ours: Samples, effect: Samples): Row => ({
  what: `\`tsc\` on ${what}, bare being a program of Effect alone`,
  unit: "ms",
  ours: millis(ours),
  bare: millis(effect),
  asked: [{ against: "bare", atMost: 1.5 }]
})

const projects = (folder: string) => ({
  ours: project(folder, "ours", oursAll),
  oursEach: project(folder, "ours-each-group", oursEachGroup),
  effect: project(folder, "effect", effectProgram)
})

const allBesideEffect = (
  { effect, ours, oursEach }: Readonly<Record<keyof ReturnType<typeof projects>, Samples>>
): ReadonlyArray<Row> => [
  besideEffect("NovuClient, all groups", ours, effect),
  besideEffect("NovuClient, a call of each group", oursEach, effect)
]

export const compiling = async (folder: string, rounds: number): Promise<ReadonlyArray<Row>> =>
  allBesideEffect(await interleaved(projects(folder), { calls: 1, rounds, warmup: 1 }))

export const typecheck = async (folder: string, quick: boolean): Promise<ReadonlyArray<Row>> => {
  const samples = await interleaved({
    ...projects(folder),
    peer: project(folder, "peer", peerAll),
    bare: project(folder, "bare", bareProgram),
    peerEach: project(folder, "peer-each-group", peerEachGroup)
  }, { calls: 1, rounds: quick ? 3 : 5, warmup: 1 })
  return [
    {
      what: "`tsc` on a program of one call",
      unit: "ms",
      ours: millis(samples.ours),
      peer: millis(samples.peer),
      bare: millis(samples.bare)
    },
    {
      what: "`tsc` on a call of each group",
      unit: "ms",
      ours: millis(samples.oursEach),
      peer: millis(samples.peerEach),
      asked: [{ against: "peer", atMost: 1.5 }]
    },
    ...allBesideEffect(samples)
  ]
}
