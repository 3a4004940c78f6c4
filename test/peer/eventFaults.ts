import type { PeerFault } from "./peerFaults.ts"

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const pick = (members: Members, names: ReadonlyArray<string>): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)))

const change = (members: Members, name: string, by: (value: unknown) => unknown): Members =>
  name in members ? { ...members, [name]: by(members[name]) } : members

const ofSubscriber = [
  "firstName",
  "lastName",
  "email",
  "phone",
  "avatar",
  "locale",
  "timezone",
  "data",
  "subscriberId",
  "channels"
]

const ofOverrides = [
  "steps",
  "channels",
  "providers",
  "email",
  "push",
  "sms",
  "chat",
  "layoutIdentifier",
  "severity"
]

const withoutProto = (value: unknown): unknown =>
  isMembers(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== "__proto__")) : value

const mapped = (value: unknown, by: (each: unknown) => unknown): unknown =>
  isMembers(value)
    ? Object.fromEntries(
      Object.entries(value).filter(([name]) => name !== "__proto__").map(([name, each]) => [name, by(each)])
    )
    : value

const recipient = (value: unknown): unknown =>
  !isMembers(value) || value["type"] === "Topic" && "topicKey" in value
    ? value
    : change(pick(value, ofSubscriber), "data", withoutProto)

const byProvider = (value: unknown): unknown => mapped(value, withoutProto)

const overrides = (value: unknown): unknown =>
  isMembers(value)
    ? ["email", "push", "sms", "chat"].reduce(
      (members, name) => change(members, name, withoutProto),
      change(
        change(
          pick(value, ofOverrides),
          "steps",
          (steps) => mapped(steps, (step) => isMembers(step) ? change(step, "providers", byProvider) : step)
        ),
        "providers",
        byProvider
      )
    )
    : value

const changes: ReadonlyArray<readonly [name: string, by: (value: unknown) => unknown]> = [
  ["to", (to) => Array.isArray(to) ? to.map(recipient) : recipient(to)],
  ["actor", recipient],
  ["overrides", overrides],
  ["payload", withoutProto],
  ["tenant", (tenant) => isMembers(tenant) ? change(tenant, "data", () => ({})) : tenant],
  [
    "context",
    (context) => mapped(context, (each) => isMembers(each) ? change(each, "data", withoutProto) : each)
  ]
]

const ofEvent = (event: unknown): unknown =>
  isMembers(event) ? changes.reduce((members, [name, by]) => change(members, name, by), event) : event

const withoutMadeId = (event: unknown): unknown => {
  if (!isMembers(event) || !/^txn_[0-9a-f]{24}$/.test(String(event["transactionId"]))) return event
  const { transactionId: _, ...rest } = event
  return rest
}

/** Makes the two faults for requests that hold their events in some place. */
const faultsWhere = (inBody: (body: unknown, by: (event: unknown) => unknown) => unknown): ReadonlyArray<PeerFault> => [
  {
    reason: "no transactionId is made, so that an event whose answer is lost is sent twice or not at all",
    sends: (request) => ({ ...request, body: inBody(request.body, withoutMadeId) })
  },
  {
    reason: "members that the document does not list are dropped from overrides and recipients, as are a tenant's data",
    sends: (request) => ({ ...request, body: inBody(request.body, ofEvent) })
  }
]

export const eventFaults = faultsWhere((body, by) => by(body))

export const bulkFaults = faultsWhere((body, by) =>
  isMembers(body) && Array.isArray(body["events"]) ? { ...body, events: body["events"].map(by) } : body
)
