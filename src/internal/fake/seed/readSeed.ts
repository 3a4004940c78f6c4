/** Reads a seed from JSON, whether from a file or from a request. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Seed } from "../../../Testing/Seed.ts"
import { SeedJson } from "./seedJson.ts"
import { seedProblem } from "./seedProblem.ts"

/** Says what is wrong with a seed, in one sentence without a token. */
export class SeedError extends Data.TaggedError("SeedError")<{ readonly message: string }> {}

const decode = Schema.decodeUnknownResult(SeedJson, { onExcessProperty: "error" })

/** Takes a seed that was parsed already. An unknown member is an error, because it would do nothing. */
const decodeSeed = (input: unknown): Result.Result<Seed, SeedError> =>
  Result.mapBoth(decode(input), {
    onFailure: ({ issue }) => new SeedError({ message: seedProblem(issue, input) }),
    onSuccess: (seed): Seed => seed
  })

/** The parser says where it stopped, and some parsers show the text there. */
const notJson = (error: unknown): SeedError => {
  const [at] = /line \d+ column \d+|position \d+/.exec(error instanceof Error ? error.message : "") ?? []
  return new SeedError({ message: `The seed is not JSON${at === undefined ? "" : ` at ${at}`}` })
}

const parse = (text: string): Result.Result<unknown, SeedError> =>
  Result.try({ try: (): unknown => JSON.parse(text), catch: notJson })

/** Reads the text of a seed. */
export const readSeed = (text: string): Effect.Effect<Seed, SeedError> =>
  Effect.fromResult(Result.flatMap(parse(text.replace(/^\uFEFF/, "")), decodeSeed))
