import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import axe from "axe-core"
import { Effect, Layer, Redacted } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { mkdirSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BrowserContextOptions, Page } from "playwright-core"
import { api, populate, trigger } from "../support/desk.ts"
import { browser } from "./browser.ts"

const secret = Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

/** Counts the event streams that are open. */
const noStreams = () => ({ open: 0, most: 0 })

const served = (streams = noStreams()) =>
  FakeNovu.serve().pipe(
    Layer.provideMerge(
      NodeHttpServer.layer(() =>
        createServer().on("request", (request, response) => {
          if (request.url !== "/_fake/events") return
          streams.open++
          streams.most = Math.max(streams.most, streams.open)
          response.once("close", () => streams.open--)
        }), { port: 0, host: "127.0.0.1" })
    )
  )

/** Has what a page did that it should not: scripts that ran, dialogs, errors, and requests to elsewhere. */
interface Watched {
  readonly page: Page
  readonly origin: string
  readonly wrong: Array<string>
}

const open = Effect.fnUntraced(function*(options: BrowserContextOptions = {}) {
  const { address } = yield* HttpServer.HttpServer
  const origin = HttpServer.formatAddress(address)
  const chrome = yield* browser
  return yield* Effect.promise(async (): Promise<Watched> => {
    const context = await chrome.newContext(options)
    const wrong: Array<string> = []
    context.on("request", (request) => {
      if (!request.url().startsWith(`${origin}/`) && request.url() !== "data:,") wrong.push(`request ${request.url()}`)
    })
    context.on("page", (page) => {
      page.on("dialog", (dialog) => {
        wrong.push(`dialog ${dialog.message()}`)
        void dialog.dismiss()
      })
      page.on("console", (message) => {
        if (message.text().includes("executed")) wrong.push(`console ${message.text()}`)
      })
      page.on("pageerror", (error) => wrong.push(`error ${error.message}`))
    })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(origin)
    return { page, origin, wrong }
  })
})

const views = [
  "inbox",
  "inbox?subscriber=ada",
  "inbox?subscriber=ada&channel=email",
  "activity",
  "requests",
  "requests?number=1",
  "resources",
  "resources?table=workflows",
  "faults",
  "webhooks"
]

const openDetails = (page: Page) =>
  page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")

/** Lists what axe finds, once its source was evaluated. */
const violations =
  "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).slice(0, 3).join(' ')))"

