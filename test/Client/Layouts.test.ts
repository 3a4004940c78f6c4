import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Stream } from "effect"
import { type LayoutDefinition, Layouts, NovuError } from "effect-novu"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { client, inVirtualTime } from "../support/client.ts"
import { recording } from "../support/recording.ts"

const novu = (fake: FakeNovuOptions = {}) => Effect.provide(client({ fake }))

const email = { body: "<html><body>{{content}}</body></html>", editorType: "html" } as const

const definition = { layoutId: "main", name: "Main", controlValues: { email } } satisfies LayoutDefinition

const requests = Effect.map(
  Effect.flatMap(FakeNovu, (fake) => fake.requests),
  (all) => all.map(({ method, url }) => `${method} ${url.replace(/[0-9a-f]{24}/, "_id")}`)
)

/** Returns how many requests wrote, and which layouts there are afterwards. */
const writes = Effect.map(requests, (all) => all.filter((each) => !each.startsWith("GET ")))

const stored = Effect.map(
  Effect.flatMap(FakeNovu, (fake) => fake.state),
  ({ layouts }) => layouts.map(({ layoutId }) => layoutId)
)

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const notFound = (message: string) =>
  Fault.respond({ status: 404, body: { statusCode: 404, message, error: "Not Found", path: "/v2/layouts/main" } })

describe("values", () => {
  it.effect("stay where an update leaves them out, go with null and are replaced by an object", () =>
    Effect.gen(function*() {
      const { create, retrieve, update } = yield* Layouts
      const values = Effect.map(retrieve("main"), ({ result }) => result.controls.values)
      yield* create({ layoutId: "main", name: "Main" })
      yield* update("main", { name: "Main", controlValues: { email } })
      yield* update("main", { name: "Renamed", controlValues: undefined })
      assert.deepStrictEqual(yield* values, { email })
      yield* update("main", { name: "Main", controlValues: null })
      assert.deepStrictEqual(yield* values, {})
    }).pipe(novu()))

  it.effect("that Novu refuses say what is wrong, and with which value", () =>
    Effect.gen(function*() {
      const { update } = yield* Layouts
      const refused = (body: string, editorType: "html" | "block") =>
        Effect.flip(update("main", { name: "Main", controlValues: { email: { body, editorType } } }))
      const { mayHaveActed, reason } = yield* refused("<html><body>none</body></html>", "html")
      const message = "The layout body should contain the \"content\" variable"
      assert(reason._tag === "ValidationFailed")
      assert.deepStrictEqual([reason.status, reason.detail, mayHaveActed], [400, message, false])
      assert.deepStrictEqual(reason.issues, [{ field: "email.body", messages: [message] }])
      const block = (yield* refused("no document", "block")).reason
      assert(block._tag === "ValidationFailed")
      assert.deepStrictEqual(block.issues[0]?.messages, ["Content must be a valid Maily JSON content"])
    }).pipe(novu({ seed: { layouts: ["main"] } })))

  const complaint = [{ message: "Is wrong", issueType: "ILLEGAL" }]
  const bodies: ReadonlyArray<readonly [string, object, ReadonlyArray<unknown>]> = [
    ["flat", { message: "Bad Request Exception", controls: { "email.body": complaint } }, [
      { field: "email.body", messages: ["Is wrong"] }
    ]],
    ["in ctx", { message: "Bad Request Exception", ctx: { controls: { "email.body": complaint, "x.y": ["A", 7] } } }, [
      { field: "email.body", messages: ["Is wrong"] },
      { field: "x.y", messages: ["A"] }
    ]],
    ["only in the message", { message: "Content must be a valid HTML content" }, [
      { field: "email.body", messages: ["Content must be a valid HTML content"] }
    ]]
  ]
  it.effect.each(bodies)("are complained about %s", ([, body, issues]) =>
    Effect.gen(function*() {
      yield* script(Fault.respond({ status: 400, body: { statusCode: 400, ...body } }))
      const { reason } = yield* Effect.flip((yield* Layouts).update("main", { name: "Main" }))
      assert(reason._tag === "ValidationFailed")
      assert.deepStrictEqual(reason.issues, issues)
      assert.notInclude(reason.detail, "Exception")
    }).pipe(novu()))

  it.effect("have nothing to do with another 400", () =>
    Effect.gen(function*() {
      yield* script(Fault.respond({ status: 400, body: { statusCode: 400, message: "Layout limit exceeded." } }))
      const { reason } = yield* Effect.flip((yield* Layouts).update("main", { name: "Main" }))
      assert.deepStrictEqual([reason._tag, reason.detail], ["BadRequest", "Layout limit exceeded."])
    }).pipe(novu()))
})

