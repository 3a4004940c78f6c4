/** Describes a place in a response that the other SDK does not read as it is. */
export interface Limit {
  /** Names the members that lead there. Everything below counts too. */
  readonly at: string
  readonly reason: string
  /** Is a value with which it shows, where few generated ones have it: a member of that name is rare. */
  readonly rare?: { readonly at: string; readonly value: unknown }
}

/** Describes a place at which it refuses the whole response. */
export interface Refusal extends Limit {
  /** Is a value that it accepts there. */
  readonly instead: unknown
}

/** Lists all that `@novu/api` 3.19.1 does not read in one kind of response. */
export interface Limits {
  /** Names the member in which a page has its items, where that is not `data`. */
  readonly items?: string
  readonly refuses: ReadonlyArray<Refusal>
  readonly loses: ReadonlyArray<Limit>
}

export const none: Limits = { refuses: [], loses: [] }

const closed = (at: string, instead: unknown): Refusal => ({
  at,
  instead,
  reason: "its enums are closed: a value that is newer than the SDK fails the whole response"
})

const required = (at: string, instead: unknown): Refusal => ({
  at,
  instead,
  reason: "it requires a member that older servers leave out"
})

const nullable = (at: string): Refusal => ({
  at,
  instead: "",
  reason: "it reads a text or nothing where Novu may hold null"
})

const entity = [
  closed("channel", null),
  closed("providerId", null),
  required("subscriberId", null),
  required("contextKeys", [])
]

const noProto = (at: string, value: unknown = "kept"): Limit => ({
  at: `${at}.__proto__`,
  reason: "a member of this name is dropped",
  rare: { at, value: { ["__proto__"]: value } }
})

export const connection: Limits = {
  refuses: [...entity, nullable("workspace.name"), nullable("workspace.botUserId"), required("auth.accessToken", "")],
  loses: ["auth.hasAccessToken", "auth.hasRefreshToken"].map((at) => ({
    at,
    reason: "it does not know what some servers say in place of a token"
  }))
}

export const endpoint: Limits = {
  refuses: [
    ...entity,
    closed("type", "phone"),
    required("connectionIdentifier", null),
    { at: "endpoint", instead: {}, reason: "a payload that it does not know fails the whole response" }
  ],
  loses: [
    ...["authToken", "headers", "method"].map((member) => ({
      at: `endpoint.${member}`,
      reason: "tool_webhook and grafana_oncall_integration are read as a webhook, the first shape that fits"
    })),
    { at: "endpoint", reason: "members of a payload that it does not know are dropped" }
  ]
}

export const context: Limits = {
  refuses: [required("data", {}), nullable("bridgeUrl")],
  loses: [{ at: "data.__proto__", reason: "a member of this name is dropped" }]
}

export const integration: Limits = {
  refuses: [
    closed("channel", "chat"),
    closed("kind", "agent"),
    ...["_environmentId", "_organizationId", "name"].map((at) => required(at, "")),
    ...["deleted", "primary"].map((at) => required(at, false)),
    { at: "conditions", instead: [], reason: "a rule of a kind that it does not know fails the whole response" }
  ],
  loses: ["credentials", "configurations", "priority", "createdAt", "updatedAt"].map((at) => ({
    at,
    reason: "members that are newer than the SDK, or that Novu's document leaves out, are dropped"
  }))
}

export const translation: Limits = {
  refuses: [closed("resourceType", "workflow"), required("createdAt", ""), required("updatedAt", "")],
  loses: [noProto("content")]
}

export const translationGroup: Limits = {
  refuses: [
    closed("resourceType", "workflow"),
    ...["resourceName", "createdAt", "updatedAt"].map((at) => required(at, "")),
    required("locales", [])
  ],
  loses: []
}

export const masterTranslations: Limits = {
  refuses: [],
  loses: [noProto("workflows"), noProto("layouts")]
}

export const importedTranslations: Limits = { refuses: [required("message", "")], loses: [] }

export const translationUpload: Limits = { refuses: [required("errors", [])], loses: [] }

/** Describes an answer of one time, which servers may leave out or write in another form. */
export const withTime = (at: string): Limits => ({ refuses: [required(at, "")], loses: [] })

export const integrationWebhook: Limits = {
  refuses: [required("configuredAt", ""), required("botUsername", "")],
  loses: []
}

export const autoConfigured: Limits = {
  refuses: [],
  loses: [{ at: "integration", reason: "members that are newer than the SDK are dropped" }]
}

