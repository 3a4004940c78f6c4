import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Logger, Metric, References } from "effect"
import { ChannelConnections, Events } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { client, inVirtualTime, slack } from "../support/client.ts"
import { recording } from "../support/recording.ts"

describe("what can be seen of a call", () => {
  it.effect("one span for the operation and one for each attempt", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      yield* (yield* FakeNovu).script(Fault.respond({ status: 503 }))
      yield* inVirtualTime((yield* ChannelConnections).create(slack)).pipe(Effect.withTracer(tracer))
      const [operation, first, second] = spans
      assert.deepStrictEqual(spans.map(({ kind, name }) => [name, kind]), [
        ["ChannelConnections.create", "internal"],
        ["POST /v1/channel-connections", "client"],
        ["POST /v1/channel-connections", "client"]
      ])
      assert.strictEqual(operation?.attributes.get("novu.operation.name"), "ChannelConnections.create")
      assert.strictEqual(first?.attributes.get("http.request.method"), "POST")
      assert.strictEqual(first?.attributes.get("url.template"), "/v1/channel-connections")
      assert.strictEqual(first?.attributes.get("http.response.status_code"), 503)
      assert.strictEqual(first?.attributes.get("error.type"), "503")
      assert.isUndefined(first?.attributes.get("http.request.resend_count"))
      assert.strictEqual(second?.attributes.get("http.request.resend_count"), 1)
      assert.strictEqual(second?.attributes.get("http.response.status_code"), 201)
      assert.strictEqual(second?.attributes.get("server.address"), "api.novu.co")
    }).pipe(Effect.provide(client())))

  it.effect("what a failure was about, on the operation's span", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      const connections = yield* ChannelConnections
      yield* Effect.ignore(connections.retrieve("gone")).pipe(Effect.withTracer(tracer))
      assert.strictEqual(spans[0]?.attributes.get("error.type"), "404")
      yield* (yield* FakeNovu).rule({}, Fault.refuse)
      yield* Effect.ignore(inVirtualTime(connections.retrieve("gone"))).pipe(Effect.withTracer(tracer))
      assert.strictEqual(spans[2]?.attributes.get("error.type"), "TransportFailed")
    }).pipe(Effect.provide(client())))

  it.effect("the workflow of an event, and nothing of its payload", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      const events = yield* Events
      const event = { name: "welcome", to: "ada", payload: { secret: "s3cret-payload" } }
      yield* events.trigger(event).pipe(Effect.withTracer(tracer))
      yield* events.triggerBulk([event, event]).pipe(Effect.withTracer(tracer))
      yield* events.triggerBulk([event, { ...event, name: "digest" }]).pipe(Effect.withTracer(tracer))
      yield* Effect.ignore(events.trigger({ ...event, name: "gone" })).pipe(Effect.withTracer(tracer))
      yield* Effect.ignore(events.trigger(undefined as never)).pipe(Effect.withTracer(tracer))
      const calls = spans.filter(({ kind }) => kind === "internal")
      const workflows = calls.map(({ attributes }) => attributes.get("novu.workflow.id"))
      assert.deepStrictEqual(workflows, ["welcome", "welcome", undefined, "gone", undefined])
      assert.notInclude(inspect(spans, { depth: 9 }), "s3cret-payload")

      const counted = (yield* Metric.snapshot).filter(({ id }) => id === "novu.client.requests").map(
        ({ attributes }) =>
          [
            attributes?.["novu.operation.name"],
            attributes?.["novu.outcome"],
            attributes?.["novu.workflow.id"]
          ].join(" ")
      )
      assert.sameMembers(counted, [
        "Events.trigger success welcome",
        "Events.trigger WorkflowNotFound gone",
        "Events.triggerBulk success welcome",
        "Events.triggerBulk success "
      ])
    }).pipe(
      Effect.provideService(Metric.MetricRegistry, new Map()),
      Effect.provide(client({ fake: { seed: { workflows: [{ id: "welcome", steps: ["in_app"] }] } } }))
    ))

  it.effect("the first hundred workflows of an operation, so that names from anywhere do not fill the memory", () =>
    Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* Effect.forEach(
        Array.from({ length: 150 }),
        (_, index) => Effect.ignore(trigger({ name: `w${index}`, to: "ada", payload: {} })),
        { discard: true }
      )
      const counted = (yield* Metric.snapshot).filter(({ attributes, id }) =>
        id === "novu.client.requests" && attributes?.["novu.outcome"] === "WorkflowNotFound"
      )
      const requests = counted.map(({ state }) => "count" in state ? Number(state.count) : 0)
      assert.strictEqual(requests.reduce((sum, count) => sum + count, 0), 150)
      assert.isAtMost(counted.length, 101)
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()), Effect.provide(client())))

  it.effect("one span for ensure, without an error where it finds what it looks for", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      const { ensure } = yield* ChannelConnections
      yield* ensure(slack)
      const { created } = yield* ensure(slack).pipe(Effect.withTracer(tracer))
      assert.isFalse(created)
      assert.deepStrictEqual(spans.map(({ name }) => name), [
        "ChannelConnections.ensure",
        "POST /v1/channel-connections",
        "GET /v1/channel-connections/{identifier}"
      ])
      for (const span of spans) {
        assert.isTrue(span.status._tag === "Ended" && Exit.isSuccess(span.status.exit), span.name)
        assert.lengthOf(span.events, 0)
      }
      assert.strictEqual(spans[1]?.attributes.get("http.response.status_code"), 409)
      assert.deepStrictEqual(spans.filter(({ attributes }) => attributes.has("error.type")), [])
    }).pipe(Effect.provide(client())))

  it.effect("requests, conflicts it expects included, and the duration of ensure under its own name", () =>
    Effect.gen(function*() {
      const { ensure } = yield* ChannelConnections
      yield* ensure(slack)
      yield* ensure(slack)
      yield* ensure({ ...slack, workspace: { id: "T2" } })
      const metrics = yield* Metric.snapshot
      const count = (id: string, outcome: string) =>
        metrics.filter((metric) =>
          metric.id === id && metric.attributes?.["novu.operation.name"] === "ChannelConnections.ensure" &&
          metric.attributes["novu.outcome"] === outcome
        ).map(({ state }) => "count" in state ? state.count : undefined)
      // The three calls send a POST; a POST and a GET; and a POST, a GET and a PATCH.
      assert.deepStrictEqual(count("novu.client.requests", "success"), [6])
      assert.deepStrictEqual(count("novu.client.operation.duration", "success"), [3])
      assert.deepStrictEqual(
        metrics.map(({ attributes }) => attributes?.["novu.operation.name"]).filter((name) =>
          name !== undefined && name !== "ChannelConnections.ensure"
        ),
        []
      )
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()), Effect.provide(client())))

  it.effect("errors of ensure under its own name, with all of its requests", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const { ensure } = yield* ChannelConnections
      yield* ensure(slack)
      yield* fake.script(Fault.pass, Fault.respond({ status: 401 }))
      const lookingUp = yield* Effect.flip(ensure(slack))
      assert.strictEqual(lookingUp.operation, "ChannelConnections.ensure")
      assert.strictEqual(lookingUp.reason._tag, "Unauthorized")
      assert.strictEqual(lookingUp.attempts, 2)
      assert.isFalse(lookingUp.mayHaveActed)

      yield* fake.script(Fault.pass, Fault.stall("headers"), Fault.stall("headers"), Fault.stall("headers"))
      const lost = yield* inVirtualTime(Effect.flip(ensure(slack)))
      assert.strictEqual(lost.reason._tag, "TimedOut")
      assert.strictEqual(lost.attempts, 4)
      assert.isFalse(lost.mayHaveActed, "a conflict and lost reads write nothing")

      const invalid = yield* Effect.flip(ensure({ ...slack, subscriberId: "" }))
      assert.strictEqual(invalid.operation, "ChannelConnections.ensure")
      assert.strictEqual(invalid.attempts, 0)
    }).pipe(Effect.provide(client())))

  it.effect("that ensure may have written, when its last part fails for another reason", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const { ensure } = yield* ChannelConnections
      yield* ensure({ ...slack, workspace: { id: "T0" } })
      yield* fake.script(
        Fault.hangUp("before-write"),
        Fault.pass,
        Fault.pass,
        Fault.pass,
        Fault.respond({ status: 401 })
      )
      const error = yield* inVirtualTime(Effect.flip(ensure(slack)))
      assert.strictEqual(error.reason._tag, "Unauthorized")
      assert.isTrue(error.mayHaveActed)
    }).pipe(Effect.provide(client())))

  it.effect("sends trace headers only when asked", () =>
    Effect.gen(function*() {
      yield* (yield* ChannelConnections).create(slack)
      const [request] = yield* (yield* FakeNovu).requests
      assert.isString(request?.headers["traceparent"])
    }).pipe(Effect.provide(client({ transport: { propagateTraces: true } }))))

  it.effect("counts requests, retries and time by operation and outcome", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.respond({ status: 503 }))
      yield* inVirtualTime((yield* ChannelConnections).create(slack))
      const seen = (yield* Metric.snapshot).map(({ attributes, id }) => `${id} ${attributes?.["novu.outcome"] ?? ""}`)
      assert.includeMembers(seen, [
        "novu.client.requests ServerFailed",
        "novu.client.requests success",
        "novu.client.retries ServerFailed",
        "novu.client.operation.duration success",
        "novu.client.retry_budget "
      ])
    }).pipe(Effect.provide(client()), Effect.provideService(Metric.MetricRegistry, new Map())))

  it.effect("logs a retry at debug level", () =>
    Effect.gen(function*() {
      const lines: Array<string> = []
      const logger = Logger.make(({ logLevel, message }) => {
        lines.push(`${logLevel} ${String(message)}`)
      })
      yield* (yield* FakeNovu).script(Fault.respond({ status: 503 }))
      yield* inVirtualTime((yield* ChannelConnections).create(slack)).pipe(
        Effect.provide(Logger.layer([logger])),
        Effect.provideService(References.MinimumLogLevel, "Debug")
      )
      assert.lengthOf(lines, 1)
      assert.match(lines[0] ?? "", /^Debug retrying ChannelConnections\.create in \d+ ms after ServerFailed/)
    }).pipe(Effect.provide(client())))
})
