/** Has what a product keeps in code of its notifications: layouts, workflows, and the triggers that its services use. */
import { Schema } from "effect"
import { type LayoutDefinition, Trigger, type WorkflowDefinition } from "effect-novu"

export const OrderShipped = Trigger.make("order-shipped", {
  payload: { orderId: Schema.String, carrier: Schema.optionalKey(Schema.Literals(["DHL", "UPS"])) }
})

export const layouts: ReadonlyArray<LayoutDefinition> = [
  {
    layoutId: "main-layout",
    name: "Main",
    controlValues: {
      email: { editorType: "html", body: "<html><body><h1>Acme</h1>{{content}}</body></html>" }
    }
  }
]

export const workflows: ReadonlyArray<WorkflowDefinition> = [
  {
    workflowId: OrderShipped.id,
    name: "Order shipped",
    tags: ["orders"],
    payloadSchema: Trigger.jsonSchema(OrderShipped) as WorkflowDefinition["payloadSchema"],
    validatePayload: true,
    steps: [
      {
        stepId: "inbox",
        name: "Inbox",
        type: "in_app",
        controlValues: { subject: "Shipped", body: "Order {{payload.orderId}} is on its way." }
      },
      {
        stepId: "mail",
        name: "Mail",
        type: "email",
        controlValues: {
          subject: "Order {{payload.orderId}} is on its way",
          body: "<p>It left us today.</p>",
          editorType: "html",
          layoutId: "main-layout"
        }
      }
    ]
  }
]