export const link: Limits = {
  refuses: [],
  loses: [{ at: "providerMetadata.__proto__", reason: "a member of this name is dropped" }]
}

/** Returns the limits of a page whose items have these limits. */
export const pageOf = ({ loses, refuses }: Limits): Limits => ({
  refuses: [...refuses, required("totalCount", 0), required("totalCountCapped", false)],
  loses
})

export const triggered: Limits = { refuses: [closed("status", "processed")], loses: [] }

/** Returns the limits of a numbered page whose items have these limits. */
export const numberedPageOf = ({ loses, refuses }: Limits): Limits => ({
  refuses: [...refuses, required("hasMore", false), required("page", 0), required("pageSize", 10)],
  loses
})

export const message: Limits = {
  refuses: [
    ...["_environmentId", "_organizationId", "_notificationId", "_subscriberId", "transactionId"].map((at) =>
      required(at, "")
    ),
    { at: "subscriber", instead: undefined, reason: "it requires members of a subscriber that Novu leaves out" },
    { at: "template", instead: undefined, reason: "a workflow that it does not know whole fails the response" },
    closed("channel", "chat"),
    closed("status", "sent"),
    closed("content", null),
    closed("cta", {})
  ],
  loses: [noProto("payload"), noProto("overrides"), noProto("cta.action.result.payload")]
}

export const deletedMessage: Limits = { refuses: [closed("status", "deleted")], loses: [] }

export const activity: Limits = {
  refuses: [
    ...["_environmentId", "_organizationId", "_subscriberId", "transactionId"].map((at) => required(at, "")),
    ...["subscriber", "template"].map((at) => ({
      at,
      instead: undefined,
      reason: "it requires members that Novu leaves out, and refuses the null of what was deleted"
    })),
    { at: "jobs", instead: [], reason: "it requires members of a step that Novu leaves out" },
    { at: "topics", instead: [], reason: "it requires both names of a topic" },
    closed("severity", "none")
  ],
  loses: ["payload", "controls", "to"].map(noProto)
}

const activityNumbered = numberedPageOf(activity)

export const activityPage: Limits = {
  ...activityNumbered,
  loses: [...activityNumbered.loses, { at: "totalCount", reason: "this list has no count by its description" }]
}

export const inboxItem: Limits = {
  refuses: [
    required("transactionId", ""),
    nullable("body"),
    closed("channelType", "chat"),
    closed("severity", "none"),
    closed("redirect", undefined),
    closed("primaryAction", undefined),
    closed("secondaryAction", undefined),
    closed("workflow", undefined)
  ],
  loses: [noProto("data"), noProto("workflow.data")]
}

export const inboxPage: Limits = {
  ...inboxItem,
  loses: [...inboxItem.loses, { at: "filter", reason: "it is modelled as an empty object, and arrives empty" }]
}

export const inboxCount: Limits = { refuses: [], loses: [noProto("filter")] }

export const feedItem: Limits = {
  refuses: [
    ...["_templateId", "_environmentId", "_organizationId", "_notificationId", "_subscriberId", "_jobId"].map((at) =>
      required(at, "")
    ),
    ...["transactionId", "content"].map((at) => required(at, "")),
    { at: "subscriber", instead: undefined, reason: "it requires the id of a subscriber" },
    closed("actor", undefined),
    closed("channel", "chat"),
    closed("status", "sent"),
    closed("cta", {})
  ],
  loses: [
    ...["payload", "overrides", "data", "cta.action.result.payload"].map(noProto),
    ...["createdAt", "updatedAt"].map((at) => ({ at, reason: "it reads a Date" }))
  ]
}

const renamesVersion = ["__v", "v"].map((at): Limit => ({
  at,
  reason: "it calls the version of a row by another name"
}))

export const subscriber: Limits = {
  refuses: [
    ...["_organizationId", "_environmentId"].map((at) => required(at, "")),
    required("deleted", false),
    {
      at: "channels",
      instead: undefined,
      reason: "it requires a provider that it knows, and the id of its integration"
    }
  ],
  loses: [...renamesVersion, noProto("data")]
}

/** Has the names of the inbox as Novu and as the SDK have it, and everything that the SDK does not know. */
const renamesChannels = (at: string): Limit => ({
  at,
  reason: "it calls the inbox by another name, and drops a channel that it does not know"
})

