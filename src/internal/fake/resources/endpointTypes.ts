import { isReadonlyObject } from "effect/Predicate"

type Payload = Readonly<Record<string, unknown>>

const text = (payload: Payload, ...names: ReadonlyArray<string>): boolean =>
  names.every((name) => typeof payload[name] === "string" && payload[name] !== "")

const optionalText = (payload: Payload, ...names: ReadonlyArray<string>): boolean =>
  names.every((name) => payload[name] === undefined || typeof payload[name] === "string")

const optionalOneOf = (value: unknown, values: ReadonlyArray<string>): boolean =>
  value === undefined || (typeof value === "string" && values.includes(value))

const regions = ["us", "eu"]

const formats: Readonly<Record<string, (payload: Payload) => boolean>> = {
  slack_channel: (payload) => text(payload, "channelId"),
  slack_user: (payload) => text(payload, "userId"),
  webhook: (payload) => text(payload, "url") && optionalText(payload, "channel"),
  phone: (payload) => text(payload, "phoneNumber"),
  ms_teams_channel: (payload) => text(payload, "teamId", "channelId"),
  ms_teams_user: (payload) => text(payload, "userId"),
  telegram_chat: (payload) => text(payload, "chatId"),
  webex_room: (payload) => text(payload, "roomId") && optionalText(payload, "parentId"),
  webex_person: (payload) =>
    payload["personId"] === undefined
      ? text(payload, "personEmail")
      : text(payload, "personId") && payload["personEmail"] === undefined,
  line_user: (payload) => text(payload, "userId"),
  pagerduty_service: (payload) => text(payload, "routingKey", "region") && optionalOneOf(payload["region"], regions),
  opsgenie_integration: (payload) => text(payload, "apiKey", "region") && optionalOneOf(payload["region"], regions),
  grafana_oncall_integration: (payload) => text(payload, "url") && optionalText(payload, "authToken"),
  tool_webhook: (payload) =>
    text(payload, "url") &&
    (payload["headers"] === undefined || isReadonlyObject(payload["headers"])) &&
    optionalOneOf(payload["method"], ["POST", "PUT", "PATCH"])
}

export const endpointTypes: ReadonlyArray<string> = Object.keys(formats)

/** Checks a payload against its type. Several types have the same shape, so the payload alone cannot tell its type. */
export const fitsEndpointType = (type: unknown, payload: unknown): boolean =>
  typeof type === "string" && isReadonlyObject(payload) && formats[type]?.(payload) === true

export const wrongFormat = (type: unknown): string =>
  `Endpoint must match the required format for type "${String(type)}"`
