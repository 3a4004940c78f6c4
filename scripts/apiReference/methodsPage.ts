import { readFileSync } from "node:fs"
import { join } from "node:path"

/**
 * Writes a module for TypeDoc alone. The methods of a group stand in the argument of
 * `Group.Service`, where TypeDoc does not look. It does look at what an interface
 * inherits, and takes each signature from the checker and its words from the source.
 */
export const methodsPage = (groups: ReadonlyArray<string>): string =>
  `/**
 * The methods of each group.
 *
 * @module Methods
 */
${groups.map((group) => `import type { ${group} } from "../../src/Client/${group}.ts"\n`).join("")}
${
    groups.map((group) =>
      `/**
 * What a program gets that asks for \`${group}\`.
 *
 * @category services
 */
export interface ${group}Methods extends ServiceOf${group} {}
type ServiceOf${group} = (typeof ${group})["Service"]
`
    ).join("\n")
  }`

/** Returns the methods that have no documentation on the page of their group. */
export const withoutWords = (html: string, group: string): ReadonlyArray<string> => {
  const page = readFileSync(join(html, "interfaces", `Methods.${group}Methods.html`), "utf8")
  const members = page.split(/<section class="tsd-panel tsd-member[^"]*"/).slice(1)
  if (members.length === 0) return [group]
  return members.filter((member) => !member.includes("tsd-comment"))
    .map((member) => `${group}.${/id="([^"]+)"/.exec(member)?.[1]}`)
}
