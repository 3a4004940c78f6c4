import { build, type Metafile } from "esbuild"

export interface Program {
  readonly code: string
  readonly metafile: Metafile
}

/**
 * Bundles the command `effect-novu` with all that it needs, so that it runs with
 * nothing installed beside Effect. Effect stays outside, because two copies of it
 * would not know each other's services.
 */
export const bundleProgram = async ({ minify }: { readonly minify: boolean }): Promise<Program> => {
  const { metafile, outputFiles: [output] } = await build({
    entryPoints: ["src/bin/main.ts"],
    bundle: true,
    minify,
    format: "esm",
    platform: "node",
    target: "node22.19",
    // The two of `ws` are compiled for one platform each. It does without them where they are not installed.
    external: ["effect", "effect/*", "bufferutil", "utf-8-validate"],
    // CommonJS asks for the modules of Node.js with a function that ES modules do not have.
    banner: {
      js: "import { createRequire as makeRequire } from \"node:module\"\nconst require = makeRequire(import.meta.url)"
    },
    // All licences are in a file beside it.
    legalComments: "none",
    metafile: true,
    logLevel: "error",
    write: false
  })
  if (output === undefined) throw new Error("esbuild wrote nothing")
  return { code: output.text, metafile }
}
