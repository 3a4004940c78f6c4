/** Describes a place in a response that the other SDK does not read as it is. */
export interface Limit {
  /** Names the members that lead there. Everything below counts too. */
  readonly at: string
  readonly reason: string
}

/** Describes a place at which it refuses the whole response. */
export interface Refusal extends Limit {
  /** Is a value that it accepts there. */
  readonly instead: unknown
}

/** Lists all that `@novu/api` 3.19.1 does not read in one kind of response. */
export interface Limits {
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
  loses: ["credentials", "configurations"].map((at) => ({
    at,
    reason: "members that are newer than the SDK are dropped"
  }))
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
