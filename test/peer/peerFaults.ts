import {
  AgentReplyPayloadDto$outboundSchema,
  ChatOrPushProviderEnum,
  CreateAgentRequestDto$outboundSchema,
  Steps$outboundSchema,
  UpdateAgentRequestDto$outboundSchema
} from "@novu/api/models/components/index.js"
import {
  changeAt,
  isMembers,
  mapped,
  type Members,
  membersOf,
  pick,
  withoutProto,
  withoutProtoInData
} from "./bodies.ts"
import type { Sent } from "./recording.ts"

/** Describes something that `@novu/api` 3.19.1 sends differently from what it was asked to. */
export interface PeerFault {
  readonly reason: string
  /** Turns the request that was asked for into the one that it sends; `undefined` when it sends nothing. */
  readonly sends: (request: Sent, query: Members) => Sent | undefined
}

const inBody = (reason: string, change: (body: Members) => Members): PeerFault => ({
  reason,
  sends: (request) => isMembers(request.body) ? { ...request, body: change(request.body) } : request
})

const leavesOut = (name: string, reason: string, when: (value: unknown) => boolean): PeerFault => ({
  reason,
  sends: (request, query) =>
    when(query[name]) ? { ...request, query: request.query.filter((pair) => JSON.parse(pair)[0] !== name) } : request
})

const inEndpoint = (reason: string, change: (endpoint: Members, body: Members) => Members): PeerFault =>
  inBody(reason, (body) => ({ ...body, endpoint: change(membersOf(body["endpoint"]), body) }))

const refusesNull = (name: string): PeerFault => ({
  reason: `workspace.${name} cannot be null, although a stored one may be`,
  sends: (request) => membersOf(membersOf(request.body)["workspace"])[name] === null ? undefined : request
})

export const workspaceFaults = [refusesNull("name"), refusesNull("botUserId")]

export const emptyContextKeys = leavesOut(
  "contextKeys",
  "an empty list of contextKeys is left out, so that \"in no context\" cannot be asked for",
  (keys) => Array.isArray(keys) && keys.length === 0
)

export const noTypeFilter = leavesOut(
  "type",
  "contexts cannot be filtered by type, which the document its code is made from leaves out",
  (type) => type !== undefined
)

export const subscriberFlag = inBody(
  "createSubscriberIfMissing: false is sent although nobody asked",
  (body) => ({ createSubscriberIfMissing: false, ...body })
)

export const protoInData = inBody(
  "a member named __proto__ is dropped from data",
  (body) => changeAt(body, "data", withoutProto)
)

export const contextFaults = [
  inBody("a context of the type __proto__ is dropped", (body) => changeAt(body, "context", withoutProto)),
  inBody(
    "a member named __proto__ is dropped from the data of a context",
    (body) => changeAt(body, "context", (contexts) => mapped(contexts, withoutProtoInData))
  )
]

export const strippedHeaders = inEndpoint(
  "the headers of a tool_webhook are modelled as an empty object, and arrive empty",
  (endpoint, { type }) => type === "tool_webhook" && "headers" in endpoint ? { ...endpoint, headers: {} } : endpoint
)

/** The payload of an update becomes the first of seven shapes that fits. */
export const updateFaults = [
  inEndpoint(
    "an update of ms_teams_channel is taken for a slack_channel and loses its teamId",
    (endpoint) => "channelId" in endpoint ? pick(endpoint, (name) => name === "channelId") : endpoint
  ),
  inEndpoint(
    "an update of tool_webhook or grafana_oncall_integration is taken for a webhook and loses all but its URL",
    (endpoint) => "url" in endpoint ? pick(endpoint, (name) => name === "url" || name === "channel") : endpoint
  ),
  ...["chatId", "routingKey", "apiKey"].map((member) =>
    inEndpoint(
      `an update with ${member} is taken for a webex_person and arrives empty`,
      (endpoint) => member in endpoint ? {} : endpoint
    )
  )
]

const emptyList = (name: string) =>
  leavesOut(name, `an empty list of ${name} is left out`, (list) => Array.isArray(list) && list.length === 0)

export const emptyTransactionIds = emptyList("transactionId")

const addsByDefault = (name: string, value: number | boolean | string): PeerFault => ({
  reason: `${name}=${value} is sent although nobody asked`,
  sends: (request, query) =>
    query[name] === undefined
      ? { ...request, query: [...request.query, JSON.stringify([name, String(value)])].toSorted() }
      : request
})

export const limitByDefault = addsByDefault("limit", 10)

export const pageByDefault = [addsByDefault("page", 0), limitByDefault]

export const nonCriticalByDefault = addsByDefault("criticality", "nonCritical")

