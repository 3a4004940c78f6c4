/** Is what a person begins with who writes a seed. An editor that reads `$schema` says what else it can hold. */
import type { Seed } from "../../../Testing/Seed.ts"

const sample: Seed & { readonly $schema: string } = {
  $schema: "./seed.schema.json",
  integrations: [
    { identifier: "novu-inbox", providerId: "novu", channel: "in_app", credentials: { hmac: false } },
    { identifier: "novu-email", providerId: "novu-email", channel: "email", credentials: {} },
    { identifier: "slack-prod", providerId: "slack" }
  ],
  subscribers: [
    { subscriberId: "ada", firstName: "Ada", email: "ada@example.com", locale: "en_US" },
    "grace"
  ],
  topics: [{ key: "project-42", name: "Project 42", subscribers: ["ada", "grace"] }],
  workflows: [
    {
      id: "order-shipped",
      name: "Order shipped",
      payloadSchema: {
        type: "object",
        properties: { orderId: { type: "string" } },
        required: ["orderId"]
      },
      steps: [
        {
          type: "in_app",
          controls: {
            subject: "Order {{payload.orderId}}",
            body: "It is on its way.",
            primaryAction: { label: "Track", redirect: { url: "/orders/{{payload.orderId}}", target: "_self" } }
          }
        },
        {
          type: "email",
          controls: {
            subject: "Order {{payload.orderId}}",
            body: "<p>Hello {{subscriber.firstName}}, your order is on its way.</p>"
          }
        }
      ]
    },
    {
      id: "comments",
      name: "Comments",
      steps: [
        { type: "digest", controls: { amount: 5, unit: "minutes" } },
        { type: "in_app", controls: { subject: "{{steps.digest.eventCount}} new comments", body: "Have a look." } }
      ]
    }
  ],
  preferences: [{ subscriberId: "grace", workflowId: "order-shipped", channels: { email: false } }],
  connections: [
    {
      identifier: "acme-slack",
      integrationIdentifier: "slack-prod",
      context: { tenant: { id: "acme", data: { plan: "pro" } } },
      workspace: { id: "T0123456", name: "Acme" },
      auth: { accessToken: "xoxb-of-the-fake" }
    }
  ],
  messages: [
    {
      subscriberId: "ada",
      workflowId: "order-shipped",
      channel: "in_app",
      subject: "Order 41",
      content: "It has arrived.",
      read: true
    }
  ]
}

/** Is the text of a seed that can be edited. */
export const sampleSeed: string = `${JSON.stringify(sample, null, 2)}\n`
