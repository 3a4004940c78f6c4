import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, DateTime, Effect, Equal, Redacted, Result, Schema } from "effect"
import {
  isFailure,
  isOfType,
  isUnknown,
  WebhookEvent,
  webhookEvents,
  type WebhookEventType,
  webhookEventTypes
} from "effect-novu/Webhooks/WebhookEvent"
import { PersistedWorkflow } from "effect-novu/Webhooks/WebhookWorkflow"
import { inspect } from "node:util"
import { sampleEvent } from "../../src/internal/webhooks/sampleEvents.ts"

const ids = {
  id: "evt_64f5a1c2e8b7a3d9f0c1b2a3",
  environmentId: "env-pub-1",
  timestamp: "2026-08-03T09:14:07.512Z"
}

const sample = (type: WebhookEventType) => sampleEvent(type, ids)

const decode = Schema.decodeUnknownSync(WebhookEvent)

const codec = Schema.toCodecJson(WebhookEvent)

/** Decodes an event of a type, or throws. */
const decodeAs = <Type extends WebhookEventType>(type: Type, body: unknown) => {
  const event = decode(body)
  if (!isOfType(event, type)) throw new Error(`expected ${type}, got ${event.type}`)
  return event
}

/** Decodes an event of a type with this `data`. */
const withData = <Type extends WebhookEventType>(type: Type, data: unknown) =>
  decodeAs(type, { ...sample(type), data }).data

const fails = (body: unknown): boolean => Result.isFailure(Schema.decodeUnknownResult(WebhookEvent)(body))

const iso = (time: DateTime.Utc | undefined): string | undefined => time && DateTime.formatIso(time)

const throughQueue = (event: WebhookEvent): WebhookEvent => {
  const text = JSON.stringify(Schema.encodeSync(codec)(event))
  return Schema.decodeUnknownSync(codec)(JSON.parse(text))
}

describe("the 17 types of event", () => {
  it("are all there", () => {
    assert.strictEqual(new Set(webhookEventTypes).size, 17)
    assert.deepStrictEqual(Object.keys(webhookEvents), [...webhookEventTypes])
  })

  for (const type of webhookEventTypes) {
    it(`${type} decodes as servers send it`, () => {
      const body = sample(type)
      const event = decodeAs(type, body)
      assert.strictEqual(event.id, ids.id)
      assert.strictEqual(event.environmentId, ids.environmentId)
      assert.strictEqual(iso(event.timestamp), ids.timestamp)
      assert.strictEqual(event.object, body["object"])
      assert.isFalse(isUnknown(event))
      assert.isTrue(Equal.equals(Schema.decodeUnknownSync(webhookEvents[type])(body), event))
    })

    it(`${type} decodes from no more than its type and data`, () => {
      const { data } = sample(type)
      assert.deepStrictEqual(Object.keys(decodeAs(type, { type, data })).toSorted(), ["data", "type"])
      const nothing = { id: null, object: null, timestamp: "soon", environmentId: null }
      assert.deepStrictEqual(Object.keys(decodeAs(type, { ...nothing, type, data })).toSorted(), ["data", "type"])
    })

    it(`${type} whose data does not fit fails`, () => {
      for (const data of [undefined, null, "text", [], {}, { object: null }, { object: "text" }, { object: [] }]) {
        if (type === "preference.updated" && JSON.stringify(data) === "{\"object\":{}}") continue
        assert.isTrue(fails({ ...sample(type), data }), JSON.stringify(data))
      }
    })
  }
})

