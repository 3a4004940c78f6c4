import { globSync, readFileSync } from "node:fs"

const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly exports: Readonly<Record<string, unknown>>
}

/** These globs match the folders that `exports` closes, below `src` as below `dist`. */
export const closed: ReadonlyArray<string> = Object.entries(exports)
  .filter(([, target]) => target === null)
  .map(([subpath]) => subpath.replace(/^\.\//, "").replace("*", "**"))

/** Returns the sources below `src` that can be imported. */
export const publicSources = (): ReadonlyArray<string> =>
  globSync("**/*.ts", { cwd: "src", exclude: closed }).toSorted()

/** Returns every public module as a program imports it: `effect-novu`, `effect-novu/Client/NovuClient`, … */
export const subpaths = (): ReadonlyArray<string> =>
  publicSources().map((file) => file === "index.ts" ? "effect-novu" : `effect-novu/${file.replace(/\.ts$/, "")}`)
