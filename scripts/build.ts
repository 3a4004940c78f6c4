/**
 * Builds `dist` as the compiler writes it: one readable module per source module,
 * with its declarations and its map, which holds the source. The only additions
 * are the annotations that tell bundlers what they may leave out, as Effect's
 * own packages have them. The command alone is bundled, into `dist/bin`.
 *
 *   npm run build
 */
import { execFileSync } from "node:child_process"
import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { annotatePure } from "./build/annotatePure.ts"
import { licencesOf } from "./build/licences.ts"
import { closed } from "./build/modules.ts"
import { bundleProgram } from "./build/program.ts"

const dist = "dist"
// This folder is beside `dist`, because the maps hold relative paths.
const whole = "dist.root"

const compile = (project: string, outDir: string): void => {
  execFileSync("tsc", ["-p", project, "--outDir", outDir], { stdio: "inherit" })
}

for (const folder of [dist, whole]) rmSync(folder, { recursive: true, force: true })
compile("tsconfig.build.json", dist)

// The root is compiled apart. With it in the program, the compiler would name inferred types by it,
// and the declarations of one group would bring in those of all others.
compile("tsconfig.build.root.json", whole)
for (const file of globSync("index.*", { cwd: whole })) renameSync(join(whole, file), join(dist, file))
rmSync(whole, { recursive: true })

for (const file of globSync(join(dist, "**/*.js"))) {
  const map = JSON.parse(readFileSync(`${file}.map`, "utf8"))
  const annotated = annotatePure(file, readFileSync(file, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, ""), map)
  writeFileSync(file, `${annotated.code}\n//# sourceMappingURL=${basename(file)}.map\n`)
  writeFileSync(`${file}.map`, JSON.stringify(annotated.map))
}

// Nobody needs the declarations of closed modules, because no public signature names one.
for (const folder of closed) {
  for (const file of globSync(join(dist, folder, "*.d.ts"))) rmSync(file)
}
for (const file of globSync(join(dist, "**/*.d.ts"))) {
  // The compiler leaves the extensions of sources in declarations.
  const text = readFileSync(file, "utf8").replace(/(from |import\()"(\.[^"]+)\.ts"/g, "$1\"$2.js\"")
  if (/"[^"]*\/internal\//.test(text)) throw new Error(`${file} names an internal type`)
  writeFileSync(file, text)
}

const { code, metafile } = await bundleProgram({ minify: true })
const bin = join(dist, "bin")
mkdirSync(bin)
writeFileSync(join(bin, "effect-novu.js"), code)
writeFileSync(join(bin, "THIRD-PARTY-LICENSES"), licencesOf(metafile))
copyFileSync("src/bin/effect-novu.cjs", join(bin, "effect-novu.cjs"))
