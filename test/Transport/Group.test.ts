import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema, Stream } from "effect"
import { Contexts, formBody, Group, groups, type NovuError, NovuTransport, Operation, Paging } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { capital } from "../../scripts/scaffold/words.ts"
import { client, inVirtualTime } from "../support/client.ts"

const Thing = Schema.Struct({ id: Schema.String })

const create = Operation.make({
  name: "Things.create",
  method: "POST",
  path: "/v2/things",
  query: Schema.Struct({ failIfExists: Schema.optional(Schema.Boolean), note: Schema.optional(Schema.String) }),
  payload: Schema.Struct({ name: Schema.String }),
  success: Thing
})

const removeMany = Operation.make({
  name: "Things.removeMany",
  method: "DELETE",
  path: "/v2/boxes/{boxId}/things",
  payload: Schema.Struct({ ids: Schema.Array(Schema.String) }),
  success: Schema.Struct({ removed: Schema.Int })
})

const replace = Operation.make({
  name: "Things.replace",
  method: "PUT",
  path: "/v2/boxes/{boxId}/things/{id}",
  payload: Schema.Struct({ name: Schema.String }),
  success: Schema.UndefinedOr(Thing)
})

const pageQuery = Schema.Struct({
  limit: Schema.optional(Schema.Int),
  offset: Schema.optional(Schema.Int),
  page: Schema.optional(Schema.Int),
  after: Schema.optional(Schema.String),
  tag: Schema.optional(Schema.String)
})

const ThingPage = Schema.Struct({ data: Schema.Array(Thing), hasMore: Schema.Boolean })

const list = Operation.make({
  name: "Things.list",
  method: "GET",
  path: "/v2/boxes/{boxId}/things",
  query: pageQuery,
  success: ThingPage
})

const shape: Paging.PageShape<typeof ThingPage.Type, typeof Thing.Type> = {
  items: ({ data }) => data,
  hasMore: ({ hasMore }) => hasMore,
  keyOf: ({ id }) => id
}

const inBox = (boxId: string, query?: { readonly tag?: string | undefined; readonly limit?: number | undefined }) => ({
  params: { boxId },
  query
})

class Things extends Group.Service<Things>()("Things", {
  create: Group.method(create, (payload: { readonly name: string }) => ({ payload })),
  removeMany: Group.method(removeMany, (boxId: string, payload: { readonly ids: ReadonlyArray<string> }) => ({
    params: { boxId },
    payload
  })),
  replace: Group.method(replace, (boxId: string, id: string, payload: { readonly name: string }) => ({
    params: { boxId, id },
    payload
  })),
  listByOffset: Group.pages(list, inBox, Paging.byOffset(shape)),
  listByPage: Group.pages(list, inBox, Paging.byPageNumber(shape)),
  listByLastKey: Group.pages(list, inBox, Paging.byLastKey(shape))
}) {}

const things = Things.layer.pipe(Layer.provideMerge(client()))

const answers = (...bodies: ReadonlyArray<unknown>) =>
  FakeNovu.use((fake) => fake.script(...bodies.map((body) => Fault.respond({ status: 200, body }))))

const urls = Effect.map(FakeNovu.use((fake) => fake.requests), (requests) => requests.map(({ url }) => url))

