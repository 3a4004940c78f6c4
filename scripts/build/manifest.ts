/**
 * Makes the package.json that is published. It is ours without the condition that
 * leads to `src`, which is not in the package, and without our development tools and which of them npm lets run a script.
 *
 *   node scripts/build/manifest.ts strip     before npm packs
 *   node scripts/build/manifest.ts restore   after it
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"

const file = "package.json"
const saved = "node_modules/.cache/effect-novu/package.json"
const condition = "effect-novu:source"

const withoutCondition = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && condition in value
    ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== condition))
    : value

export const publishedManifest = (): string => {
  const { allowScripts: _, devDependencies: __, ...manifest } = JSON.parse(readFileSync(file, "utf8"), withoutCondition)
  return `${JSON.stringify(manifest, null, 2)}\n`
}

if (import.meta.main) {
  if (process.argv[2] === "strip") {
    mkdirSync(dirname(saved), { recursive: true })
    copyFileSync(file, saved)
    writeFileSync(file, publishedManifest())
  } else if (existsSync(saved)) renameSync(saved, file)
}
