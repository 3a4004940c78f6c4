import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpClient, HttpClientRequest } from "effect/http"
import { send } from "./wire.ts"

const fake = Effect.provide(FakeNovu.layer({
  seed: { workflows: [{ id: "welcome", name: "Welcome", steps: ["in_app"] }, { id: "digest", steps: ["email"] }] }
}))

const base = "/v2/translations"

const put = (locale: string, content: object, resourceId = "welcome") =>
  send("POST", base, { body: { resourceType: "workflow", resourceId, locale, content } })

const get = (locale: string) => send("GET", `${base}/workflow/welcome/${locale}`)

/** Posts a form of files and texts. */
const upload = (
  path: string,
  files: ReadonlyArray<readonly [field: string, name: string, text: string]>,
  texts: Readonly<Record<string, string>> = {}
) =>
  Effect.gen(function*() {
    const form = new FormData()
    for (const [field, name, text] of files) form.append(field, new File([text], name))
    for (const [name, text] of Object.entries(texts)) form.append(name, text)
    const client = yield* HttpClient.HttpClient
    const response = yield* client.execute(
      HttpClientRequest.post(`https://novu.test${base}${path}`, { headers: { authorization: "ApiKey sk_fake" } }).pipe(
        HttpClientRequest.bodyFormData(form)
      )
    )
    return {
      status: response.status,
      json: (yield* response.json) as { readonly data?: unknown; readonly errors?: unknown }
    }
  })

const resource = { resourceId: "welcome", resourceType: "workflow" }

describe("the translations of the fake", () => {
  it.effect("case 28, era 2026-08: are replaced by a second one of the language, and found under either form of its name", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* put("en_US", { a: "1", b: "2" })).status, 200)
      yield* put("en-US", { a: "3" })
      for (const locale of ["en_US", "en-US"]) {
        const { json } = yield* get(locale)
        assert.deepInclude(json.data, { locale: "en_US", content: { a: "3" } } as never)
      }
      assert.strictEqual((yield* put("123", {})).status, 422)
      assert.strictEqual((yield* get("invalid-locale-123")).status, 400)
      assert.strictEqual((yield* get("fr_FR")).status, 404)
      assert.strictEqual((yield* put("en_US", {}, "gone")).status, 404)
    }).pipe(fake))

  it.effect("case 28, era 2026-08: go one by one, or with their group", () =>
    Effect.gen(function*() {
      yield* put("en_US", { a: "1" })
      yield* put("de_DE", { a: "2" })
      const group = yield* send("GET", `${base}/group/workflow/welcome`)
      assert.deepInclude(group.json.data, { resourceName: "Welcome", locales: ["en_US", "de_DE"] } as never)
      assert.strictEqual((yield* send("DELETE", `${base}/workflow/welcome/en_US`)).status, 204)
      assert.strictEqual((yield* get("de_DE")).status, 200)
      assert.strictEqual((yield* send("DELETE", `${base}/workflow/welcome`)).status, 204)
      assert.strictEqual((yield* get("de_DE")).status, 404)
      assert.strictEqual((yield* send("DELETE", `${base}/workflow/welcome`)).status, 404)
      assert.strictEqual((yield* send("GET", `${base}/group/workflow/welcome`)).status, 404)
    }).pipe(fake))

  it.effect("case 29, era 2026-08: are uploaded by files named after their languages, of which some may fail", () =>
    Effect.gen(function*() {
      const some = yield* upload("/upload", [
        ["files", "en_US.json", "{\"a\":1}"],
        ["files[]", "de_DE.json", "{\"a\":2}"],
        ["files", "es_ES.json", "{"]
      ], resource)
      assert.deepStrictEqual([some.status, some.json.data], [200, {
        totalFiles: 3,
        successfulUploads: 2,
        failedUploads: 1,
        errors: ["Invalid JSON in file: es_ES.json"]
      }])
      assert.strictEqual((yield* get("de_DE")).status, 200)
      const named = yield* upload("/upload", [["files", "nonsense.txt", "{}"]], resource)
      assert.strictEqual(named.status, 400)
      assert.isArray(named.json.errors)
      assert.strictEqual((yield* upload("/upload", [["files", "en_US.json", "{}"]])).status, 422)
    }).pipe(fake))

  it.effect("case 30, era 2026-08: are imported all at once, as far as their resources are known", () =>
    Effect.gen(function*() {
      const master = (masterJson: object) =>
        send("POST", `${base}/master-json`, { body: { locale: "en_US", masterJson } })
      const all = yield* master({ workflows: { welcome: { a: "1" }, digest: { b: "2" } } })
      assert.deepInclude(all.json.data, { success: true, successful: ["welcome", "digest"] } as never)
      assert.include(all.text, "2 resource")
      const part = yield* master({ workflows: { welcome: { a: "1" }, gone: { b: "2" } } })
      assert.deepInclude(part.json.data, { success: true, failed: ["gone"] } as never)
      assert.include(part.text, "Partial import completed")
      const none = yield* master({ workflows: { gone: {} } })
      assert.deepInclude(none.json.data, { success: false, message: "Failed to import any resources" } as never)
      const empty = yield* master({})
      assert.deepStrictEqual(empty.json.data as unknown, { success: false, message: "No supported resources found" })
      const read = yield* send("GET", `${base}/master-json`)
      assert.deepStrictEqual(read.json.data as unknown, {
        workflows: { welcome: { a: "1" }, digest: { b: "2" } },
        layouts: {}
      })
    }).pipe(fake))

  it.effect("are imported from one file, whose name says the language", () =>
    Effect.gen(function*() {
      const file = ["file", "de_DE.json", "{\"workflows\":{\"welcome\":{\"a\":\"1\"}}}"] as const
      assert.strictEqual((yield* upload("/master-json/upload", [file])).status, 200)
      assert.strictEqual((yield* get("de_DE")).status, 200)
      for (const files of [[], [file, file], [["file", "en_US.txt", "{}"]], [["file", "en_US.json", "{"]]] as const) {
        assert.strictEqual((yield* upload("/master-json/upload", files)).status, 400)
      }
    }).pipe(fake))

  it.effect("of a layout ask for a layout, by any of its names", () =>
    Effect.gen(function*() {
      const text = { resourceType: "layout", locale: "en_US", content: { a: "1" } }
      const create = (resourceId: string) => send("POST", base, { body: { ...text, resourceId } })
      assert.strictEqual((yield* create("frame")).status, 404)
      const made = yield* send("POST", "/v2/layouts", { body: { layoutId: "frame", name: "Frame" } })
      assert.strictEqual(made.status, 201)
      assert.strictEqual((yield* create("frame")).status, 200)
      assert.strictEqual((yield* send("GET", `${base}/layout/frame/en_US`)).status, 200)
      const group = yield* send("GET", `${base}/group/layout/frame`)
      assert.deepInclude(group.json.data, { resourceName: "Frame", resourceType: "layout" } as never)
    }).pipe(fake))
})
