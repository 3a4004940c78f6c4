import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Schema } from "effect"
import { Workflows } from "effect-novu/Client/Workflows"
import type { StepInput, WorkflowStep } from "effect-novu/Schema/WorkflowStep"
import { newWorkflowFaults, protoInPayloadSchema, protoInStepPreview, workflowFaults } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { wireOf } from "../peer/zodSchema.ts"
import { made, type Rows } from "./row.ts"

const workflowId = "order-shipped"

const params = { workflowId }

const email = {
  subject: "Shipped",
  body: "<p>It is on its way.</p>",
  editorType: "html",
  disableOutputSanitization: false
} as const

const steps = [
  {
    type: "in_app",
    name: "Inbox",
    stepId: "inbox",
    controlValues: { subject: "Shipped", body: "It is on its way.", disableOutputSanitization: false }
  },
  { type: "email", name: "Mail", stepId: "mail", controlValues: email }
] as const

const redirect = { url: "/orders", target: "_self" }

const action = { label: "Open", redirect }

const stretch = { amount: 3, unit: "days" }

/** Has every type of step, with the members that Novu's SDK does not drop. */
const everyStep: ReadonlyArray<StepInput> = [
  {
    type: "in_app",
    name: "Inbox",
    controlValues: {
      subject: "Shipped",
      body: "It is on its way.",
      avatar: "/a.png",
      primaryAction: action,
      secondaryAction: action,
      redirect,
      disableOutputSanitization: false,
      data: { a: 1 }
    }
  },
  {
    type: "email",
    name: "Mail",
    controlValues: {
      ...email,
      from: { email: "a@example.com", name: "Acme" },
      replyTo: "b@example.com",
      preheader: "Soon",
      useProviderDefaults: true
    }
  },
  { type: "sms", name: "Text", controlValues: { body: "Soon" } },
  { type: "push", name: "Push", controlValues: { subject: "Shipped", body: "Soon" } },
  { type: "chat", name: "Chat", controlValues: { body: "Soon", editorType: "text" } },
  { type: "tool", name: "Tool", controlValues: { body: "Soon" } },
  { type: "delay", name: "Wait", controlValues: { type: "regular", ...stretch, cron: "* * * * *" } },
  {
    type: "digest",
    name: "Digest",
    controlValues: { type: "regular", ...stretch, lookBackWindow: stretch, cron: "* * * * *", digestKey: "a" }
  },
  {
    type: "throttle",
    name: "Throttle",
    controlValues: { type: "fixed", ...stretch, dynamicKey: "a", threshold: 3, throttleKey: "b" }
  },
  {
    type: "http_request",
    name: "Call",
    controlValues: {
      method: "POST",
      url: "https://example.com",
      headers: [{ key: "a", value: "b" }],
      body: "{}",
      responseBodySchema: {},
      enforceSchemaValidation: true,
      continueOnFailure: false
    }
  },
  { type: "custom", name: "Own" }
]

const shipped = made(Workflows.operations.create, { payload: { workflowId, name: "Order shipped", steps } })

const other = made(Workflows.operations.create, { payload: { workflowId: "other-one", name: "Other", steps: [] } })

const controls = Schema.Struct({ values: Schema.Record(Schema.Literals(["a", "b"]), Schema.String) })

/** Has steps of one type, and leaves out what the dashboard is told, of which no samples can be made. */
const wire = wireOf(dto.WorkflowResponseDto$inboundSchema, {
  steps: Schema.Array(wireOf(dto.CustomStepResponseDto$inboundSchema, { controls }))
})

const answer = { reads: dto.WorkflowResponseDto$inboundSchema, wire, limits: Limits.workflow }

/** Novu's SDK calls Novu's own ids by another name. */
const toldStep = ({ _id: id, ...step }: { readonly _id: string }) => ({ ...step, id })

const told = (result: unknown): unknown => {
  const { _id: id, steps: shown = [], ...rest } = Object(result)
  return { ...rest, id, steps: shown.map(toldStep) }
}

