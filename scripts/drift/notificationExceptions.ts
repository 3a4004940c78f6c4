/** Explains what differs about triggers, messages, runs, the inbox and topics. */
import type { Exception } from "./exceptions.ts"

/** Stands for the place itself, as opposed to some of its values. */
const itself = [undefined]

const trigger = "POST /v1/events/trigger"

const bulk = `${trigger}/bulk`

const broadcast = `${trigger}/broadcast`

const triggers = [trigger, bulk, broadcast]

const messages = [
  "GET /v1/messages",
  "POST /v1/subscribers/{subscriberId}/messages/mark-as",
  "POST /v1/subscribers/{subscriberId}/messages/{messageId}/actions/{type}"
]

const runs = ["GET /v1/notifications", "GET /v1/notifications/{notificationId}"]

const inbox = "/v2/subscribers/{subscriberId}/notifications"

const item = `PATCH ${inbox}/{notificationId}`

const topics = "/v2/topics"

const subscriptions = `${topics}/{topicKey}/subscriptions`

const under = (place: string, members: ReadonlyArray<string>) => members.map((member) => `${place}.${member}`)

const quoted = (values: ReadonlyArray<string>) => values.map((value) => `"${value}"`)

export const notificationExceptions: ReadonlyArray<Exception> = [
  {
    why: "a recipient that says no type is a subscriber, and Novu knows no other way to say it",
    operations: [trigger, bulk],
    places: ["body.to.type", "body.to[].type"],
    novu: ["\"Subscriber\""]
  },
  {
    why: "a payload is of the caller's own type, and its JSON is checked to be an object before it is sent",
    operations: triggers,
    places: ["body.payload"],
    ours: ["anything"],
    novu: ["object"]
  },
  {
    why: "a payload is of the caller's own type, and its JSON is checked to be an object before it is sent",
    operations: [broadcast],
    places: ["body.payload"],
    ours: ["nothing"]
  },
  {
    why: "a tenant without an identifier is none",
    operations: triggers,
    places: ["body.tenant.identifier"],
    novu: ["nothing"]
  },
  {
    why: "the document is older than the member, which we do not require",
    operations: triggers,
    places: ["body.agentId"],
    ours: itself
  },
  {
    why: "the credentials of a subscriber have routes of their own, and a trigger is no place for them",
    operations: triggers,
    places: ["body.actor.channels"],
    novu: itself
  },
  {
    why: "the credentials of a subscriber have routes of their own, and a trigger is no place for them",
    operations: [trigger, bulk],
    places: ["body.to.channels", "body.to[].channels"],
    novu: itself
  },
  {
    why: "what Novu's worker is told is of no use to who triggers",
    operations: triggers,
    places: ["response.jobData"],
    novu: itself
  },
  {
    why: "a message shows of a subscriber what its profile holds",
    operations: messages,
    places: under("response.subscriber", [
      "locale",
      "channels",
      "topics",
      "isOnline",
      "lastOnlineAt",
      "__v",
      "data",
      "timezone",
      "_organizationId",
      "_environmentId",
      "createdAt",
      "updatedAt"
    ]),
    novu: itself
  },
  {
    why: "the workflow of a message is passed on as JSON, because its form is that of the first version",
    operations: messages,
    places: under("response.template", [
      "_id",
      "name",
      "description",
      "active",
      "draft",
      "preferenceSettings",
      "critical",
      "tags",
      "steps",
      "_organizationId",
      "_creatorId",
      "_environmentId",
      "triggers",
      "_notificationGroupId",
      "_parentId",
      "deleted",
      "deletedAt",
      "deletedBy",
      "notificationGroup",
      "data",
      "workflowIntegrationStatus"
    ]),
    novu: itself
  },
  {
    why: "the styles of a block are passed on and not looked into",
    operations: messages,
    places: ["response.content[].styles.textAlign"],
    novu: itself
  },
  {
    why: "the document does not say that the type is a text",
    operations: ["POST /v1/subscribers/{subscriberId}/messages/{messageId}/actions/{type}"],
    places: ["path type"],
    ours: ["string"],
    novu: ["anything"]
  },
  {
    why: "a part of a path is any text, of which Novu refuses what it does not know",
    operations: ["complete", "revert"].map((what) => `${item}/actions/{actionType}/${what}`),
    places: ["path actionType"],
    ours: ["string"],
    novu: quoted(["primary", "secondary"])
  },
  {
    why: "the document is older than the channel of tools",
    operations: ["GET /v1/notifications"],
    places: ["query channels[]"],
    ours: ["\"tool\""]
  },
  {
    why: "the document is older than the channel of tools",
    operations: [
      `GET ${inbox}`,
      ...["archive", "read", "snooze", "unarchive", "unread", "unsnooze"].map((what) => `${item}/${what}`),
      ...["complete", "revert"].map((what) => `${item}/actions/{actionType}/${what}`)
    ],
    places: ["response.channelType"],
    ours: ["\"tool\""]
  },
  {
    why: "the document leaves out which severities there are",
    operations: ["GET /v1/notifications"],
    places: ["query severity[]"],
    ours: quoted(["high", "low", "medium", "none"]),
    novu: ["string"]
  },
  {
    why: "the triggers of a workflow are passed on and not looked into",
    operations: runs,
    places: ["response.template.triggers[]"],
    ours: ["anything"],
    novu: ["object"]
  },
  {
    why: "the steps and digests of a run are passed on and not looked into",
    operations: runs,
    places: [
      ...under("response.jobs[].digest", [
        "digestKey",
        "amount",
        "unit",
        "type",
        "events",
        "backoff",
        "backoffAmount",
        "backoffUnit",
        "updateMode",
        "timed"
      ]),
      ...under("response.jobs[].step", [
        "_id",
        "active",
        "replyCallback",
        "controlVariables",
        "metadata",
        "issues",
        "filters",
        "template",
        "variants",
        "_templateId",
        "name",
        "_parentId"
      ])
    ],
    novu: itself
  },
  {
    why: "some servers count the runs, which the document does not say",
    operations: ["GET /v1/notifications"],
    places: ["response.totalCount"],
    ours: itself
  },
  {
    why: "the document leaves the filter out, although the server reads it",
    operations: [`GET ${inbox}`],
    places: ["query tags"],
    ours: itself
  },
  {
    why: "a change of everything has to be asked for as such, so that a filter that selects nothing is refused",
    operations: ["archive", "delete"].map((what) => `POST ${inbox}/${what}`),
    places: ["body"],
    ours: ["anything"]
  },
  {
    why: "tags may be given in groups, of which each has to fit",
    operations: ["archive", "delete", "read", "read-archive", "seen"].map((what) => `POST ${inbox}/${what}`),
    places: ["body.tags"],
    ours: ["array"]
  },
  {
    why: "tags may be given in groups, of which each has to fit",
    operations: ["archive", "delete", "read", "read-archive", "seen"].map((what) => `POST ${inbox}/${what}`),
    places: ["body.tags[]", "body.tags.and"],
    ours: itself
  },
  {
    why: "the document leaves the data of a topic out, which the server stores",
    operations: [`GET ${topics}`, `POST ${topics}`, `GET ${topics}/{topicKey}`, `PATCH ${topics}/{topicKey}`],
    places: ["response.data"],
    ours: itself
  },
  {
    why: "the document leaves the data of a topic out, which the server stores",
    operations: [`POST ${topics}`, `PATCH ${topics}/{topicKey}`],
    places: ["body.data"],
    ours: itself
  },
  {
    why: "data may be changed without the name",
    operations: [`PATCH ${topics}/{topicKey}`],
    places: ["body.name"],
    ours: ["nothing"]
  },
  {
    why: "the document leaves out what servers show of a subscription",
    operations: [
      `GET ${subscriptions}`,
      `POST ${subscriptions}`,
      `DELETE ${subscriptions}`,
      `PATCH ${subscriptions}/{identifier}`,
      "GET /v2/subscribers/{subscriberId}/subscriptions"
    ],
    places: ["response.topic.data"],
    ours: itself
  },
  {
    why: "the document leaves out what servers show of a subscription",
    operations: [`POST ${subscriptions}`, `DELETE ${subscriptions}`, `PATCH ${subscriptions}/{identifier}`],
    places: ["response.topic.createdAt", "response.topic.updatedAt"],
    ours: itself
  },
  {
    why: "the document leaves out what servers show of a subscription",
    operations: [
      `GET ${subscriptions}`,
      `DELETE ${subscriptions}`,
      "GET /v2/subscribers/{subscriberId}/subscriptions"
    ],
    places: ["response.name", "response.preferences"],
    ours: itself
  },
  {
    why: "the document leaves out what servers show of a subscription",
    operations: [`GET ${subscriptions}`, "GET /v2/subscribers/{subscriberId}/subscriptions"],
    places: ["response.updatedAt"],
    ours: itself
  },
  {
    why: "the older way to name subscribers is left out: the newer one says the same",
    operations: [`POST ${subscriptions}`, `DELETE ${subscriptions}`],
    places: ["body.subscriberIds"],
    novu: itself
  },
  {
    why: "the older way to name subscribers is left out: the newer one says the same",
    operations: [`POST ${subscriptions}`, `DELETE ${subscriptions}`],
    places: ["body.subscriptions"],
    novu: ["nothing"]
  },
  {
    why: "Novu makes the identifier of a subscription where none is given",
    operations: [`POST ${subscriptions}`],
    places: ["body.subscriptions[].identifier"],
    ours: ["nothing"]
  }
]
