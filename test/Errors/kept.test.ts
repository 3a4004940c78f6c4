import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { ChannelConnections, type NovuError, NovuTransport, RetryPolicy } from "effect-novu"
import { HttpClient, HttpClientResponse } from "effect/http"
import { collectedHeap } from "../support/collectedHeap.ts"

// The client must not hold the body, because an error refers to the client and would then hold the body too.
let answer = { status: 200, body: "{}" }

const Client = ChannelConnections.layer.pipe(
  Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_kept"), retry: RetryPolicy.none })),
  Layer.provide(Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.sync(() => HttpClientResponse.fromWeb(request, new Response(answer.body, { status: answer.status })))
    )
  ))
)

const failure = (status: number, body: string): Effect.Effect<NovuError, unknown, ChannelConnections> => {
  answer = { status, body }
  return failing
}

const failing = ChannelConnections.use(({ create }) =>
  Effect.flip(create({
    integrationIdentifier: "slack-prod",
    subscriberId: "ada",
    workspace: { id: "T1" },
    auth: { accessToken: Redacted.make("xoxb-kept-for-long") }
  }))
)

const megabytes = 1024 * 1024

/** Makes a text of six megabytes on the wire, another one per index. */
const filled = (letters: string, index: number) =>
  `${index} ${letters.repeat(6 * megabytes / Buffer.byteLength(letters))}`

const letters = { ASCII: "no news ", "Latin-1": "schön ßo ", Cyrillic: "нет вестей " }

const answers: Readonly<Record<string, readonly [status: number, body: (letters: string, index: number) => string]>> = {
  "a 200 that is a text": [200, filled],
  "a 200 with a member that is wrong": [
    200,
    (text, index) => JSON.stringify({ data: { identifier: filled(text, index) } })
  ],
  "a 200 that is a page": [200, (text, index) => `<html><title>${index} ${text}</title>${filled(text, index)}`],
  "a 502 that is a page": [502, (text, index) => `<html><title>${index} ${text}</title>${filled(text, index)}`],
  "a 502 that is a text": [502, filled],
  "a 500 with an id": [500, (text, index) => `{"errorId":"e${index}","message":"${filled(text, index)}"}`],
  "a 409 that names one": [
    409,
    (text, index) => `{"x":"${filled(text, index)}","message":"Connection ID: chconn_${index}"}`
  ],
  "a 422 with a field": [
    422,
    (text, index) => JSON.stringify({ errors: { [filled(text, index)]: filled(text, index) } })
  ]
}

describe("twelve kept errors of six megabytes each", { concurrent: false }, () => {
  // The tests run one after the other, because they share the heap.
  it.effect("keep less than one in all", () =>
    Effect.gen(function*() {
      // This call fills caches and compiles code, which errors do not keep.
      for (let index = 0; index < 12; index++) yield* failure(200, filled(letters.Cyrillic, 0))
      yield* failure(200, "{}")
      for (const [what, [status, body]] of Object.entries(answers)) {
        for (const [alphabet, text] of Object.entries(letters)) {
          const before = collectedHeap()
          const kept: Array<NovuError> = []
          for (let index = 0; index < 12; index++) kept.push(yield* failure(status, body(text, index)))
          // The last call may keep its body until the next call.
          yield* failure(200, "{}")
          const bytes = collectedHeap() - before
          assert.isBelow(bytes, megabytes, `${what}, ${alphabet}`)
          assert.lengthOf(kept, 12)
          kept.length = 0
        }
      }
    }).pipe(Effect.provide(Client)), 120_000)

  it.effect("hold the beginning of the body, and the words", () =>
    Effect.gen(function*() {
      const text = filled(letters.Cyrillic, 7)
      const { reason } = yield* failure(200, text)
      const body = reason._tag === "ResponseDecodeFailed" ? Redacted.value(reason.body) : ""
      // `strictEqual` would print both values.
      assert.isTrue(body === text.slice(0, 32 * 1024))
      const failed = yield* failure(500, `{"errorId":"e7","message":"${text}"}`)
      assert.strictEqual(failed.reason.detail, `${text.slice(0, 500)}…`)
      assert.propertyVal(failed.reason, "errorId", "e7")
      const conflict = yield* failure(409, `{"x":"${text}","message":"Connection ID: chconn_7"}`)
      assert.propertyVal(conflict.reason, "existingIdentifier", "chconn_7")
    }).pipe(Effect.provide(Client)))
})