describe("messages of events", () => {
  it("have times, lists of times and flags", () => {
    const { object } = withData("message.unsnoozed", sample("message.unsnoozed")["data"])
    assert.strictEqual(object._id, "64f5a1c2e8b7a3d9f0c1b2a0")
    assert.deepStrictEqual(object.deliveredAt?.map(iso), ["2026-08-03T09:14:06.100Z", "2026-08-03T10:02:30.250Z"])
    assert.strictEqual(iso(object.createdAt), "2026-08-03T09:14:06.100Z")
    assert.strictEqual(iso(object.firstSeenDate), "2026-08-03T10:02:30.250Z")
    assert.isTrue(object.seen)
    assert.isFalse(object.archived)
    assert.deepStrictEqual(object.contextKeys, ["tenant:acme"])
  })

  it("need no member but _id", () => {
    const { object } = withData("message.read", { object: { _id: "m1" } })
    assert.deepStrictEqual(object, { _id: "m1", seen: false, read: false, archived: false })
    assert.isTrue(fails({ type: "message.read", data: { object: { subscriberId: "s1" } } }))
  })

  it("may have null or something else in every other member", () => {
    const names = Object.keys((sample("message.sent")["data"] as { object: object }).object).filter((name) =>
      name !== "_id"
    )
    assert.isAbove(names.length, 15)
    for (const odd of [null, {}, [], [1], "odd", 7, true]) {
      const object = { _id: "m1", ...Object.fromEntries(names.map((name) => [name, odd])), deliveredAt: odd }
      const event = decodeAs("message.read", { type: "message.read", data: { object } })
      assert.strictEqual(event.data.object._id, "m1")
      assert.isTrue(Equal.equals(throughQueue(event), event), JSON.stringify(odd))
    }
  })

  it("keep values that this release does not know, and drop members that it does not know", () => {
    const { object } = withData("message.seen", {
      object: { _id: "m1", channel: "pigeon", status: "flying", providerId: "coop", wings: 2 },
      more: true
    })
    assert.strictEqual(object.channel, "pigeon")
    assert.strictEqual(object.status, "flying")
    assert.strictEqual(object.providerId, "coop")
    assert.notProperty(object, "wings")
  })

  it("show the subscriber who caused them", () => {
    const { object } = withData("message.sent", {
      object: { _id: "m1", actorSubscriber: { _id: "a1", subscriberId: "ada", locale: "en", data: { tier: 1 } } }
    })
    assert.deepStrictEqual(object.actorSubscriber, { _id: "a1", subscriberId: "ada", locale: "en", data: { tier: 1 } })
  })
})

describe("failures", () => {
  const error = (given: unknown) => withData("message.failed", { object: { _id: "m1" }, error: given }).error

  it("a push token is invalid in each form that a server says it", () => {
    const deviceToken = "fake-device-token"
    for (
      const given of [
        { message: "no", push: { reason: "token_invalid", deviceToken } },
        { message: "no", push: { isInvalidToken: true, deviceToken } },
        { message: "no", errorCode: "token_expired" },
        { message: "no", errorCode: "token_expired", push: { isInvalidToken: false } }
      ]
    ) {
      assert.isTrue(error(given).isInvalidToken, JSON.stringify(given))
      assert.strictEqual(error(given).message, "no")
    }
    const { push } = error({ message: "no", push: { reason: "token_invalid", deviceToken } })
    assert.strictEqual(push?.reason, "token_invalid")
    assert.strictEqual(push?.deviceToken && Redacted.value(push.deviceToken), deviceToken)
  })

  it("a push token is not invalid otherwise", () => {
    for (
      const given of [
        { message: "no", push: { reason: "generic_error" } },
        { message: "no", push: { isInvalidToken: false } },
        { message: "no", push: { reason: "a newer reason" } },
        { message: "no", push: null },
        { push: {} },
        {}
      ]
    ) assert.isFalse(error(given).isInvalidToken, JSON.stringify(given))
  })

  it("a failed message has an error, whatever the server says of it", () => {
    for (const given of [undefined, null, [], 5]) assert.deepStrictEqual(error(given), { isInvalidToken: false })
    assert.deepStrictEqual(error("refused"), { message: "refused", isInvalidToken: false })
  })

  it("are failed messages, and sent ones with an error", () => {
    const { object } = sample("message.sent")["data"] as { object: object }
    const refused = decode({ ...sample("message.sent"), data: { object, error: { message: "channel_not_found" } } })
    assert.isTrue(isFailure(refused))
    if (isFailure(refused)) assert.strictEqual(refused.data.error.message, "channel_not_found")
    assert.isTrue(isFailure(decode({ ...sample("message.sent"), data: { object, error: "refused" } })))
    assert.isFalse(isFailure(decode({ ...sample("message.sent"), data: { object, error: null } })))
    for (const type of webhookEventTypes) {
      assert.strictEqual(isFailure(decode(sample(type))), type === "message.failed", type)
    }
    assert.isFalse(isFailure(decode({ type: "message.lost", data: { error: {} } })))
  })

  it("are told apart by type in TypeScript", () => {
    const event = decode(sample("message.failed"))
    const told = event.type === "message.failed" ? event.data.error.message : undefined
    assert.strictEqual(told, "The device is not registered")
  })
})

