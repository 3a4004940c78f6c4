const databaseId = "64f5a1c2e8b7a3d9f0c1b2d4"

const variables = {
  type: "object",
  properties: {
    subscriber: {
      type: "object",
      properties: { subscriberId: { type: "string" }, firstName: { type: "string" }, email: { type: "string" } }
    },
    payload: { type: "object", properties: { order: { type: "string" } }, additionalProperties: true }
  }
}

const step = (number: number, type: string, values: Readonly<Record<string, unknown>>) => ({
  _id: `64f5a1c2e8b7a3d9f0c1b3${number}0`,
  stepId: `${type}-step`,
  name: `Step ${number}`,
  slug: `step-${number}_st_${number}`,
  type,
  origin: "novu-cloud",
  workflowId: "order-shipped",
  workflowDatabaseId: databaseId,
  controls: {
    values,
    dataSchema: {
      type: "object",
      properties: Object.fromEntries(Object.keys(values).map((name) => [name, { type: "string" }])),
      additionalProperties: false
    },
    uiSchema: { group: type.toUpperCase(), properties: {} }
  },
  controlValues: values,
  variables,
  issues: {}
})

const redirect = { url: "/orders/{{payload.order}}", target: "_self" }

/** Is a workflow as Novu sends it, with a step of each of five types. */
export const workflowText = JSON.stringify({
  _id: databaseId,
  workflowId: "order-shipped",
  name: "Order shipped",
  description: "Tells who ordered that the parcel is on its way",
  slug: "order-shipped_wf_1",
  tags: ["orders"],
  active: true,
  validatePayload: true,
  payloadSchema: { type: "object", properties: { order: { type: "string" } }, required: ["order"] },
  payloadExample: { order: "1042" },
  isTranslationEnabled: false,
  origin: "novu-cloud",
  status: "ACTIVE",
  severity: "none",
  createdAt: "2026-01-02T03:04:05.678Z",
  updatedAt: "2026-01-02T03:04:05.678Z",
  updatedBy: { _id: "64f5a1c2e8b7a3d9f0c1b2e4", firstName: "Grace", lastName: "Hopper", externalId: null },
  lastTriggeredAt: "2026-01-02T05:06:07.891Z",
  preferences: {
    user: null,
    default: {
      all: { enabled: true, readOnly: false },
      channels: Object.fromEntries(
        ["email", "sms", "in_app", "push", "chat", "tool"].map((name) => [name, { enabled: true }])
      )
    }
  },
  steps: [
    step(1, "in_app", {
      subject: "Order {{payload.order}} is on its way",
      body: "It arrives on Friday.",
      avatar: "https://example.com/shop.png",
      primaryAction: { label: "Track", redirect },
      redirect,
      disableOutputSanitization: false
    }),
    step(2, "delay", { type: "regular", amount: 1, unit: "hours" }),
    step(3, "digest", { type: "regular", amount: 30, unit: "minutes", digestKey: "order" }),
    step(4, "email", {
      subject: "Order {{payload.order}} is on its way",
      body: "<p>Dear {{subscriber.firstName}}, your order arrives on Friday.</p>",
      editorType: "html",
      disableOutputSanitization: false
    }),
    step(5, "push", { subject: "On its way", body: "Order {{payload.order}}" })
  ]
})
