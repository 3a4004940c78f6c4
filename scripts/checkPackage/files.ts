import { globSync } from "node:fs"
import { publicSources } from "../build/modules.ts"
import { deadLinks, type Links } from "../links/deadLinks.ts"
import type { Packed } from "./pack.ts"

const dist = (sources: ReadonlyArray<string>, extension: string): ReadonlyArray<string> =>
  sources.map((source) => `dist/${source.replace(/\.ts$/, extension)}`)

/** Returns the code and the map of every source module, and the declarations of those that can be imported. */
const modules = (): ReadonlyArray<string> => {
  const sources = globSync("**/*.ts", { cwd: "src", exclude: ["bin/**"] })
  return [...dist(sources, ".js"), ...dist(sources, ".js.map"), ...dist(publicSources(), ".d.ts")]
}

/** Lists the files of the command: what looks at the version of Node.js, the program, and whose work is in it. */
const command = ["effect-novu.cjs", "effect-novu.js", "THIRD-PARTY-LICENSES"].map((file) => `dist/bin/${file}`)

/** Bounds the program of the command, in bytes. Raise it only with a reason in the changeset. */
const commandBudget = 800_000

const pages = ["README.md", "LICENSE", "CHANGELOG.md", "docs/README.md"]

/** Lists the service that is there to be copied. npm leaves out some names, so each is looked for. */
const service = globSync("examples/service/{*,.dockerignore,{src,test}/*.ts}", {
  exclude: ["**/{src,test,node_modules}"]
})

const besides = new RegExp(
  "^(package\\.json|LICENSE|(docs/)?[\\w-]+\\.md|bench/results\\.md|examples/.+\\.ts|examples/service/[\\w.]+|" +
    "docs/pictures/[\\w-]+\\.(svg|png))$"
)

/** Bounds each picture, in bytes: a README is read over a telephone, too. */
const pictureBudget = 150_000

/** Looks at the links of the pages in the tarball, as it lies in `node_modules`. */
export const packedLinks = ({ files, unpacked }: Packed): Links =>
  deadLinks(unpacked, files.map(({ path }) => path).filter((path) => path.endsWith(".md")))

/** Says what is missing in the tarball, what nobody needs there, and what is too large. */
export const complaintsAbout = ({ files }: Packed): ReadonlyArray<string> => {
  const packed = files.map(({ path }) => path)
  const wanted = new Set([...modules(), ...command, ...pages, ...service])
  const program = files.find(({ path }) => path === "dist/bin/effect-novu.js")?.size ?? 0
  return [
    ...(program > commandBudget ? [`the command has ${program} B of ${commandBudget}`] : []),
    ...[...wanted].filter((path) => !packed.includes(path)).map((path) => `${path} is missing`),
    ...packed.filter((path) => !wanted.has(path) && !besides.test(path)).map((path) => `nobody needs ${path}`),
    ...files.filter(({ path, size }) => path.startsWith("docs/pictures/") && size > pictureBudget).map((
      { path, size }
    ) => `${path} has ${size} B of ${pictureBudget}`)
  ]
}