export const preferenceView: Limits = {
  refuses: [{ at: "workflows", instead: [], reason: "its enums are closed, and it requires the overrides" }],
  loses: ["global.channels", "workflows"].map(renamesChannels)
}

export const updatedPreference: Limits = {
  refuses: [closed("level", "global"), closed("workflow", undefined)],
  loses: [
    renamesChannels("channels"),
    { at: "workflow.data", reason: "it is modelled as an empty object, and arrives empty" },
    { at: "condition", reason: "it is modelled as an empty object, and arrives empty" }
  ]
}

export const topic: Limits = {
  refuses: [
    required("_id", ""),
    { at: "data", instead: undefined, reason: "it cannot be null, although a request can clear it" }
  ],
  loses: [noProto("data")]
}

const subscriptionLimits = [
  required("_id", ""),
  required("identifier", ""),
  { at: "topic", instead: { _id: "", key: "" }, reason: "it requires the id of a topic" },
  {
    at: "subscriber",
    instead: { _id: "", subscriberId: "" },
    reason: "it requires the id of a subscriber, and some lists a subscriber"
  },
  { at: "preferences", instead: undefined, reason: "it requires members of a workflow that servers leave out" },
  required("createdAt", ""),
  required("updatedAt", "")
]

const topicLosses = [
  ...["topic.createdAt", "topic.updatedAt", "topic.data"].map((at) => ({
    at,
    reason: "it knows less of a topic here"
  })),
  { at: "preferences", reason: "it models the data of a workflow as an empty object, and drops __proto__" }
]

export const subscription: Limits = {
  refuses: subscriptionLimits.filter(({ at }) => at !== "identifier"),
  loses: topicLosses
}

export const listedSubscription: Limits = {
  refuses: subscriptionLimits.filter(({ at }) => at !== "updatedAt"),
  loses: [
    ...["name", "updatedAt"].map((at) => ({ at, reason: "it knows no such member in a list" })),
    { at: "preferences", reason: "it models the data of a workflow as an empty object, and drops __proto__" },
    noProto("topic.data")
  ]
}

export const subscriptions: Limits = {
  refuses: [
    ...subscription.refuses,
    { at: "errors", instead: undefined, reason: "it requires all members of an error" },
    required("meta", { totalCount: 0, successful: 0, failed: 0 })
  ],
  loses: topicLosses
}

export const deletedSubscriptions: Limits = {
  refuses: subscriptions.refuses.filter(({ at }) => at !== "preferences"),
  loses: [...topicLosses, { at: "name", reason: "it knows no name of what was deleted" }]
}

export const subscriptionDetails: Limits = {
  refuses: [
    required("id", ""),
    { at: "preferences", instead: undefined, reason: "it requires members of a workflow that servers leave out" }
  ],
  loses: []
}

export const membership: Limits = {
  refuses: ["_organizationId", "_environmentId", "_subscriberId", "_topicId"].map((at) => required(at, "")),
  loses: []
}

export const layout: Limits = {
  refuses: [
    required("slug", ""),
    required("isTranslationEnabled", false),
    required("createdAt", ""),
    required("updatedAt", ""),
    closed("origin", "novu-cloud"),
    closed("type", "BRIDGE"),
    { at: "updatedBy", instead: null, reason: "it requires the id of whoever changed it" }
  ],
  loses: [
    { at: "controls.values", reason: "values that it does not know are dropped" },
    { at: "controls.uiSchema", reason: "members that it does not know are dropped" },
    noProto("variables"),
    noProto("controls.dataSchema")
  ]
}

export const layoutPage: Limits = {
  items: "layouts",
  refuses: [...layout.refuses, required("totalCount", 0)],
  loses: layout.loses
}

const previewed = "previewPayloadExample.subscriber"

export const layoutPreview: Limits = {
  refuses: [
    closed("result.type", "email"),
    required("result.preview.body", ""),
    { at: `${previewed}.channels`, instead: [], reason: "it requires members that Novu leaves out" }
  ],
  loses: [
    noProto("schema"),
    noProto(`${previewed}.data`),
    ...renamesVersion.map(({ at, reason }) => ({ at: `${previewed}.${at}`, reason }))
  ]
}

/** Describes the workflows that use something. */
export const usage: Limits = { items: "workflows", refuses: [required("name", "")], loses: [] }

const noId = (at: string): Refusal => ({ at, instead: null, reason: "it requires the id of whoever changed it" })

