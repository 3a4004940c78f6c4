import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Redacted } from "effect"
import { ChannelConnections, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { globSync, readFileSync, statSync } from "node:fs"

const svg = readFileSync("docs/pictures/call.svg", "utf8")
const texts = Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text = ""]) => text)
const said = (pattern: RegExp) => texts.filter((text) => pattern.test(text))

/** Runs a call as time goes by, and fails with its message. */
const messageOf = <A, E extends { readonly message: string }, R>(call: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(Effect.flip(call))
    yield* TestClock.adjust("1 minute")
    return (yield* Fiber.join(fiber)).message
  })

describe("the picture of a call", () => {
  it.effect("shows what a call does that loses an answer", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.respond({ status: 503 }), Fault.hangUp("after-write"))
      const call = (yield* ChannelConnections).create({
        integrationIdentifier: "slack-prod",
        subscriberId: "ada",
        workspace: { id: "T1" },
        auth: { accessToken: Redacted.make("xoxb-1") }
      })
      const fiber = yield* Effect.forkChild(call)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)

      const requests = yield* fake.requests
      const posts = requests.filter(({ method }) => method === "POST")
      assert.deepStrictEqual(
        said(/^(GET|POST|\d{3}\b(?! ms)|answer lost)/).map((text) => text.replace(/,? .*/, "")),
        requests.flatMap(({ method, status }) => [method, status === undefined ? "answer" : String(status)])
      )
      assert.strictEqual(said(/^attempt/).length, posts.length)
      assert.strictEqual(said(/key K/).length, posts.length)
      assert.strictEqual(new Set(posts.map(({ headers }) => headers["idempotency-key"])).size, 1)
    }).pipe(Effect.provide(FakeNovu.layerClient())))

  it.effect("shows the time limits and waits that are the defaults", () =>
    Effect.gen(function*() {
      const { list } = yield* ChannelConnections
      yield* (yield* FakeNovu).rule({ path: "/v1/channel-connections" }, Fault.stall("headers"))
      const [attempt = ""] = said(/^at most/)
      const [total = ""] = said(/the whole call/)
      assert.include(
        yield* messageOf(list({}, { retry: RetryPolicy.none })),
        `an attempt of ${attempt.replace("at most ", "")}`
      )
      assert.include(yield* messageOf(list()), `the total time of ${total.replace(/.*at most /, "")}`)
      assert.deepStrictEqual(
        said(/^\d+ ms$/),
        [RetryPolicy.standard.baseDelay, "200 millis"].map((text) => String(text).replace("millis", "ms"))
      )
    }).pipe(Effect.provide(FakeNovu.layerClient())))
})

describe("every picture that is drawn", () => {
  it.each(["call", "growth"])("needs nothing but itself, in light and in dark, and has words: %s", (name) => {
    const drawn = readFileSync(`docs/pictures/${name}.svg`, "utf8")
    assert.match(drawn, /@media \(prefers-color-scheme: dark\)/)
    assert.match(drawn, /<title id="title">[^<]{20,}<\/title>\s*<desc id="desc">[^<]{200,}<\/desc>/)
    assert.notMatch(
      drawn.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""),
      /https?:|@import|@font-face|<script|<image/
    )
    const classes = Array.from(drawn.matchAll(/class="([^"]+)/g), ([, names = ""]) => names.split(" ")).flat()
    assert.deepStrictEqual(classes.filter((name) => !drawn.includes(`.${name} {`)), [])
  })

  it("is small", () => {
    const files = globSync("docs/pictures/*")
    assert.strictEqual(files.length, 6)
    assert.deepStrictEqual(files.filter((file) => statSync(file).size > 150_000), [])
  })
})
