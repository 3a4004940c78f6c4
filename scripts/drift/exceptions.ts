import type { Explanation } from "./explain.ts"

/** Explains a difference in some places only, for a reason that is no rule. */
export interface Exception {
  readonly why: string
  readonly operations: ReadonlyArray<string>
  /** Is empty for the operation itself. `response.x` is the member of a row, whether that stands alone or in a list. */
  readonly places: ReadonlyArray<string>
  /** Lists what only we have there. */
  readonly ours?: ReadonlyArray<string | undefined>
  /** Lists what only Novu has there. */
  readonly novu?: ReadonlyArray<string | undefined>
}

/** Stands for the place itself, as opposed to some of its values. */
const itself = [undefined]

const connections = "/v1/channel-connections"

const integrations = "/v1/integrations"

const readIntegrations = [
  `GET ${integrations}`,
  `GET ${integrations}/active`,
  `POST ${integrations}`,
  `PUT ${integrations}/{integrationId}`,
  `DELETE ${integrations}/{integrationId}`,
  `POST ${integrations}/{integrationId}/set-primary`
]

const layouts = "/v2/layouts"

const workflows = "/v2/workflows"

const step = `${workflows}/{workflowId}/steps/{stepId}`

const preview = `${workflows}/{workflowId}/step/{stepId}/preview`

const writtenWorkflows = [`POST ${workflows}`, `PUT ${workflows}/{workflowId}`]

const readWorkflows = [
  ...writtenWorkflows,
  `GET ${workflows}/{workflowId}`,
  `PATCH ${workflows}/{workflowId}`,
  `PUT ${workflows}/{workflowId}/sync`
]

const noTrigger = "the document lists this type of step, and describes no step of it"

const anyIssue = "issues have one form here, whatever they are about, and their kinds are any text"

const contentIssues = [
  "\"ILLEGAL_VARIABLE_IN_CONTROL_VALUE\"",
  "\"INVALID_FILTER_ARG_IN_VARIABLE\"",
  "\"INVALID_URL\"",
  "\"MISSING_VALUE\"",
  "\"TIER_LIMIT_EXCEEDED\""
]

const integrationIssues = ["\"INBOX_NOT_CONNECTED\"", "\"MISSING_INTEGRATION\""]

const agents = "/v1/agents"

const reply = `POST ${agents}/{agentId}/reply`

const links = `${agents}/{identifier}/integrations`

const noObject =
  "a reaction is the name of an emoji, and the time of the first message a text, which the document has as objects"

/** Lists the members of a recipient, which is a subscriber or a topic. */
const ofRecipient = "type topicKey exclude subscriberId firstName lastName email phone avatar locale timezone data"
  .split(" ")

const ofSubscriber = ["_id", "channels", "topics", "isOnline", "lastOnlineAt", "__v"]

