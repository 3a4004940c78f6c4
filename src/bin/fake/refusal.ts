import * as Data from "effect/Data"

/** Is why the command does not do what it was asked to: one sentence that says what to do, for a person. */
export class Refusal extends Data.TaggedError("Refusal")<{ readonly message: string }> {}

export const refusal = (message: string): Refusal => new Refusal({ message })
