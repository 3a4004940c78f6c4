import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ChannelConnections, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { gzipSync } from "node:zlib"
import { client } from "../support/client.ts"

const reasonOf = (response: Fault.FaultResponse) =>
  Effect.gen(function*() {
    yield* (yield* FakeNovu).script(Fault.respond(response))
    const error = yield* Effect.flip((yield* ChannelConnections).retrieve("x", { retry: RetryPolicy.none }))
    return error.reason
  }).pipe(Effect.provide(client()))

const says = (what: string, response: Fault.FaultResponse, detail: string) =>
  it.effect(`${what}: ${detail.slice(0, 60)}`, () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* reasonOf(response)).detail, detail)
    }))

describe("the words of a failure", () => {
  const bodies: ReadonlyArray<readonly [unknown, string]> = [
    [{ type: "about:blank", title: "Out of credit", status: 403, detail: "30 needed" }, "Out of credit: 30 needed"],
    [{ type: "about:blank", title: "Forbidden" }, "Forbidden"],
    [{ title: "Forbidden", detail: "Forbidden" }, "Forbidden"],
    [{ detail: "Not allowed" }, "Not allowed"],
    [{ detail: [{ loc: ["body", "id"], msg: "field required" }, { msg: "too short" }] }, "field required; too short"],
    [{ error: { code: 403, message: "Denied", status: "PERMISSION_DENIED" } }, "Denied"],
    [{ error: { errors: [{ message: "Denied" }] } }, "Denied"],
    [{ errors: [{ message: "One" }, { message: "Two" }] }, "One; Two"],
    [{ errors: [{ title: "Invalid", detail: "id is odd" }] }, "Invalid: id is odd"],
    [{ errors: ["One", "Two"] }, "One; Two"],
    [{ success: false, errors: [{ code: 1000, message: "Unknown zone" }], messages: [] }, "Unknown zone"],
    [
      { errors: { name: ["is short"], age: { messages: ["is odd", "is low"] } } },
      "name: is short; age: is odd; age: is low"
    ],
    [{ Message: "User is not authorized" }, "User is not authorized"],
    [{ Error: { Code: "AccessDenied", Message: "Access Denied" } }, "Access Denied"],
    [{ fault: { faultstring: "Spike arrest", detail: { errorcode: "policies" } } }, "Spike arrest"],
    [{ msg: "no such route" }, "no such route"],
    [{ error: "invalid_grant", error_description: "The key is revoked" }, "The key is revoked"],
    [{ error: "invalid_grant" }, "invalid_grant"],
    [{ errorMessage: "Task timed out", errorType: "Timeout" }, "Task timed out"],
    [{ message: { message: { message: "deep" } } }, "deep"],
    [{ message: { Message: "nested" } }, "nested"],
    [{ message: [{ message: "a" }, "b", 7] }, "a; b"],
    [{ message: "", error: "Bad Request" }, "Bad Request"],
    [{ message: "Novu's", title: "Title", detail: "Detail", error: "Error" }, "Novu's"],
    [["One", "Two"], "One; Two"],
    [[{ message: "One" }, { msg: "Two" }], "One; Two"],
    ["API \"rate\" limit exceeded", "API \"rate\" limit exceeded"],
    [{ status: "failed", code: 17 }, "HTTP 403 with JSON that holds no message"],
    [{ message: "   " }, "HTTP 403 with JSON that holds no message"],
    [null, "HTTP 403 with JSON that holds no message"],
    [[], "HTTP 403 with JSON that holds no message"]
  ]
  for (const [body, detail] of bodies) {
    says(JSON.stringify(body).slice(0, 80), { status: 403, text: JSON.stringify(body) }, detail)
  }

  const texts: ReadonlyArray<readonly [string, string]> = [
    ["<html><head><title>Error</title></head><body><pre>Cannot GET /v1/x</pre></body></html>", "Cannot GET /v1/x"],
    ["<html><body><h1>Bad\n gateway</h1></body></html>", "Bad gateway"],
    [`<!-- ${"x".repeat(200)} --><!DOCTYPE html PUBLIC ""><title>Sign in</title>`, "Sign in"],
    ["<html><body>no</body></html>", "HTTP 403 with an HTML page"],
    [
      "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
      "Access Denied"
    ],
    ["<error><reason>Quota</reason> exceeded</error>", "Quota exceeded"],
    ["<a/>", "HTTP 403 with an XML body"],
    ["upstream\n\n timed out", "upstream timed out"],
    ["  \n ", "HTTP 403 with an empty body"],
    ["{\"message\":\"tok", "HTTP 403 with an unreadable body"],
    ["[1,", "HTTP 403 with an unreadable body"],
    ["\u001b[31mno route\u001b[0m to host", "no route to host"],
    [
      "Zeit\ufffdberschreitung am Gateway, f\ufffdnf Minuten warten",
      "Zeit\ufffdberschreitung am Gateway, f\ufffdnf Minuten warten"
    ],
    ["GIF89a\u0001\u0000\u0001", "HTTP 403 with a body that is not text"]
  ]
  for (const [text, detail] of texts) says(JSON.stringify(text.slice(0, 60)), { status: 403, text }, detail)

  says("a text that calls itself a page", {
    status: 502,
    headers: { "content-type": "text/html; charset=utf-8" },
    text: "no healthy upstream"
  }, "no healthy upstream")

  const compressed = new TextDecoder().decode(gzipSync("{\"message\":\"no\"}"))
  says(
    "a compressed body",
    { status: 502, headers: { "content-encoding": "gzip" }, text: compressed },
    "HTTP 502 with a compressed body (gzip), which the HTTP client did not undo"
  )
  says(
    "a compressed body that does not say so",
    { status: 502, text: compressed },
    "HTTP 502 with a compressed body (gzip), which the HTTP client did not undo"
  )
  says("a body whose compression the client undid", {
    status: 502,
    headers: { "content-encoding": "gzip" },
    text: "no healthy upstream"
  }, "no healthy upstream")

  for (
    const [location, words] of [
      ["https://ada:hunter2@elsewhere.test/a/b?token=1#c", " to https://elsewhere.test/a/b"],
      ["/login?next=%2Fv1#x", " to /login"],
      ["login;x?next", " to /login;x"],
      ["//elsewhere.test:8443/x", " to http://elsewhere.test:8443/x"],
      ["https://a.test/x, https://u:hunter2@b.test/?token=1", " to https://a.test/x"],
      ["javascript:alert(1)", ""],
      ["http://[", ""],
      ["", ""]
    ] as const
  ) {
    for (const status of [301, 302, 303, 307, 308]) {
      says(
        `${status} to ${JSON.stringify(location)}`,
        { status, headers: { location }, text: "Found" },
        `HTTP ${status}, a redirect${words}, which is not followed`
      )
    }
  }
  says("a redirect to nowhere", { status: 302 }, "HTTP 302, a redirect, which is not followed")
  says("304, which is no redirect", { status: 304, headers: { location: "/x" } }, "HTTP 304 with an empty body")
  says("300, which is no redirect", { status: 300, headers: { location: "/x" }, text: "Choose" }, "Choose")

  it.effect("are issues, where a 422 lists them in any of these ways", () =>
    Effect.gen(function*() {
      const issues = [{ field: "general", messages: ["a"] }, { field: "x.0", messages: ["b"] }]
      const lists = [["a", { path: ["x", 0], msg: "b" }], [{ message: "a" }, { field: "x.0", detail: "b" }]]
      for (const list of lists) {
        for (const body of [list, { errors: list }]) {
          const reason = yield* reasonOf({ status: 422, body })
          assert.deepStrictEqual(reason._tag === "ValidationFailed" ? reason.issues : [], issues)
        }
      }
    }))

  it.effect("find the link about idempotency among others", () =>
    Effect.gen(function*() {
      const link = ["<https://novu.test/docs>; rel=\"help\"", "<https://docs.novu.co/idempotency>; rel=\"help\""]
      assert.strictEqual(
        (yield* reasonOf({ status: 422, body: { message: "no" }, headers: { link } }))._tag,
        "IdempotencyKeyReused"
      )
    }))
})