describe("a method of a group", () => {
  it.effect("takes the query of a write from its options", () =>
    Effect.gen(function*() {
      yield* answers({ data: { id: "1" } }, { data: { id: "1" } })
      const group = yield* Things
      yield* group.create({ name: "a" }, {
        failIfExists: true,
        note: "a b",
        idempotencyKey: "k",
        totalTimeout: "1 second"
      })
      yield* group.create({ name: "a" })
      const [first, second] = yield* (yield* FakeNovu).requests
      assert.strictEqual(first?.url, "/v2/things?failIfExists=true&note=a+b")
      assert.strictEqual(first?.headers["idempotency-key"], "k")
      assert.strictEqual(second?.url, "/v2/things")
    }).pipe(Effect.provide(things)))

  it.effect("refuses a query of a write that does not match its schema, and sends nothing", () =>
    Effect.gen(function*() {
      const options: { readonly failIfExists?: boolean } = JSON.parse("{ \"failIfExists\": \"yes\" }")
      const { reason } = yield* Effect.flip((yield* Things).create({ name: "a" }, options))
      assert.strictEqual(reason._tag, "InvalidInput")
      assert.deepStrictEqual(yield* urls, [])
    }).pipe(Effect.provide(things)))

  it.effect("sends a body with DELETE, and reads its result", () =>
    Effect.gen(function*() {
      yield* answers({ data: { removed: 2 } })
      const { result } = yield* (yield* Things).removeMany("b/1", { ids: ["1", "2"] })
      assert.strictEqual(result.removed, 2)
      const [request] = yield* (yield* FakeNovu).requests
      assert.strictEqual(`${request?.method} ${request?.url}`, "DELETE /v2/boxes/b%2F1/things")
      assert.strictEqual(request?.body, "{\"ids\":[\"1\",\"2\"]}")
      assert.isUndefined(request?.headers["idempotency-key"])
    }).pipe(Effect.provide(things)))

  it.effect("sends a body with PUT, and its result may be nothing", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(
        Fault.respond({ status: 200, body: { data: { id: "7" } } }),
        Fault.respond({ status: 204 }),
        Fault.respond({ status: 201, body: { data: { id: "8" } } }),
        Fault.respond({ status: 200, text: "" })
      )
      const group = yield* Things
      assert.deepStrictEqual((yield* group.replace("b", "7", { name: "x" })).result, { id: "7" })
      assert.isUndefined((yield* group.replace("b", "7", { name: "x" })).result)
      assert.deepStrictEqual((yield* group.replace("b", "8", { name: "x" })).result, { id: "8" })
      const { reason } = yield* Effect.flip(group.replace("b", "8", { name: "x" }))
      assert.strictEqual(reason._tag, "ResponseDecodeFailed", "an empty 200 is not nothing")
    }).pipe(Effect.provide(things)))

  it.effect("fails on a 204 where a result has to be", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.respond({ status: 204 }))
      const { reason } = yield* Effect.flip((yield* Things).create({ name: "a" }))
      assert.strictEqual(reason._tag, "ResponseDecodeFailed")
      assert.include(reason.detail, "the body is empty")
    }).pipe(Effect.provide(things)))

  it("has the operations that it was made of, by the names of the methods", () => {
    assert.deepStrictEqual(Object.keys(Things.operations), ["create", "removeMany", "replace"])
    assert.strictEqual(Things.operations.replace, replace)
  })

  it("is in the list of groups with operations of its own name", () => {
    for (const [key, group] of Object.entries(groups)) {
      const name = capital(key)
      for (const [method, operation] of Object.entries<{ readonly name: string }>(group.operations)) {
        assert.strictEqual(operation.name, `${name}.${method}`)
      }
    }
  })

  it.effect("can be replaced alone", () =>
    Effect.gen(function*() {
      const { result } = yield* (yield* Things).create({ name: "a" })
      assert.strictEqual(result.id, "mocked")
    }).pipe(Effect.provide(Layer.mock(Things, {
      create: () => Effect.succeed({ headers: {}, result: { id: "mocked" } })
    }))))
})

const page = (hasMore: boolean, ...ids: ReadonlyArray<string>) => ({ data: ids.map((id) => ({ id })), hasMore })

type Lists = "listByOffset" | "listByPage" | "listByLastKey"

const placesOf: Readonly<Record<Lists, ReadonlyArray<string>>> = {
  listByOffset: ["limit=2&tag=t&offset=0", "limit=2&tag=t&offset=2", "limit=2&tag=t&offset=3"],
  listByPage: ["limit=2&tag=t&page=0", "limit=2&tag=t&page=1", "limit=2&tag=t&page=2"],
  listByLastKey: ["limit=2&tag=t", "limit=2&after=b&tag=t", "limit=2&after=c&tag=t"]
}

const sorted = (url: string) =>
  new URLSearchParams([...new URL(url, "http://novu.test").searchParams].toSorted()).toString()

