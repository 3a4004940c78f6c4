import * as Schema from "effect/Schema"
import type { SeedStep, SeedWorkflow, SeedWorkflowPreferences } from "../../../Testing/SeedWorkflows.ts"
import { maybe, ObjectJson, shape, stored, Texts, Time } from "./shape.ts"

export const StepJson: Schema.Codec<SeedStep, unknown> = shape<SeedStep>()("Step", {
  _id: maybe(Schema.String),
  type: Schema.String,
  stepId: maybe(Schema.String),
  name: maybe(Schema.String),
  active: maybe(Schema.Boolean),
  controls: maybe(ObjectJson),
  providerOverrides: maybe(ObjectJson),
  more: maybe(ObjectJson)
})

const PreferencesJson = maybe(Schema.NullOr(
  shape<SeedWorkflowPreferences>()("WorkflowPreferences", {
    all: maybe(
      Schema.Struct({ enabled: maybe(Schema.Boolean), readOnly: maybe(Schema.Boolean) })
        .annotate({ identifier: "PreferenceForAll" })
    ),
    channels: maybe(
      Schema.Record(
        Schema.String,
        Schema.Struct({ enabled: Schema.Boolean }).annotate({ identifier: "PreferenceForChannel" })
      )
    )
  })
))

export const WorkflowJson: Schema.Codec<SeedWorkflow, unknown> = shape<SeedWorkflow>()("Workflow", {
  ...stored,
  id: Schema.String,
  name: maybe(Schema.String),
  description: maybe(Schema.String),
  active: maybe(Schema.Boolean),
  origin: maybe(Schema.String),
  critical: maybe(Schema.Boolean),
  tags: maybe(Texts),
  severity: maybe(Schema.String),
  data: maybe(ObjectJson),
  payloadSchema: maybe(ObjectJson),
  validatePayload: maybe(Schema.Boolean),
  preferences: maybe(
    Schema.Struct({ user: PreferencesJson, workflow: PreferencesJson }).annotate({
      identifier: "PreferencesOfWorkflow"
    })
  ),
  isTranslationEnabled: maybe(Schema.Boolean),
  agent: maybe(Schema.NullOr(ObjectJson)),
  more: maybe(ObjectJson),
  triggerStatus: maybe(Schema.String),
  lastPublishedAt: maybe(Time),
  isErrorHidden: maybe(Schema.Boolean),
  steps: Schema.Array(Schema.Union([Schema.String, StepJson]))
})