export const workflows: Rows<typeof Workflows> = {
  create: {
    asks: (novu, { payload }) => novu.workflows.create(payload),
    takes: { payload: [] },
    ...answer,
    told,
    faults: newWorkflowFaults,
    example: { payload: { workflowId, name: "Order shipped", active: true, steps } },
    lost: "twice",
    variants: everyStep.map((step) => ({
      example: { payload: { workflowId, name: "Order shipped", active: true, steps: [step] } },
      lost: "twice"
    }))
  },
  list: {
    asks: (novu, { query }) => novu.workflows.list(query ?? {}),
    takes: { query: requests.WorkflowControllerSearchWorkflowsRequest$outboundSchema },
    // An empty list cannot be said in a query.
    accepts: (query) => [query["tags"], query["status"]].every((list) => list === undefined || Object(list).length > 0),
    reads: dto.ListWorkflowResponse$inboundSchema,
    limits: Limits.workflowPage,
    example: { query: { query: "SHIP", orderBy: "name" } },
    needs: [shipped],
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params: { workflowId: id }, query }) => novu.workflows.get(id, Object(query).environmentId),
    takes: { query: [] },
    ...answer,
    told,
    example: { params },
    needs: [shipped],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { workflowId: id }, payload }) => novu.workflows.update(payload, id),
    takes: { payload: [] },
    ...answer,
    told,
    faults: workflowFaults,
    example: { params, payload: { name: "Shipped", active: true, steps: [], preferences: {} } },
    needs: [shipped],
    lost: "same",
    variants: everyStep.map((step) => ({
      example: { params, payload: { name: "Shipped", active: true, steps: [step], preferences: {} } },
      needs: [shipped],
      lost: "twice"
    }))
  },
  patch: {
    asks: (novu, { params: { workflowId: id }, payload }) => novu.workflows.patch(payload, id),
    takes: { payload: dto.PatchWorkflowDto$outboundSchema },
    // Novu takes null for what is not sent, and refuses a tag that is there twice.
    accepts: ({ payloadSchema, tags = [] }) =>
      payloadSchema !== null && Array.isArray(tags) && new Set(tags).size === tags.length,
    ...answer,
    told,
    faults: protoInPayloadSchema,
    example: { params, payload: { active: false, name: "Shipped" } },
    needs: [shipped],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { workflowId: id } }) => novu.workflows.delete(id),
    example: { params: { workflowId: "other-one" } },
    needs: [other],
    lost: "gone"
  },
  retrieveStep: {
    asks: (novu, { params: { stepId, workflowId: id } }) => novu.workflows.steps.retrieve(id, stepId),
    reads: dto.StepResponseDto$inboundSchema,
    wire: wireOf(dto.StepResponseDto$inboundSchema, { controls }),
    limits: Limits.workflowStep,
    // It reads the step of any type, and drops the values.
    told: (result) => {
      const { _id: id, controls: { values: _, ...controls }, ...step }: WorkflowStep = Object(result)
      return { ...step, controls, id }
    },
    example: { params: { workflowId, stepId: "mail" } },
    needs: [shipped],
    lost: "same"
  },
  previewStep: {
    asks: (novu, { params: { stepId, workflowId: id }, payload }) =>
      novu.workflows.steps.generatePreview({ workflowId: id, stepId, generatePreviewRequestDto: payload }),
    takes: { payload: [] },
    faults: [protoInStepPreview],
    reads: dto.GeneratePreviewResponseDto$inboundSchema,
    wire: wireOf(dto.GeneratePreviewResponseDto$inboundSchema, {
      result: Schema.Struct({
        type: Schema.optionalKey(Schema.Literals(["in_app", "email"])),
        preview: Schema.optionalKey(Schema.Struct({ subject: Schema.String, body: Schema.String })),
        error: Schema.optionalKey(wireOf(dto.PreviewErrorDto$inboundSchema))
      })
    }),
    limits: Limits.stepPreview,
    example: { params: { workflowId, stepId: "inbox" }, payload: { previewPayload: { payload: { a: 1 } } } },
    needs: [shipped],
    lost: "same"
  },
  sync: {
    asks: (novu, { params: { workflowId: id }, payload }) => novu.workflows.sync(payload, id),
    takes: { payload: dto.SyncWorkflowDto$outboundSchema },
    ...answer,
    told,
    example: { params, payload: { targetEnvironmentId: "6615943e7ace93b0540ae378" } },
    needs: [shipped],
    lost: "same"
  }
}
