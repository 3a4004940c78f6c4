import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Redacted } from "effect"
import { ChannelConnections } from "effect-novu/Client/ChannelConnections"
import { NovuClient } from "effect-novu/Client/NovuClient"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"

const acme = {
  integrationIdentifier: "slack-prod",
  subscriberId: "subscriber-123",
  workspace: { id: "T123456", name: "Acme HQ" },
  auth: { accessToken: Redacted.make("xoxb-1") }
}

it.effect("gives the whole client over one fake, retries included", () =>
  Effect.gen(function*() {
    const novu = yield* FakeNovu
    const client = yield* NovuClient
    const connections = yield* ChannelConnections
    yield* novu.script(Fault.respond({ status: 503 }))
    const fiber = yield* Effect.forkChild(client.channelConnections.create(acme))
    yield* TestClock.adjust("1 minute")
    const { result } = yield* Fiber.join(fiber)
    const read = yield* connections.retrieve(result.identifier)
    assert.strictEqual(read.result.subscriberId, "subscriber-123")
    assert.deepStrictEqual((yield* novu.requests).map(({ status }) => status), [503, 201, 200])
    assert.lengthOf((yield* client.integrations.list()).result, 9)
  }).pipe(Effect.provide(FakeNovu.layerClient({ prefix: "/novu", secretKey: "sk_other" }))))
