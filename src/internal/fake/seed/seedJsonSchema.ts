import * as Schema from "effect/Schema"
import { SeedJson } from "./seedJson.ts"

/** Is the JSON Schema of a seed, by which an editor completes and checks one. */
export const seedJsonSchema = (): Readonly<Record<string, unknown>> => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(SeedJson, { onExcessProperty: "error" })
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A seed of the fake Novu",
    ...schema,
    $defs: definitions
  }
}
