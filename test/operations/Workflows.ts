import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Workflows } from "effect-novu/Client/Workflows"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { workflowFaults } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Rows } from "./row.ts"

const workflowId = "order-shipped"

const params = { workflowId }

const email = { subject: "Shipped", body: "<p>It is on its way.</p>", editorType: "html" } as const

const steps = [
  { type: "in_app", name: "Inbox", stepId: "inbox", controlValues: { subject: "Shipped", body: "It is on its way." } },
  { type: "email", name: "Mail", stepId: "mail", controlValues: email }
] as const

const shipped = made(Workflows.operations.create, { payload: { workflowId, name: "Order shipped", steps } })

const other = made(Workflows.operations.create, { payload: { workflowId: "other-one", name: "Other", steps: [] } })

const production = Effect.map(
  Effect.flatMap(FakeNovu, ({ state }) => state),
  ({ environments }) => environments
)

const answer = { reads: dto.WorkflowResponseDto$inboundSchema, limits: Limits.workflow }

/** Novu's SDK calls Novu's own ids by another name. */
const told = (result: unknown): unknown => {
  const { _id: id, steps: shown = [], ...rest } = Object(result)
  return { ...rest, id, steps: shown.map(({ _id, ...step }: { readonly _id: string }) => ({ ...step, id: _id })) }
}

export const workflows: Rows<typeof Workflows> = {
  create: {
    asks: (novu, { payload }) => novu.workflows.create(payload),
    takes: { payload: [] },
    ...answer,
    told,
    faults: workflowFaults,
    example: { payload: { workflowId, name: "Order shipped", steps } },
    lost: "twice"
  },
  list: {
    asks: (novu, { query }) => novu.workflows.list(query ?? {}),
    takes: { query: requests.WorkflowControllerSearchWorkflowsRequest$outboundSchema },
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
    example: { params, payload: { name: "Shipped", steps: [], preferences: {}, origin: "novu-cloud" } },
    needs: [shipped],
    lost: "same"
  },
  patch: {
    asks: (novu, { params: { workflowId: id }, payload }) => novu.workflows.patch(payload, id),
    takes: { payload: dto.PatchWorkflowDto$outboundSchema },
    ...answer,
    told,
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
    limits: Limits.workflowStep,
    told: (result) => {
      const { _id: id, ...step } = Object(result)
      return { ...step, id }
    },
    example: { params: { workflowId, stepId: "mail" } },
    needs: [shipped],
    lost: "same"
  },
  previewStep: {
    asks: (novu, { params: { stepId, workflowId: id }, payload }) =>
      novu.workflows.steps.generatePreview({ workflowId: id, stepId, generatePreviewRequestDto: payload }),
    takes: { payload: [] },
    reads: dto.GeneratePreviewResponseDto$inboundSchema,
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
