/**
 * Names what only the owner of the repository can say in package.json, and has not
 * said yet. npm runs it before it publishes, and does not publish then.
 *
 *   node scripts/checkPackage/manifest.ts
 */
import { readFileSync } from "node:fs"

/** Has a member of package.json that the owner fills in, and what is missing without it. */
export interface Unfilled {
  readonly member: string
  readonly why: string
}

const urlOf = (value: unknown): string => {
  const url = typeof value === "object" && value !== null && "url" in value ? value.url : value
  return typeof url === "string" ? url.replace(/^git\+/, "") : ""
}

const isUrl = (value: unknown): boolean => /^https:\/\/[^\s/]+\/\S+$/.test(urlOf(value))

/** Says where npm itself knows the home page and the place for bugs from the repository. */
const isHosted = (value: unknown): boolean =>
  /^https:\/\/(github\.com|gitlab\.com|bitbucket\.org)\/[^/\s]+\/[^/\s]+$/.test(urlOf(value))

const home = (value: unknown): boolean => /^https:\/\/[^\s/]+/.test(urlOf(value))

export const unfilled = (manifest: Readonly<Record<string, unknown>>): ReadonlyArray<Unfilled> => {
  const { bugs, homepage, repository } = manifest
  const hosted = isHosted(repository)
  return [
    ...(isUrl(repository) ? [] : [{
      member: "repository",
      why: "npm leads the links and pictures of README.md to it, and publishes with provenance only if it is named"
    }]),
    ...(home(homepage) || hosted ? [] : [{ member: "homepage", why: "the page of the package on npm leads to it" }]),
    ...(home(bugs) || hosted ? [] : [{
      member: "bugs",
      why: "README.md says that `npm bugs effect-novu` opens the place to report to"
    }])
  ]
}

/** Puts what is unfilled into lines for a person. */
export const asked = (members: ReadonlyArray<Unfilled>): ReadonlyArray<string> =>
  members.map(({ member, why }) => `package.json: the owner has to fill in \`${member}\` before publishing: ${why}`)

if (import.meta.main) {
  const lines = asked(unfilled(JSON.parse(readFileSync("package.json", "utf8"))))
  for (const line of lines) console.error(line)
  if (lines.length > 0) process.exitCode = 1
}
