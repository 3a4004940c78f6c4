/** Says what a release of `@novu/api` has that another has not. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { peerMethods } from "./peerMethods.ts"
import { type PeerTypes, peerTypes } from "./peerTypes.ts"

const versionOf = async (folder: string): Promise<string> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8")).version

const list = (heading: string, entries: ReadonlyArray<string>): ReadonlyArray<string> =>
  entries.length === 0 ? [] : ["", `### ${heading}`, "", ...entries.map((entry) => `- \`${entry}\``)]

const lacking = (all: ReadonlyArray<string>, others: ReadonlyArray<string>): ReadonlyArray<string> => {
  const known = new Set(others)
  return all.filter((each) => !known.has(each))
}

/** Names each type, and each of its members. */
const membersOf = (types: PeerTypes): ReadonlyArray<string> =>
  Array.from(types, ([name, members]) => [name, ...Array.from(members, (member) => `${name}.${member}`)]).flat()

const operationsIn = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await peerMethods(folder)).map(({ operation }) => operation.replaceAll(/\{\w+\}/g, "{}"))

/** Returns a page in Markdown. */
export const newsOf = async (before: string, after: string): Promise<string> => {
  const [was, is] = [await operationsIn(before), await operationsIn(after)]
  const [had, has] = [membersOf(await peerTypes(before)), membersOf(await peerTypes(after))]
  const parts = [
    ...list("Operations that are new", lacking(is, was)),
    ...list("Operations that are gone", lacking(was, is)),
    ...list("Members that are new", lacking(has, had)),
    ...list("Members that are gone", lacking(had, has))
  ]
  const title = `## \`@novu/api\` ${await versionOf(after)}, beside ${await versionOf(before)}`
  return [title, ...(parts.length === 0 ? ["", "Nothing is new."] : parts), ""].join("\n")
}
