import type { Described } from "./api.ts"

/** Returns the first so many segments of a path. */
const prefixesOf = (path: string): ReadonlyArray<string> => {
  const segments = path.split("/")
  return segments.map((_, index) => segments.slice(0, index + 1).join("/")).filter((each) => each.split("/").length > 2)
}

const isBelow = (path: string, base: string): boolean => path === base || path.startsWith(`${base}/`)

/** Returns the start that most paths of a group share. A start that is a path itself is preferred, then the longest. */
export const basePath = (operations: ReadonlyArray<Described>): string | undefined => {
  const paths = operations.map(({ path }) => path)
  const count = (base: string) => paths.filter((path) => isBelow(path, base)).length
  const [best] = [...new Set(paths.flatMap(prefixesOf))].toSorted((one, other) =>
    count(other) - count(one) || Number(paths.includes(other)) - Number(paths.includes(one)) ||
    other.length - one.length
  )
  return best === undefined || count(best) < 2 ? undefined : best
}

/** Writes a path as it stands after `const path = …`. */
export const pathText = (path: string, base: string | undefined): string =>
  base === undefined || !isBelow(path, base)
    ? JSON.stringify(path)
    : path === base
    ? "path"
    : `\`\${path}${path.slice(base.length)}\``
