import { execFileSync } from "node:child_process"
import { cpSync, globSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { publishedManifest } from "../build/manifest.ts"

export interface Packed {
  readonly tarball: string
  /** Is the folder into which the tarball was unpacked. */
  readonly unpacked: string
  readonly files: ReadonlyArray<{ readonly path: string; readonly size: number }>
}

/**
 * Makes the tarball that `npm publish` would send, of `dist` as it was built. It
 * does so in a folder of its own, so that the work tree stays as it is.
 */
export const pack = (folder: string): Packed => {
  const staged = join(folder, "staged")
  mkdirSync(staged, { recursive: true })
  const manifest = publishedManifest()
  writeFileSync(join(staged, "package.json"), manifest)
  const { files } = JSON.parse(manifest) as { readonly files: ReadonlyArray<string> }
  for (const path of globSync([...files, "README.md", "LICENSE"])) {
    cpSync(path, join(staged, path), { recursive: true })
  }
  const answer = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: staged,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"]
  })
  const parsed = JSON.parse(answer) as Record<string, Packed & { readonly filename: string }>
  const [packed] = Object.values(parsed)
  if (packed === undefined) throw new Error("npm packed nothing")
  const tarball = join(folder, packed.filename)
  execFileSync("tar", ["-xzf", tarball, "-C", folder])
  // npm puts everything into a folder of this name.
  return { tarball, unpacked: join(folder, "package"), files: packed.files }
}

/** Counts the bytes of the files without source maps. */
export const bytesWithoutMaps = ({ files }: Packed): number =>
  files.filter(({ path }) => !path.endsWith(".map")).reduce((sum, { size }) => sum + size, 0)
