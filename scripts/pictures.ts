/**
 * Takes the pictures of the fake's page that README.md shows: light and dark, for a
 * desk and for a phone. It fills a served fake as the tests of the page do.
 *
 *   npm run pictures
 *
 * It needs Debian's Chromium. The other picture, `docs/pictures/call.svg`, is written
 * by hand, and `test/pictures.test.ts` holds it to what a call does.
 */
import { NodeHttpServer } from "@effect/platform-node"
import { Console, Effect, Layer } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { statSync } from "node:fs"
import { createServer } from "node:http"
import { chromium } from "playwright-core"
import { populate } from "../test/support/desk.ts"

const shapes = [
  { name: "page", channel: "email", viewport: { width: 920, height: 606 } },
  { name: "page-phone", channel: "in_app", viewport: { width: 390, height: 782 } }
]

/** Draws an edge around what is seen: the page is as white above as the README that shows it. */
const edge = `document.body.appendChild(Object.assign(document.createElement("div"), {
  style: "position: fixed; inset: 0; border: 1px solid #8c959f80; z-index: 9; pointer-events: none"
}))`

const take = async (origin: string): Promise<ReadonlyArray<string>> => {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
  })
  const files: Array<string> = []
  for (const { channel, name, viewport } of shapes) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ colorScheme, viewport })
      const page = await context.newPage()
      await page.goto(`${origin}/inbox?subscriber=ada&channel=${channel}`)
      if (channel === "email") await page.frameLocator("iframe").getByText("Invoice 1042").waitFor()
      await page.evaluate(edge)
      const path = `docs/pictures/${name}-${colorScheme}.png`
      await page.screenshot({ path })
      files.push(path)
      await context.close()
    }
  }
  await browser.close()
  return files
}

const program = Effect.gen(function*() {
  const { address } = yield* HttpServer.HttpServer
  const origin = HttpServer.formatAddress(address)
  yield* populate(origin)
  for (const file of yield* Effect.promise(() => take(origin))) {
    yield* Console.log(`${file}: ${statSync(file).size} B`)
  }
})

const served = FakeNovu.serve().pipe(
  Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
)

await Effect.runPromise(Effect.provide(program, served))