describe("the words of a success that cannot be read", () => {
  const page = "<!doctype html><html><head><title>Grand Hotel\n Wi-Fi</title></head></html>"
  says("a page", { status: 200, text: page }, "the body is an HTML page, \"Grand Hotel Wi-Fi\": is `apiUrl` right?")
  says("a page without a title", { status: 201, text: "<html></html>" }, "the body is an HTML page: is `apiUrl` right?")
  const compressed = new TextDecoder().decode(gzipSync("{\"data\":{}}"))
  for (const encoding of ["gzip", "br"]) {
    says(
      "a compressed body",
      { status: 200, headers: { "content-encoding": encoding }, text: compressed },
      `the body is compressed (${encoding}), which the HTTP client did not undo`
    )
  }
  says("a text", { status: 200, headers: { "content-encoding": "gzip" }, text: "ok" }, "the body is not JSON")
  says("nothing", { status: 200, text: " \n" }, "the body is empty")
})

describe("what cannot be seen in the words of a server", () => {
  const hostile = [
    "a\r\nb",
    "a\u0085b",
    "a\u2028b\u2029c",
    "a\tb\u00a0c",
    "\u001b[31mred\u001b[0m",
    "\u001b]0;title\u0007x",
    "\u009b2Jx",
    "a\u0000\u0008\u007fb",
    "a\u202eb\u2066c\u200ed\u061ce",
    "a\u200bb\u200dc\ufeffd\u2060e\u00adf",
    "a\u{e0041}b"
  ]
  const unseen = /[^\P{C}\ufffd]|[^\S ]|\p{Zl}|\p{Zp}/u
  const bodies = (words: string): ReadonlyArray<Fault.FaultResponse> => [
    { status: 400, body: { message: [words] } },
    { status: 409, body: { message: `Connection ID: ${words}` } },
    { status: 409, body: { message: `Channel connection with identifier "${words}" already exists` } },
    { status: 422, body: { message: words, errors: { [words]: { messages: [words] } } } },
    { status: 422, body: { errors: [{ path: [words], message: words }] } },
    { status: 500, body: { message: words, errorId: words } },
    { status: 502, text: `<html><title>${words}</title>` },
    { status: 502, text: `upstream ${words}` },
    { status: 302, headers: { location: `/${encodeURI(words)}` } },
    { status: 200, text: `<html><title>${words}</title>` }
  ]
  for (const words of hostile) {
    it.effect(`reaches neither message nor JSON: ${JSON.stringify(words)}`, () =>
      Effect.gen(function*() {
        for (const response of bodies(words)) {
          const reason = yield* reasonOf(response)
          const strings = JSON.stringify(reason).replace(/[{}[\]":,_]/g, " ")
          assert.notMatch(`${reason.message} ${reason.detail}`, unseen, JSON.stringify(response))
          assert.notMatch(strings, unseen)
          assert.notMatch(strings, /\\[nrtbfu]/)
        }
      }))
  }

  it.effect("stands where it was, as something that can be seen", () =>
    Effect.gen(function*() {
      const reason = yield* reasonOf({ status: 500, body: { message: "a\u0000\u0007b\nc\u202ed ⚠️ Жö" } })
      assert.strictEqual(reason.detail, "a\ufffdb c\ufffdd ⚠️ Жö")
    }))

  it.effect("makes an identifier that Novu names one that is not looked up", () =>
    Effect.gen(function*() {
      const named = (identifier: string) =>
        Effect.map(
          reasonOf({
            status: 409,
            body: { message: `Channel connection with identifier "${identifier}" already exists` }
          }),
          (reason) => reason._tag === "Conflict" ? reason.existingIdentifier : ""
        )
      assert.strictEqual(yield* named("a  b"), "a  b")
      assert.isUndefined(yield* named("a\u200bb"))
      assert.isUndefined(yield* named("a\tb"))
    }))
})
