import { build } from "esbuild"
import { join, relative, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { rolldown } from "rolldown"

/** Says whether Effect is in the bundle, or all that is not ours stays an import. */
type Scope = "whole" | "without-effect"

export interface Bundle {
  readonly text: string
  /** Lists the paths of the modules that contributed. */
  readonly modules: ReadonlyArray<string>
}

const effect = ["effect", "effect/*"]

/** Bundles a program in TypeScript. `folder` has the packages that it imports. */
type Bundler = (program: string, scope: Scope, folder?: string) => Promise<Bundle>

const withEsbuild: Bundler = async (program, scope, folder = process.cwd()) => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    external: scope === "whole" ? [] : effect,
    metafile: true,
    logLevel: "error",
    write: false
  })
  return {
    text: outputFiles.map(({ text }) => text).join(""),
    modules: Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => resolve(file))
    )
  }
}

const withRolldown: Bundler = async (program, scope, folder = process.cwd()) => {
  const entry = join(folder, "program.ts")
  const bundle = await rolldown({
    input: "program",
    platform: "browser",
    ...(scope === "whole" ? {} : { external: /^effect(\/|$)/ }),
    plugins: [{
      name: "program",
      resolveId: (id) => id === "program" ? entry : null,
      load: (id) => id === entry ? program : null
    }]
  })
  const { output } = await bundle.generate({ format: "esm", minify: true })
  const chunks = output.filter((each) => each.type === "chunk")
  return {
    text: chunks.map(({ code }) => code).join(""),
    modules: chunks.flatMap(({ modules }) =>
      Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0).map(([file]) => file)
    )
  }
}

export const bundles = { esbuild: withEsbuild, rolldown: withRolldown }

export const gzipped = ({ text }: Bundle): number => gzipSync(text, { level: 9 }).length

/** Returns our modules, relative to `dist`. */
export const own = ({ modules }: Bundle): ReadonlyArray<string> =>
  modules.map((file) => relative("dist", file)).filter((file) => !file.startsWith(".."))
