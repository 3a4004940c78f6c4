import * as Effect from "effect/Effect"
import { sha256 } from "../sha256.ts"

const hashed = "sha256:"

/** Holds for texts that a Postgres column and its index can hold, and that no hash can equal. */
const isPlain = (text: string): boolean =>
  text.length <= 255 && text.isWellFormed() && !text.includes("\0") && !text.startsWith(hashed)

/**
 * Returns the text by which a store knows an id. A text that some store cannot
 * hold is known by its hash: Postgres indexes at most 2704 bytes per row and
 * knows no NUL, and UTF-8 makes all lone surrogates one character.
 */
export const storedText = (text: string): Effect.Effect<string> =>
  isPlain(text)
    ? Effect.succeed(text)
    // JSON writes lone surrogates as escapes, so that two of them differ.
    : Effect.map(sha256(JSON.stringify(text)), (hash) => hashed + hash)