/** Describes what a workflow and an item of the list have in common. */
const anyWorkflow = [
  ...["slug", "createdAt", "updatedAt"].map((at) => required(at, "")),
  closed("origin", "novu-cloud"),
  closed("status", "ACTIVE"),
  noId("updatedBy"),
  noId("lastPublishedBy")
]

export const workflow: Limits = {
  refuses: [
    ...anyWorkflow,
    closed("severity", "none"),
    nullable("description"),
    {
      at: "preferences",
      instead: { default: { all: { enabled: true, readOnly: false }, channels: {} } },
      reason: "it requires all members of preferences"
    },
    {
      at: "steps",
      instead: [],
      reason: "a step of a type that it does not know, or without what its type should have"
    },
    { at: "agent", instead: null, reason: "it requires the identifier of an agent" },
    { at: "issues", instead: {}, reason: "it requires each issue to be an object" }
  ],
  loses: [
    noProto("payloadSchema"),
    noProto("payloadExample"),
    { at: "issues", reason: "it knows no member of an issue" },
    ...["active", "isTranslationEnabled", "preferences"].map((at) => ({
      at,
      reason: "a flag that older servers leave out is read as false"
    }))
  ]
}

export const workflowPage: Limits = {
  items: "workflows",
  refuses: [
    ...anyWorkflow,
    required("stepTypeOverviews", []),
    { at: "steps", instead: [], reason: "an issue of a kind that it does not know, or a step without its slug" },
    required("totalCount", 0)
  ],
  loses: []
}

export const workflowStep: Limits = {
  refuses: [
    ...["name", "slug", "workflowId", "workflowDatabaseId"].map((at) => required(at, "")),
    required("variables", {}),
    closed("origin", "novu-cloud"),
    { at: "issues", instead: {}, reason: "an issue of a kind that it does not know fails the whole response" },
    { at: "providerOverrides", instead: null, reason: "it requires what is set per provider to be objects" }
  ],
  loses: [
    { at: "controls", reason: "values are dropped, which the document leaves out, and what it does not know" },
    noProto("controlValues"),
    noProto("variables"),
    {
      at: "providerOverrides",
      reason: "a member named __proto__ is dropped from what is set per provider",
      rare: { at: "providerOverrides", value: { email: { ["__proto__"]: "kept" } } }
    }
  ]
}

const ofPreviewed = (who: string): ReadonlyArray<Limit> => [
  noProto(`previewPayloadExample.${who}.data`),
  ...renamesVersion.map(({ at, reason }) => ({ at: `previewPayloadExample.${who}.${at}`, reason }))
]

export const stepPreview: Limits = {
  refuses: [
    { at: `${previewed}.channels`, instead: [], reason: "it requires members that Novu leaves out" },
    { at: "previewPayloadExample.actor.channels", instead: [], reason: "it requires members that Novu leaves out" },
    { at: "previewPayloadExample.context", instead: {}, reason: "it requires a context to have an id" }
  ],
  loses: [
    noProto("schema"),
    ...ofPreviewed("subscriber"),
    ...ofPreviewed("actor"),
    ...["payload", "steps", "env"].map((at) => noProto(`previewPayloadExample.${at}`)),
    noProto("previewPayloadExample.context", { id: "kept" })
  ]
}

export const environmentVariable: Limits = {
  refuses: [
    ...["_id", "_organizationId"].map((at) => required(at, "")),
    closed("type", "string"),
    { at: "values", instead: [], reason: "it requires a value, which a secret does not show here" }
  ],
  loses: []
}

const environmentLosses = ["color", "bridge", "dns", "createdAt", "updatedAt"].map((at) => ({
  at,
  reason: "members that Novu's document leaves out are dropped"
}))

export const environment: Limits = {
  refuses: [
    closed("type", null),
    required("_organizationId", ""),
    required("identifier", ""),
    { at: "apiKeys", instead: [], reason: "it requires both members of a key" }
  ],
  loses: environmentLosses
}

export const updatedEnvironment: Limits = {
  refuses: [...environment.refuses, required("_id", ""), required("name", "")],
  loses: [
    ...environmentLosses,
    ...["matched", "modified"].map((at) => ({ at, reason: "it does not know what older servers answer" }))
  ]
}

