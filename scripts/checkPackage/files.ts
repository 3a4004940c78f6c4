import { globSync, readFileSync } from "node:fs"
import { posix } from "node:path"
import { publicSources } from "../build/modules.ts"
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

const besides =
  /^(package\.json|LICENSE|(docs\/)?[\w-]+\.md|bench\/results\.md|examples\/.+\.ts|examples\/service\/[\w.]+)$/

/** Returns the links of a page to files, as paths from the root of the package. */
const linksOf = (page: string): ReadonlyArray<string> =>
  Array.from(
    readFileSync(page, "utf8").matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g),
    ([, target = ""]) => posix.join(posix.dirname(page), target)
  )

/** Says what is missing in the tarball, what nobody needs there, and which links lead out of it. */
export const complaintsAbout = ({ files }: Packed): ReadonlyArray<string> => {
  const packed = files.map(({ path }) => path)
  const wanted = new Set([...modules(), ...command, ...pages, ...service])
  const isThere = (target: string) => packed.some((path) => path === target || path.startsWith(`${target}/`))
  const program = files.find(({ path }) => path === "dist/bin/effect-novu.js")?.size ?? 0
  return [
    ...(program > commandBudget ? [`the command has ${program} B of ${commandBudget}`] : []),
    ...[...wanted].filter((path) => !packed.includes(path)).map((path) => `${path} is missing`),
    ...packed.filter((path) => !wanted.has(path) && !besides.test(path)).map((path) => `nobody needs ${path}`),
    ...packed.filter((path) => path.endsWith(".md")).flatMap((page) =>
      linksOf(page).filter((target) => !isThere(target)).map((target) =>
        `${page} links to ${target}, which is not there`
      )
    )
  ]
}