describe("an answer", () => {
  const row = { _id: "6615943e7ace93b0540ae377", layoutId: "main", name: "Main" }

  it.effect.each([
    {},
    { slug: { odd: true }, variables: null, controls: null, updatedBy: null },
    { slug: 7, variables: [1], controls: { values: null }, updatedBy: "ada", origin: "newer", type: 5 },
    {
      controls: { values: { email: { body: 7 }, push: [1] }, uiSchema: { group: "NEWER" } },
      isTranslationEnabled: "true"
    }
  ])("is read, however odd: %j", (more) =>
    Effect.gen(function*() {
      yield* script(Fault.respond({ status: 200, body: { data: { ...row, ...more } } }))
      const { result } = yield* (yield* Layouts).retrieve("main")
      assert.deepInclude(result, { layoutId: "main", isDefault: false })
      const values = "controls" in more && more.controls?.values
      assert.deepStrictEqual<unknown>(result.controls.values, values || {})
    }).pipe(novu()))
})

describe("listAll", () => {
  const seed = { layouts: Array.from({ length: 5 }, (_, index) => `l${index}`) }
  const all = Effect.flatMap(Layouts, ({ listAll }) => Stream.runCollect(listAll({ limit: 2 })))

  it.effect("reads every page once, and none beyond the last", () =>
    Effect.gen(function*() {
      const layouts = yield* all
      assert.deepStrictEqual(layouts.map(({ layoutId }) => layoutId), ["l4", "l3", "l2", "l1", "l0"])
      const urls = ["limit=2&offset=0", "limit=2&offset=2", "limit=2&offset=4"].map((query) =>
        `GET /v2/layouts?${query}`
      )
      assert.deepStrictEqual(yield* requests, urls)
    }).pipe(novu({ seed })))

  it.effect("reads on to an empty page where the server does not count", () =>
    Effect.gen(function*() {
      const layouts = [{ _id: "1", layoutId: "a", name: "A" }]
      yield* script(
        Fault.respond({ status: 200, body: { data: { layouts } } }),
        Fault.respond({ status: 200, body: { data: { layouts: [] } } })
      )
      assert.lengthOf(yield* all, 1)
      assert.lengthOf(yield* requests, 2)
    }).pipe(novu()))
})

it.effect("a preview changes nothing, needs no payload and is asked for again when its answer is lost", () =>
  Effect.gen(function*() {
    const { preview } = yield* Layouts
    yield* script(Fault.hangUp("after-write"))
    const { result } = yield* inVirtualTime(preview("main"))
    assert.strictEqual(result.result.type, "email")
    assert.lengthOf(yield* requests, 2)
  }).pipe(novu({ seed: { layouts: ["main"] } })))

it.effect("deleting a layout in use is told of by retrieveUsage, and the default stays", () =>
  Effect.gen(function*() {
    const { delete: remove, retrieveUsage } = yield* Layouts
    assert.deepStrictEqual((yield* retrieveUsage("used")).result.workflows, [{ name: "w", workflowId: "w" }])
    yield* remove("used")
    assert.strictEqual((yield* Effect.flip(remove("main"))).reason._tag, "Conflict")
    assert.deepStrictEqual(yield* stored, ["main"])
  }).pipe(
    novu({
      seed: {
        layouts: ["main", "used"],
        workflows: [{ id: "w", steps: [{ type: "email", controls: { layoutId: "used" } }] }]
      }
    })
  ))

