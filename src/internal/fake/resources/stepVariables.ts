/** Says what the templates of a workflow may name, and makes up a payload. */
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import { objectOf } from "../worker/values.ts"
import { textsIn } from "./stepIssues.ts"

/** Finds the members of the payload that templates name. */
const payloadNames = ({ steps }: WorkflowRow): ReadonlyArray<string> => [
  ...new Set(
    steps.flatMap(({ controls }) => textsIn(controls)).flatMap(([, text]) =>
      Array.from(text.matchAll(/\{[{%][^}]*?\bpayload\.([A-Za-z_]\w*)/g), ([, name = ""]) => name)
    )
  )
]

const payloadProperties = (row: WorkflowRow): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(payloadNames(row).map((name) => [name, { type: "string" }])),
  ...objectOf(row.payloadSchema?.["properties"])
})

const object = (properties: Readonly<Record<string, unknown>>) => ({ type: "object", properties })

/** Returns a JSON schema of what a step may name: the payload, the subscriber, and what earlier steps give. */
export const variablesOf = (row: WorkflowRow, step: StepRow) => {
  const earlier = row.steps.slice(0, row.steps.indexOf(step))
  return object({
    subscriber: object({ subscriberId: { type: "string" }, firstName: { type: "string" }, email: { type: "string" } }),
    payload: object(payloadProperties(row)),
    steps: object(Object.fromEntries(earlier.map(({ stepId }) => [stepId, object({})])))
  })
}

const exampleOf = (name: string, schema: unknown): unknown => {
  const { default: otherwise, enum: values, properties, type } = objectOf(schema)
  if (otherwise !== undefined) return otherwise
  if (Array.isArray(values)) return values[0]
  switch (type) {
    case "object":
      return examples(objectOf(properties))
    case "array":
      return []
    case "number":
    case "integer":
      return 0
    case "boolean":
      return false
    default:
      return name
  }
}

const examples = (properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, exampleOf(name, schema)]))

export const payloadExampleOf = (row: WorkflowRow): Readonly<Record<string, unknown>> =>
  examples(payloadProperties(row))
