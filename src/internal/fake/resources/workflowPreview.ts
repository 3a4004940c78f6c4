/** Shows what a step would send, as far as the fake can tell. */
import * as Option from "effect/Option"
import { given } from "../../input/given.ts"
import { nested, object, optional } from "../protocol/validation.ts"
import { isSince } from "../store/eras.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { channels } from "../worker/makeMessage.ts"
import { renderDeep } from "../worker/render.ts"
import { objectOf } from "../worker/values.ts"
import { exampleOf, payloadSchemaOf, variablesOf } from "./workflowPayload.ts"

type Input = Readonly<Record<string, unknown>>

export const previewRules = {
  controlValues: optional(object),
  previewPayload: optional(nested({
    subscriber: optional(object),
    actor: optional(object),
    payload: optional(object),
    steps: optional(object),
    context: optional(object),
    env: optional(object)
  }))
}

/** Digests show what they gathered, and steps of other types nothing. */
const outputOf = (type: string, rendered: unknown): unknown =>
  channels.has(type) ? rendered : type === "digest" ? { events: [] } : {}

const failed = {
  title: "Preview failed",
  message: "The step could not be rendered",
  hint: "Check the templates in its control values"
}

/** Renders what was sent, or else what is stored, where the fake has an engine for texts. */
export const previewOf = (store: Store, workflow: WorkflowRow, step: StepRow, input: Input) => {
  const { actor, context, env, payload, steps, subscriber } = objectOf(input["previewPayload"])
  const example = objectOf(exampleOf(payloadSchemaOf(workflow)))
  const scope = {
    subscriber: objectOf(subscriber),
    payload: { ...example, ...objectOf(payload) },
    steps: objectOf(steps),
    ...given({ actor, context, env })
  }
  const values = input["controlValues"] === undefined ? step.controls : objectOf(input["controlValues"])
  const rendered = renderDeep(values, store.options.engines?.text, scope)
  if (Option.isNone(rendered)) {
    return isSince(store, "2026-08")
      ? { result: { type: step.type, preview: {}, error: failed }, previewPayloadExample: scope, schema: null }
      : { result: { preview: {} }, previewPayloadExample: {}, schema: null }
  }
  return {
    result: { type: step.type, preview: outputOf(step.type, rendered.value) },
    previewPayloadExample: scope,
    schema: variablesOf(workflow, step)
  }
}
