import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schema } from "effect"
import {
  ChannelConnections,
  ChannelEndpoints,
  type NovuError,
  NovuTransport,
  Operation,
  RetryPolicy
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { slack } from "../support/client.ts"
import { forms, marksOf } from "./forms.ts"
import { Sink } from "./sink.ts"

/** Makes a text that looks random and is the same in every run. */
const random = (length: number, alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") => {
  let state = length
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return alphabet[(state >>> 16) % alphabet.length]
  }).join("")
}

const secrets: Readonly<Record<string, string>> = {
  "a JWT of 2.5 KB": `eyJhbGciOiJIUzI1NiJ9.${random(2400)}.${random(43)}_-x`,
  "a PEM": `-----BEGIN PRIVATE KEY-----\n${
    Array.from({ length: 24 }, (_, line) => random(64 - line % 2)).join("\n")
  }\n-----END PRIVATE KEY-----\n`,
  "a token with blanks": `xoxb ${random(12)}  ${random(9)}\t${random(14)}`,
  "a token with signs": `xö/b+${random(6)}=<&>"'_Å\\${random(5)}/ö`,
  "a short token": `s/+ö"${random(6)}`
}

const secretKey = `sk_${random(29)}`

/** Returns every part of a secret that is long enough to recognise it. */
const windowsOf = (secret: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, secret.length - 15) }, (_, at) => secret.slice(at, at + 16)))

const showsPart = (text: string, windows: ReadonlySet<string>): string | undefined => {
  for (let at = 0; at + 16 <= text.length; at++) {
    if (windows.has(text.slice(at, at + 16))) return text.slice(Math.max(0, at - 100), at + 100)
  }
  return undefined
}

const clientOf = Layer.merge(ChannelConnections.layer, ChannelEndpoints.layer).pipe(
  Layer.provideMerge(NovuTransport.layer({ secretKey: Redacted.make(secretKey) })),
  Layer.provideMerge(FakeNovu.layer({ secretKey }))
)

/** Lists every place in which a server can repeat what it was sent. */
const answers = (words: string): ReadonlyArray<Fault.FaultResponse> => [
  { status: 400, body: { message: `Invalid header: ${words} is unknown`, error: words } },
  { status: 400, body: { message: [words, words] } },
  { status: 403, text: `Denied: ${words} and more` },
  { status: 403, body: [{ message: words }] },
  { status: 409, body: { message: `Connection ID: ${words}` } },
  { status: 422, body: { message: "no", errors: { [words]: { messages: [words] } } } },
  { status: 422, body: { errors: [{ path: [words], message: words }] } },
  { status: 500, body: { message: `${"x ".repeat(200)}${words}`, errorId: words } },
  { status: 502, text: `<html><title>${words.replaceAll("<", " ")}</title></html>` },
  { status: 502, text: `${words}`.repeat(200) },
  { status: 307, headers: { location: `https://elsewhere.test/${encodeURIComponent(words)}/x?y` } },
  { status: 200, text: `<html><title>${words.replaceAll("<", " ")}</title></html>` }
]

const shown = Effect.fnUntraced(function*(
  answer: Fault.FaultResponse,
  token: string,
  secret: string,
  repeated = secret
) {
  const sink = new Sink(secret)
  yield* (yield* FakeNovu).script(Fault.respond(answer))
  const { create } = yield* ChannelConnections
  const payload = { ...slack, auth: { accessToken: Redacted.make(token) } }
  const exit = yield* Effect.exit(create(payload, { retry: RetryPolicy.none })).pipe(Effect.provide(sink.layer))
  sink.exit(exit)
  const error = yield* Effect.flip(exit)
  const where = `${error.reason._tag} ${answer.status}`
  assert.deepStrictEqual(sink.found, [], where)
  const text = inspect(error, { depth: 10, maxStringLength: Infinity })
  for (const each of new Set([secret, repeated])) assert.isUndefined(showsPart(text, windowsOf(each)), where)
  return error.reason
})

