import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { send } from "./wire.ts"

const fake = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layer(options))

const base = "/v2/layouts"

interface Layout {
  readonly _id: string
  readonly layoutId: string
  readonly slug: string
  readonly name: string
  readonly isDefault: boolean
  readonly isTranslationEnabled: boolean
  readonly updatedAt: string
  readonly controls: { readonly values: unknown }
}

/** Sends a request, and reads its answer as a layout. */
const ask = (method: "GET" | "POST" | "PUT" | "DELETE", path = "", body?: unknown) =>
  Effect.map(
    send(method, `${base}${path}`, body === undefined ? {} : { body }),
    ({ json, status }) => ({ status, json, layout: json.data as unknown as Layout })
  )

const create = (layoutId: string, name = layoutId) => ask("POST", "", { layoutId, name })

const list = (query = "") =>
  Effect.map(ask("GET", query), ({ layout }) => {
    const { layouts, totalCount } = layout as unknown as {
      readonly layouts: ReadonlyArray<Layout>
      readonly totalCount: number
    }
    return { ids: layouts.map(({ layoutId }) => layoutId), totalCount }
  })

const page = "<html><body>{{content}}</body></html>"

const html = (body: string) => ({ name: "L", controlValues: { email: { body, editorType: "html" } } })

const block = (body: unknown) => ({
  name: "L",
  controlValues: { email: { body: typeof body === "string" ? body : JSON.stringify(body), editorType: "block" } }
})

