import type { Novu } from "@novu/api"
import { NovuError as PeerError } from "@novu/api/models/errors/index.js"
import { Effect, Redacted, Schema } from "effect"
import { type NovuError, NovuTransport } from "effect-novu"
import { operations } from "effect-novu/Client/ChannelConnections"
import type { CreateChannelConnection } from "effect-novu/Schema/ChannelConnection"
import type { NovuResponse } from "effect-novu/Transport/NovuResponse"
import * as Operation from "effect-novu/Transport/Operation"
import { plain } from "./plain.ts"
import { settled } from "./recording.ts"

/** Holds what a caller learns from one call, whichever client made it. */
export type Outcome =
  | { readonly result: unknown; readonly headers: unknown }
  | { readonly status: unknown; readonly message: unknown; readonly issues: unknown }

/** Makes the same calls with either client. */
export interface Client {
  readonly create: (payload: CreateChannelConnection, idempotencyKey: string) => Effect.Effect<Outcome>
  readonly retrieve: (identifier: string) => Effect.Effect<Outcome>
  readonly list: (query: { readonly limit: number; readonly after?: string }) => Effect.Effect<Outcome>
  readonly update: (identifier: string, token: string, idempotencyKey: string) => Effect.Effect<Outcome>
  readonly delete: (identifier: string) => Effect.Effect<Outcome>
  readonly createContext: (
    context: { readonly type: string; readonly id: string },
    idempotencyKey: string
  ) => Effect.Effect<Outcome>
}

export const workspace = { id: "T024BE7LD", name: "Analytical Engines" }

/** Leaves out the day, because midnight may pass between two calls. */
const withoutDate = (headers: object) => Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "date"))

// Our own schema would stop a context whose name the server refuses.
const createAnyContext = Operation.make({
  name: "Contexts.createAny",
  method: "POST",
  path: "/v2/contexts",
  payload: Schema.Json,
  success: Schema.Json
})

export const outcomeOfOurs = <R>(
  made: Effect.Effect<NovuResponse<unknown>, NovuError, R>
): Effect.Effect<Outcome, never, R> =>
  Effect.match(made, {
    onSuccess: ({ headers, result }) => ({ result: plain(result), headers: withoutDate(headers) }),
    onFailure: ({ reason }) => ({
      status: "status" in reason ? reason.status : reason._tag,
      message: reason.detail,
      issues: reason._tag === "ValidationFailed" ? reason.issues : []
    })
  })

export const makeOurs = Effect.map(NovuTransport, ({ call }): Client => ({
  create: (payload, idempotencyKey) => outcomeOfOurs(call(operations.create, { payload }, { idempotencyKey })),
  retrieve: (identifier) => outcomeOfOurs(call(operations.retrieve, { params: { identifier } })),
  list: (query) => outcomeOfOurs(call(operations.list, { query })),
  update: (identifier, token, idempotencyKey) =>
    outcomeOfOurs(call(operations.update, {
      params: { identifier },
      payload: { workspace, auth: { accessToken: Redacted.make(token) } }
    }, { idempotencyKey })),
  delete: (identifier) => outcomeOfOurs(call(operations.delete, { params: { identifier } })),
  createContext: (payload, idempotencyKey) => outcomeOfOurs(call(createAnyContext, { payload }, { idempotencyKey }))
}))

export const outcomeOfTheirs = (made: () => Promise<unknown>): Effect.Effect<Outcome> =>
  Effect.map(settled(made), (answer) => {
    if ("value" in answer) {
      const { headers = {}, result }: { readonly headers?: object; readonly result?: unknown } = Object(answer.value)
      return { result, headers: withoutDate(headers) }
    }
    const { error } = answer
    if (!(error instanceof PeerError)) throw error
    const errors: Readonly<Record<string, { readonly messages: ReadonlyArray<string> }>> = "errors" in error
      ? Object(error.errors)
      : {}
    return {
      status: error.statusCode,
      message: error.message,
      issues: Object.entries(errors).map(([field, { messages }]) => ({ field, messages }))
    }
  })

export const makeTheirs = (novu: Novu): Client => ({
  // Its types forbid the null of a workspace, which no scenario sends.
  create: (payload, key) => outcomeOfTheirs(() => novu.channelConnections.create(plain(payload) as never, key)),
  retrieve: (identifier) => outcomeOfTheirs(() => novu.channelConnections.retrieve(identifier)),
  list: (query) => outcomeOfTheirs(() => novu.channelConnections.list(query)),
  update: (identifier, accessToken, key) =>
    outcomeOfTheirs(() => novu.channelConnections.update({ workspace, auth: { accessToken } }, identifier, key)),
  delete: (identifier) => outcomeOfTheirs(() => novu.channelConnections.delete(identifier)),
  createContext: (context, key) => outcomeOfTheirs(() => novu.contexts.create(context, key))
})
