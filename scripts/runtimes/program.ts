/**
 * Every runtime runs this: it creates with a failing first attempt, lists, gets a
 * typed failure, meets a redirect, calls a port on which nothing listens, and
 * receives a webhook.
 */
import { Effect, Layer, Redacted, References, Stream } from "effect"
import { ChannelConnections, NovuTransport, RetryPolicy } from "effect-novu"
import { sample, sign } from "effect-novu/Testing/Webhooks"
import { NovuWebhooks, WebhookLedger } from "effect-novu/Webhooks"
import { FetchHttpClient, HttpRouter } from "effect/http"

export interface Outcome {
  readonly created: string
  readonly listed: ReadonlyArray<string>
  /** Holds the reason, the status and the attempts of a call for a connection that does not exist. */
  readonly missing: string
  /** Says what a redirect becomes. */
  readonly redirected: string
  /** Says what a refused connection becomes. */
  readonly refused: string
  /** Has the answers to a webhook, to the same again, and to one with another body, and how often it was handled. */
  readonly received: ReadonlyArray<number>
}

const over = (apiUrl: string) =>
  ChannelConnections.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl })),
    Layer.provide(FetchHttpClient.layer)
  )

const talk = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const { result: { identifier } } = yield* connections.create({
    identifier: "made-here",
    integrationIdentifier: "slack-prod",
    subscriberId: "subscriber-123",
    workspace: { id: "T123456" },
    auth: { accessToken: Redacted.make("xoxb-1") }
  })
  const listed = yield* Stream.runCollect(connections.listAll({ limit: 1 }))
  const missing = yield* Effect.flip(connections.retrieve("not-there"))
  const redirected = yield* Effect.flip(connections.retrieve("made-here"))
  return {
    created: identifier,
    listed: listed.map((connection) => connection.identifier),
    missing: `${missing.reason._tag} ${"status" in missing.reason ? missing.reason.status : ""} ${missing.attempts}`,
    redirected: `${redirected.reason._tag} ${"status" in redirected.reason ? redirected.reason.status : ""}`
  }
})

const talkToNobody = Effect.gen(function*() {
  const { reason } = yield* Effect.flip((yield* ChannelConnections).retrieve("anything"))
  return { refused: reason._tag === "TransportFailed" ? `${reason._tag} ${reason.outcome}` : reason._tag }
}).pipe(RetryPolicy.provide(RetryPolicy.none))

const secret = Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

const receive = Effect.gen(function*() {
  let handled = 0
  const Webhooks = NovuWebhooks.route("/novu", { "message.sent": () => Effect.sync(() => handled++) }).pipe(
    Layer.provide(NovuWebhooks.layer({ secret })),
    Layer.provide(WebhookLedger.layerMemory({ consumer: "runtimes" })),
    // What a runtime prints is the outcome.
    Layer.provideMerge(Layer.succeed(References.MinimumLogLevel, "None"))
  )
  const { dispose, handler } = HttpRouter.toWebHandler(Webhooks, { disableLogger: true })
  const { body, headers } = yield* sign({ secret, body: sample("message.sent") })
  const post = (bytes: Uint8Array<ArrayBuffer>) =>
    Effect.promise(() => handler(new Request("http://receiver.test/novu", { method: "POST", headers, body: bytes })))
  const answers = [yield* post(body), yield* post(body), yield* post(body.slice(1))]
  yield* Effect.promise(dispose)
  return { received: [...answers.map(({ status }) => status), handled] }
})

export const run = (apiUrl: string, closedUrl: string): Promise<Outcome> =>
  Effect.runPromise(
    Effect.map(
      Effect.all([Effect.provide(talk, over(apiUrl)), Effect.provide(talkToNobody, over(closedUrl)), receive]),
      ([heard, unheard, received]): Outcome => ({ ...heard, ...unheard, ...received })
    )
  )
