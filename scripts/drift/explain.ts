import { Schema } from "effect"
import type { Difference } from "./compare.ts"

/** Why some differences are meant. In the first three, `*` stands for any text. */
const Explanation = Schema.Struct({
  operation: Schema.String,
  place: Schema.String,
  what: Schema.String,
  reason: Schema.NonEmptyString
})

export type Explanation = typeof Explanation.Type

export const readExplanations = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Array(Explanation)))

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[^\w*]/g, "\\$&").replaceAll("*", ".*")}$`).test(text)

const explains = (explanation: Explanation, difference: Difference) =>
  matches(explanation.operation, difference.operation) && matches(explanation.place, difference.place) &&
  matches(explanation.what, difference.what)

/** The differences without an explanation, and the explanations without a difference. */
export const explain = (differences: ReadonlyArray<Difference>, explanations: ReadonlyArray<Explanation>) => ({
  unexplained: differences.filter((difference) => !explanations.some((each) => explains(each, difference))),
  unused: explanations.filter((each) => !differences.some((difference) => explains(each, difference)))
})
