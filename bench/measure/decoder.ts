import { Exit, Schema } from "effect"

/** Makes the reader of an answer, as a call reads it. */
export const decoder = <A>(schema: Schema.Codec<A, unknown>): (json: unknown) => A => {
  const decode = Schema.decodeUnknownExit(schema)
  return (json) => {
    const exit = decode(json)
    if (Exit.isSuccess(exit)) return exit.value
    throw new Error("the fixture does not decode")
  }
}
