import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type NovuError, Translations } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime } from "../support/client.ts"

const fake = Effect.provide(
  client({ fake: { idempotency: true, seed: { workflows: [{ id: "welcome", steps: ["in_app"] }] } } })
)

const resource = { resourceId: "welcome", resourceType: "workflow" } as const

describe("Translations.upload", () => {
  it.effect("stores each language, and says which are not stored and why", () =>
    Effect.gen(function*() {
      const { retrieve, upload } = yield* Translations
      const { result } = yield* upload({
        ...resource,
        translations: [
          { locale: "en_US", content: { title: "Welcome" } },
          { locale: "de-DE", content: "{\"title\":\"Willkommen\"}" },
          { locale: "es_ES", content: "{" }
        ]
      })
      assert.deepStrictEqual(result, {
        uploaded: 2,
        failed: [{ locale: "es_ES", message: "Invalid JSON in file: es_ES.json" }],
        unmatched: []
      })
      const german = yield* retrieve("workflow", "welcome", "de_DE")
      assert.deepStrictEqual(german.result.content, { title: "Willkommen" })
    }).pipe(fake))

  it.effect("keeps what Novu says of no file that was sent", () =>
    Effect.gen(function*() {
      const body = { data: { totalFiles: 1, successfulUploads: 0, failedUploads: 1, errors: ["the disk is full"] } }
      yield* (yield* FakeNovu).script(Fault.respond({ status: 200, body }))
      const { result } = yield* (yield* Translations).upload({
        ...resource,
        translations: [{ locale: "en_US", content: {} }]
      })
      assert.deepStrictEqual(result, { uploaded: 0, failed: [], unmatched: ["the disk is full"] })
    }).pipe(fake))

  it.effect("sends the same bytes again, with the same boundary and key", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.hangUp("before-write"), Fault.respond({ status: 503 }))
      const upload = (yield* Translations).upload({ ...resource, translations: [{ locale: "en_US", content: {} }] })
      yield* inVirtualTime(upload)
      const requests = yield* (yield* FakeNovu).requests
      assert.lengthOf(requests, 3)
      for (const part of ["body", "content-type", "idempotency-key"] as const) {
        const seen = requests.map((request) => part === "body" ? request.body : request.headers[part])
        assert.strictEqual(new Set(seen).size, 1, part)
        assert.isNotEmpty(seen[0])
      }
    }).pipe(fake))

  it.effect("answers another upload under the same key as the first, which is why a key is for one", () =>
    Effect.gen(function*() {
      const { retrieve, upload } = yield* Translations
      const options = { idempotencyKey: "spring" }
      yield* upload({ ...resource, translations: [{ locale: "en_US", content: { a: "1" } }] }, options)
      yield* upload({ ...resource, translations: [{ locale: "en_US", content: { a: "2" } }] }, options)
      assert.deepStrictEqual((yield* retrieve("workflow", "welcome", "en_US")).result.content, { a: "1" })
    }).pipe(fake))

  it.effect("refuses what is no language and no list, and sends nothing", () =>
    Effect.gen(function*() {
      const { upload, uploadMaster } = yield* Translations
      const wrong: ReadonlyArray<Effect.Effect<unknown, NovuError>> = [
        upload({ ...resource, translations: [] }),
        upload({ ...resource, translations: [{ locale: "../x", content: {} }] }),
        upload({ ...resource, resourceId: "a b", translations: [{ locale: "en", content: {} }] }),
        uploadMaster({ locale: "", content: {} })
      ]
      for (const call of wrong) assert.strictEqual((yield* Effect.flip(call)).reason._tag, "InvalidInput")
      assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
    }).pipe(fake))
})

describe("Translations.importMaster", () => {
  it.effect("says what was not imported, in a success", () =>
    Effect.gen(function*() {
      const { importMaster, retrieveMaster, uploadMaster } = yield* Translations
      const masterJson = { workflows: { welcome: { a: "1" }, gone: { a: "2" } } }
      const some = yield* importMaster({ locale: "en_US", masterJson })
      assert.deepStrictEqual([some.result.success, some.result.failed], [true, ["gone"]])
      const none = yield* uploadMaster({ locale: "de_DE", content: { workflows: { gone: {} } } })
      assert.isFalse(none.result.success)
      assert.deepStrictEqual((yield* retrieveMaster({ locale: "en_US" })).result.workflows, { welcome: { a: "1" } })
    }).pipe(fake))
})
