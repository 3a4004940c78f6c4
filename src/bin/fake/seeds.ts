/** Has what the command asks of seeds: to read one, to describe one, and to write down what a server stores. */
import * as Effect from "effect/Effect"
import type { Server } from "../../internal/fake/doors/server.ts"

export { readSeed } from "../../internal/fake/seed/readSeed.ts"
export { sampleSeed } from "../../internal/fake/seed/sampleSeed.ts"
export { seedJsonSchema as seedSchema } from "../../internal/fake/seed/seedJsonSchema.ts"

/** Writes down what a server stores, as the text of a seed. */
export const savedSeed = (server: Server): Effect.Effect<string> =>
  Effect.map(server.saved, (seed) => `${JSON.stringify(seed, null, 2)}\n`)