export const exceptions: ReadonlyArray<Exception> = [
  {
    why: "the document leaves the filter out, although the server reads it",
    operations: ["GET /v2/contexts"],
    places: ["query type"],
    ours: itself
  },
  {
    why: "the document leaves the shapes out of its update, although the types can be created",
    operations: ["PATCH /v1/channel-endpoints/{identifier}"],
    places: ["body.endpoint.teamId", "body.endpoint.chatId"],
    ours: itself
  },
  {
    why: "a workspace as Novu returned it can be sent back",
    operations: [`POST ${connections}`, `PATCH ${connections}/{identifier}`],
    places: ["body.workspace.name"],
    ours: ["null"]
  },
  {
    why: "the server takes credentials of any provider that the environment has an integration of",
    operations: ["PUT /v1/subscribers/{subscriberId}/credentials", "PATCH /v1/subscribers/{subscriberId}/credentials"],
    places: ["body.providerId"],
    ours: ["string"]
  },
  {
    why: "some servers say that there is a token in place of the token",
    operations: [
      `GET ${connections}`,
      `POST ${connections}`,
      `GET ${connections}/{identifier}`,
      `PATCH ${connections}/{identifier}`
    ],
    places: ["response.auth.hasAccessToken", "response.auth.hasRefreshToken"],
    ours: itself
  },
  {
    why: "the kind of an integration decides nothing here, so that it is read as any text",
    operations: readIntegrations,
    places: ["response.kind"],
    novu: ["\"agent\"", "\"delivery\""]
  },
  {
    why: "conditions are passed on and not looked into",
    operations: readIntegrations,
    places: ["response.conditions[]"],
    ours: ["anything"],
    novu: ["object"]
  },
  {
    why: "the document leaves them out, and servers send them",
    operations: readIntegrations,
    places: ["response.priority", "response.createdAt", "response.updatedAt"],
    ours: itself
  },
  {
    why: "a key is one of one environment, and Novu refuses any other",
    operations: [`POST ${integrations}`, `PUT ${integrations}/{integrationId}`],
    places: ["body._environmentId"],
    novu: itself
  },
  {
    why: "the server requires a provider, which the document does not say",
    operations: [`POST ${integrations}`],
    places: ["body.providerId"],
    novu: ["nothing"]
  },
  {
    why: "the values of a layout and the widgets of the dashboard are read as any JSON, so that none is lost",
    operations: [
      `GET ${layouts}`,
      `POST ${layouts}`,
      `GET ${layouts}/{layoutId}`,
      `PUT ${layouts}/{layoutId}`,
      `POST ${layouts}/{layoutId}/duplicate`
    ],
    places: [
      "response.controls.uiSchema.group",
      "response.controls.uiSchema.properties",
      "response.controls.values.email"
    ],
    novu: itself
  },
  {
    why: "a layout shows of a subscriber what its profile holds",
    operations: [`POST ${layouts}/{layoutId}/preview`],
    places: ofSubscriber.map((member) => `body.previewPayload.subscriber.${member}`),
    novu: itself
  },
  {
    why: noTrigger,
    operations: writtenWorkflows,
    places: ["body.steps[].type"],
    novu: ["\"trigger\""]
  },
  {
    why: noTrigger,
    operations: [...readWorkflows, `GET ${workflows}`],
    places: ["response.steps[].type"],
    novu: ["\"trigger\""]
  },
  {
    why: noTrigger,
    operations: [`GET ${workflows}`],
    places: ["response.stepTypeOverviews[]"],
    novu: ["\"trigger\""]
  },
  {
    why: noTrigger,
    operations: [`GET ${step}`],
    places: ["response.type"],
    novu: ["\"trigger\""]
  },
  {
    why: "a step of a type that is newer than this package can be set up",
    operations: writtenWorkflows,
    places: ["body.steps[].type"],
    ours: ["string"]
  },
  {
    why: "null clears what a step is set up with, and single values of it",
    operations: writtenWorkflows,
    places: [
      "body.steps[].controlValues",
      ...["primaryAction", "secondaryAction", "redirect", "data", "lookBackWindow"].map((member) =>
        `body.steps[].controlValues.${member}`
      )
    ],
    ours: ["null"]
  },
  {
    why: "a step that lacks a value is stored, and has an issue",
    operations: writtenWorkflows,
    places: [
      "primaryAction.redirect.url",
      "secondaryAction.redirect.url",
      "redirect.url",
      "lookBackWindow.amount",
      "lookBackWindow.unit"
    ].map((member) => `body.steps[].controlValues.${member}`),
    ours: ["nothing"]
  },
  {
    why: "the rules, schemas and bodies of steps are passed on and not looked into",
    operations: writtenWorkflows,
    places: ["body.steps[].controlValues.skip", "body.steps[].controlValues.responseBodySchema"],
    ours: ["anything"],
    novu: ["object"]
  },
  {
    why: "the rules, schemas and bodies of steps are passed on and not looked into",
    operations: writtenWorkflows,
    places: ["body.steps[].controlValues.body"],
    ours: ["anything"],
    novu: ["array"]
  },
  {
    why: "the values of a step of code may be anything, of which the document names one",
    operations: writtenWorkflows,
    places: ["body.steps[].controlValues.custom"],
    novu: itself
  },
  {
    why: anyIssue,
    operations: [...readWorkflows, `GET ${workflows}`],
    places: ["response.steps[].issues.controls.*[].issueType"],
    novu: contentIssues
  },
  {
    why: anyIssue,
    operations: [...readWorkflows, `GET ${workflows}`],
    places: ["response.steps[].issues.integration.*[].issueType"],
    novu: integrationIssues
  },
  {
    why: anyIssue,
    operations: [`GET ${step}`],
    places: ["response.issues.controls.*[].issueType"],
    novu: contentIssues
  },
  {
    why: anyIssue,
    operations: [`GET ${step}`],
    places: ["response.issues.integration.*[].issueType"],
    novu: integrationIssues
  },
  {
    why: "the document has an issue of a whole workflow as an object of which it names nothing",
    operations: readWorkflows,
    places: ["response.issues.*"],
    novu: itself
  },
  {
    why: "servers keep the origin of a workflow, and newer ones do not ask for it",
    operations: [`PUT ${workflows}/{workflowId}`],
    places: ["body.origin"],
    ours: ["nothing"]
  },
  {
    why: "Novu takes null for a member that is not sent, so that a schema cannot be cleared by it",
    operations: [`PATCH ${workflows}/{workflowId}`],
    places: ["body.payloadSchema"],
    novu: ["null"]
  },
  {
    why: "the document leaves the values out of a step that is read alone, and servers send them",
    operations: [`GET ${step}`],
    places: ["response.controls.values"],
    ours: itself
  },
  {
    why: "a preview has the type of its step, of which the document lists some",
    operations: [`POST ${preview}`],
    places: ["response.result.type"],
    ours: ["\"custom\"", "\"http_request\"", "\"throttle\""]
  },
  {
    why: "a step shows of a subscriber what its profile holds",
    operations: [`POST ${preview}`],
    places: ["subscriber", "actor"].flatMap((who) =>
      ofSubscriber.map((member) => `body.previewPayload.${who}.${member}`)
    ),
    novu: itself
  },
  {
    why: "the contexts of a preview are passed on and not looked into",
    operations: [`POST ${preview}`],
    places: ["response.previewPayloadExample.context.*"],
    novu: itself
  },
  {
    why: noObject,
    operations: [
      `GET ${agents}`,
      `POST ${agents}`,
      `GET ${agents}/{identifier}`,
      `PATCH ${agents}/{identifier}`,
      `PUT ${agents}/{identifier}/bridge`
    ],
    places: ["response.behavior.reactionOnResolved"],
    ours: ["string"],
    novu: ["object"]
  },
  {
    why: noObject,
    operations: [`PATCH ${agents}/{identifier}`],
    places: ["body.behavior.reactionOnResolved"],
    ours: ["string"],
    novu: ["object"]
  },
  {
    why: noObject,
    operations: [`GET ${links}`, `POST ${links}`, `PATCH ${links}/{agentIntegrationId}`],
    places: ["response.connectedAt"],
    ours: ["string"],
    novu: ["object"]
  },
  {
    why: "an agent that is taken over from a provider is named after what the provider calls it",
    operations: [`POST ${agents}`],
    places: ["body.name", "body.identifier"],
    ours: ["nothing"]
  },
  {
    why: "the version of a skill is a text, of which the document names nothing",
    operations: [`POST ${agents}`],
    places: ["body.managedRuntime.skills[].version"],
    ours: ["string"],
    novu: ["object"]
  },
  {
    why: "the header says which page of the dashboard asks, and the server does without it",
    operations: [`POST ${agents}`],
    places: ["header Novu-Analytics-Source"],
    novu: itself
  },
  {
    why: "the server compares the parameter with one text, and does without it",
    operations: [`DELETE ${agents}/{identifier}`],
    places: ["query deleteFromProvider"],
    ours: ["boolean", "nothing"],
    novu: ["string"]
  },
  {
    why: "the server refuses a card whose root has another type",
    operations: [reply],
    places: ["body.reply.card.type", "body.edit.content.card.type"],
    ours: itself
  },
  {
    why: "values of a conversation and what a tool returns are any JSON, of which the document names objects",
    operations: [reply],
    places: ["body.signals[]<metadata>.value", "body.toolResults[].output"],
    ours: ["anything"],
    novu: ["object"]
  },
  {
    why: "the document describes whom a signal reaches as objects of which it names nothing",
    operations: [reply],
    places: ofRecipient.flatMap((member) => [
      `body.signals[]<trigger>.to.${member}`,
      `body.signals[]<trigger>.to[].${member}`
    ]),
    ours: itself
  },
  {
    why: "an agent that did not fail says nothing of it",
    operations: [reply],
    places: ["body.error"],
    ours: ["true"],
    novu: ["boolean"]
  },
  {
    why: "a kind of resource is a part of the address, which takes any text",
    operations: [
      "GET /v2/translations/{resourceType}/{resourceId}/{locale}",
      "DELETE /v2/translations/{resourceType}/{resourceId}/{locale}",
      "GET /v2/translations/group/{resourceType}/{resourceId}",
      "DELETE /v2/translations/{resourceType}/{resourceId}"
    ],
    places: ["path resourceType"],
    ours: ["string"],
    novu: ["\"layout\"", "\"workflow\""]
  },
  {
    why: "the server reads these two members of the object, which the document does not name",
    operations: ["POST /v2/translations/master-json"],
    places: ["body.masterJson.workflows", "body.masterJson.layouts"],
    ours: itself
  },
  {
    why: "the name of the field ends in brackets on the wire, which the document writes as an array",
    operations: ["POST /v2/translations/upload"],
    places: ["form.files[]"],
    ours: ["array"],
    novu: ["file"]
  },
  {
    why: "the name of the field ends in brackets on the wire, which the document writes as an array",
    operations: ["POST /v2/translations/upload"],
    places: ["form.files[][]"],
    ours: itself
  },
  {
    why: "the name of the field ends in brackets on the wire, which the document writes as an array",
    operations: ["POST /v2/translations/upload"],
    places: ["form.files"],
    novu: itself
  }
]

const inRow = (place: string): string => place.replace(/^response(\.data|\.layouts|\.workflows)?\[\]/, "response")

const sides = ["ours", "novu"] as const

/** Makes one explanation per operation, place and value, so that one that is not needed any more is reported. */
export const explanationsOf = (exception: Exception): ReadonlyArray<Explanation> =>
  exception.operations.flatMap((operation) =>
    exception.places.flatMap((place) =>
      sides.flatMap((side) =>
        (exception[side] ?? []).map((value) => ({
          name: exception.why,
          entry: [operation, place, value].filter(Boolean).join("  "),
          explains: (statement) =>
            statement.operation === operation && inRow(statement.place) === place && statement.by === side &&
            statement.value === value
        }))
      )
    )
  )
