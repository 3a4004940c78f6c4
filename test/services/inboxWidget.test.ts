import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Events, NovuTransport, SubscriberNotifications } from "effect-novu"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import { FetchHttpClient } from "effect/http"
import { build, type Plugin } from "esbuild"
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import type { Browser, Page } from "playwright-core"
import { freePort, origin, serve, workflow } from "../support/inbox.ts"
import { browser } from "./browser.ts"

/** Serves a fake, and a client of ours over it as a back end has it. */
const served = (port = 0, options?: FakeNovuOptions) =>
  Layer.mergeAll(Events.layer, SubscriberNotifications.layer).pipe(
    Layer.provide(
      Layer.unwrap(
        Effect.map(origin, (apiUrl) => NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl }))
      )
    ),
    Layer.provide(FetchHttpClient.layer),
    Layer.provideMerge(serve(options, port))
  )

/** Takes a page's blocks of JSX for the module, with the address of the fake in it. */
const documented = (fake: string): Plugin => ({
  name: "documented",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.md$/ }, async ({ path }) => {
      const page = await readFile(path, "utf8")
      const source = [...page.matchAll(/^```jsx\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block).join("")
      return { contents: source.replaceAll("http://localhost:3210", fake), loader: "jsx", resolveDir: process.cwd() }
    })
  }
})

const bundle = (fake: string) =>
  Effect.promise(async () => {
    const { outputFiles } = await build({
      entryPoints: ["test/services/inboxWidget/app.jsx"],
      bundle: true,
      write: false,
      format: "esm",
      jsx: "automatic",
      define: { "process.env.NODE_ENV": "\"production\"" },
      plugins: [documented(fake)],
      logLevel: "silent"
    })
    return outputFiles[0]?.text ?? ""
  })

const html = "<!doctype html><link rel=icon href=data:,><div id=root></div><script type=module src=/app.js></script>"

/** Serves the front end of a product under an origin of its own. */
const product = Effect.gen(function*() {
  const script = yield* bundle(yield* origin)
  const server = yield* Effect.acquireRelease(
    Effect.sync(() =>
      createServer(({ url }, response) => {
        if (url === "/app.js") response.setHeader("Content-Type", "text/javascript").end(script)
        else response.setHeader("Content-Type", "text/html").end(html)
      })
    ),
    (server) => Effect.sync(() => server.close().closeAllConnections())
  )
  return yield* Effect.callback<string>((resume) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" ? address?.port : undefined
      resume(Effect.succeed(`http://127.0.0.1:${port}`))
    })
  })
})

const promise = <A>(evaluate: () => Promise<A>) => Effect.promise(evaluate)

const isHere = (url: string): boolean => /^(https?|wss?):\/\/127\.0\.0\.1:|^(data|blob):/.test(url)

/** Opens the product. What it asks of other machines is kept, and so is what goes wrong in it. */
const open = Effect.fnUntraced(function*(chrome: Browser, url: string, subscriber = "ada") {
  return yield* promise(async () => {
    const page = await chrome.newPage()
    const left: Array<string> = []
    const errors: Array<string> = []
    page.on("request", (request) => isHere(request.url()) || left.push(request.url()))
    page.on("websocket", (socket) => isHere(socket.url()) || left.push(socket.url()))
    page.on("pageerror", (error) => errors.push(error.message))
    const joined = joining(page)
    await page.goto(`${url}/?subscriber=${subscriber}`)
    await bell(page).waitFor()
    await joined
    return { page, left, errors }
  })
})

/** Waits for the next socket that is let in. */
const joining = async (page: Page): Promise<void> => {
  const socket = await page.waitForEvent("websocket")
  await socket.waitForEvent("framereceived", ({ payload }) => String(payload).startsWith("40"))
}

const bell = (page: Page) => page.locator("#root button").first()

const item = (page: Page, body: string) => page.getByText(body, { exact: true })

/** Triggers by our client. */
const trigger = (body: string, subscriberId = "ada") =>
  Effect.gen(function*() {
    yield* (yield* FakeNovu).workflow(workflow("welcome"))
    return yield* (yield* Events).trigger({ name: "welcome", to: subscriberId, payload: { subject: "Hello", body } })
  })

const states = Effect.gen(function*() {
  const { result } = yield* (yield* SubscriberNotifications).list("ada")
  return result.data.map(({ body, isRead, isSeen }) => ({ body, isRead, isSeen }))
})