/** Every answer that names a resource is refused, since the SDK takes the kinds of layouts for those of resources. */
export const environmentDifference: Limits = {
  refuses: [
    ...["sourceEnvironmentId", "targetEnvironmentId"].map((at) => required(at, "")),
    { at: "resources", instead: [], reason: "its enum of the kinds of resources is that of layouts" },
    {
      at: "summary",
      instead: { totalEntities: 0, totalChanges: 0, hasChanges: false },
      reason: "it requires members that servers may leave out"
    }
  ],
  loses: []
}

export const publishedEnvironment: Limits = {
  refuses: [
    { at: "results", instead: [], reason: "its enum of the kinds of resources is that of layouts" },
    {
      at: "summary",
      instead: { resources: 0, successful: 0, failed: 0, skipped: 0 },
      reason: "it requires members that servers may leave out"
    }
  ],
  loses: []
}

const rowIds = ["_id", "_environmentId", "_organizationId"].map((at) => required(at, ""))

const oddRecord = (at: string): Refusal => ({
  at,
  instead: [],
  reason: "it requires the time to live of each record"
})

export const domain: Limits = {
  refuses: [...rowIds, closed("status", "pending"), oddRecord("expectedDnsRecords")],
  loses: [noProto("data")]
}

export const domainAutoConfigure: Limits = {
  refuses: [
    closed("reasonCode", "disabled"),
    { at: "manualRecords", instead: [], reason: "it requires the records, and the time to live of each" }
  ],
  loses: []
}

export const domainAutoConfigureLink: Limits = {
  refuses: [required("providerName", ""), required("redirectUri", "")],
  loses: []
}

export const domainDiagnosis: Limits = {
  refuses: [
    required("runAt", ""),
    ...["checks", "issues"].map((at) => ({
      at,
      instead: [],
      reason: "its enums are closed, and it requires all that was found"
    }))
  ],
  loses: []
}

export const domainRoute: Limits = {
  refuses: [...rowIds, required("_domainId", ""), closed("type", "agent")],
  loses: [noProto("data"), { at: "destination", reason: "it does not know what older servers call the agent" }]
}

export const testedDomainRoute: Limits = {
  refuses: [
    closed("domainStatus", "pending"),
    closed("type", "agent"),
    ...["webhook", "agent"].map((at) => ({ at, instead: undefined, reason: "it requires a time that was taken" }))
  ],
  loses: [
    noProto("payload"),
    { at: "agent.agentReply", reason: "it is modelled as an empty object, and arrives empty" }
  ]
}

export const trackedDelivery: Limits = {
  refuses: [
    required("id", ""),
    { at: "event", instead: { status: "sent", date: "" }, reason: "its words are closed, and it requires a date" }
  ],
  loses: []
}

/** Describes an agent without the members that only single reads have. */
const agentMembers: ReadonlyArray<Refusal> = [
  { at: "behavior", instead: {}, reason: "it requires a behaviour, which a new agent lacks, and reads no reaction" },
  closed("runtime", "managed"),
  closed("visibility", "public"),
  ...["_environmentId", "_organizationId", "createdAt", "updatedAt"].map((at) => required(at, "")),
  { at: "managedRuntime", instead: undefined, reason: "it requires what a provider may leave out" },
  {
    at: "integrations",
    instead: undefined,
    reason: "it requires what a list may leave out, and knows no newer channel"
  }
]

export const agent: Limits = {
  refuses: agentMembers,
  loses: [{ at: "behavior", reason: "it fills in what was never set" }]
}

export const agentPage: Limits = {
  refuses: [
    ...pageOf(agent).refuses,
    { at: "planUsage", instead: undefined, reason: "it requires every count, and knows no newer kind of limit" }
  ],
  loses: agent.loses
}

export const sentReply: Limits = {
  refuses: [
    { at: "", instead: { messageId: "", platformThreadId: "" }, reason: "it cannot read that nothing was sent" },
    required("platformThreadId", "")
  ],
  loses: []
}

export const agentIntegration: Limits = {
  refuses: [
    ...["_agentId", "_environmentId", "_organizationId", "createdAt", "updatedAt"].map((at) => required(at, "")),
    { at: "connectedAt", instead: null, reason: "it reads no time, but an empty object" },
    ...["_id", "name", "providerId"].map((member) => required(`integration.${member}`, "")),
    closed("integration.channel", undefined)
  ],
  loses: []
}

export const agentIntegrationPage: Limits = {
  refuses: [
    ...pageOf(agentIntegration).refuses,
    { at: "planUsage", instead: undefined, reason: "it requires every count" }
  ],
  loses: []
}
