import type { Metafile } from "esbuild"
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
}

/** Returns the folder of the package that a bundled file is from, if it is not ours. */
const packageOf = (file: string): string | undefined => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]

const licenceOf = (folder: string): string => {
  const { license, name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest
  const files = globSync("{LICEN[CS]E,licen[cs]e,COPYING,NOTICE}*", { cwd: folder }).toSorted()
  if (license === undefined || files.length === 0) throw new Error(`${name} has no licence that could be passed on`)
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim())
  return `# ${name} ${version} (${license})\n\n${texts.join("\n\n")}\n`
}

/** Returns the licences of all packages of which something is in a bundle. */
export const licencesOf = ({ outputs }: Metafile): string => {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file)
  )
  const folders = new Set(files.map(packageOf).filter((folder) => folder !== undefined))
  return [...folders].toSorted().map(licenceOf).join(`\n${"-".repeat(80)}\n\n`)
}
