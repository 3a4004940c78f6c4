import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import {
  ChannelConnections,
  Contexts,
  type NovuError,
  type NovuResponse,
  NovuTransport,
  Operation,
  RetryPolicy
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, slack, wire } from "../support/client.ts"

const markRead = Operation.make({ name: "Things.markRead", method: "POST", path: "/v1/things/{id}/read" })

type Call = Effect.Effect<NovuResponse<void>, NovuError, ChannelConnections | Contexts | NovuTransport>

const calls: Readonly<Record<string, Call>> = {
  "ChannelConnections.delete": ChannelConnections.use((connections) => connections.delete("x")),
  "Contexts.delete": Contexts.use((contexts) => contexts.delete("tenant", "acme")),
  "an operation without a result": NovuTransport.use(({ call }) => call(markRead, { params: { id: "x" } }))
}

const answer = (status: number, body?: unknown): Fault.Fault =>
  Fault.respond(body === undefined ? { status, text: "" } : { status, body })

const done: Readonly<Record<string, Fault.Fault>> = {
  "204 without a body": answer(204),
  "200 with {}": answer(200, {}),
  "201 with {}": answer(201, {}),
  "200 with a result": answer(200, { data: { _id: "1" } }),
  "200 with null": answer(200, { data: null }),
  "200 with an acknowledgement": answer(200, { data: { acknowledged: true, status: "deleted" } }),
  "200 with a bare acknowledgement": answer(200, { acknowledged: true, status: "deleted" }),
  "202 with a result": answer(202, { data: true })
}

const notDone: Readonly<Record<string, readonly [Fault.Fault, "novu" | "other"]>> = {
  "a portal's sign-in page": [Fault.html({ status: 200, title: "Welcome to the Grand Hotel" }), "other"],
  "a page with 203": [Fault.html({ status: 203 }), "other"],
  "202 without a body": [answer(202), "other"],
  "200 without a body": [answer(200), "other"],
  "200 with a text": [answer(200, "OK"), "other"],
  "200 with a list": [answer(200, []), "other"],
  "200 with another service's JSON": [answer(200, { status: "ok" }), "other"],
  "200 with an error": [answer(200, { error: { message: "sign in" } }), "other"],
  "a denial": [answer(200, { data: { acknowledged: false, status: "failed" } }), "novu"],
  "a bare denial": [answer(200, { acknowledged: false }), "novu"],
  "a denial with 202": [answer(202, { acknowledged: false }), "novu"]
}

describe("an operation without a result", () => {
  for (const [name, call] of Object.entries(calls)) {
    for (const [what, fault] of Object.entries(done)) {
      it.effect(`succeeds on ${what}: ${name}`, () =>
        Effect.gen(function*() {
          yield* (yield* FakeNovu).script(fault)
          assert.isUndefined((yield* call).result)
        }).pipe(Effect.provide(client())))
    }

    for (const [what, [fault, answeredBy]] of Object.entries(notDone)) {
      it.effect(`fails with ResponseDecodeFailed on ${what}: ${name}`, () =>
        Effect.gen(function*() {
          yield* (yield* FakeNovu).rule({}, fault)
          const error = yield* Effect.flip(call)
          assert.strictEqual(error.reason._tag, "ResponseDecodeFailed")
          assert.propertyVal(error.reason, "answeredBy", answeredBy)
          assert.isTrue(error.mayHaveActed)
          assert.lengthOf(yield* (yield* FakeNovu).requests, 1)
        }).pipe(Effect.provide(client())))
    }
  }
})

describe("an operation with a result says what answered", () => {
  const table: Readonly<Record<string, readonly [Fault.Fault, "novu" | "other"]>> = {
    "a portal's page": [Fault.html({ status: 200 }), "other"],
    "nothing": [answer(201), "other"],
    "another service's JSON": [answer(201, { status: "ok" }), "other"],
    "Novu's JSON without an identifier": [answer(201, { data: { ...wire(), identifier: null } }), "novu"],
    "a denial": [answer(201, { data: { ...wire(), acknowledged: false } }), "novu"]
  }
  for (const [what, [fault, answeredBy]] of Object.entries(table)) {
    it.effect(`${answeredBy}: ${what}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(fault)
        const { reason } = yield* Effect.flip((yield* ChannelConnections).create(slack))
        assert.strictEqual(reason._tag, "ResponseDecodeFailed")
        assert.propertyVal(reason, "answeredBy", answeredBy)
        assert.propertyVal(JSON.parse(JSON.stringify(reason)), "answeredBy", answeredBy)
      }).pipe(Effect.provide(client())))
  }
})

describe("a call that only reads", () => {
  for (const fault of [Fault.hangUp("after-write"), Fault.html({ status: 200 }), Fault.respond({ status: 500 })]) {
    it.effect(`has not acted: ${JSON.stringify(fault)}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).rule({}, fault)
        const { list } = yield* ChannelConnections
        const error = yield* Effect.flip(list({}, { retry: RetryPolicy.none }))
        assert.isFalse(error.mayHaveActed)
        assert.isTrue(error.readOnly)
      }).pipe(Effect.provide(client())))
  }
})