/** Says how many pixels a page is wider than its window. */
const excess = async (page: Page): Promise<number> =>
  Number(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

describe("the fake's page, in a browser", { concurrent: false }, () => {
  for (const javaScriptEnabled of [true, false]) {
    it.live(
      `does what a person clicks, JavaScript ${javaScriptEnabled ? "on" : "off"}`,
      () =>
        Effect.gen(function*() {
          const { origin, page, wrong } = yield* open({ javaScriptEnabled })
          const novu = yield* FakeNovu
          let status = 500
          const hook = yield* novu.webhooks({ to: async () => new Response(null, { status }), secret })
          yield* populate(origin)
          yield* Effect.promise(() => fetch(`${origin}/_fake/faults`, { method: "POST" }))
          yield* hook.settled

          // A subscriber's message is read, used and archived.
          yield* Effect.promise(async () => {
            await page.goto(origin)
            await page.getByRole("link", { name: /^ada/ }).click()
            await page.getByRole("heading", { level: 2, name: "ada" }).waitFor()
            await page.getByRole("button", { name: "Mark read" }).click()
            await page.getByRole("button", { name: "Mark unread" }).waitFor()
            await page.getByRole("button", { name: "Track it" }).click()
            await page.getByText("✓ Track it").waitFor()
            await page.getByRole("button", { name: "Archive" }).click()
            await page.getByRole("button", { name: "Unarchive" }).waitFor()
          })
          const [item] = yield* novu.inbox("ada")
          assert.deepStrictEqual([item?.isRead, item?.isArchived, item?.primaryAction?.isCompleted], [true, true, true])

          // The three tabs of an e-mail need no script.
          yield* Effect.promise(async () => {
            await page.getByRole("link", { name: /^E-mail/ }).click()
            assert.include(await page.frameLocator("iframe").locator("body").innerText(), "Invoice 1042")
            await page.getByText("Source", { exact: true }).click()
            assert.include(await page.locator(".pane.source").innerText(), "<em>Friday</em>")
            await page.getByText("Text", { exact: true }).click()
            assert.include(await page.locator(".pane.text").innerText(), "on Friday.")
            assert.isFalse(await page.locator(".pane.source").isVisible())
          })

          // A digest that waits is run, and then time is moved.
          yield* Effect.promise(async () => {
            await page.getByRole("link", { name: "Activity" }).click()
            await page.getByRole("button", { name: "Run now" }).click()
            await page.getByRole("button", { name: "Run now" }).waitFor({ state: "detached" })
            await page.getByRole("button", { name: "+ 1 day" }).click()
            await page.getByText("moved forward by 1 d").waitFor()
          })
          assert.include((yield* novu.messages()).map(({ subject }) => subject), "What happened today")

          // A fault is scripted; the request fails, and its retry succeeds.
          yield* Effect.promise(async () => {
            await page.getByRole("link", { name: "Faults" }).click()
            await page.getByLabel("Fault").first().selectOption("503 with Retry-After: 1")
            await page.getByRole("button", { name: "Script it" }).click()
            await page.locator("#scripted", { hasText: "1" }).waitFor()
            await page.getByLabel("Method").selectOption("DELETE")
            await page.getByRole("button", { name: "Add the rule" }).click()
            await page.locator("#rules", { hasText: "1" }).waitFor()
            assert.strictEqual(await page.getByLabel("Method").inputValue(), javaScriptEnabled ? "DELETE" : "")
          })
          for (const expected of [503, 201]) {
            assert.strictEqual((yield* trigger(origin, "order-shipped", "ada", {}, "tried-again")).status, expected)
          }
          yield* Effect.promise(async () => {
            await page.getByRole("link", { name: "Requests" }).first().click()
            const row = page.locator("li.card").first()
            assert.match((await row.innerText()).replace(/\s+/g, " "), /POST \/v1\/events\/trigger 503 201 2 attempts/)
            await row.locator("summary").first().click()
            await row.getByText("Attempt 1").click()
            assert.match(await row.innerText(), /retry-after\s+1/i)
            await page.getByRole("button", { name: "Create it with in-app and e-mail" }).click()
            await page.getByRole("button", { name: "Create it with" }).waitFor({ state: "detached" })
          })
          assert.strictEqual((yield* trigger(origin, "password-forgotten", "grace")).status, 201)

          // A webhook that failed is sent again, and taken.
          status = 204
          yield* Effect.promise(async () => {
            await page.getByRole("link", { name: "Webhooks" }).click()
            const failed = page.locator("li.card", { has: page.locator(".pill.bad", { hasText: "500" }) }).first()
            const id = (await failed.locator("summary .muted").innerText()).trim()
            const row = page.locator("li.card", { hasText: id })
            await row.getByRole("button", { name: "Resend" }).click()
            await row.locator(".pill.good", { hasText: "204" }).waitFor()
          })

          // A destination is added, and its secret stays to be read although the view goes on changing.
          yield* Effect.promise(async () => {
            await page.getByLabel("URL").fill(`${origin}/v1/nowhere`)
            await page.getByRole("button", { name: "Add it" }).click()
            await page.getByText(/whsec_/).waitFor()
          })
          yield* trigger(origin, "password-forgotten", "grace")
          yield* Effect.promise(async () => {
            if (javaScriptEnabled) await page.locator(".pill.bad", { hasText: "404" }).first().waitFor()
            assert.match(await page.getByText(/whsec_/).innerText(), /whsec_\S{32}/)
            await page.getByRole("link", { name: "Webhooks" }).click()
            assert.strictEqual(await page.getByText(/whsec_/).count(), 0)
          })

          // Everything is forgotten.
          yield* Effect.promise(async () => {
            await page.getByRole("link", { name: "Faults" }).click()
            await page.getByRole("button", { name: "Reset everything" }).click()
            await page.getByRole("link", { name: "Requests" }).first().click()
            await page.getByText("No request arrived yet.").waitFor()
          })
          assert.lengthOf(yield* novu.messages(), 0)
          assert.deepStrictEqual(wrong, [])
        }).pipe(Effect.scoped, Effect.provide(served())),
      90_000
    )
  }

  it.live(
    "shows what comes while it is open, and keeps focus, what is typed and what is open",
    () =>
      Effect.gen(function*() {
        const { origin, page, wrong } = yield* open()
        yield* populate(origin)
        yield* Effect.promise(async () => {
          await fetch(`${origin}/_fake/faults`, { method: "POST" })
          await page.goto(`${origin}/requests`)
          await page.locator("li.card", { hasText: "/v2/contexts" }).locator("summary").first().click()
          await page.getByLabel("Method or path").pressSequentially("half a wor")
        })
        yield* api(origin, "GET", "/v2/contexts?live=1")
        yield* Effect.promise(async () => {
          await page.getByText("/v2/contexts?live=1").waitFor()
          assert.strictEqual(await page.evaluate("document.querySelectorAll('details[open]').length"), 1)
          assert.include(await page.locator("details[open]").innerText(), "\"name\": \"Acme\"")
          assert.strictEqual(await page.evaluate("document.activeElement.name"), "q")
          assert.strictEqual(await page.getByLabel("Method or path").inputValue(), "half a wor")
          await page.keyboard.type("d")
          assert.strictEqual(await page.getByLabel("Method or path").inputValue(), "half a word")
          await page.goto(`${origin}/inbox?subscriber=ada`)
          await page.getByText("Text", { exact: true }).first().click()
          await page.evaluate("window.scrollTo(0, 300)")
        })
        yield* trigger(origin, "order-shipped", "ada")
        yield* Effect.promise(async () => {
          await page.locator("li.card").nth(9).waitFor()
          // The choice of the older mail stays with it, although a newer one stands above it.
          assert.strictEqual(await page.locator(".tab-text:checked").count(), 1)
          assert.isTrue(await page.locator("li.card").nth(8).locator(".tab-text").isChecked())
          assert.isAbove(Number(await page.evaluate("scrollY")), 200)
          // A button is pressed by keyboard, and the focus is on what took its place.
          await page.getByRole("button", { name: "Mark read" }).first().focus()
          await page.keyboard.press("Enter")
          await page.getByRole("status").filter({ hasText: "Done: Mark read" }).waitFor()
          assert.include(String(await page.evaluate("document.activeElement.textContent")), "Mark unread")
        })
        assert.deepStrictEqual(wrong, [])
      }).pipe(Effect.scoped, Effect.provide(served())),
    60_000
  )

  it.live(
    "listens once for all tabs, and not at all when hidden, so that eight tabs and an Inbox still load",
    () => {
      const streams = noStreams()
      return Effect.gen(function*() {
        const { origin, page } = yield* open()
        const novu = yield* FakeNovu
        yield* novu.seed({ workflows: [{ id: "welcome", steps: [{ type: "in_app", controls: { body: "news" } }] }] })
        const tabs = yield* Effect.promise(async () => {
          const others: Array<Page> = []
          for (let index = 0; index < 7; index++) {
            const tab = await page.context().newPage()
            await tab.goto(`${origin}/inbox`)
            others.push(tab)
          }
          return [page, ...others]
        })
        yield* trigger(origin, "welcome", "ada")
        yield* Effect.promise(async () => {
          for (const tab of tabs) await tab.getByText("news").first().waitFor()
          const listed = await page.evaluate(
            "fetch('/v2/subscribers/ada/notifications', { headers: { authorization: 'ApiKey sk_fake' } }).then((answer) => answer.status)"
          )
          assert.strictEqual(listed, 200)
          const hide = (hidden: boolean) =>
            `Object.defineProperty(document, "hidden", { configurable: true, value: ${hidden} }); document.dispatchEvent(new Event("visibilitychange"))`
          for (const tab of tabs) await tab.evaluate(hide(true))
          await page.waitForFunction("fetch('/_fake/clock').then((answer) => answer.ok)")
          for (let waited = 0; streams.open > 0 && waited < 100; waited++) {
            await new Promise((resolve) => setTimeout(resolve, 50))
          }
          assert.strictEqual(streams.open, 0)
          assert.isAtMost(streams.most, 2)
        })
        yield* trigger(origin, "welcome", "grace")
        yield* Effect.promise(async () => {
          assert.strictEqual(await page.getByText("news").count(), 1)
          await page.evaluate(
            `Object.defineProperty(document, "hidden", { configurable: true, value: false }); document.dispatchEvent(new Event("visibilitychange"))`
          )
          await page.getByText("news").nth(1).waitFor()
        })
      }).pipe(Effect.scoped, Effect.provide(served(streams)))
    },
    60_000
  )

  it.live(
    "has no barrier that axe knows of, light and dark, narrow and wide, with everything open",
    () =>
      Effect.gen(function*() {
        const folder = join(tmpdir(), "effect-novu-page")
        mkdirSync(folder, { recursive: true })
        yield* (yield* FakeNovu).webhooks({
          to: async () => new Response(null, { status: 500 }),
          secret,
          types: ["message.delivered"]
        })
        for (const colorScheme of ["light", "dark"] as const) {
          for (const width of [390, 1280]) {
            const { origin, page } = yield* open({ colorScheme, viewport: { width, height: 800 } })
            const novu = yield* FakeNovu
            yield* novu.reset
            for (const isEmpty of [true, false]) {
              if (!isEmpty) yield* populate(origin)
              for (const view of views) {
                yield* Effect.promise(async () => {
                  await page.goto(`${origin}/${view}`)
                  await openDetails(page)
                  await page.evaluate(axe.source)
                  assert.deepStrictEqual(await page.evaluate(violations), [], `${view} ${colorScheme} ${width}`)
                  assert.strictEqual(await excess(page), 0, `${view} ${width}`)
                  const name = `${view.replaceAll(/\W/g, "_")}-${
                    isEmpty ? "empty" : "filled"
                  }-${colorScheme}-${width}.png`
                  await page.screenshot({ path: join(folder, name), fullPage: true })
                })
              }
            }
            yield* Effect.promise(async () => {
              await page.goto(`${origin}/activity`)
              await page.getByLabel("Forward by").fill("soon")
              await page.getByRole("button", { name: "Move", exact: true }).click()
              await page.getByRole("alert").waitFor()
              await page.evaluate(axe.source)
              assert.deepStrictEqual(await page.evaluate(violations), [], `an alert, ${colorScheme} ${width}`)
              await page.close()
            })
          }
        }
      }).pipe(Effect.scoped, Effect.provide(served())),
    300_000
  )
})

const marker = "console.log('executed')"

/** Has what runs a script or asks elsewhere for something, where a text is taken for markup. */
const payloads = [
  `<script>${marker}</script>`,
  `"><img src="https://elsewhere.test/a" onerror="${marker}">`,
  `'><svg onload="${marker}"><image href="https://elsewhere.test/b"/></svg>`,
  `javascript:${marker}`,
  `</textarea></style></title></script><script>${marker}</script>`,
  `<style>@import "https://elsewhere.test/c";*{background:url(https://elsewhere.test/d)}</style>`,
  `<iframe src="https://elsewhere.test/e" srcdoc="<script>${marker}</script>"></iframe>`,
  `<form action="https://elsewhere.test/f"><button autofocus onfocus="${marker}">x</button></form>`,
  `<meta http-equiv="refresh" content="0;url=https://elsewhere.test/g"><base href="https://elsewhere.test/">`,
  `<link rel="stylesheet" href="https://elsewhere.test/h"><link rel="preconnect" href="https://elsewhere.test"><link rel="prefetch" href="https://elsewhere.test/i">`,
  `<object data="https://elsewhere.test/j"></object><embed src="https://elsewhere.test/k"><video src="https://elsewhere.test/l" autoplay></video>`,
  `<a href="javascript:${marker}" id="mine">click</a><details open ontoggle="${marker}">x</details>`,
  `{{constructor.constructor("${marker}")()}}`
]

const hostile = payloads.join("\n")
const wide = `${"a-very-long-id-without-a-break".repeat(20)}👩‍🚀🏳️‍🌈 שלום עולם مرحبا \u202Eevil\u202C \u0000\u0007`

/** Puts a text into every field that the fake stores and the page shows. */
const fill = (origin: string, text: string) =>
  Effect.gen(function*() {
    const novu = yield* FakeNovu
    const redirect = { url: text }
    const controls = {
      subject: text,
      body: text,
      avatar: text,
      primaryAction: { label: text, redirect },
      secondaryAction: { label: text, redirect: { url: `javascript:${marker}` } },
      redirect,
      data: { [text]: text }
    }
    const steps = [
      { type: "digest", stepId: `digest ${text}`, controls: { amount: 1, unit: "hours" } },
      ...["in_app", "email", "sms", "push", "chat", text].map((type) => ({
        type,
        stepId: `${type} ${text}`,
        name: text,
        controls
      }))
    ]
    yield* novu.seed({
      integrations: [{ identifier: text, providerId: text, channel: "chat", name: text }],
      subscribers: [{
        subscriberId: text,
        firstName: text,
        lastName: text,
        email: text,
        phone: text,
        avatar: text,
        data: { [text]: text }
      }],
      topics: [{ key: text, name: text, subscribers: [text] }],
      tenants: [text],
      workflows: [{ id: text, name: text, description: text, tags: [text], steps: steps.slice(1) }, {
        id: `wait ${text}`,
        name: text,
        steps
      }],
      layouts: [text],
      preferences: [{ subscriberId: text, channels: { [text]: true } }],
      agents: [{ identifier: text, name: text, description: text }],
      variables: [{ key: text, value: "v" }],
      environments: [{ name: text, seed: { subscribers: [text] } }]
    })
    for (const [name, expected] of [[text, 201], [`wait ${text}`, 201], [`unknown ${text}`, 422]] as const) {
      const { status } = yield* api(origin, "POST", "/v1/events/trigger", {
        name,
        to: [text, { type: "Topic", topicKey: text }],
        payload: { [text]: text },
        transactionId: `${name} ${text}`
      }, { "idempotency-key": encodeURIComponent(text), "x-text": encodeURIComponent(text) })
      assert.strictEqual(status, expected, name.slice(0, 20))
    }
    assert.lengthOf(yield* novu.messages({ subscriberId: text }), 5)
    yield* api(origin, "GET", `/v1/nowhere?q=${encodeURIComponent(text)}`)
    yield* api(origin, "POST", "/v2/contexts", { context: { type: "tenant", id: text, data: { [text]: text } } })
    yield* novu.script({
      _tag: "Respond",
      response: { status: 418, text: hostile, headers: { "content-type": "text/html", "x-a": "<b>" } }
    })
    yield* api(origin, "GET", "/v2/workflows")
    yield* novu.script({ _tag: "Respond", response: { status: 418, text, headers: {} } })
    yield* novu.rule({ path: `/nowhere/${text}`, method: text }, { _tag: "Malformed" })
    yield* Effect.promise(() =>
      fetch(`${origin}/_fake/webhooks`, {
        method: "POST",
        body: JSON.stringify({ url: `${origin}/nowhere/${encodeURIComponent(text)}` })
      })
    )
    const hook = yield* novu.webhooks({ to: `not a url ${text}`, secret, types: [text] })
    yield* hook.send({ type: text, data: { object: { subscriberId: text, channel: text, workflowId: text } } })
    yield* hook.settled
  })

const tables = [
  "subscribers",
  "workflows",
  "integrations",
  "topics",
  "topicSubscriptions",
  "preferences",
  "contexts",
  "tenants",
  "layouts",
  "messages",
  "runs",
  "agents",
  "variables",
  "environments"
]

const searched = encodeURIComponent(hostile)

const shown = (text: string) => [
  "inbox",
  `inbox?subscriber=${encodeURIComponent(text)}&q=${searched}`,
  `inbox?subscriber=${encodeURIComponent(text)}`,
  ...["in_app", "email", "sms", "push", "chat"].map((channel) => `inbox?channel=${channel}`),
  "activity",
  `activity?q=${searched}&status=${searched}`,
  "requests",
  "requests?number=1",
  `requests?q=${searched}&number=${searched}`,
  ...tables.map((table) => `resources?table=${table}`),
  `resources?table=${searched}&q=${searched}&page=${searched}&environment=${searched}`,
  "faults",
  "webhooks"
]

describe("the fake's page with values that attack it", { concurrent: false }, () => {
  for (const javaScriptEnabled of [true, false]) {
    it.live(
      `runs nothing and asks nobody, JavaScript ${javaScriptEnabled ? "on" : "off"}`,
      () =>
        Effect.gen(function*() {
          const { origin, page, wrong } = yield* open({ javaScriptEnabled })
          yield* fill(origin, hostile)
          for (const each of payloads) {
            yield* (yield* FakeNovu).seed({
              workflows: [{ id: `alone ${each}`, steps: [{ type: "email", controls: { subject: each, body: each } }] }]
            })
            yield* trigger(origin, `alone ${each}`, "ada")
          }
          const frames: Array<string> = []
          yield* Effect.promise(async () => {
            for (const view of shown(hostile)) {
              await page.goto(`${origin}/${view}`)
              if (javaScriptEnabled) await openDetails(page)
              for (const frame of await page.locator("iframe").all()) {
                frames.push(String(await frame.getAttribute("src")))
              }
              await page.waitForLoadState("load")
            }
            assert.isAbove(frames.length, 5)
            // A body is as harmless in a tab of its own, and its links are clicked as well.
            for (const frame of new Set(frames)) await page.goto(`${origin}${frame}`)
            await page.goto(`${origin}/inbox?channel=email`)
            for (const link of await page.frameLocator("iframe").first().locator("#mine").all()) {
              await link.click({ timeout: 1000 }).catch(() => undefined)
            }
            if (javaScriptEnabled) {
              await page.goto(`${origin}/faults`)
              await page.getByRole("button", { name: "Script it" }).click()
              await page.getByRole("status").filter({ hasText: "Done" }).waitFor()
            }
            await page.waitForTimeout(200)
          })
          assert.deepStrictEqual(wrong, [])
        }).pipe(Effect.scoped, Effect.provide(served())),
      120_000
    )
  }

  for (const width of [390, 1280]) {
    it.live(
      `holds its layout with long ids, emoji and text from right to left, ${width} pixels wide`,
      () =>
        Effect.gen(function*() {
          const { origin, page, wrong } = yield* open({ viewport: { width, height: 800 } })
          yield* fill(origin, wide)
          const folder = join(tmpdir(), "effect-novu-page")
          mkdirSync(folder, { recursive: true })
          yield* Effect.promise(async () => {
            for (const view of shown(wide)) {
              await page.goto(`${origin}/${view}`)
              await openDetails(page)
              await page.screenshot({
                path: join(folder, `wide-${view.slice(0, 30).replaceAll(/\W/g, "_")}-${width}.png`),
                fullPage: true
              })
              assert.strictEqual(await excess(page), 0, view.slice(0, 40))
            }
          })
          assert.deepStrictEqual(wrong, [])
        }).pipe(Effect.scoped, Effect.provide(served())),
      120_000
    )
  }
})