describe("Novu's own Inbox in a browser, on a page of another origin", () => {
  it.live(
    "shows a message live that our client has triggered, and our client sees that it was read",
    () =>
      Effect.gen(function*() {
        const { errors, left, page } = yield* open(yield* browser, yield* product)
        yield* promise(() => bell(page).click())
        yield* promise(() => page.getByText("Quiet for now").waitFor())
        const body = "Your order is on its way"
        yield* trigger(body)
        yield* promise(() => item(page, body).waitFor())
        assert.deepStrictEqual((yield* states).map(({ isRead }) => isRead), [false])
        const answer = page.waitForResponse((response) => response.url().endsWith("/read"))
        yield* promise(() => item(page, body).click())
        assert.strictEqual((yield* promise(() => answer)).status(), 200)
        assert.deepStrictEqual((yield* states).map(({ isRead }) => isRead), [true])

        yield* trigger("And it has arrived")
        yield* promise(() => page.getByText("1 new notification").click())
        yield* promise(() => item(page, "And it has arrived").waitFor())
        assert.deepStrictEqual([left, errors], [[], []])
      }).pipe(Effect.scoped, Effect.provide(served())),
    60_000
  )

  it.live(
    "goes on after the fake was restarted on its port, for a subscriber whom the fake has forgotten",
    () =>
      Effect.gen(function*() {
        const port = yield* freePort
        const chrome = yield* browser
        const { errors, left, page } = yield* Effect.flatMap(product, (url) => open(chrome, url, "new")).pipe(
          Effect.tap(trigger("before", "new")),
          Effect.provide(served(port))
        )
        const back = joining(page)
        yield* Effect.gen(function*() {
          yield* promise(() => back)
          yield* trigger("after", "new")
          yield* promise(() => bell(page).click())
          yield* promise(() => item(page, "after").waitFor())
          const listed = page.waitForResponse((response) => /notifications\?/.test(response.url()))
          yield* promise(() => page.getByText("Inbox", { exact: true }).first().click())
          yield* promise(() => page.getByText("Archived", { exact: true }).first().click())
          assert.strictEqual((yield* promise(() => listed)).status(), 200)
          assert.deepStrictEqual([left, errors], [[], []])
        }).pipe(Effect.provide(served(port)))
      }).pipe(Effect.scoped),
    60_000
  )

  it.live("lists beside eight tabs of the fake's own page", () =>
    Effect.gen(function*() {
      const chrome = yield* browser
      const fake = yield* origin
      yield* Effect.repeat(promise(async () => (await chrome.newPage()).goto(fake)), { times: 7 })
      const { errors, left, page } = yield* open(chrome, yield* product)
      yield* trigger("One of many")
      yield* promise(() => bell(page).click())
      yield* promise(() => item(page, "One of many").waitFor())
      assert.deepStrictEqual([left, errors], [[], []])
    }).pipe(Effect.scoped, Effect.provide(served())), 60_000)

  it.live("lets a person connect Slack without Slack, or deny it", () =>
    Effect.gen(function*() {
      const chrome = yield* browser
      const url = yield* product
      const state = Effect.flatMap(FakeNovu, (fake) => fake.state)
      const page = yield* promise(() => chrome.newPage())
      const left: Array<string> = []
      page.context().on("request", (request) => isHere(request.url()) || left.push(request.url()))
      const button = page.locator("#root button").first()
      const show = (subscriber: string) =>
        promise(async () => {
          await page.goto(`${url}/?subscriber=${subscriber}&view=slack`)
          await page.getByText("Connect").first().waitFor()
        })
      yield* show("ada")
      const connectBy = (answer: "Allow" | "Deny") =>
        promise(async () => {
          const opened = page.context().waitForEvent("page")
          await button.click()
          const consent = await opened
          await consent.getByText(answer, { exact: true }).click()
          await consent.waitForURL(/oauth\/callback/)
          const text = await consent.locator("body").innerText()
          await consent.close()
          return text
        })
      assert.include(yield* connectBy("Allow"), "Connected to Slack")
      yield* promise(() => page.getByText("Connected", { exact: true }).waitFor())
      const [connection] = (yield* state).connections
      assert.deepInclude<unknown>(connection, { integrationIdentifier: "slack-prod", subscriberId: "ada" })
      assert.deepStrictEqual((yield* state).endpoints.map(({ type }) => type), ["slack_user"])
      yield* show("grace")
      assert.include(yield* connectBy("Deny"), "Slack OAuth error: access_denied")
      assert.lengthOf((yield* state).connections, 1)
      assert.deepStrictEqual(left, [])
    }).pipe(Effect.scoped, Effect.provide(served(0, { localOAuth: true }))), 60_000)
})
