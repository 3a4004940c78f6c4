import { isRequired, type Statement } from "./compare.ts"
import { isEnum } from "./describe.ts"
import type { Rule } from "./explain.ts"

/** Lists members that Novu 3.19 added, by start and end of their place. A body, an answer and a list share members. */
const members = [
  ["/v1/agents", ".toolApprovalRequest.approveActionId"],
  ["/v1/agents", ".toolApprovalRequest.denyActionId"],
  ["/v1/agents", ".toolApprovalRequest.mcpServerName"],
  ["/v1/agents", ".signals[]<human>"],
  ["/v1/channel-connections", "query connectionMode"],
  ["/v1/channel-connections", ".workspace.botUserId"],
  ["/v1/channel-endpoints", ".endpoint.routingKey"],
  ["/v1/channel-endpoints", ".endpoint.region"],
  ["/v1/channel-endpoints", ".endpoint.apiKey"],
  ["/v1/channel-endpoints", ".endpoint.authToken"],
  ["/v1/channel-endpoints", ".endpoint.headers"],
  ["/v1/channel-endpoints", ".endpoint.method"],
  ["/v1/channel-endpoints", ".createSubscriberIfMissing"],
  ["/v1/channel-endpoints", "body<pagerduty_service>"],
  ["/v1/channel-endpoints", "body<opsgenie_integration>"],
  ["/v1/channel-endpoints", "body<grafana_oncall_integration>"],
  ["/v1/channel-endpoints", "body<tool_webhook>"],
  ["/v1/integrations/channel-connections/oauth", "body.contextHash"],
  ["/v1/integrations/channel-endpoints/oauth", "body.contextHash"],
  ["/v1/integrations/channel-endpoints/link", "body.contextHash"],
  ["/v1/integrations/channel-endpoints/link", "body.context"],
  ["/v2/contexts", ".bridgeUrl"],
  ["/v2/subscribers", ".channels.tool"],
  ["/v2/workflows", ".agent"],
  ["/v2/workflows", ".providerOverrides"],
  ["/v2/workflows", ".issues.controls.*[].severity"],
  ["/v2/workflows", ".issues.integration.*[].severity"],
  ["/v2/workflows", ".controlValues.from"],
  ["/v2/workflows", ".controlValues.replyTo"],
  ["/v2/workflows", ".controlValues.preheader"],
  ["/v2/workflows", ".controlValues.useProviderDefaults"]
] as const

/** Lists values that Novu 3.19 added, by the member that holds them. */
const values = {
  channel: ["tool"],
  editorType: ["text"],
  providerId: ["grafana", "novu-web-chat", "opsgenie", "pagerduty", "ruach-sms", "tool-webhook"],
  type: ["grafana_oncall_integration", "opsgenie_integration", "pagerduty_service", "tool", "tool_webhook"],
  "stepTypeOverviews\\[\\]": ["tool"]
}

const name = "since Novu 3.19"

const why =
  "the published document is older than the release that added these members and values, none of which we require"

const memberAdded = (path: string, end: string): Rule => ({
  name,
  why,
  entry: `${path} ${end}`,
  explains: (statement) =>
    statement.by === "ours" && statement.value === undefined && !isRequired(statement) &&
    pathOf(statement).startsWith(path) && statement.place.endsWith(end)
})

const valueAdded = (member: string, value: string): Rule => ({
  name,
  why,
  entry: `${member} ${value}`,
  explains: ({ by, novu, place, value: added }) =>
    by === "ours" && added === JSON.stringify(value) && new RegExp(`[. ]${member}$`).test(place) &&
    novu !== undefined && isEnum(novu)
})

const pathOf = ({ operation }: Statement): string => operation.slice(operation.indexOf("/"))

/** Makes one explanation per member and value, so that one that the document has reached is reported. */
export const since319: ReadonlyArray<Rule> = [
  ...members.map(([path, end]) => memberAdded(path, end)),
  ...Object.entries(values).flatMap(([member, added]) => added.map((value) => valueAdded(member, value)))
]
