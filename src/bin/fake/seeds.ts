/** Has what the command asks of seeds: to read one, to describe one, and to write down what a server stores. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { control } from "../../internal/fake/doors/control.ts"
import type { Server } from "../../internal/fake/doors/server.ts"
import { SeedJson } from "../../internal/fake/faults/faultJson.ts"
import { defaultSeed, type Seed } from "../../Testing/Seed.ts"
import { type Refusal, refusal } from "./refusal.ts"

/** Names where JSON stopped being JSON. The parser would show the text there, which may be a token. */
const placeIn = (error: unknown): string => {
  const [place] = /line \d+ column \d+|position \d+/.exec(error instanceof Error ? error.message : "") ?? []
  return place === undefined ? "" : ` at ${place}`
}

const withoutSchema = (json: unknown): unknown => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== "$schema"))
}

/** Reads the text of a seed. A member that nobody knows is an error, because it would do nothing. */
export const readSeed = (text: string): Effect.Effect<Seed, { readonly message: string }> =>
  Effect.try({
    try: () => withoutSchema(JSON.parse(text.replace(/^\uFEFF/, ""))),
    catch: (error) => ({ message: `The seed is not JSON${placeIn(error)}` })
  }).pipe(Effect.flatMap((json) =>
    Schema.decodeUnknownEffect(SeedJson, { onExcessProperty: "error" })(json).pipe(
      Effect.mapError(({ message }) => ({ message: message.replaceAll(/\s+/g, " ") }))
    )
  ))

/** Is the JSON Schema of a seed, by which an editor completes and checks one. */
export const seedSchema = (): Readonly<Record<string, unknown>> => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(SeedJson)
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A seed of the fake Novu",
    ...schema,
    $defs: definitions
  }
}

/** Is what a person starts to change. */
export const sampleSeed: Seed = defaultSeed

/** Writes down what a server stores, as the text of a seed, by the route that gives it to everybody. */
export const savedSeed = (server: Server): Effect.Effect<string, Refusal> =>
  control(server, { method: "GET", target: "/_fake/seed", headers: {}, body: new Uint8Array(0) }).pipe(
    Effect.flatMap(({ body, status }) =>
      status === 200 && body !== undefined ? Effect.succeed(body) : Effect.fail(refusal("The fake cannot be saved."))
    )
  )
