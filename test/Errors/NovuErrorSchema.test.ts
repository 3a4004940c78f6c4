import { assert, describe, it } from "@effect/vitest"
import { Duration, Redacted, Schema } from "effect"
import * as Reasons from "effect-novu"
import { NovuError, type NovuErrorReason, NovuErrorSchema } from "effect-novu"

const answer = { status: 418, detail: "words of Novu", headers: { "x-request-id": ["r-1"] } }
const retryAfter = Duration.millis(1500)

const reasons: { readonly [Tag in NovuErrorReason["_tag"]]: Extract<NovuErrorReason, { readonly _tag: Tag }> } = {
  InvalidInput: new Reasons.InvalidInput({ detail: "a: bad", issues: [{ path: "a", message: "bad" }] }),
  TransportFailed: new Reasons.TransportFailed({ detail: "no response", outcome: "unknown" }),
  TimedOut: new Reasons.TimedOut({ detail: "late", scope: "total" }),
  BadRequest: new Reasons.BadRequest(answer),
  Unauthorized: new Reasons.Unauthorized({ ...answer, gate: "server" }),
  PaymentRequired: new Reasons.PaymentRequired({ ...answer, gate: "plan" }),
  Forbidden: new Reasons.Forbidden({ ...answer, gate: "environment" }),
  NotFound: new Reasons.NotFound(answer),
  Conflict: new Reasons.Conflict({ ...answer, existingIdentifier: "c1" }),
  InProgress: new Reasons.InProgress({ ...answer, retryAfter }),
  PayloadTooLarge: new Reasons.PayloadTooLarge(answer),
  ValidationFailed: new Reasons.ValidationFailed({ ...answer, issues: [{ field: "a", messages: ["b", "c"] }] }),
  IdempotencyKeyReused: new Reasons.IdempotencyKeyReused(answer),
  RateLimited: new Reasons.RateLimited({
    ...answer,
    retryAfter,
    rateLimit: { limit: 10, remaining: 0, reset: Duration.seconds(2), policy: { window: Duration.seconds(5) } }
  }),
  ServerFailed: new Reasons.ServerFailed({ ...answer, errorId: "e-1", retryAfter, stored: true, replayed: false }),
  UnexpectedStatus: new Reasons.UnexpectedStatus(answer),
  ResponseDecodeFailed: new Reasons.ResponseDecodeFailed({
    ...answer,
    issues: [{ path: "a", message: "bad" }],
    body: Redacted.make("xoxb-in-a-body")
  }),
  NotTriggered: new Reasons.NotTriggered({ ...answer, outcome: "error", transactionId: "txn_1", errors: ["no"] }),
  AllFailed: new Reasons.AllFailed({ ...answer, failed: [{ subscriberId: "ada", code: "GONE", message: "no" }] }),
  PartialFailure: new Reasons.PartialFailure({
    ...answer,
    failed: [{ resourceType: "layout", resourceId: "main", message: "no" }],
    succeeded: [{ resourceType: "workflow", resourceId: "welcome", action: "created" }]
  }),
  WorkflowNotFound: new Reasons.WorkflowNotFound({ ...answer, workflowId: "welcome" }),
  CircuitOpen: new Reasons.CircuitOpen({ detail: "open", retryAfter })
}

const json = Schema.toCodecJson(NovuErrorSchema)

/** Writes the text that another process would get; `received` reads it. */
const sent = (error: NovuError): string => JSON.stringify(Schema.encodeSync(json)(error))
const received = (text: string): NovuError => Schema.decodeUnknownSync(json)(JSON.parse(text))

describe("NovuErrorSchema", () => {
  for (const reason of Object.values(reasons)) {
    it(`brings ${reason._tag} back as it was`, () => {
      const error = new NovuError({
        operation: "ChannelConnections.create",
        reason,
        attempts: 3,
        idempotencyKey: "key-1",
        earlierUnknown: true
      })
      const back = received(sent(error))
      assert.instanceOf(back, NovuError)
      assert.strictEqual(back.reason.constructor, reason.constructor)
      assert.strictEqual(back.message, error.message)
      assert.strictEqual(back.idempotencyKey, "key-1")
      assert.strictEqual(back.mayHaveActed, error.mayHaveActed)
      assert.strictEqual(back.isRetryable, error.isRetryable)
      assert.strictEqual(back.gate, error.gate)
      assert.deepStrictEqual(back.toJSON(), error.toJSON())
      if ("headers" in reason && "headers" in back.reason) assert.deepStrictEqual(back.reason.headers, reason.headers)
      if (reason._tag === "RateLimited" && back.reason._tag === "RateLimited") {
        assert.deepStrictEqual(back.reason.rateLimit, reason.rateLimit)
      }
    })
  }

  it("leaves the body of an answer where it was read", () => {
    const text = sent(
      new NovuError({ operation: "ChannelConnections.create", reason: reasons.ResponseDecodeFailed, attempts: 1 })
    )
    assert.notInclude(text, "xoxb-in-a-body")
    const { reason } = received(text)
    assert.strictEqual(reason._tag === "ResponseDecodeFailed" && Redacted.value(reason.body), "")
  })

  it("keeps what is absent absent", () => {
    const text = sent(new NovuError({ operation: "Contexts.list", reason: reasons.NotFound, attempts: 1 }))
    assert.notInclude(text, "idempotencyKey")
    assert.isFalse("idempotencyKey" in received(text) && received(text).idempotencyKey !== undefined)
  })

  it("keeps the gate, in this form and in the one that logs show", () => {
    const error = new NovuError({
      operation: "Layouts.list",
      reason: new Reasons.NotFound({ ...answer, gate: "build" }),
      attempts: 1
    })
    assert.strictEqual(received(sent(error)).gate, "build")
    assert.deepInclude(error.toJSON(), {
      reason: { _tag: "NotFound", status: 418, detail: answer.detail, gate: "build" }
    })
    const without = new NovuError({ operation: "Layouts.list", reason: reasons.NotFound, attempts: 1 })
    assert.isUndefined(received(sent(without)).gate)
  })

  it("takes a member that is undefined for an absent one", () => {
    const error = new NovuError({
      operation: "Contexts.list",
      reason: new Reasons.Conflict({ ...answer, existingIdentifier: undefined }),
      attempts: 1,
      idempotencyKey: undefined
    })
    assert.strictEqual(received(sent(error)).message, error.message)
  })

  it("refuses a reason that it does not know", () => {
    const text = sent(new NovuError({ operation: "Contexts.list", reason: reasons.NotFound, attempts: 1 }))
    assert.throws(() => received(text.replace("NotFound\"", "NotThere\"")))
  })
})
