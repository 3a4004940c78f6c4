import { Effect, Fiber, Layer, Redacted } from "effect"
import { type CreateChannelConnection, type NovuOptions, NovuTransport } from "effect-novu"
import * as Groups from "effect-novu/Client/groups"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"

export const secretKey = "sk_fake"
export const accessToken = "xoxb-very-secret-token"

export const slack = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: Redacted.make(accessToken) }
} satisfies CreateChannelConnection

/** Provides every group over a fresh fake. */
export const client = (options: { readonly fake?: FakeNovuOptions; readonly transport?: Partial<NovuOptions> } = {}) =>
  Groups.layer.pipe(
    Layer.provideMerge(NovuTransport.layer({ secretKey: Redacted.make(secretKey), ...options.transport })),
    Layer.provideMerge(FakeNovu.layer(options.fake))
  )

/** Runs an effect while a virtual hour passes. */
export const inVirtualTime = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

/** Makes a connection as it looks on the wire. */
export const wire = (changes: Record<string, unknown> = {}) => ({
  identifier: "chconn_1",
  channel: "chat",
  providerId: "slack",
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  contextKeys: [],
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken },
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  ...changes
})