export const unseenByDefault = [addsByDefault("seen", false), addsByDefault("limit", 100)]

export const strippedActionPayload = inBody(
  "the payload of an action is modelled as an empty object, and arrives empty",
  (body) => "payload" in body ? { ...body, payload: {} } : body
)

export const activityLists = ["channels", "templates", "emails", "subscriberIds", "severity"].map(emptyList)

export const emptySeverity = emptyList("severity")

export const noTags = leavesOut(
  "tags",
  "the inbox cannot be filtered by tags, which the document its code is made from leaves out",
  (tags) => tags !== undefined
)

export const bulkTags: ReadonlyArray<PeerFault> = [
  {
    reason: "tags are modelled as an empty object, so a list of them is refused",
    sends: (request) => Array.isArray(membersOf(request.body)["tags"]) ? undefined : request
  },
  inBody(
    "groups of tags arrive empty, so that the filter is lost",
    (body) => "tags" in body ? { ...body, tags: {} } : body
  )
]

export const closedActionType: PeerFault = {
  reason: "an action that is neither primary nor secondary is refused before it is sent",
  sends: (request) => /\/actions\/(primary|secondary)\//.test(request.path) ? request : undefined
}

const knownProviders: ReadonlySet<string> = new Set(Object.values(ChatOrPushProviderEnum))

export const closedProvider: PeerFault = {
  reason: "credentials of a provider that is newer than the SDK are refused before they are sent",
  sends: (request) => knownProviders.has(String(membersOf(request.body)["providerId"])) ? request : undefined
}

export const protoInRows = inBody(
  "a member named __proto__ is dropped from the data of a row",
  (body) =>
    Array.isArray(body["subscribers"])
      ? {
        ...body,
        subscribers: body["subscribers"].map((row: unknown) =>
          isMembers(row) && "data" in row ? { ...row, data: withoutProto(row["data"]) } : row
        )
      }
      : body
)

/** Items of a subscription request that are objects. */
const objectsIn = (list: unknown): ReadonlyArray<Members> => (Array.isArray(list) ? list : []).filter(isMembers)

export const requiresIdentifier: PeerFault = {
  reason: "a subscriber with a name and no identifier is refused before it is sent",
  sends: (request) =>
    objectsIn(membersOf(request.body)["subscriptions"]).some((item) => !("identifier" in item)) ? undefined : request
}

export const protoInConditions = inBody(
  "a member named __proto__ is dropped from the condition of a preference",
  (body) =>
    Array.isArray(body["preferences"])
      ? {
        ...body,
        preferences: body["preferences"].map((each: unknown) =>
          isMembers(each) && "condition" in each
            ? Object.assign({}, each, { condition: withoutProto(each["condition"]) })
            : each
        )
      }
      : body
)

const knownCredentials: ReadonlySet<string> = new Set(
  "apiKey user secretKey domain password host port secure region accountSid messageProfileId token from senderName"
    .split(" ")
)

const known = (value: unknown): Members => pick(membersOf(value), (name) => knownCredentials.has(name))

export const integrationFaults = [
  inBody(
    "members of credentials that it does not know are dropped",
    (body) => changeAt(body, "credentials", known)
  ),
  inBody(
    "all members of configurations are dropped",
    (body) => "configurations" in body ? { ...body, configurations: {} } : body
  )
]

export const translationFlag = inBody(
  "isTranslationEnabled: false is sent although nobody asked",
  (body) => ({ isTranslationEnabled: false, ...body })
)

export const dashboardSource = inBody(
  "__source: dashboard is sent although nobody asked",
  (body) => ({ __source: "dashboard", ...body })
)

const inSubscriber = (body: Members, change: (subscriber: Members) => Members): Members => {
  const payload = membersOf(body["previewPayload"])
  const subscriber = payload["subscriber"]
  return isMembers(subscriber)
    ? { ...body, previewPayload: { ...payload, subscriber: change(subscriber) } }
    : body
}

export const protoInPreview = inBody(
  "a member named __proto__ is dropped from the values and the data of a preview",
  (body) =>
    inSubscriber(
      changeAt(body, "controlValues", withoutProto),
      (subscriber) => changeAt(subscriber, "data", withoutProto)
    )
)

/** Names what a preview of a step is rendered with, apart from contexts and people. */
const previewed = new Set(["payload", "steps", "env"])

export const protoInStepPreview = inBody(
  "a member named __proto__ is dropped from the values of a preview and from what it is rendered with",
  (body) => {
    const values = changeAt(body, "controlValues", withoutProto)
    if (!isMembers(body["previewPayload"])) return values
    const change = (name: string, value: unknown) => {
      if (name === "context") return mapped(value, withoutProtoInData)
      return previewed.has(name) ? withoutProto(value) : withoutProtoInData(value)
    }
    const payload = Object.entries(body["previewPayload"]).map(([name, value]) => [name, change(name, value)])
    return { ...values, previewPayload: Object.fromEntries(payload) }
  }
)