describe("layouts", () => {
  it.effect("case 18, era 2026-08: are made with 201, the first of an environment as its default", () =>
    Effect.gen(function*() {
      const first = yield* create("main", "Main Layout")
      const second = yield* create("other")
      assert.deepStrictEqual([first.status, second.status], [201, 201])
      assert.deepStrictEqual([first.layout.isDefault, second.layout.isDefault], [true, false])
      assert.deepInclude<unknown>(first.layout, {
        layoutId: "main",
        name: "Main Layout",
        isTranslationEnabled: false,
        origin: "novu-cloud",
        type: "BRIDGE"
      })
      const { email } = first.layout.controls.values as { readonly email: Readonly<Record<string, string>> }
      assert.strictEqual(email["editorType"], "block")
      assert.strictEqual(JSON.parse(email["body"] ?? "").type, "doc")
    }).pipe(fake()))

  it.effect("are found by Novu's id, by identifier and by any slug with their tail", () =>
    Effect.gen(function*() {
      const { layout } = yield* create("main", "Main Layout")
      assert.match(layout.slug, /^main-layout_layout_[0-9A-Za-z]{16}$/)
      const tail = layout.slug.slice("main-layout".length)
      for (const id of [layout._id, "main", layout.slug, `old-name${tail}`, `a_wf_b${tail}`]) {
        assert.strictEqual((yield* ask("GET", `/${id}`)).layout._id, layout._id, id)
      }
      for (const id of ["mai", `x_wf_${tail.slice(-16)}`, tail.slice(-16), "0".repeat(24)]) {
        const { json, status } = yield* ask("GET", `/${id}`)
        assert.deepStrictEqual([status, json.message], [404, `Layout not found for id ${id}`])
      }
    }).pipe(fake()))

  it.effect("case 18, era 2026-08: keep HTML verbatim, and refuse it without the content", () =>
    Effect.gen(function*() {
      yield* create("main")
      const kept = yield* ask("PUT", "/main", html(page))
      assert.deepStrictEqual([kept.status, kept.layout.controls.values], [200, {
        email: { body: page, editorType: "html" }
      }])
      const { json, status } = yield* ask("PUT", "/main", html("<html><body>none</body></html>"))
      const controls = { "email.body": [{ message: "The layout body should contain the \"content\" variable" }] }
      assert.strictEqual(status, 400)
      assert.deepInclude<unknown>(json, { controls })
      assert.deepInclude<unknown>(json.ctx, { controls })
      assert.deepStrictEqual((yield* ask("GET", "/main")).layout.controls.values, kept.layout.controls.values)
    }).pipe(fake()))

  it.effect("take only pages as HTML, and only documents with a content node in the block editor", () =>
    Effect.gen(function*() {
      yield* create("main")
      const refused = (body: object) =>
        Effect.map(ask("PUT", "/main", body), ({ json, status }) => [status, json.message])
      const noHtml = [400, "Content must be a valid HTML content"]
      assert.deepStrictEqual<unknown>(yield* refused(html("{{content}}")), noHtml)
      assert.deepStrictEqual<unknown>(yield* refused(html("<html>{{content}}</html>")), noHtml)
      const noDocument = [400, "Content must be a valid Maily JSON content"]
      for (const body of ["", "{{content}}", page, "{", "[]", "{}"]) {
        assert.deepStrictEqual<unknown>(yield* refused(block(body)), noDocument, body)
      }
      const variable = (id: string) => ({ type: "variable", attrs: { id } })
      const doc = (node: object) => ({ type: "doc", content: [{ type: "section", content: [node] }] })
      assert.deepStrictEqual<unknown>(
        yield* refused(block(doc(variable("subscriber.name")))),
        [400, "The layout body should contain the \"content\" variable"]
      )
      assert.strictEqual((yield* ask("PUT", "/main", block(doc(variable("content"))))).status, 200)
    }).pipe(fake()))

  it.effect("case 19, era 2026-08: keep their values where a PUT leaves them out, and lose them to null and to another object", () =>
    Effect.gen(function*() {
      yield* create("main")
      yield* ask("PUT", "/main", html(page))
      yield* TestClock.adjust("1 second")
      const kept = yield* ask("PUT", "/main", { name: "Renamed" })
      assert.deepInclude<unknown>(kept.layout, { name: "Renamed", updatedAt: "1970-01-01T00:00:01.000Z" })
      assert.deepStrictEqual(kept.layout.controls.values, { email: { body: page, editorType: "html" } })
      const cleared = yield* ask("PUT", "/main", { name: "L", controlValues: null })
      assert.deepStrictEqual([cleared.status, cleared.layout.controls.values], [200, {}])
      yield* ask("PUT", "/main", html(page))
      const replaced = yield* ask("PUT", "/main", { name: "L", controlValues: {} })
      assert.deepStrictEqual(replaced.layout.controls.values, {})
      const { json, status } = yield* ask("PUT", "/none", { name: "L" })
      assert.deepStrictEqual([status, json.message], [404, "Layout not found for id none"])
    }).pipe(fake()))

  it.effect("need a name, and an identifier when they are made", () =>
    Effect.gen(function*() {
      yield* create("main")
      for (const body of [{ layoutId: "x" }, { layoutId: "x", name: "" }, { name: "x" }, { layoutId: "", name: "x" }]) {
        assert.strictEqual((yield* ask("POST", "", body)).status, 422, JSON.stringify(body))
      }
      for (const body of [{}, { name: "" }, { controlValues: null }, { name: "x", controlValues: { email: {} } }]) {
        assert.strictEqual((yield* ask("PUT", "/main", body)).status, 422, JSON.stringify(body))
      }
    }).pipe(fake()))

  it.effect("of a taken identifier get another one, or are refused", () =>
    Effect.gen(function*() {
      yield* create("main")
      const { layout, status } = yield* create("main")
      assert.strictEqual(status, 201)
      assert.match(layout.layoutId, /^main-[a-z0-9]{4}$/)
      const refused = yield* create("main").pipe(
        Effect.andThen(create("main")),
        fake({ takenIdentifier: "refused" })
      )
      assert.strictEqual(refused.status, 409)
    }).pipe(fake()))

  it.effect("are at most a hundred", () =>
    Effect.gen(function*() {
      const { json, status } = yield* create("one-more")
      assert.strictEqual(status, 400)
      assert.deepInclude<unknown>(json, {
        message: "Layout limit exceeded. Please contact us to support more layouts.",
        currentCount: 100,
        limit: 100
      })
      assert.strictEqual((yield* ask("POST", "/l0/duplicate", { name: "x" })).status, 400)
    }).pipe(fake({ seed: { layouts: Array.from({ length: 100 }, (_, index) => `l${index}`) } })))

  it.effect("are listed by offset, in three orders and by a part of name or identifier", () =>
    Effect.gen(function*() {
      for (const [id, name] of [["b", "Beta"], ["c", "Gamma"], ["a", "alpha"]] as const) {
        yield* create(id, name)
        yield* TestClock.adjust("1 second")
      }
      assert.deepStrictEqual(yield* list(), { ids: ["a", "c", "b"], totalCount: 3 })
      assert.deepStrictEqual(yield* list("?limit=2"), { ids: ["a", "c"], totalCount: 3 })
      assert.deepStrictEqual(yield* list("?limit=2&offset=2"), { ids: ["b"], totalCount: 3 })
      assert.deepStrictEqual(yield* list("?offset=9"), { ids: [], totalCount: 3 })
      assert.deepStrictEqual((yield* list("?orderBy=name&orderDirection=ASC")).ids, ["b", "c", "a"])
      assert.deepStrictEqual(yield* list("?query=AMM"), { ids: ["c"], totalCount: 1 })
      assert.deepStrictEqual((yield* list("?query=A&orderDirection=ASC")).ids, ["b", "c", "a"])
      yield* ask("PUT", "/b", { name: "Beta" })
      assert.deepStrictEqual((yield* list("?orderBy=updatedAt")).ids, ["b", "a", "c"])
      const { json, status } = yield* ask("GET", "?limit=101")
      assert.strictEqual(status, 422)
      assert.deepStrictEqual(json.errors.general.messages, ["limit must not be greater than 100"])
    }).pipe(fake()))

  it.effect("case 19, era 2026-08: are deleted with 204, though in use, and not while they are the default", () =>
    Effect.gen(function*() {
      const usage = Effect.map(ask("GET", "/used/usage"), ({ layout }) => layout as unknown)
      assert.deepStrictEqual(yield* usage, { workflows: [{ name: "Welcome", workflowId: "welcome" }] })
      assert.strictEqual((yield* ask("DELETE", "/used")).status, 204)
      assert.notInclude((yield* send("GET", "/v2/workflows/welcome")).text, "layoutId")
      const { layouts } = yield* (yield* FakeNovu).state
      assert.deepStrictEqual(layouts.map(({ layoutId }) => layoutId), ["main"])
      for (const [method, path] of [["DELETE", ""], ["GET", ""], ["GET", "/usage"]] as const) {
        const { json, status } = yield* ask(method, `/used${path}`)
        assert.deepStrictEqual([status, json.message], [404, "Layout not found for id used"])
      }
      const { json, status } = yield* ask("DELETE", "/main")
      const message = "Layout with id main is being used as a default layout, it can not be deleted"
      assert.deepStrictEqual([status, json.message], [409, message])
      yield* create("used")
      assert.deepStrictEqual<unknown>(yield* usage, { workflows: [] })
    }).pipe(fake({
      seed: {
        layouts: ["main", "used"],
        workflows: [{
          id: "welcome",
          name: "Welcome",
          steps: [{ type: "email", controls: { subject: "Hi", layoutId: "used" } }, "in_app"]
        }]
      }
    })))

  it.effect("are copied with their values under a new identifier, as often as asked", () =>
    Effect.gen(function*() {
      yield* create("main")
      yield* ask("PUT", "/main", html(page))
      const copy = yield* ask("POST", "/main/duplicate", { name: "My Copy" })
      assert.strictEqual(copy.status, 201)
      assert.deepInclude<unknown>(copy.layout, { layoutId: "my-copy", name: "My Copy", isDefault: false })
      assert.deepStrictEqual(copy.layout.controls.values, { email: { body: page, editorType: "html" } })
      assert.match((yield* ask("POST", "/main/duplicate", { name: "My Copy" })).layout.layoutId, /^my-copy-/)
      assert.strictEqual((yield* ask("POST", "/main/duplicate", { name: "x", layoutId: "y" })).layout.layoutId, "y")
      assert.strictEqual((yield* ask("POST", "/none/duplicate", { name: "x" })).status, 404)
    }).pipe(fake()))

  it.effect("are previewed with 201, which changes nothing", () =>
    Effect.gen(function*() {
      yield* create("main")
      const before = yield* ask("GET", "/main")
      const { controlValues } = html(page)
      const { json, status } = yield* ask("POST", "/main/preview", { controlValues })
      assert.strictEqual(status, 201)
      assert.deepInclude<unknown>(json.data, { result: { type: "email", preview: { body: page } } })
      assert.deepStrictEqual((yield* ask("GET", "/main")).layout, before.layout)
      assert.strictEqual((yield* ask("POST", "/none/preview", {})).status, 404)
    }).pipe(fake()))
})
