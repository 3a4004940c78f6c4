/** Says what the texts of a step may name, and makes up a payload. Both follow the schema, and what is used already. */
import { isReadonlyObject } from "effect/Predicate"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import { leavesOf, objectOf } from "../worker/values.ts"

type Json = Readonly<Record<string, unknown>>

/** Finds the paths in the payload that a text names, in tags or as variables of the block editor. */
const pathsIn = (text: string): ReadonlyArray<string> =>
  Array.from(text.matchAll(/\{[{%][^{}]*[}%]\}|"id"\s*:\s*"[^"]*"/g), ([tag]) => tag).flatMap((tag) =>
    Array.from(tag.matchAll(/(?<![\w.])payload\.([A-Za-z_][\w.]*)/g), ([, path = ""]) => path.replace(/\.+$/, ""))
  )

/** Makes a schema of objects that have the given paths. */
const schemaOf = (paths: ReadonlyArray<string>): Json => ({
  type: "object",
  properties: Object.fromEntries(
    Array.from(Map.groupBy(paths, (path) => path.split(".")[0] ?? ""), ([name, each]) => {
      const inner = each.map((path) => path.slice(name.length + 1)).filter((path) => path !== "")
      return [name, inner.length === 0 ? { type: "string" } : schemaOf(inner)]
    })
  ),
  additionalProperties: true
})

/** Returns the schema of the payload, with what the steps name of it. What the schema says decides. */
export const payloadSchemaOf = ({ payloadSchema = {}, steps }: WorkflowRow): Json => {
  const used = steps.flatMap(({ controls }) => leavesOf(controls).flatMap(({ text }) => pathsIn(text)))
  const { properties, ...rest } = schemaOf(used)
  return {
    ...rest,
    ...payloadSchema,
    properties: { ...objectOf(properties), ...objectOf(payloadSchema["properties"]) }
  }
}

const flags = (...names: ReadonlyArray<string>): Json => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "boolean" }]))
})

/** Says what a step leaves behind for those after it. */
const resultOf = ({ type }: StepRow): Json =>
  type === "digest"
    ? { type: "object", properties: { events: { type: "array" }, eventCount: { type: "number" } } }
    : type === "in_app"
    ? flags("seen", "read")
    : { type: "object", properties: {}, additionalProperties: true }

const subscriber: Json = {
  type: "object",
  properties: Object.fromEntries(
    ["subscriberId", "firstName", "lastName", "email", "phone", "avatar", "locale", "timezone"].map((name) => [
      name,
      { type: "string" }
    ])
  )
}

/** Returns a schema of what the texts of a step may name. Steps after it are not among them. */
export const variablesOf = (workflow: WorkflowRow, step: StepRow): Json => {
  const earlier = workflow.steps.slice(0, workflow.steps.findIndex(({ _id }) => _id === step._id))
  return {
    type: "object",
    properties: {
      subscriber,
      steps: { type: "object", properties: Object.fromEntries(earlier.map((each) => [each.stepId, resultOf(each)])) },
      payload: payloadSchemaOf(workflow)
    },
    additionalProperties: false
  }
}

const samples: Json = { string: "text", number: 0, integer: 0, boolean: true, array: [], null: null }

/** Schemas that refer to others, or are deeper than anybody writes, are not followed. */
const deepest = 20

/** Makes up a value by a schema, from what it says of its type alone. */
export const exampleOf = (schema: unknown, name = "", depth = 0): unknown => {
  if (!isReadonlyObject(schema) || depth > deepest) return null
  const { const: constant, default: standard, enum: values, examples, properties, type } = schema
  const given = constant ?? standard ?? (Array.isArray(values) ? values[0] : undefined) ??
    (Array.isArray(examples) ? examples[0] : undefined)
  if (given !== undefined) return given
  const kind = Array.isArray(type) ? type[0] : type
  if (kind === "object" || isReadonlyObject(properties)) {
    return Object.fromEntries(
      Object.entries(objectOf(properties)).map(([member, each]) => [member, exampleOf(each, member, depth + 1)])
    )
  }
  return kind === "string" && name !== "" ? name : Object.hasOwn(samples, String(kind)) ? samples[String(kind)] : null
}
