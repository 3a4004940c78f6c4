import * as Schema from "effect/Schema"
import { SeedJson } from "./seedJson.ts"
import { seedWords } from "./seedWords.ts"

type JsonObject = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const described = (words: string | undefined, schema: JsonObject): JsonObject =>
  words === undefined ? schema : { ...schema, description: words }

/** Every stored thing has these members, and what is said of them is said once. */
const wordsOf = (shape: string, member: string): string | undefined =>
  seedWords[`${shape}.${member}`] ?? seedWords[`Stored.${member}`]

/** Adds what is said of a shape and of its members. */
const inWords = (shape: string, { properties, ...schema }: JsonObject): JsonObject =>
  described(seedWords[shape], {
    ...schema,
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([member, each]) => [
          member,
          isObject(each) ? described(wordsOf(shape === "SeedOfEnvironment" ? "Seed" : shape, member), each) : each
        ])
      )
    })
  })

/** Is the JSON Schema of a seed, by which an editor completes and checks one. */
export const seedJsonSchema = (): JsonObject => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(SeedJson, { onExcessProperty: "error" })
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A seed of the fake Novu",
    ...schema,
    $defs: Object.fromEntries(
      Object.entries(definitions).map(([shape, each]) => [shape, inWords(shape, each)])
    )
  }
}
