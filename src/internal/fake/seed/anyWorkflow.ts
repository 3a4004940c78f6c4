import type { SeedWorkflow } from "../../../Testing/SeedWorkflows.ts"

/**
 * Describes a workflow of which nothing is known but its identifier: an in-app and an
 * e-mail step show what it was triggered with.
 */
export const workflowForAny = (id: string): SeedWorkflow => ({
  id,
  steps: [
    { type: "in_app", controls: { subject: "{{workflow.name}}", body: "{{payload | json}}" } },
    {
      type: "email",
      controls: {
        subject: "{{workflow.name}}",
        body: "<h1>{{workflow.name | escape}}</h1>\n<pre>{{payload | json | escape}}</pre>"
      }
    }
  ]
})