describe("workflows of events", () => {
  it("are as the API shows them when created", () => {
    const { object } = withData("workflow.created", sample("workflow.created")["data"])
    assert.strictEqual(object.workflowId, "order-shipped")
    assert.strictEqual(object.status, "ACTIVE")
    assert.deepStrictEqual(object.tags, ["orders"])
    assert.strictEqual(iso(object.updatedAt), "2026-08-03T10:02:30.250Z")
    assert.isArray(object.steps)
  })

  it("are as Novu stores them before an update and after a deletion", () => {
    const updated = withData("workflow.updated", sample("workflow.updated")["data"])
    assert.strictEqual(updated.object.workflowId, "order-shipped")
    assert.strictEqual(updated.previousObject?.identifier, "order-shipped")
    assert.strictEqual(updated.previousObject?.name, "Order on its way")
    const { object } = withData("workflow.deleted", sample("workflow.deleted")["data"])
    assert.strictEqual(object.identifier, "order-shipped")
    assert.isFalse(object.deleted)
    assert.notProperty(object, "workflowId")
  })

  it("a stored workflow needs no member but _id", () => {
    const read = Schema.decodeUnknownSync(PersistedWorkflow)
    assert.deepStrictEqual(read({ _id: "w1" }), { _id: "w1" })
    for (const triggers of [null, [], [null], [{}], "odd"]) {
      assert.isUndefined(read({ _id: "w1", triggers }).identifier, JSON.stringify(triggers))
    }
    assert.isUndefined(withData("workflow.updated", { object: { _id: "w1" } }).previousObject)
    assert.isUndefined(withData("workflow.updated", { object: { _id: "w1" }, previousObject: {} }).previousObject)
  })

  it("a published workflow has that of its source beside it", () => {
    const { object, previousObject } = withData("workflow.published", sample("workflow.published")["data"])
    assert.strictEqual(object._id, "64f5a1c2e8b7a3d9f0c1b209")
    assert.strictEqual(previousObject?._id, "64f5a1c2e8b7a3d9f0c1b202")
    assert.strictEqual(previousObject?.workflowId, "order-shipped")
  })
})

describe("preferences of events", () => {
  it("are of a workflow, with channels and a schedule", () => {
    const { object, subscriberId } = withData("preference.updated", sample("preference.updated")["data"])
    assert.strictEqual(subscriberId, "subscriber-123")
    assert.strictEqual(object.level, "template")
    assert.deepStrictEqual(object.channels, { email: false, in_app: true })
    assert.strictEqual(object.workflow?.identifier, "order-shipped")
    assert.strictEqual(object.schedule?.weeklySchedule?.monday?.hours?.[0]?.start, "09:00 AM")
  })

  it("need no members, and keep a condition", () => {
    assert.deepStrictEqual(withData("preference.updated", { object: {} }), { object: { channels: {} } })
    const condition = { "==": [{ var: "payload.tier" }, "gold"] }
    assert.deepStrictEqual(withData("preference.updated", { object: { condition } }).object.condition, condition)
  })
})

describe("received e-mails", () => {
  const { object } = sample("email.received")["data"] as { object: { mail: object } }

  const mailOf = (changes: object) =>
    withData("email.received", { object: { ...object, mail: { ...object.mail, ...changes } } }).object.mail

  it("have senders, recipients and attachments", () => {
    const data = withData("email.received", { object })
    assert.strictEqual(data.object.domain?.name, "mail.example.com")
    assert.deepStrictEqual(data.object.route, { address: "help", data: { queue: "first-line" } })
    const { attachments, date, from, headers, references, to } = data.object.mail
    assert.deepStrictEqual(from, [{ address: "ada@example.org", name: "Ada" }])
    assert.deepStrictEqual(to, [{ address: "help@mail.example.com" }])
    assert.strictEqual(iso(date), "2026-08-03T09:14:06.100Z")
    assert.deepStrictEqual(headers?.["received"], ["by mx1.example.com", "by mx2.example.com"])
    assert.deepStrictEqual(references, ["<0@example.com>"])
    assert.strictEqual(attachments[0]?.filename, "receipt.pdf")
    assert.strictEqual(attachments[0]?.size, 4)
  })

  it("are the same without the level that Novu's document does not have", () => {
    assert.isTrue(Equal.equals(withData("email.received", object), withData("email.received", { object })))
    assert.isUndefined(withData("email.received", { mail: object.mail }).object.route)
  })

  it("have lists of senders and recipients, also where one is documented or sent", () => {
    const ada = { address: "ada@example.org", name: "Ada" }
    assert.deepStrictEqual(mailOf({ from: ada, to: ada }).from, [ada])
    assert.deepStrictEqual(mailOf({ from: ada, to: ada }).to, [ada])
    assert.deepStrictEqual(mailOf({ cc: ada }).cc, [ada])
    assert.deepStrictEqual(mailOf({ from: "ada@example.org" }).from, [{ address: "ada@example.org" }])
    assert.deepStrictEqual(mailOf({ references: "<0@example.com>" }).references, ["<0@example.com>"])
    const none = mailOf({ from: null, to: undefined, bcc: null, date: null, references: null, attachments: undefined })
    assert.deepStrictEqual([none.from, none.to, none.bcc, none.references, none.attachments], [[], [], [], [], []])
    assert.isUndefined(none.date)
  })

  it("have attachments of older servers under the same names", () => {
    const content = { type: "Buffer", data: [1, 2, 3] }
    const [first, second, third] = mailOf({
      attachments: [
        { fileName: "a.txt", generatedFileName: "a-1.txt", contentType: "text/plain", length: 3, content },
        { generatedFileName: "attachment-2", contentType: "text/plain", length: 3 },
        { contentType: "text/plain", content: null }
      ]
    }).attachments
    assert.deepStrictEqual(first, { filename: "a.txt", contentType: "text/plain", size: 3, content })
    assert.strictEqual(second?.filename, "attachment-2")
    assert.deepStrictEqual(third, { contentType: "text/plain", content: null })
  })
})

