import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { once } from "node:events"
import { createServer } from "node:http"
import type { Page } from "playwright-core"
import { browser } from "./browser.ts"

const served = FakeNovu.serve({
  seed: { subscribers: ["ada"], workflows: [{ id: "welcome", steps: ["in_app"] }] }
}).pipe(Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" })))

/** Serves an empty page at another port, which is another origin of the same site. */
const elsewhere = Effect.acquireRelease(
  Effect.promise(async () => {
    const server = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>"))
    await once(server.listen(0, "127.0.0.1"), "listening")
    return server
  }),
  (server) => Effect.sync(() => server.close())
)

interface Attempt {
  readonly path: string
  readonly init: {
    readonly method?: string
    readonly headers?: Record<string, string>
    readonly body?: string
    readonly mode?: "no-cors"
  }
}

const trigger = JSON.stringify({ name: "welcome", to: "ada" })
const keyed = { authorization: "ApiKey sk_fake", "content-type": "application/json" }

/** Has what a page might try to read or to change. */
const attempts: ReadonlyArray<Attempt> = [
  { path: "/v1/events/trigger", init: { method: "POST", headers: keyed, body: trigger } },
  { path: "/v1/events/trigger", init: { method: "POST", body: trigger } },
  { path: "/v1/events/trigger", init: { method: "POST", body: trigger, mode: "no-cors" } },
  { path: "/v1/messages", init: { headers: keyed } },
  { path: "/v1/messages", init: {} },
  { path: "/", init: {} },
  ...["state", "requests"].map((name) => ({ path: `/_fake/${name}`, init: {} })),
  ...["reset", "seed", "script"].flatMap((name) => [
    { path: `/_fake/${name}`, init: { method: "POST", body: "{}" } },
    {
      path: `/_fake/${name}`,
      init: { method: "POST", body: "{ \"subscribers\": [\"eve\"] }", mode: "no-cors" as const }
    },
    {
      path: `/_fake/${name}`,
      init: { method: "POST", body: "preset=1", headers: { "content-type": "application/x-www-form-urlencoded" } }
    }
  ])
]

/** Runs in the page. A page reads an answer unless it is opaque or refused to it. */
const tryAll = (page: Page, fake: string) =>
  Effect.promise(() =>
    page.evaluate(async ({ all, base }) => {
      const read: Array<string> = []
      for (const { init, path } of all) {
        const answer = await fetch(base + path, init).catch(() => undefined)
        if (answer !== undefined && answer.type !== "opaque") read.push(`${init.method ?? "GET"} ${path}`)
      }
      return read
    }, { all: [...attempts], base: fake })
  )

describe("a web page of another origin, in a browser", () => {
  it.live("reads and changes nothing of the fake, and its forms do nothing there", () =>
    Effect.gen(function*() {
      const { address } = yield* HttpServer.HttpServer
      const fake = HttpServer.formatAddress(address)
      const novu = yield* FakeNovu
      const server = yield* elsewhere
      const at = server.address()
      const { port } = typeof at === "object" && at !== null ? at : { port: 0 }
      const chrome = yield* browser
      // Another port of the same name is the same site, and another name is another site.
      for (const host of ["127.0.0.1", "localhost", "app.localhost"]) {
        const page = yield* Effect.promise(() => chrome.newPage())
        yield* Effect.promise(() => page.goto(`http://${host}:${port}/`))
        assert.deepStrictEqual(yield* tryAll(page, fake), [])
        const status = yield* Effect.promise(async () => {
          await page.setContent(`<form method="post" action="${fake}/_fake/reset"><button>Go</button></form>`)
          const [answer] = await Promise.all([page.waitForResponse(`${fake}/_fake/reset`), page.click("button")])
          return answer.status()
        })
        assert.strictEqual(status, 403, host)
      }
      const { messages, subscribers } = yield* novu.state
      assert.deepStrictEqual([messages, subscribers], [[], ["ada"]])
      // A browser asks for the icon of what its form was answered.
      const arrived = (yield* novu.requests).filter(({ url }) => url !== "/favicon.ico")
      assert.deepStrictEqual(arrived, [])
    }).pipe(Effect.scoped, Effect.provide(served)), 60_000)
})
