import * as Effect from "effect/Effect"
import { basename, dirname, join } from "node:path"
import { replaceText, writeNew } from "./files.ts"
import type { Refusal } from "./refusal.ts"
import { sampleSeed, seedSchema } from "./seeds.ts"

/** The sample names its schema by this. */
const schemaName = "seed.schema.json"

/**
 * Writes a sample seed and the schema beside it, by which an editor helps. A seed
 * that is there stays as it is; the schema is that of this version.
 */
export const init = (file = "seed.json"): Effect.Effect<string, Refusal> =>
  Effect.gen(function*() {
    const schema = join(dirname(file), schemaName)
    const advice = `name another file with --seed, such as --seed my-${basename(file)} --init.`
    yield* writeNew(file, sampleSeed, advice)
    yield* replaceText(schema, `${JSON.stringify(seedSchema(), null, 2)}\n`, advice)
    return `Wrote ${file} and ${schema}. Start with it: npx effect-novu fake --seed ${file}\n`
  })