describe("a secret that a server repeats is not shown", () => {
  for (const [what, secret] of Object.entries(secrets)) {
    for (const [how, form] of Object.entries(forms)) {
      it.effect(`${what}, ${how}`, () =>
        Effect.gen(function*() {
          for (const answer of answers(form(secret))) yield* shown(answer, secret, secret, form(secret))
        }).pipe(Effect.provide(clientOf)))
    }

    it.effect(`${what}, where it is the rest of what was sent`, () =>
      Effect.gen(function*() {
        for (const answer of answers(secret)) yield* shown(answer, `Bearer ${secret}`, secret)
        for (const answer of answers(secret)) {
          yield* shown(answer, `Basic ${Buffer.from(`ada:${secret}`, "latin1").toString("base64")}`, secret)
        }
      }).pipe(Effect.provide(clientOf)))
  }

  it.effect("the secret key, in every form", () =>
    Effect.gen(function*() {
      for (const form of Object.values(forms)) {
        for (const answer of answers(form(secretKey))) yield* shown(answer, "xoxb-other", secretKey, form(secretKey))
      }
    }).pipe(Effect.provide(clientOf)))

  for (
    const [what, cut] of [["its beginning", [0, 100]], ["its end", [-100, 4000]], ["its middle", [700, 800]]] as const
  ) {
    it.effect(`a part of it, as a server that cuts it quotes it: ${what}`, () =>
      Effect.gen(function*() {
        const secret = secrets["a JWT of 2.5 KB"] ?? ""
        for (const form of [(text: string) => text, encodeURIComponent, (text: string) => btoa(text)]) {
          const part = form(secret).slice(...cut)
          for (const answer of answers(`${part}…`)) {
            yield* shown(answer, secret, secret, part)
          }
        }
      }).pipe(Effect.provide(clientOf)))
  }

  it.effect("wherever an error is cut", () =>
    Effect.gen(function*() {
      const secret = secrets["a token with signs"] ?? ""
      for (let before = 470; before < 520; before++) {
        const answer = { status: 400, body: { message: `${"x".repeat(before)} ${secret} end` } }
        yield* shown(answer, secret, secret)
        // The secret stands where the search in a long text ends.
        for (const length of [1000, 1100, 5000]) {
          const message = `${secret.repeat(length / secret.length)}${"<".repeat(before - 470)}${secret}`.repeat(3)
          const { detail } = yield* shown({ status: 400, body: { message } }, secret, secret)
          for (const left of [6, 8, 10]) assert.notInclude(detail, secret.slice(0, left))
        }
      }
    }).pipe(Effect.provide(clientOf)))

  it.effect("where it is the key of a record that the caller or the server wrote", () =>
    Effect.gen(function*() {
      const { create } = yield* ChannelConnections
      const endpoints = yield* ChannelEndpoints
      for (const secret of [...Object.values(secrets), secretKey]) {
        const sink = new Sink(secret)
        const auth = { accessToken: Redacted.make(secret) }
        const headers = { [secret]: 7 as never, authorization: Redacted.make(secret) }
        const url = "https://a.test"
        const endpoint = { integrationIdentifier: "x", subscriberId: "a", type: "tool_webhook" } as const
        const calls: ReadonlyArray<Effect.Effect<unknown, NovuError>> = [
          create({ ...slack, auth, context: { [secret]: "a b" } }),
          create({ ...slack, auth, context: { tenant: { id: "a", data: { [secret]: 1n as never } } } }),
          endpoints.create({ ...endpoint, endpoint: { url, headers } })
        ]
        for (const call of calls) {
          const exit = yield* Effect.exit(call)
          sink.exit(exit)
          const { reason } = yield* Effect.flip(exit)
          assert.strictEqual(reason._tag, "InvalidInput")
          assert.isUndefined(showsPart(inspect(reason), windowsOf(secret)))
        }
        const counts = Operation.make({
          name: "Counts.set",
          method: "POST",
          path: "/v1/counts",
          payload: Schema.Struct({ token: Schema.RedactedFromValue(Schema.String) }),
          success: Schema.Record(Schema.String, Schema.Number)
        })
        yield* (yield* FakeNovu).script(Fault.respond({ status: 200, body: { [secret]: "many" } }))
        const { call } = yield* NovuTransport
        const exit = yield* Effect.exit(call(counts, { payload: { token: Redacted.make(secret) } }))
        sink.exit(exit)
        const { reason } = yield* Effect.flip(exit)
        assert.strictEqual(reason.detail, "<redacted>: Expected number")
        assert.deepStrictEqual(sink.found, [])
      }
    }).pipe(Effect.provide(clientOf)))

  it.effect("while the words around it are", () =>
    Effect.gen(function*() {
      const secret = secrets["a JWT of 2.5 KB"] ?? ""
      for (const [how, form] of Object.entries(forms)) {
        const text = `Invalid header: ${form(secret)} is unknown to us`
        const reason = yield* shown({ status: 403, text }, secret, secret)
        assert.match(reason.detail, /^Invalid header: .*<redacted>/, how)
        if (how === "raw") assert.strictEqual(reason.detail, "Invalid header: <redacted> is unknown to us")
      }
      const untouched = "Slack answered 50% of 7 + 3 & \\o/ to xoxb: see https://docs.novu.co/a%20b?c=d"
      assert.strictEqual((yield* shown({ status: 403, text: untouched }, secret, secret)).detail, untouched)
    }).pipe(Effect.provide(clientOf)))

  it("would be found out", () => {
    for (const secret of Object.values(secrets)) {
      const sink = new Sink(secret)
      for (const mark of marksOf(secret)) {
        const before = sink.found.length
        sink.text("a text", `before ${mark} after`)
        assert.isAbove(sink.found.length, before)
      }
    }
  })
})
