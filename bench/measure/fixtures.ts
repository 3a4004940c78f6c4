import { DateTime, Redacted, Schema } from "effect"
import { type CreateChannelConnection, Trigger } from "effect-novu"

const token = "xoxb-0000000000-fixture"

/** Is a connection as Novu sends it, which both SDKs read. */
export const connection = {
  identifier: "chconn_k3v9x2m7p1qa",
  channel: "chat",
  providerId: "slack",
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  contextKeys: ["tenant:acme"],
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: token },
  createdAt: "2026-01-02T03:04:05.678Z",
  updatedAt: "2026-01-02T03:04:05.678Z"
}

export const payload: CreateChannelConnection = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: Redacted.make(token) }
}

/** Is the same payload as the peer takes it, which is also its wire form. */
export const peerPayload = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: token }
}

/** Has as many headers as Novu adds to an answer, of the same length. */
export const headers = {
  "content-type": "application/json; charset=utf-8",
  "date": "Fri, 02 Jan 2026 03:04:05 GMT",
  "etag": "W/\"1a2-abcdefghijklmnopqrstuvwxyz0\"",
  "ratelimit-limit": "300",
  "ratelimit-policy":
    "300;w=5;burst=330;comment=\"token bucket\";category=\"configuration\";cost=\"single\";serviceLevel=\"pro\"",
  "ratelimit-remaining": "299",
  "ratelimit-reset": "1",
  "vary": "Origin, Accept-Encoding"
}

const answer = (status: number, body: string) => () => new Response(body, { status, headers })

export const created = answer(201, JSON.stringify({ data: connection }))

export const conflict = answer(
  409,
  JSON.stringify({
    statusCode: 409,
    timestamp: "2026-01-02T03:04:05.678Z",
    path: "/v1/channel-connections",
    message: `A channel connection already exists for integration slack-prod. Connection ID: ${connection.identifier}`,
    ctx: {}
  })
)

export const unavailable = answer(
  503,
  JSON.stringify({ statusCode: 503, timestamp: "2026-01-02T03:04:05.678Z", path: "/", message: "try again", ctx: {} })
)

export const pageSize = 100

const items = Array.from({ length: pageSize }, () => JSON.stringify(connection)).join(",")

/** Makes a page of a list with `total` items, whose cursors are numbers. */
export const pageText = (after: string | null, total: number): string => {
  const number = Number(after ?? 0)
  const next = (number + 1) * pageSize < total ? `"${number + 1}"` : "null"
  const previous = number === 0 ? "null" : `"${number - 1}"`
  return `{"data":[${items}],"next":${next},"previous":${previous},"totalCount":${total},"totalCountCapped":false}`
}

export const OrderShipped = Trigger.make("order-shipped", {
  payload: {
    order: Schema.String,
    items: Schema.Array(Schema.Struct({ name: Schema.String, count: Schema.Int })),
    arrivesAt: Schema.DateTimeUtc
  }
})

const order = { order: "1042", items: [{ name: "Lamp", count: 2 }, { name: "Bulb", count: 4 }] }

export const event = {
  to: "subscriber-123",
  payload: { ...order, arrivesAt: DateTime.makeUnsafe("2026-01-02T03:04:05.678Z") }
}

/** Is the same event as the peer takes it. */
export const peerEvent = {
  workflowId: OrderShipped.id,
  to: event.to,
  payload: { ...order, arrivesAt: "2026-01-02T03:04:05.678Z" }
}

/** Is its wire form. */
export const eventOnWire = { name: OrderShipped.id, to: event.to, payload: peerEvent.payload }

export const triggered = answer(
  201,
  JSON.stringify({
    data: { acknowledged: true, status: "processed", transactionId: "txn_6f1d8f6e-2f0b-4a51-9a53-0c1f7f0b9d11" }
  })
)
