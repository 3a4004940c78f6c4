import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { bundles } from "../../scripts/size/bundle.ts"
import { effectModules } from "./effectModules.ts"
import { bareProgram, oursAll, oursByPath, oursOneGroup, peerAll } from "./programs.ts"
import { typical } from "./rounds.ts"
import type { Asked, Row } from "./row.ts"

interface Start {
  readonly millis: number
  readonly megabytes: number
}

/** Loads a module in a process of its own, and reports the time and memory that this took. */
const load = (folder: string, file: string): Start =>
  JSON.parse(
    execFileSync(process.execPath, [
      "--expose-gc",
      "--input-type=module",
      "-e",
      `
globalThis.gc()
const before = process.memoryUsage.rss()
const start = performance.now()
await import(${JSON.stringify(file)})
const millis = performance.now() - start
console.log(JSON.stringify({ millis, megabytes: (process.memoryUsage.rss() - before) / 1e6 }))
`
    ], { cwd: folder, encoding: "utf8" })
  )

/** Removes the types of a source. */
const plain = (source: string): string => source.replaceAll(/: Promise<\w+> \| undefined/g, "")

/** Writes the programs as JavaScript modules, bundled into one file or with their imports kept. */
const prepare = async (folder: string) => {
  const write = (name: string, text: string): string => {
    const file = join(folder, `${name}.mjs`)
    writeFileSync(file, text)
    return file
  }
  const writeEffectOf = (name: string, program: string): string =>
    write(name, effectModules(program).map((module) => `import "${module}"\n`).join(""))
  const oneGroup = write("one-group", plain(oursByPath))
  const allGroups = write("all-groups", plain(oursAll))
  const inOneFile = async (program: string): Promise<string> => (await bundles.esbuild(program, "whole", folder)).text
  return {
    bundled: {
      ours: write("ours-bundled", await inOneFile(oursOneGroup)),
      peer: write("peer-bundled", await inOneFile(peerAll)),
      bare: write("bare-bundled", await inOneFile(bareProgram)),
      allGroups: write("all-groups-bundled", await inOneFile(oursAll))
    },
    plain: {
      ours: write("ours", plain(oursOneGroup)),
      peer: write("peer", plain(peerAll)),
      bare: write("bare", plain(bareProgram))
    },
    installed: {
      oneGroup,
      effectOfOneGroup: writeEffectOf("effect-of-one-group", oneGroup),
      allGroups,
      effectOfAllGroups: writeEffectOf("effect-of-all-groups", allGroups)
    }
  }
}

const rounds = <Name extends string>(
  folder: string,
  files: Readonly<Record<Name, string>>,
  count: number
): Readonly<Record<Name, ReadonlyArray<Start>>> => {
  const names = Object.keys(files) as Array<Name>
  const starts = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Array<Start>>
  for (const name of names) load(folder, files[name])
  for (let round = 0; round < count; round++) {
    for (const name of names) starts[name].push(load(folder, files[name]))
  }
  return starts
}

const row = (
  what: string,
  unit: string,
  figure: keyof Start,
  starts: Readonly<Record<"ours" | "peer" | "bare", ReadonlyArray<Start>>>,
  ...asked: ReadonlyArray<Asked>
): Row => {
  const of = (name: "ours" | "peer" | "bare"): ReadonlyArray<number> => starts[name].map((start) => start[figure])
  return {
    what,
    unit,
    ours: typical(of("ours")),
    peer: typical(of("peer")),
    bare: typical(of("bare")),
    ...(asked.length === 0 ? {} : { asked })
  }
}

type Installed = Awaited<ReturnType<typeof prepare>>["installed"]

/** Compares what is loaded with the Effect modules it uses, for one group by its path and for all by the root. */
const beside = (starts: Readonly<Record<keyof Installed, ReadonlyArray<Start>>>): ReadonlyArray<Row> =>
  ([
    // Each group brings a module or two, and the schemas of its operations.
    ["ChannelConnections by its path", starts.oneGroup, starts.effectOfOneGroup, { millis: 1.4, megabytes: 1.2 }],
    ["NovuClient, all groups", starts.allGroups, starts.effectOfAllGroups, { millis: 1.9, megabytes: 1.65 }]
  ] as const).flatMap(([what, ours, effect, budgets]) =>
    ([["import", "ms", "millis"], ["memory", "MB", "megabytes"]] as const).map(([name, unit, figure]) => ({
      what: `installed: ${name} of ${what}, bare being the Effect modules it uses`,
      unit,
      ours: typical(ours.map((start) => start[figure])),
      bare: typical(effect.map((start) => start[figure])),
      asked: [{ against: "bare" as const, atMost: budgets[figure] }]
    }))
  )

export const loading = async (folder: string, count: number): Promise<ReadonlyArray<Row>> => {
  const { installed } = await prepare(folder)
  return beside(rounds(folder, installed, count))
}

export const startup = async (folder: string, quick: boolean): Promise<ReadonlyArray<Row>> => {
  const { bundled, installed, plain } = await prepare(folder)
  const count = quick ? 5 : 15
  const inOneFile = rounds(folder, bundled, count)
  // The requirement compares the installed peer with our bundle. Without a bundle, nearly all that ours loads
  // is Effect.
  const apart = rounds(folder, { ...plain, ...installed }, count)
  const bundledAll = { ...inOneFile, ours: inOneFile.allGroups }
  const installedAll = { ...apart, ours: apart.allGroups }
  const mixed = { ...apart, ours: inOneFile.ours }
  return [
    row("one group bundled, the peer installed: import", "ms", "millis", mixed, { against: "peer", atMost: 0.12 }),
    row("one group, both bundled: import", "ms", "millis", inOneFile),
    row("one group, both installed: import", "ms", "millis", apart),
    row("NovuClient, both bundled: import", "ms", "millis", bundledAll),
    row("NovuClient, both installed: import", "ms", "millis", installedAll),
    row("one group bundled, the peer installed: memory added", "MB", "megabytes", mixed, {
      against: "peer",
      atMost: 0.35
    }),
    row("one group, both bundled: memory added", "MB", "megabytes", inOneFile),
    row("one group, both installed: memory added", "MB", "megabytes", apart),
    row("NovuClient, both bundled: memory added", "MB", "megabytes", bundledAll),
    row("NovuClient, both installed: memory added", "MB", "megabytes", installedAll),
    ...beside(apart)
  ]
}
