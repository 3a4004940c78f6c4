/** Sends raw requests, as any HTTP client would. Nothing of our client is used. */
import { Effect, Option, Schema } from "effect"
import { HttpClient, type HttpClientError, HttpClientRequest } from "effect/http"

/** Describes an entity of any kind, with the members that some test reads. */
interface Entity {
  readonly identifier: string
  readonly providerId: string
  readonly subscriberId: string | null
  readonly connectionIdentifier: string | null
  readonly contextKeys: ReadonlyArray<string>
  readonly workspace: Readonly<Record<string, unknown>>
  readonly auth: Readonly<Record<string, unknown>>
  readonly type: string
  readonly id: string
  readonly endpoint: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, unknown>>
  readonly bridgeUrl: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly url: string
  readonly providerMetadata: Readonly<Record<string, unknown>>
}

/** Describes a success or an error; each test knows which. */
interface Body {
  readonly data: Entity & ReadonlyArray<Entity>
  readonly next: string | null
  readonly previous: string | null
  readonly totalCount: number
  readonly totalCountCapped: boolean
  readonly statusCode: number
  readonly timestamp: string
  readonly path: string
  readonly message: string
  readonly error: string
  readonly errorId: string
  readonly ctx: Readonly<Record<string, unknown>>
  readonly errors: { readonly general: { readonly messages: ReadonlyArray<string>; readonly value: string } }
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Is the parsed body, or an empty object when the body is not JSON. */
  readonly json: Body
}

export interface Send {
  readonly body?: unknown
  readonly text?: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly key?: string | null
  readonly idempotencyKey?: string
}

const parse = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

export const send = (
  method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT",
  path: string,
  options: Send = {}
): Effect.Effect<Reply, HttpClientError.HttpClientError, HttpClient.HttpClient> =>
  Effect.gen(function*() {
    const client = yield* HttpClient.HttpClient
    const { key = "ApiKey sk_fake" } = options
    let request = HttpClientRequest.make(method)(`https://novu.test${path}`, {
      headers: {
        ...(key === null ? undefined : { authorization: key }),
        ...(options.idempotencyKey === undefined ? undefined : { "Idempotency-Key": options.idempotencyKey }),
        ...options.headers
      }
    })
    if (options.text !== undefined) {
      request = HttpClientRequest.bodyText(request, options.text, options.contentType ?? "application/json")
    } else if (options.body !== undefined) request = HttpClientRequest.bodyJsonUnsafe(request, options.body)
    const response = yield* client.execute(request)
    const text = yield* response.text
    const json = parse(text)
    return {
      status: response.status,
      headers: { ...response.headers },
      text,
      json: Option.getOrElse(json, () => ({})) as Body
    }
  })

export const connections = "/v1/channel-connections"
export const endpoints = "/v1/channel-endpoints"
export const contexts = "/v2/contexts"

/** Makes a body that creates a connection for the subscriber `ada`. */
export const connection = (more: Readonly<Record<string, unknown>> = {}) => ({
  integrationIdentifier: "slack-prod",
  subscriberId: "ada",
  workspace: { id: "T1", name: "Acme" },
  auth: { accessToken: "xoxb-1" },
  ...more
})

export const endpoint = (more: Readonly<Record<string, unknown>> = {}) => ({
  integrationIdentifier: "slack-prod",
  subscriberId: "ada",
  type: "slack_channel",
  endpoint: { channelId: "C1" },
  ...more
})

export const create = (more: Readonly<Record<string, unknown>> = {}, options: Send = {}) =>
  send("POST", connections, { body: connection(more), ...options })

/** Makes one context per name, for connections that differ. */
export const tenant = (id: string) => ({ context: { tenant: id } })