describe("pages without cursors", () => {
  for (const name of ["listByOffset", "listByPage", "listByLastKey"] as const) {
    const all = (query?: { readonly tag?: string; readonly limit?: number }) =>
      Effect.flatMap(Things, (group) => Stream.runCollect(group[name]("box", query)))

    it.effect(`are read to the end: ${name}`, () =>
      Effect.gen(function*() {
        yield* answers(page(true, "a", "b"), page(true, "c"), page(false, "d"))
        const found = yield* all({ limit: 2, tag: "t" })
        assert.deepStrictEqual(found.map(({ id }) => id), ["a", "b", "c", "d"])
        assert.deepStrictEqual((yield* urls).map(sorted), placesOf[name].map((place) => sorted(`/?${place}`)))
      }).pipe(Effect.provide(things)))

    it.effect(`end with a page that is empty although there should be more: ${name}`, () =>
      Effect.gen(function*() {
        yield* answers(page(true, "a"), page(true))
        assert.lengthOf(yield* all(), 1)
        assert.include((yield* urls)[0], "limit=100")
      }).pipe(Effect.provide(things)))

    it.effect(`fail when the server answers with the same page for ever: ${name}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).rule({}, Fault.respond({ status: 200, body: page(true, "a", "b") }))
        const error: NovuError = yield* Effect.flip(all())
        assert.strictEqual(error.reason._tag, "ResponseDecodeFailed")
        assert.strictEqual(error.operation, "Things.list")
        assert.isFalse(error.mayHaveActed)
        assert.include(error.stack, "Group.test.ts")
        assert.lengthOf(yield* urls, 2)
      }).pipe(Effect.provide(things)))
  }
})

describe("Operation.withSuccess", () => {
  it.effect("reads more of an answer than this release knows", () =>
    Effect.gen(function*() {
      const retrieve = Operation.withSuccess(
        Contexts.operations.retrieve,
        Schema.Struct({ id: Schema.String, region: Schema.String })
      )
      yield* answers({ data: { type: "tenant", id: "acme", region: "eu" } })
      const { call } = yield* NovuTransport
      const { result } = yield* call(retrieve, { params: { type: "tenant", id: "acme" } })
      assert.strictEqual(result.region, "eu")
    }).pipe(Effect.provide(things)))

  it.effect("leaves a conflict after a lost answer as it is", () =>
    Effect.gen(function*() {
      const create = Operation.withSuccess(Contexts.operations.create, Schema.Struct({ id: Schema.String }))
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const { call } = yield* NovuTransport
      const error = yield* inVirtualTime(Effect.flip(call(create, { payload: { type: "tenant", id: "acme" } })))
      assert.strictEqual(error.reason._tag, "Conflict")
      assert.isTrue(error.mayHaveActed)
    }).pipe(Effect.provide(things)))
})

const Upload = Schema.Struct({
  locale: Schema.String,
  files: Schema.Array(
    Schema.Struct({ name: Schema.String, content: Schema.String, contentType: Schema.optional(Schema.String) })
  ),
  dry: Schema.optional(Schema.Boolean)
})

const upload = Operation.make({
  name: "Things.upload",
  method: "POST",
  path: "/v2/things/upload",
  payload: Upload,
  body: formBody,
  success: Thing,
  repeat: "idempotent"
})

const files = {
  locale: "en_US",
  files: [
    { name: "a.json", content: "{\"hello\":\"wörld\"}", contentType: "application/json" },
    { name: "b.txt", content: "plain" }
  ],
  dry: true
}

const send = Effect.flatMap(NovuTransport, ({ call }) => call(upload, { payload: files }))

describe("a form", () => {
  it.effect("is sent as multipart/form-data, with the same bytes on every attempt", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.hangUp("before-write"), Fault.respond({ status: 201, body: { data: { id: "1" } } }))
      yield* inVirtualTime(send)
      const [first, second] = yield* fake.requests
      const type = first?.headers["content-type"] ?? ""
      assert.match(type, /^multipart\/form-data; ?boundary=/)
      assert.strictEqual(second?.headers["content-type"], type)
      assert.strictEqual(second?.body, first?.body)
      assert.strictEqual(second?.headers["idempotency-key"], first?.headers["idempotency-key"])
      const form = yield* Effect.promise(() =>
        new Response(first?.body, { headers: { "content-type": type } }).formData()
      )
      assert.strictEqual(form.get("locale"), "en_US")
      assert.strictEqual(form.get("dry"), "true")
      const parts = form.getAll("files").map((part) => typeof part === "string" ? undefined : part)
      assert.deepStrictEqual(parts.map((part) => part?.name), ["a.json", "b.txt"])
      assert.deepStrictEqual(parts.map((part) => part?.type), ["application/json", "application/octet-stream"])
      assert.strictEqual(yield* Effect.promise(async () => parts[0]?.text()), files.files[0]?.content)
    }).pipe(Effect.provide(things)))

  it.effect("is refused where a field is no text, number, boolean or file", () =>
    Effect.gen(function*() {
      const odd = Operation.make({
        name: "Things.upload",
        method: "POST",
        path: "/v2/things/upload",
        payload: Schema.Struct({ deep: Schema.Struct({ a: Schema.String }) }),
        body: formBody
      })
      const { call } = yield* NovuTransport
      const { reason } = yield* Effect.flip(call(odd, { payload: { deep: { a: "x" } } }))
      assert.strictEqual(reason._tag, "InvalidInput")
      assert.include(reason.detail, "deep")
      assert.deepStrictEqual(yield* urls, [])
    }).pipe(Effect.provide(things)))
})
