/** Writes down what the doc comments of `Seed` say of each member, for the JSON Schema that editors show. */
import { globSync, readFileSync } from "node:fs"

const textOf = (comment: string): string =>
  comment.replace(/^\/\*\*/, "").replace(/\*\/$/, "").replaceAll(/^ *\* ?/gm, "")
    .replace(/\n@(category|since|see)[\s\S]*$/, "").trim()
    .replaceAll(/ *@default ([^\n]+)/g, (_, value: string) => ` Default: ${value.trim()}.`)
    .replaceAll(/\s+/g, " ").trim()

const shapeOf = (name: string): string => name === "Seed" ? name : name.replace(/^Seed/, "")

/** Lists what is said of the members of one interface. */
const membersIn = (shape: string, body: string): ReadonlyArray<readonly [string, string]> =>
  [...body.matchAll(/^ {2}(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n {2}readonly (\$?\w+)/gm)].map((
    [, comment = "", member = ""]
  ) => [`${shape}.${member}`, textOf(comment)])

/** Writes an entry as the formatter would. */
const lineOf = ([place, text]: readonly [string, string]): string => {
  const name = /^\w+$/.test(place) ? place : JSON.stringify(place)
  const line = `  ${name}: ${JSON.stringify(text)}`
  return line.length < 120 ? line : `  ${name}:\n    ${JSON.stringify(text)}`
}

/** Returns the module that `seedJsonSchema` reads. Whoever changes a comment writes it anew by `npm run tables`. */
export const seedWords = (): string => {
  const words = globSync("src/Testing/Seed*.ts").toSorted().flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(
        /^(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\nexport interface (\w+)[^{]*\{\n([\s\S]*?)^\}$/gm
      )
    ].flatMap(([, comment = "", name = "", body = ""]) =>
      [[shapeOf(name), textOf(comment)] as const].concat(membersIn(shapeOf(name), body))
    )
  ).filter(([, text]) => text !== "")
  return `/** Says what the members of a seed are. \`npm run tables\` writes this from the doc comments of \`Seed\`. */
export const seedWords: Readonly<Record<string, string>> = {
${words.map(lineOf).join(",\n")}
}
`
}
