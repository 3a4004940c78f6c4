import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { ChannelConnections, NovuTransport, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { FetchHttpClient, HttpServer } from "effect/http"
import { createServer } from "node:http"
import { chromium, type Page } from "playwright-core"
import { accessToken, secretKey, slack } from "../support/client.ts"

const served = ChannelConnections.layer.pipe(
  Layer.provide(
    Layer.unwrap(
      Effect.map(
        HttpServer.HttpServer,
        ({ address }) =>
          NovuTransport.layer({ secretKey: Redacted.make(secretKey), apiUrl: HttpServer.formatAddress(address) })
      )
    )
  ),
  Layer.provide(FetchHttpClient.layer),
  Layer.provideMerge(FakeNovu.serve()),
  Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
)

/** Starts Debian's browser without its background requests, so that it loads only this page. */
const browser = Effect.acquireRelease(
  Effect.promise(() =>
    chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    })
  ),
  (browser) => Effect.promise(() => browser.close())
)

const open = Effect.fnUntraced(function*(javaScriptEnabled: boolean) {
  const { address } = yield* HttpServer.HttpServer
  const chrome = yield* browser
  return yield* Effect.promise(async (): Promise<Page> => {
    const page = await chrome.newPage({ javaScriptEnabled })
    await page.goto(HttpServer.formatAddress(address))
    return page
  })
})

const text = (page: Page) => Effect.promise(async () => (await page.locator("body").innerText()).replace(/\s+/g, " "))

describe("the fake's page, in a browser", () => {
  for (const javaScript of [true, false]) {
    it.live(
      `shows what is stored and what was asked, scripts a fault and resets, JavaScript ${javaScript ? "on" : "off"}`,
      () =>
        Effect.gen(function*() {
          const connections = yield* ChannelConnections
          const { result } = yield* connections.create(slack)
          const page = yield* open(javaScript)

          const first = yield* text(page)
          assert.include(first, result.identifier)
          assert.include(first, "POST /v1/channel-connections")
          assert.include(first, "201")
          const source = yield* Effect.promise(() => page.content())
          assert.notInclude(source, accessToken)
          assert.notInclude(source, secretKey)
          assert.notMatch(source, /(src|href)="https?:/)

          yield* Effect.promise(() =>
            page.locator("form[action$='/script'] button, form[action$='/script'] [type=submit]").first().click()
          )
          const error = yield* Effect.exit(connections.list({}, { retry: RetryPolicy.none }))
          assert.strictEqual(error._tag, "Failure")

          yield* Effect.promise(() =>
            page.locator("form[action$='/reset'] button, form[action$='/reset'] [type=submit]").first().click()
          )
          assert.notInclude(yield* text(page), result.identifier)
          assert.lengthOf((yield* (yield* FakeNovu).state).connections, 0)
        }).pipe(Effect.scoped, Effect.provide(served)),
      60_000
    )
  }
})
