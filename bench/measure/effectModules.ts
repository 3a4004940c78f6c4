import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

const importsOf = (file: string): ReadonlyArray<string> =>
  Array.from(
    readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^;"=]*from "([^"]+)"/gm),
    ([, module]) => module ?? ""
  )

/** Returns the modules of Effect that a program imports, directly or through our modules. */
export const effectModules = (program: string): ReadonlyArray<string> => {
  const files = new Set([program])
  const modules = new Set<string>()
  for (const file of files) {
    for (const module of importsOf(file)) {
      if (/^effect(\/|$)/.test(module)) modules.add(module)
      else files.add(createRequire(file).resolve(module))
    }
  }
  return [...modules]
}
