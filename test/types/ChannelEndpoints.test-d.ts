import type { Redacted } from "effect"
import { type ChannelEndpoint, type CreateChannelEndpoint, isEndpointOf } from "effect-novu"
import { expectTypeOf } from "vitest"

declare const call: (payload: CreateChannelEndpoint) => void
declare const secret: Redacted.Redacted
declare const endpoint: ChannelEndpoint

const common = { integrationIdentifier: "slack-prod", subscriberId: "ada" }

// a type goes with its payload, and with no other
call({ ...common, type: "slack_channel", endpoint: { channelId: "C1" } })
call({ ...common, type: "webex_person", endpoint: { personEmail: "ada@example.test" } })
call({ ...common, type: "pagerduty_service", endpoint: { routingKey: secret, region: "eu" } })
call({ ...common, type: "tool_webhook", endpoint: { url: "https://example.test", headers: { authorization: secret } } })
// @ts-expect-error a user where a channel belongs
call({ ...common, type: "slack_channel", endpoint: { userId: "U1" } })
// @ts-expect-error a Teams channel needs its team
call({ ...common, type: "ms_teams_channel", endpoint: { channelId: "C1" } })
// @ts-expect-error both names of a person
call({ ...common, type: "webex_person", endpoint: { personId: "P1", personEmail: "ada@example.test" } })
// @ts-expect-error a secret in the clear
call({ ...common, type: "pagerduty_service", endpoint: { routingKey: "in clear", region: "eu" } })
// @ts-expect-error a region PagerDuty does not have
call({ ...common, type: "pagerduty_service", endpoint: { routingKey: secret, region: "mars" } })
// @ts-expect-error an unknown type
call({ ...common, type: "smoke_signal", endpoint: { channelId: "C1" } })
// @ts-expect-error no subscriber
call({ integrationIdentifier: "slack-prod", type: "phone", endpoint: { phoneNumber: "+1" } })

// an answer may have any type, and narrows by the guard
expectTypeOf<"brand-new">().toExtend<ChannelEndpoint["type"]>()
if (isEndpointOf("slack_channel", endpoint)) expectTypeOf(endpoint.endpoint.channelId).toEqualTypeOf<string>()
