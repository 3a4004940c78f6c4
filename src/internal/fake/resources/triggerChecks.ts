import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { reject, type Rejection } from "../protocol/rejection.ts"
import { object, optional, required, type Rule, string } from "../protocol/validation.ts"
import { workflowForAny } from "../seed/anyWorkflow.ts"
import { seedWorkflow } from "../seed/workflows.ts"
import type { AcceptedTrigger, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf } from "../worker/values.ts"
import { contextPayload } from "./contextPayload.ts"

type Input = Readonly<Record<string, unknown>>

/** The recipients are checked for presence only. */
const anything: Rule = () => []

export const broadcastRules = {
  name: required(string),
  payload: optional(object),
  overrides: optional(object),
  transactionId: optional(string),
  context: optional(contextPayload),
  bridgeUrl: optional(string)
}

export const triggerRules = { ...broadcastRules, to: required(anything) }

/** Bulk hands its events on as they are, and a trigger without a payload is then refused. */
export const eventRules = { ...triggerRules, payload: required(object) }

const maximumBytes = 524_288
const encoder = new TextEncoder()

/** Returns the bytes of a payload when they are too many. Attachments are not counted. */
const excessOf = (payload: unknown): number | undefined => {
  if (!isReadonlyObject(payload)) return undefined
  const { attachments: _, ...counted } = payload
  const bytes = encoder.encode(JSON.stringify(counted)).length
  return bytes > maximumBytes ? bytes : undefined
}

const limit = `exceeds maximum allowed size of ${maximumBytes} bytes (512KB). ` +
  "Note: Attachments are excluded from this limit."

export const checkSize = ({ payload }: Input): Result.Result<void, Rejection> => {
  const bytes = excessOf(payload)
  return bytes === undefined
    ? Result.succeed(undefined)
    : Result.fail(reject(413, `Payload size (${bytes} bytes) ${limit}`))
}

/** One event that is too large refuses the whole request. */
export const checkSizes = (events: ReadonlyArray<unknown>): Result.Result<void, Rejection> => {
  for (const [index, event] of events.entries()) {
    if (!isReadonlyObject(event)) continue
    const bytes = excessOf(event["payload"])
    if (bytes === undefined) continue
    const of = `Event at index ${index} (workflow: "${String(event["name"])}")`
    return Result.fail(reject(413, `${of} has payload size (${bytes} bytes) ${limit}`))
  }
  return Result.succeed(undefined)
}

/** Says how a trigger is answered, and what the worker gets of it. */
export interface Verdict {
  readonly status: string
  readonly transactionId: string
  readonly accepted: AcceptedTrigger | undefined
}

/**
 * Takes a valid trigger through Novu's checks in their order: workflow, payload,
 * tenant, active, steps. A `bridgeUrl` is not called.
 */
export const judge = (
  store: Store,
  input: Input,
  isBroadcast: boolean,
  now: number
): Result.Result<Verdict, Rejection> =>
  Result.gen(function*() {
    const workflow = workflowNamed(store, String(input["name"]), now)
    if (workflow === undefined) return yield* Result.fail(reject(422, "workflow_not_found"))
    const payload = yield* checkPayload(store, workflow, objectOf(input["payload"]))
    const transactionId = String(input["transactionId"] || `txn_${store.ids.objectId(now)}`)
    const status = statusOf(store, workflow, input["tenant"])
    const accepted: AcceptedTrigger | undefined = status !== "processed" ? undefined : {
      workflow,
      transactionId,
      to: input["to"],
      isBroadcast,
      payload,
      overrides: objectOf(input["overrides"]),
      actor: input["actor"],
      tenant: input["tenant"],
      context: input["context"]
    }
    return { status, transactionId, accepted }
  })

/** Finds a workflow, or makes it where any may be triggered. */
const workflowNamed = (store: Store, id: string, now: number): WorkflowRow | undefined => {
  const workflow = store.workflows.byKey.get(id)
  if (workflow === undefined && store.options.anyWorkflow === true) {
    seedWorkflow({ store, now, isExact: false }, workflowForAny(id))
  }
  return workflow ?? store.workflows.byKey.get(id)
}

const statusOf = (store: Store, { active, steps, triggerStatus }: WorkflowRow, tenant: unknown): string => {
  if (triggerStatus !== undefined) return triggerStatus
  if (tenant !== undefined && tenant !== null && !store.tenants.has(tenantId(tenant))) return "no_tenant_found"
  if (!active) return "trigger_not_active"
  if (store.options.withoutSteps !== "refused") return "processed"
  if (steps.length === 0) return "no_workflow_steps_defined"
  return steps.some((step) => step.active) ? "processed" : "no_workflow_active_steps_defined"
}

const tenantId = (tenant: unknown): string => String(isReadonlyObject(tenant) ? tenant["identifier"] : tenant)

/** Checks the payload if the workflow wants that and there is an engine. Its result has the defaults of the schema. */
const checkPayload = (
  store: Store,
  { payloadSchema: schema, validatePayload }: WorkflowRow,
  payload: Input
): Result.Result<Input, Rejection> => {
  const engine = store.options.engines?.payload
  if (engine === undefined || schema === undefined || !validatePayload) return Result.succeed(payload)
  const checked = engine(schema, payload)
  if (checked.issues.length === 0) return Result.succeed(checked.payload)
  const texts = checked.issues.map(({ field, message }) => `${field}: ${message}`)
  return Result.fail({
    status: 400,
    message: `Payload validation failed: ${texts.join("; ")}`,
    fields: { type: "PAYLOAD_VALIDATION_ERROR", schema },
    errors: checked.issues
  })
}
