import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Redacted } from "effect"
import { type NovuError, RetryPolicy, Subscribers } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client } from "../support/client.ts"
import { Sink } from "./sink.ts"

const secrets = {
  token: "device-token/0a1b2c3d4e5f",
  url: "https://hooks.test/services/T0/B0/0a1b2c3d4e5f"
}

const payloads = {
  token: { providerId: "fcm", credentials: { deviceTokens: [Redacted.make(secrets.token)] } },
  url: { providerId: "slack", credentials: { webhookUrl: Redacted.make(secrets.url) } }
}

const repeating = (secret: string): ReadonlyArray<Fault.Fault> => [
  Fault.pass,
  Fault.respond({ status: 400, body: { message: `Bad credentials ${secret}`, error: secret } }),
  Fault.respond({ status: 422, body: { message: "no", errors: { [secret]: { messages: [secret], value: secret } } } }),
  Fault.respond({ status: 502, text: `<html><title>${secret}</title></html>` }),
  Fault.respond({
    status: 200,
    body: { data: { subscriberId: 7, channels: [{ credentials: { webhookUrl: secret } }] } }
  }),
  Fault.hangUp("in-body"),
  Fault.refuse
]

const novu = Effect.provide(client({
  fake: {
    seed: {
      integrations: [
        { identifier: "fcm-prod", providerId: "fcm", channel: "push" },
        { identifier: "slack-prod", providerId: "slack" }
      ],
      subscribers: ["ada"]
    }
  }
}))

describe("the credentials of a subscriber", () => {
  for (const what of ["token", "url"] as const) {
    it.effect(`are shown by no call that sends or reads them: ${what}`, () =>
      Effect.gen(function*() {
        const secret = secrets[what]
        const sink = new Sink(secret)
        const { appendCredentials, create, list, retrieve, updateCredentials, updateOnlineStatus } = yield* Subscribers
        const watched = <A>(call: Effect.Effect<A, NovuError>) =>
          Effect.map(Effect.exit(call).pipe(Effect.provide(sink.layer)), sink.exit)
        const options = { retry: RetryPolicy.none }
        for (const fault of repeating(secret)) {
          for (const write of [updateCredentials, appendCredentials]) {
            yield* (yield* FakeNovu).script(fault)
            yield* watched(write("ada", payloads[what], options))
          }
        }
        const { result } = yield* retrieve("ada")
        const [channel] = result.channels ?? []
        const stored = channel?.credentials.webhookUrl ?? channel?.credentials.deviceTokens?.[0]
        assert.strictEqual(stored && Redacted.value(stored), secret)
        yield* watched(retrieve("ada"))
        yield* watched(list())
        yield* watched(create({ subscriberId: "ada", firstName: "Ada" }))
        yield* watched(updateOnlineStatus("ada", { isOnline: true }))
        sink.exit(Exit.succeed(yield* (yield* FakeNovu).state))
        yield* sink.metrics
        assert.deepStrictEqual(sink.found, [])
        assert.isAtLeast(sink.read, 10_000)
      }).pipe(novu))
  }
})
