import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schema } from "effect"
import { NovuTransport, Operation } from "effect-novu"
import { HttpClient, HttpClientResponse } from "effect/http"

/** Returns the URLs that a transport hands to its client, as the client would read them. */
const recording = (apiUrl: string) => {
  const urls: Array<URL> = []
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      urls.push(url)
      return HttpClientResponse.fromWeb(request, new Response("null"))
    })
  )
  const layer = NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl }).pipe(
    Layer.provide(Layer.succeed(HttpClient.HttpClient, http))
  )
  return { layer, urls }
}

/** Declares an operation as a caller without types would. */
const operation = (path: unknown) =>
  Operation.make({
    name: "Things.get",
    method: "GET",
    path: path as "/things/{id}",
    success: Schema.Unknown
  })

const call = (path: unknown, params: unknown = { id: "one" }) =>
  Effect.flatMap(
    NovuTransport,
    ({ call }) => call(operation(path), { params: params as { readonly id: string } })
  )

const elsewhere = "must begin with \"/\" and hold no \"//\", \"\\\", \"?\", \"#\", blank, dot segment or broken \"%\""
const braces = "must have a name between each \"{\" and \"}\""

const refused: ReadonlyArray<readonly [path: unknown, message: string]> = [
  ["v1/x", elsewhere],
  ["", elsewhere],
  ["@evil.test/x", elsewhere],
  [":8080/x", elsewhere],
  [".evil.test/x", elsewhere],
  ["https://evil.test/x", elsewhere],
  ["{id}/x", elsewhere],
  [" /x", elsewhere],
  ["//evil.test/x", elsewhere],
  ["/v1//x", elsewhere],
  ["/\\evil.test/x", elsewhere],
  ["/v1\\x", elsewhere],
  ["/v1/x?a=b", elsewhere],
  ["/v1/x#a", elsewhere],
  ["/v1/x y", elsewhere],
  ["/\t/evil.test", elsewhere],
  ["/v1/x\n", elsewhere],
  ["/v1/\u0000x", elsewhere],
  ["/v1/\u202ex", elsewhere],
  ["/v1/\ud800", elsewhere],
  ["/v1/../x", elsewhere],
  ["/..", elsewhere],
  ["/./x", elsewhere],
  ["/v1/%2E./x", elsewhere],
  ["/v1/%2{id}", elsewhere],
  [undefined, elsewhere],
  [null, elsewhere],
  [7, elsewhere],
  ["/v1/{id", braces],
  ["/v1/id}", braces],
  ["/v1/{}", braces],
  ["/v1/{a{id}}", braces],
  ["/v1/}{id}{", braces]
]

const bases = ["https://api.novu.co", "http://127.0.0.1:3000", "https://proxy.test/novu", "https://proxy.test/a/b/"]

describe("an operation's path", () => {
  for (const [path, message] of refused) {
    it.effect(`is refused before anything is sent: ${JSON.stringify(path)}`, () => {
      const { layer, urls } = recording("https://api.novu.co")
      return Effect.gen(function*() {
        const { attempts, reason } = yield* Effect.flip(call(path))
        assert.strictEqual(reason._tag, "InvalidInput")
        assert.strictEqual(reason.detail, `path: ${message}`)
        assert.strictEqual(attempts, 0)
        assert.lengthOf(urls, 0)
      }).pipe(Effect.provide(layer))
    })
  }

  for (const base of bases) {
    for (const path of ["/v1/x/{id}", "/{id}", "/x/@{id}:y", "/x.y/..z/{id}.json", "/a%20b/{id}/", "/ü/{id}{id}"]) {
      it.effect(`stays below ${base} with ${path}`, () => {
        const { layer, urls } = recording(base)
        const { origin, pathname } = new URL(base)
        const values = ["one", "../x", "//evil.test", "@evil.test", "\\", "?a#b", "%2e%2e", "\t\n", "…", "%"]
        return Effect.gen(function*() {
          for (const id of values) yield* call(path, { id })
          assert.lengthOf(urls, values.length)
          const literal = new URL(base + path.replaceAll("{id}", "-")).pathname.replaceAll("//", "/")
          for (const url of urls) {
            assert.strictEqual(url.origin, origin)
            assert.isTrue(url.pathname.startsWith(pathname))
            assert.lengthOf(url.pathname.split("/"), literal.split("/").length)
            assert.strictEqual(url.search + url.hash + url.username, "")
          }
        }).pipe(Effect.provide(layer))
      })
    }
  }

  it.effect("takes the parameters that its operation allows, and says which it does not", () => {
    const { layer, urls } = recording("https://api.novu.co")
    const retrieve = Operation.make({
      name: "Things.get",
      method: "GET",
      path: "/things/{kind}/{id}",
      params: Schema.Struct({ kind: Schema.String, id: Schema.String.check(Schema.isPattern(/^[^%]*$/)) }),
      success: Schema.Unknown
    })
    return Effect.gen(function*() {
      const { call } = yield* NovuTransport
      yield* call(retrieve, { params: { kind: "%", id: "a/b" } })
      assert.deepStrictEqual(urls.map(({ pathname }) => pathname), ["/things/%25/a%2Fb"])
      const { attempts, reason } = yield* Effect.flip(call(retrieve, { params: { kind: "%", id: "%" } }))
      assert(reason._tag === "InvalidInput")
      assert.deepStrictEqual([attempts, reason.issues.map(({ path }) => path)], [0, ["id"]])
      assert.lengthOf(urls, 1)
    }).pipe(Effect.provide(layer))
  })

  for (const params of [{}, { id: "" }, { id: "." }, { id: ".." }, { id: "\ud800" }, { id: 7 }, null, undefined]) {
    it.effect(`is not filled with ${JSON.stringify(params)}`, () => {
      const { layer, urls } = recording("https://api.novu.co")
      return Effect.gen(function*() {
        const { reason } = yield* Effect.flip(
          Effect.flatMap(NovuTransport, ({ call }) => call(operation("/v1/x/{id}"), { params } as never))
        )
        assert.strictEqual(reason._tag, "InvalidInput")
        assert.lengthOf(urls, 0)
      }).pipe(Effect.provide(layer))
    })
  }
})