export const protoInContent = inBody(
  "a member named __proto__ is dropped from content",
  (body) => changeAt(body, "content", withoutProto)
)

export const closedResourceType: PeerFault = {
  reason: "a type of resource that is newer than the SDK cannot be asked for",
  sends: (request) => /^\/v2\/translations\/(group\/)?(workflow|layout)\//.test(request.path) ? request : undefined
}

const stepsOf = ({ body }: Sent): ReadonlyArray<Members> => {
  const { steps } = membersOf(body)
  return Array.isArray(steps) ? steps.map(membersOf) : []
}

const withSteps = (reason: string, change: (step: Members) => Members | undefined): PeerFault => ({
  reason,
  sends: (request) => {
    if (!isMembers(request.body) || !("steps" in request.body)) return request
    const steps = stepsOf(request).map(change)
    return steps.includes(undefined) ? undefined : { ...request, body: { ...request.body, steps } }
  }
})

/** Writes a step as the schemas of the SDK do; `undefined` where they refuse it. */
const throughItsSchemas = (step: Members): Members | undefined => {
  const read = Steps$outboundSchema.safeParse(step)
  return read.success ? membersOf(JSON.parse(JSON.stringify(read.data))) : undefined
}

/** Says what becomes of the settings of a workflow. */
const settingFaults = [
  withSteps("steps lose their _id, which it calls id", ({ _id, ...step }) => step),
  withSteps(
    "a step of a type that it does not know is refused, and so are null and odd values; others get defaults that nobody asked for",
    throughItsSchemas
  ),
  translationFlag,
  inBody("active: false is sent although nobody asked", (body) => ({ active: false, ...body })),
  inBody(
    "a member named __proto__ is dropped from a payload schema",
    (body) => changeAt(body, "payloadSchema", withoutProto)
  )
]

/** Drops the member from every object in a value. */
const withoutAnyProto = (value: unknown): unknown => mapped(value, withoutAnyProto)

const protoInMember = (member: string, of: string) =>
  inBody(
    `a member named __proto__ is dropped from ${of}`,
    (body) => changeAt(body, member, withoutAnyProto)
  )

export const workflowFaults = [
  ...settingFaults,
  protoInMember("agent", "the providers of an agent"),
  protoInMember("preferences", "the channels of preferences")
]

export const newWorkflowFaults = [
  ...workflowFaults,
  inBody(
    "__source: editor is sent, whoever asks, because it calls the member source",
    (body) => ({ ...body, __source: "editor" })
  )
]

export const protoInPayloadSchema = settingFaults.slice(-1)

export const publishesLayouts: PeerFault = {
  reason: "single resources cannot be published: its enum of kinds is that of layouts, and refuses every kind there is",
  sends: (request) => "resources" in membersOf(request.body) ? undefined : request
}

export const sendsDryRun = inBody(
  "dryRun: false is sent although nobody asked",
  (body) => ({ dryRun: false, ...body })
)

export const onlyObjects: PeerFault = {
  reason: "what a provider sends has to be an object, although some send lists",
  sends: (request) => isMembers(request.body) ? request : undefined
}

export const protoInReport = inBody(
  "a member named __proto__ is dropped from what a provider sends",
  (body) => pick(body, (name) => name !== "__proto__")
)
/** Writes a body as a schema of the SDK does, which may refuse it. */
const through = (
  schema: { readonly safeParse: (body: unknown) => { readonly success: boolean; readonly data?: unknown } },
  reason: string
): PeerFault => ({
  reason,
  sends: (request) => {
    const read = schema.safeParse(request.body)
    return read.success ? { ...request, body: JSON.parse(JSON.stringify(read.data)) } : undefined
  }
})

export const newAgentFaults = [
  through(
    CreateAgentRequestDto$outboundSchema,
    "a skill cannot have a version, an agent that is taken over needs a name, and active: true is sent although nobody asked"
  )
]

export const agentBehaviorFaults = [
  through(
    UpdateAgentRequestDto$outboundSchema,
    "no reaction can be set, and acknowledgeOnReceived: true is sent although nobody asked, which switches it on"
  )
]

export const replyFaults = [
  through(
    AgentReplyPayloadDto$outboundSchema,
    "values of a conversation and what a tool returns are refused, or arrive empty, and a signal gets a default"
  )
]

export const saysWhereToDelete = addsByDefault("deleteFromProvider", false)