describe("what is no event of a known type", () => {
  it("is an unknown event with its body", () => {
    const body = { ...sample("message.sent"), type: "message.clicked", data: null }
    assert.deepStrictEqual(decode(body), { type: "unknown", receivedType: "message.clicked", body })
    for (const other of [[1, { a: null }], "text", null, 5, false, {}, { type: 5 }, { type: null, data: {} }, [body]]) {
      const event = decode(other)
      assert.isTrue(isUnknown(event))
      assert.deepStrictEqual(event, { type: "unknown", body: other })
    }
  })

  it("may have the types of other things", () => {
    for (const type of ["unknown", "constructor", "__proto__", "", "Message.Sent", "message.sent "]) {
      assert.deepStrictEqual(decode({ type }), { type: "unknown", receivedType: type, body: { type } })
    }
  })

  it("does not hide an event of a known type that cannot be read", () => {
    const body = { type: "message.sent", data: {} }
    assert.isTrue(Result.isFailure(Schema.encodeUnknownResult(WebhookEvent)({ type: "unknown", body })))
  })
})

describe("secrets of events", () => {
  const secrets = ["fake-device-token", "fake-channel-token", "fake-signature", "fake-endpoint", "fake-hook"]

  const events = webhookEventTypes.map((type) => decode(sample(type))).concat(
    decode({
      type: "message.sent",
      data: {
        object: {
          _id: "m1",
          webhookUrl: "https://example.com/fake-hook",
          channelData: { endpoint: { url: "fake-endpoint" } }
        }
      }
    })
  )

  it("are not shown", () => {
    const shown = `${JSON.stringify(events)}${inspect(events, { depth: null, showHidden: true })}`
    for (const secret of secrets) assert.notInclude(shown, secret)
  })

  it("are encoded", () => {
    const encoded = JSON.stringify(events.map((event) => Schema.encodeSync(codec)(event)))
    for (const secret of secrets) assert.include(encoded, secret)
  })

  it("are not shown by a failure to read an event", () => {
    const { object } = sample("message.failed")["data"] as { object: object }
    const body = { ...sample("message.failed"), data: { object: { ...object, _id: null } } }
    const failure = Schema.decodeUnknownResult(WebhookEvent)(body)
    assert.isTrue(Result.isFailure(failure))
    assert.notInclude(
      inspect(failure, { depth: null }) + String(Result.isFailure(failure) && failure.failure),
      "fake-device-token"
    )
  })
})

describe("events in a queue", () => {
  it("come out as they went in", () => {
    for (const type of webhookEventTypes) {
      const event = decode(sample(type))
      assert.isTrue(Equal.equals(throughQueue(event), event), type)
    }
    for (const body of [{ type: "message.clicked", data: { a: [null] } }, [], "text", null, { type: "unknown" }]) {
      assert.isTrue(Equal.equals(throughQueue(decode(body)), decode(body)))
    }
  })

  it.effect("come out as they went in, whatever they are", () =>
    Effect.gen(function*() {
      for (const type of webhookEventTypes) {
        const events = yield* Arbitrary.sampleEffect(Arbitrary.schema(webhookEvents[type]), { count: 50, seed: type })
        for (const event of events) {
          // An error's verdict and a workflow's identifier follow from other members, which are generated apart from them.
          const once = throughQueue(event as WebhookEvent)
          assert.isTrue(Equal.equals(throughQueue(once), once), JSON.stringify(event))
        }
      }
    }))
})
