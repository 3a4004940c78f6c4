import { changeAt, isMembers, mapped, pick, withoutProto, withoutProtoInData } from "./bodies.ts"
import type { PeerFault } from "./peerFaults.ts"

const ofSubscriber = new Set([
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
])

const ofOverrides = new Set([
  "steps",
  "channels",
  "providers",
  "email",
  "push",
  "sms",
  "chat",
  "layoutIdentifier",
  "severity"
])

const recipient = (value: unknown): unknown =>
  !isMembers(value) || value["type"] === "Topic" && "topicKey" in value
    ? value
    : changeAt(pick(value, (name) => ofSubscriber.has(name)), "data", withoutProto)

const byProvider = (value: unknown): unknown => mapped(value, withoutProto)

const overrides = (value: unknown): unknown =>
  isMembers(value)
    ? ["email", "push", "sms", "chat"].reduce(
      (members, name) => changeAt(members, name, withoutProto),
      changeAt(
        changeAt(
          pick(value, (name) => ofOverrides.has(name)),
          "steps",
          (steps) => mapped(steps, (step) => isMembers(step) ? changeAt(step, "providers", byProvider) : step)
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
  ["tenant", (tenant) => isMembers(tenant) ? changeAt(tenant, "data", () => ({})) : tenant],
  [
    "context",
    (context) => mapped(context, withoutProtoInData)
  ]
]

const ofEvent = (event: unknown): unknown =>
  isMembers(event) ? changes.reduce((members, [name, by]) => changeAt(members, name, by), event) : event

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
