import { isRequired, type Statement } from "./compare.ts"
import { isConstant, isEnum } from "./describe.ts"
import type { Rule } from "./explain.ts"
import { since319 } from "./since319.ts"

/** Says whether a statement is about a value that only we accept in an answer. */
const alsoAnswered = ({ by, part, value }: Statement, ours: string): boolean =>
  part === "response" && by === "ours" && value === ours

const orders = new Set(["\"createdAt\"", "\"updatedAt\"", "nothing"])

/**
 * These kinds of difference are intended, wherever they turn up. A rule must explain no more than its sentence says,
 * because anything else that it explains is drift that nobody sees.
 */
export const rules: ReadonlyArray<Rule> = [
  {
    name: "a key on POST and PATCH only",
    why:
      "Novu documents an optional idempotency key everywhere and reads it of POST and PATCH, so that no other request has one",
    explains: (statement) =>
      statement.place === "header idempotency-key" && statement.by === "novu" && statement.value === undefined &&
      !isRequired(statement) && !/^(POST|PATCH) /.test(statement.operation)
  },
  {
    name: "an enum in an answer is open",
    why: "a value that is newer than this package must not fail the answer that holds it, so that any text is taken",
    explains: (statement) => alsoAnswered(statement, "string") && statement.novu !== undefined && isEnum(statement.novu)
  },
  {
    name: "an enum in an answer may be read as text",
    why: "values by which this package decides nothing are read as any text",
    explains: ({ by, ours, part, value }) =>
      by === "novu" && part === "response" && value !== undefined && isConstant(value) && ours !== undefined &&
      ours.has("string") && !isEnum(ours)
  },
  {
    name: "a union in an answer is open",
    why:
      "a shape that is newer than this package must not fail the answer that holds it, so that any JSON is kept as it is",
    explains: (statement) =>
      alsoAnswered(statement, "anything") && [statement.ours, statement.novu].every((holds) => holds?.has("object"))
  },
  {
    name: "a member of an answer may be missing",
    why: "servers differ in what they leave out, and a member that a caller can do without must not cost the answer",
    explains: (statement) => alsoAnswered(statement, "nothing") && /\.[^.[\]<>]+$/.test(statement.place)
  },
  {
    name: "null in an answer means absent",
    why: "some servers send null for a member that others leave out, so that what may be missing may be null",
    explains: (statement) => alsoAnswered(statement, "null") && statement.ours?.has("nothing") === true
  },
  {
    name: "known values are suggestions",
    why: "where both take any text, the values that we know are there to be completed by an editor and refuse nothing",
    explains: ({ by, novu, ours, value }) =>
      by === "ours" && value !== undefined && isConstant(value) &&
      [ours, novu].every((holds) => holds?.has("string"))
  },
  {
    name: "a page has two orders",
    why: "Novu documents the order as a text and knows these two, to which the request is held",
    explains: ({ by, novu, ours, place, value }) =>
      place === "query orderBy" && ours !== undefined && [...ours].every((each) => orders.has(each)) &&
      (by === "ours" ? value !== "nothing" && novu?.has("string") === true : value === "string")
  },
  {
    name: "what an integration stores is secret",
    why: "credentials and configurations are passed on redacted, whatever their members are called",
    explains: ({ by, novu, operation, part, place, value }) =>
      by === "novu" && value === undefined && operation.includes(" /v1/integrations") &&
      (part === "response" || novu?.has("nothing") === true) &&
      /\.(credentials|configurations)\.[^.[\]<>]+$/.test(place)
  },
  {
    name: "what a step is set up with is any JSON",
    why:
      "the values of a step differ by its type, and one that lacks some of them must not fail its workflow, so that they are kept as they are",
    explains: ({ by, operation, part, place, value }) =>
      by === "novu" && value === undefined && part === "response" && operation.includes(" /v2/workflows") &&
      /\.(controls\.(values|uiSchema)|controlValues|result\.preview)\.[^.[\]<>]+$/.test(place)
  },
  {
    name: "a value of a step may be a template",
    why: "Novu stores a Liquid template in the place of any number, flag or constant, and documents what it becomes",
    explains: ({ by, novu, operation, part, place, value }) =>
      by === "ours" && value === "string" && part === "request" && operation.includes(" /v2/workflows") &&
      place.startsWith("body.steps[].controlValues.") && novu !== undefined
  },
  ...since319
]