describe("ensure", () => {
  it.effect("creates a layout with its content, and writes nothing the second time", () =>
    Effect.gen(function*() {
      const { ensure, retrieve } = yield* Layouts
      const first = yield* ensure(definition)
      assert.deepStrictEqual([first.outcome, first.result.controls.values], ["created", { email }])
      assert.isObject(first.headers)
      const [looked, ...rest] = yield* requests
      assert.strictEqual(looked, "GET /v2/layouts/main")
      assert.deepStrictEqual(rest, ["POST /v2/layouts", "PUT /v2/layouts/_id"])
      const second = yield* ensure(definition)
      assert.deepStrictEqual([second.outcome, second.result], ["unchanged", (yield* retrieve("main")).result])
      assert.lengthOf(yield* writes, 2)
    }).pipe(novu()))

  it.effect("sends one request more where the definition names no content", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Layouts
      assert.strictEqual(
        (yield* ensure({ layoutId: "main", name: "Main", isTranslationEnabled: true })).outcome,
        "created"
      )
      assert.deepStrictEqual(yield* writes, ["POST /v2/layouts"])
      assert.strictEqual((yield* ensure({ layoutId: "main", name: "Main" })).outcome, "unchanged")
      const renamed = yield* ensure({ layoutId: "main", name: "New" })
      assert.deepInclude(renamed.result, { name: "New", isTranslationEnabled: true })
    }).pipe(novu()))

  const documents = [{ type: "doc", content: [{ type: "variable", attrs: { id: "content", x: 1 } }] }, {
    content: [{ attrs: { x: 1, id: "content" }, type: "variable" }],
    type: "doc"
  }]
  const [body = "", reordered = ""] = documents.map((each) => JSON.stringify(each, undefined, 1))

  it.effect.each<readonly [Partial<LayoutDefinition>, "unchanged" | "updated"]>([
    [{}, "unchanged"],
    [{ isTranslationEnabled: false }, "unchanged"],
    [{ controlValues: { email: { body: reordered, editorType: "block" } } }, "unchanged"],
    [{ controlValues: { email } }, "updated"],
    [{ controlValues: null }, "updated"],
    [{ controlValues: {} }, "updated"],
    [{ isTranslationEnabled: true }, "updated"],
    [{ name: "Other" }, "updated"]
  ])("compares what is named: %j", ([more, outcome]) =>
    Effect.gen(function*() {
      const { ensure } = yield* Layouts
      const wanted = { layoutId: "main", name: "Main", ...more }
      assert.strictEqual((yield* ensure(wanted)).outcome, outcome)
      assert.strictEqual((yield* ensure(wanted)).outcome, "unchanged")
      assert.lengthOf(yield* writes, outcome === "updated" ? 1 : 0)
    }).pipe(
      novu({
        seed: { layouts: [{ layoutId: "main", name: "Main", controlValues: { email: { body, editorType: "block" } } }] }
      })
    ))

  it.effect.each<readonly [string, Fault.Fault, string]>([
    ["a gateway", Fault.respond({ status: 404, text: "<html>404 page not found</html>" }), "NotFound"],
    ["a server without the route", notFound("Cannot GET /v2/layouts/main"), "NotFound"],
    [
      "an older server",
      Fault.respond({ status: 401, body: { message: "API endpoint not available" } }),
      "Unauthorized"
    ],
    ["a plan", Fault.respond({ status: 402, body: { message: "Payment Required" } }), "PaymentRequired"],
    ["a scope", Fault.respond({ status: 403, body: { message: "This authentication scheme is scoped" } }), "Forbidden"]
  ])("takes nobody's word but Novu's that there is none: %s", ([, fault, tag]) =>
    Effect.gen(function*() {
      yield* script(fault)
      const error = yield* Effect.flip((yield* Layouts).ensure(definition))
      assert.deepStrictEqual([error.reason._tag, error.operation], [tag, "Layouts.ensure"])
      assert.isFalse(error.mayHaveActed)
      assert.lengthOf(yield* requests, 1)
    }).pipe(novu()))

  it.effect("takes no layout of another identifier for the one it looks for", () =>
    Effect.gen(function*() {
      const { create, ensure, retrieve } = yield* Layouts
      const { result: { slug = "" } } = yield* create({ layoutId: "first", name: "First" })
      const { outcome } = yield* ensure({ ...definition, layoutId: slug })
      assert.strictEqual(outcome, "created")
      assert.deepStrictEqual(yield* stored, ["first", slug])
      assert.strictEqual((yield* retrieve("first")).result.name, "First")
    }).pipe(novu()))

  it.effect("refuses a definition that is none before it sends anything", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Layouts
      const odd = { ...definition, controlValues: { email: { body: 5 } } } as unknown as LayoutDefinition
      for (const each of [odd, { ...definition, name: "" }, undefined as unknown as LayoutDefinition]) {
        assert.strictEqual((yield* Effect.flip(ensure(each))).reason._tag, "InvalidInput")
      }
      assert.lengthOf(yield* requests, 0)
    }).pipe(novu()))

  it.effect("is one operation for whoever watches, and so are its errors", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      const { ensure } = yield* Layouts
      yield* ensure(definition).pipe(Effect.withTracer(tracer))
      assert.deepStrictEqual(spans.map(({ name }) => name), [
        "Layouts.ensure",
        "GET /v2/layouts/{layoutId}",
        "POST /v2/layouts",
        "PUT /v2/layouts/{layoutId}"
      ])
      assert.isTrue(spans.every(({ status }) => status._tag === "Ended" && Exit.isSuccess(status.exit)))
      yield* script(Fault.pass, Fault.respond({ status: 401 }))
      const error = yield* Effect.flip(ensure({ ...definition, name: "Other" }))
      assert.deepStrictEqual([error.operation, error.reason._tag, error.attempts], [
        "Layouts.ensure",
        "Unauthorized",
        2
      ])
    }).pipe(novu()))

  it.effect("has the total time of one call", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.stall("headers"))
      const fiber = yield* Effect.forkChild(
        Effect.flip((yield* Layouts).ensure(definition, { totalTimeout: "5 seconds" }))
      )
      yield* TestClock.adjust("5 seconds")
      const error = yield* Fiber.join(fiber)
      assert.deepStrictEqual([error.operation, error.reason._tag, error.mayHaveActed], [
        "Layouts.ensure",
        "TimedOut",
        true
      ])
    }).pipe(novu()))

  it.effect("reads after a creation whose answer was lost, and gives the layout its content", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.hangUp("after-write"))
      const { outcome, result } = yield* inVirtualTime((yield* Layouts).ensure(definition))
      assert.deepStrictEqual([outcome, result.controls.values], ["created", { email }])
      assert.deepStrictEqual(yield* writes, ["POST /v2/layouts", "PUT /v2/layouts/_id"])
      assert.deepStrictEqual(yield* stored, ["main"])
    }).pipe(novu()))

  it.effect("fails, and never creates again, where the creation was lost before the write", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.hangUp("before-write"))
      const error = yield* Effect.flip(inVirtualTime((yield* Layouts).ensure(definition)))
      assert.deepStrictEqual([error.operation, error.reason._tag], ["Layouts.ensure", "TransportFailed"])
      assert.isTrue(error.mayHaveActed)
      assert.deepStrictEqual(yield* requests, ["GET /v2/layouts/main", "POST /v2/layouts", "GET /v2/layouts/main"])
    }).pipe(novu()))

  it.effect("is in doubt when the look after a lost creation fails as well", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.hangUp("after-write"), notFound("Cannot GET /v2/layouts/main"))
      const error = yield* Effect.flip(inVirtualTime((yield* Layouts).ensure(definition)))
      assert.isTrue(error.mayHaveActed)
      assert.deepStrictEqual(yield* writes, ["POST /v2/layouts"])
    }).pipe(novu()))

  it.effect("repeats the update of the content when its answer is lost", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, Fault.pass, Fault.hangUp("after-write"))
      const { outcome } = yield* inVirtualTime((yield* Layouts).ensure(definition))
      assert.strictEqual(outcome, "created")
      assert.deepStrictEqual((yield* writes).slice(1), ["PUT /v2/layouts/_id", "PUT /v2/layouts/_id"])
    }).pipe(novu()))

  it.effect("says what is wrong with content that is refused after the creation", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Layouts
      const wrong = { ...definition, controlValues: { email: { body: "none", editorType: "html" as const } } }
      const error = yield* Effect.flip(ensure(wrong))
      assert(error instanceof NovuError && error.reason._tag === "ValidationFailed")
      assert.strictEqual(error.reason.issues[0]?.field, "email.body")
      assert.isTrue(error.mayHaveActed, "the layout is there, and empty")
      assert.strictEqual((yield* ensure(definition)).outcome, "updated")
    }).pipe(novu()))

  it.effect("starts again when the layout is gone by the time it is changed", () =>
    Effect.gen(function*() {
      yield* script(Fault.pass, notFound("Layout not found for id main"))
      const { outcome } = yield* (yield* Layouts).ensure(definition)
      assert.strictEqual(outcome, "updated")
      assert.lengthOf(yield* requests, 4)
    }).pipe(novu({ seed: { layouts: ["main"] } })))

  for (const takenIdentifier of ["suffixed", "refused"] as const) {
    for (const racers of [2, 5]) {
      it.effect(`ends with one layout when ${racers} race, where a taken identifier is ${takenIdentifier}`, () =>
        Effect.gen(function*() {
          const { create, ensure } = yield* Layouts
          const foreign = yield* Effect.forkChild(create({ layoutId: "main-x1", name: "Foreign" }))
          yield* TestClock.adjust("1 minute")
          yield* Fiber.join(foreign)
          // Every read is under way for a second, so that all have asked before any is answered.
          const all = yield* inVirtualTime(
            Effect.all(Array.from({ length: racers }, () => ensure(definition)), { concurrency: "unbounded" })
          )
          assert.lengthOf(all.filter(({ outcome }) => outcome === "created"), 1)
          assert.lengthOf((yield* requests).filter((each) => each === "POST /v2/layouts"), racers + 1)
          for (const { result } of all) {
            assert.deepInclude(result, { layoutId: "main", controls: { values: { email } } })
          }
          assert.deepStrictEqual((yield* stored).toSorted(), ["main", "main-x1"])
          const before = (yield* writes).length
          assert.strictEqual((yield* inVirtualTime(ensure(definition))).outcome, "unchanged")
          assert.lengthOf(yield* writes, before)
        }).pipe(novu({ latency: "1 second", takenIdentifier })))
    }
  }

  it.effect("says what it would do, and only reads, in a dry run", () =>
    Effect.gen(function*() {
      const { ensure } = yield* Layouts
      const missing = yield* ensure(definition, { dryRun: true })
      assert.deepStrictEqual([missing.outcome, missing.result], ["created", undefined])
      assert.lengthOf(yield* writes, 0)
      yield* ensure(definition)
      const before = (yield* writes).length
      const outcomes = yield* Effect.forEach([definition, { ...definition, name: "New" }], (each) =>
        Effect.map(ensure(each, { dryRun: true }), ({ outcome, result }) => [outcome, result?.name]))
      assert.deepStrictEqual(outcomes, [["unchanged", "Main"], ["updated", "Main"]])
      assert.lengthOf(yield* writes, before)
    }).pipe(novu()))

  it.effect.each(["read", "deletion"])(
    "is in doubt where a twin was made, and its %s is refused",
    (refused) =>
      Effect.gen(function*() {
        const { create, ensure } = yield* Layouts
        const { result: twin } = yield* create({ layoutId: "main-x1", name: "Main" })
        const made = Fault.respond({ status: 201, body: { data: twin } })
        const forbidden = Fault.respond({ status: 403 })
        yield* script(Fault.pass, made, ...(refused === "read" ? [forbidden] : [Fault.pass, forbidden]))
        const error = yield* Effect.flip(ensure(definition))
        assert.deepStrictEqual([error.reason._tag, error.mayHaveActed], ["Forbidden", true])
      }).pipe(novu())
  )

  it.effect("deletes what a server made under another identifier, and fails with both names", () =>
    Effect.gen(function*() {
      const { create, ensure } = yield* Layouts
      yield* create({ layoutId: "main-x1", name: "Foreign" })
      const { result: derived } = yield* create({ layoutId: "derived", name: "Main" })
      yield* script(Fault.pass, Fault.respond({ status: 201, body: { data: derived } }))
      const { operation, reason } = yield* Effect.flip(ensure(definition))
      assert.deepStrictEqual([operation, reason._tag], ["Layouts.ensure", "Conflict"])
      assert.include(reason.detail, "\"derived\"")
      assert.include(reason.detail, "\"main\"")
      assert.deepStrictEqual(yield* stored, ["main-x1"])
    }).pipe(novu()))
})
