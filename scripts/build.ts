/**
 * Builds `dist`: one module and one declaration file for each public subpath.
 *
 *   npm run build
 *
 * What the public modules share lies in a few files under `dist/internal`,
 * however many files it has in `src`: fewer to resolve and load, and no
 * declarations for it, because no public signature may name it. The code is
 * without blanks and comments; the maps hold the sources.
 */
import { execFileSync } from "node:child_process"
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { type OutputOptions, rolldown } from "rolldown"
import { minifySync } from "rolldown/utils"
import { annotatePure } from "./build/annotatePure.ts"

const compiled = resolve("dist/.compiled")
const dist = resolve("dist")

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

rmSync(dist, { recursive: true, force: true })
execFileSync("tsc", ["-p", "tsconfig.build.json", "--outDir", compiled], { stdio: "inherit" })

const publicModules = globSync("**/*.js", { cwd: compiled }).filter((file) => !file.startsWith("internal/"))

// Only re-exports: bundling it would turn each namespace into an object, which
// is kept whole by whoever uses one member.
const root = "index.js"

const bundle = await rolldown({
  input: Object.fromEntries(
    publicModules.filter((file) => file !== root).map((file) => [file.replace(/\.js$/, ""), join(compiled, file)])
  ),
  external: /^(effect|@effect)(\/|$)/,
  preserveEntrySignatures: "strict",
  experimental: { attachDebugInfo: "none" },
  plugins: [{
    name: "annotate-pure",
    load: (file) => {
      const { code, map } = annotatePure(
        file,
        readFileSync(file, "utf8"),
        JSON.parse(readFileSync(`${file}.map`, "utf8"))
      )
      return { code, map: JSON.stringify(map) }
    }
  }, {
    name: "shrink-testing",
    // The fake is a third of the package, and nobody counts on its bundle: it
    // can do without names and annotations.
    renderChunk: (code, { fileName }) => {
      if (!fileName.startsWith("Testing/")) return null
      const { code: shrunk, map } = minifySync(fileName, code, { module: true, sourcemap: true })
      return map === undefined ? null : { code: shrunk, map: JSON.stringify(map) }
    }
  }]
})
const written = (removeWhitespace: boolean): OutputOptions => ({
  dir: dist,
  format: "esm",
  sourcemap: true,
  // Top-level names stay, for stack traces. Compression would undo what
  // `annotatePure` wraps.
  minify: { compress: false, mangle: { toplevel: false }, codegen: { removeWhitespace } },
  // `src` beside `dist`, wherever the compiler put its files.
  sourcemapPathTransform: (source, map) =>
    relative(dirname(map), join("src", relative(resolve("src"), resolve(dirname(map), source)))),
  entryFileNames: "[name].js",
  chunkFileNames: "internal/[name].js"
})
const { output } = await bundle.write(written(true))

// Node shows the line that failed, and this is where calls fail: on one line,
// an error that nobody caught would print the whole file.
const failing = "internal/NovuTransport.js"
for (const chunk of (await bundle.generate(written(false))).output) {
  if (chunk.type !== "chunk" || chunk.fileName !== failing) continue
  write(join(dist, failing), chunk.code)
  if (chunk.map !== null) write(join(dist, `${failing}.map`), chunk.map.toString())
}

for (const chunk of output) {
  if (chunk.type === "chunk" && chunk.code.trim() === "") {
    write(join(dist, chunk.fileName), "export {}\n")
    rmSync(join(dist, `${chunk.fileName}.map`), { force: true })
  }
}
write(
  join(dist, root),
  readFileSync(join(compiled, root), "utf8").replace(/^\/\*\*[^]*?\*\/\n|\/\/# sourceMappingURL.*\n?/g, "")
)

for (const file of publicModules.map((module) => module.replace(/\.js$/, ".d.ts"))) {
  const text = readFileSync(join(compiled, file), "utf8")
    // The compiler leaves the extension in the types it infers.
    .replace(/(from |import\()"(\.[^"]+)\.ts"/g, "$1\"$2.js\"")
    // For the API reference only.
    .replace(/( *\*\n)?( *\* @(category|since) .*\n)+/g, "")
    .replace(/^( {4})+/gm, (indent) => "\t".repeat(indent.length / 4))
  if (/"[^"]*\/internal\//.test(text)) throw new Error(`${file} names an internal type`)
  write(join(dist, file), text)
}

rmSync(compiled, { recursive: true })
