import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, References } from "effect"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"
import { makeFinder } from "../../src/internal/fake/doors/finder.ts"
import { clipped, html } from "../../src/internal/fake/doors/page/html.ts"
import { api, populate, trigger } from "../support/desk.ts"

const served = (options: FakeNovuOptions = {}) =>
  FakeNovu.serve(options).pipe(
    Layer.provideMerge(
      NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "20 seconds" })
    ),
    Layer.provide(Layer.succeed(References.MinimumLogLevel, "None"))
  )

const origin = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

interface Shown {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

const get = (path: string): Effect.Effect<Shown, never, HttpServer.HttpServer> =>
  Effect.flatMap(origin, (base) =>
    Effect.promise(async () => {
      const response = await fetch(`${base}${path}`)
      return { status: response.status, text: await response.text(), headers: response.headers }
    }))

/** Sends a form as a browser without JavaScript does, and does not follow where it leads. */
const submit = (
  path: string,
  fields: Readonly<Record<string, string>>
): Effect.Effect<Shown, never, HttpServer.HttpServer> =>
  Effect.flatMap(origin, (base) =>
    Effect.promise(async () => {
      const body = new URLSearchParams(fields)
      const response = await fetch(`${base}${path}`, { method: "POST", body, redirect: "manual" })
      return { status: response.status, text: await response.text(), headers: response.headers }
    }))

const post = (path: string, body: unknown) =>
  Effect.flatMap(origin, (base) =>
    Effect.promise(async () => {
      const response = await fetch(`${base}${path}`, { method: "POST", body: JSON.stringify(body) })
      const text = await response.text()
      return { status: response.status, json: text === "" ? undefined : JSON.parse(text) }
    }))

const decoded = (text: string): string =>
  text.replaceAll("&quot;", "\"").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#39;", "'").replaceAll(
    "&amp;",
    "&"
  )

/** Reads the fields that a button with this text sends, as a browser does. */
const buttonIn = (
  text: string,
  label: string
): { readonly action: string; readonly fields: Readonly<Record<string, string>> } => {
  const [, action = "", own = ""] =
    new RegExp(`<button form="desk" formaction="([^"]*)" name="with" value="([^"]*)" class="[^"]*">${label}`).exec(
      text
    ) ?? []
  const form = /<form id="desk".*?<\/form>/s.exec(text)?.[0] ?? ""
  const hidden = Array.from(
    form.matchAll(/name="([^"]*)" value="([^"]*)"/g),
    ([, name = "", value = ""]) => [name, decoded(value)]
  )
  assert.notStrictEqual(action, "", `a button "${label}"`)
  return { action, fields: { ...Object.fromEntries(hidden), with: decoded(own) } }
}

const press = (view: string, label: string) =>
  Effect.flatMap(get(view), ({ text }) => {
    const { action, fields } = buttonIn(text, label)
    return submit(action, fields)
  })

const views = ["/", "/inbox", "/activity", "/requests", "/resources", "/faults", "/webhooks"]

describe("the page of the served fake", () => {
  const fake = Effect.provide(served())

  it.live("has a view for each thing, at an address of its own, that needs nothing from elsewhere", () =>
    Effect.gen(function*() {
      yield* populate(yield* origin)
      for (const view of views) {
        const { headers, status, text } = yield* get(view)
        assert.strictEqual(status, 200, view)
        assert.strictEqual(headers.get("content-type"), "text/html; charset=utf-8")
        const policy = headers.get("content-security-policy") ?? ""
        const [, nonce = ""] = /script-src 'nonce-([^']+)'/.exec(policy) ?? []
        assert.match(policy, /^default-src 'none'; /)
        assert.notInclude(policy, "unsafe")
        assert.notInclude(policy, "http")
        assert.deepStrictEqual(text.match(/<(script|style)[^>]*>/g), [
          `<style nonce="${nonce}">`,
          `<script nonce="${nonce}">`
        ])
        assert.notMatch(text, /<link(?! rel="icon" href="data:,")|\ssrc="(?!\/_fake\/mail\?)|\sstyle="|\son[a-z]+="/)
        for (const link of ["/inbox", "/activity", "/requests", "/resources", "/faults", "/webhooks"]) {
          assert.include(text, `<a href="${link}"`)
        }
        assert.include(text, "The latest 10 000 requests, messages and runs are kept.")
        assert.include(text, "href=\"/_fake/seed\"")
      }
      assert.notStrictEqual(
        (yield* get("/")).headers.get("content-security-policy"),
        (yield* get("/")).headers.get("content-security-policy")
      )
    }).pipe(fake))

  it.live("leaves every other path to Novu's routes", () =>
    Effect.gen(function*() {
      for (const path of ["/v1/inbox", "/v2/activity", "/inboxes", "/inbox/x", "/requests/1", "/Faults"]) {
        const { headers, status } = yield* get(path)
        assert.strictEqual(status, 404, path)
        assert.include(headers.get("content-type") ?? "", "application/json")
      }
    }).pipe(fake))

  it.live("shows each message in the shape of its channel", () =>
    Effect.gen(function*() {
      yield* populate(yield* origin)
      const { text } = yield* get("/inbox?subscriber=ada")
      for (const shape of ["bell unread", "mail", "phone", "lock", "chat"]) {
        assert.include(text, `<div class="${shape}">`)
      }
      assert.include(text, "to <bdi class=\"name\">ada@example.com</bdi>")
      assert.notInclude(text, "Dear Grace")
      const mails = yield* get("/inbox?subscriber=ada&channel=email")
      assert.notInclude(mails.text, "bell unread")
      assert.include(mails.text, "Dear Ada,\nthank you for your order.")
      assert.include(mails.text, "See your order (https://shop.example/orders/1042)")
      assert.include(mails.text, "&lt;h1 style=&quot;font-family:Georgia,serif&quot;&gt;Invoice 1042&lt;/h1&gt;")
    }).pipe(fake))

  it.live("shows a body in a frame that may do nothing", () =>
    Effect.gen(function*() {
      yield* populate(yield* origin)
      const { text } = yield* get("/inbox?subscriber=ada&channel=email")
      const [, source = ""] = /<iframe src="([^"]+)" sandbox=""/.exec(text) ?? []
      const body = yield* get(decoded(source))
      assert.include(body.text, "<h1 style=\"font-family:Georgia,serif\">Invoice 1042</h1>")
      const policy = body.headers.get("content-security-policy") ?? ""
      assert.match(policy, /^default-src 'none';.*frame-ancestors 'self'; sandbox$/)
      assert.notMatch(policy, /script-src|connect-src|http/)
      const whole = yield* get(`${decoded(source)}&as=source`)
      assert.strictEqual(whole.headers.get("content-type"), "text/plain; charset=utf-8")
      assert.strictEqual((yield* get("/_fake/mail?message=nope")).status, 404)
    }).pipe(fake))

  it.live("draws a document of the block editor as the HTML that it stands for", () =>
    Effect.gen(function*() {
      const body = JSON.stringify({
        type: "doc",
        content: [{ type: "paragraph", content: [{ type: "text", text: "Blocks!" }] }]
      })
      yield* (yield* FakeNovu).seed({ workflows: [{ id: "blocks", steps: [{ type: "email", controls: { body } }] }] })
      yield* trigger(yield* origin, "blocks", "ada")
      const { text } = yield* get("/inbox")
      assert.include(text, "&lt;p&gt;Blocks!&lt;/p&gt;")
      assert.include((yield* get(decoded(/<iframe src="([^"]+)"/.exec(text)?.[1] ?? ""))).text, "<p>Blocks!</p>")
    }).pipe(fake))
})

describe("the buttons of the page, without JavaScript", () => {
  const fake = Effect.provide(served())
  const shipped = Effect.gen(function*() {
    yield* populate(yield* origin)
    const view = "/inbox?subscriber=ada&channel=in_app"
    const inbox = Effect.map((yield* FakeNovu).inbox("ada"), ([item]) => item)
    return { view, inbox }
  })

  it.live("read, archive and use the buttons of a message through Novu's routes", () =>
    Effect.gen(function*() {
      const { inbox, view } = yield* shipped
      const pressed = yield* press(view, "Mark read")
      assert.strictEqual(pressed.status, 303)
      assert.strictEqual(pressed.headers.get("location"), view)
      assert.isTrue((yield* inbox)?.isRead)
      yield* press(view, "Mark unread")
      assert.isFalse((yield* inbox)?.isRead)
      yield* press(view, "Archive")
      assert.isTrue((yield* inbox)?.isArchived)
      assert.include((yield* get("/inbox?subscriber=ada&channel=archived")).text, "Unarchive")
      yield* press(view, "Unarchive")
      yield* press(view, "Track it")
      assert.isTrue((yield* inbox)?.primaryAction?.isCompleted)
      yield* press(view, "Take back")
      assert.isFalse((yield* inbox)?.primaryAction?.isCompleted)
      yield* press(view, "Later")
      assert.isTrue((yield* inbox)?.secondaryAction?.isCompleted)
      const calls = (yield* (yield* FakeNovu).requests).slice(-7)
      assert.deepStrictEqual(
        calls.map(({ method, status, url }) => `${method} ${url.replace(/[\da-f]{24}/, "…")} ${status}`),
        [
          "PATCH /v2/subscribers/ada/notifications/…/read 200",
          "PATCH /v2/subscribers/ada/notifications/…/unread 200",
          "PATCH /v2/subscribers/ada/notifications/…/archive 200",
          "PATCH /v2/subscribers/ada/notifications/…/unarchive 200",
          "PATCH /v2/subscribers/ada/notifications/…/actions/primary/complete 200",
          "PATCH /v2/subscribers/ada/notifications/…/actions/primary/revert 200",
          "PATCH /v2/subscribers/ada/notifications/…/actions/secondary/complete 200"
        ]
      )
    }).pipe(fake))

  it.live("leave the faults that are scripted to the program", () =>
    Effect.gen(function*() {
      const { inbox, view } = yield* shipped
      yield* press(view, "Mark read")
      assert.isTrue((yield* inbox)?.isRead)
      assert.include((yield* get("/faults")).text, "Waiting <small id=\"scripted\">2</small>")
    }).pipe(fake))

  it.live("say on the page why something did not work, and lead nowhere else", () =>
    Effect.gen(function*() {
      yield* populate(yield* origin)
      const gone = yield* submit("/_fake/act", { do: "read", message: "none", back: "/inbox?subscriber=ada" })
      assert.strictEqual(gone.status, 404)
      assert.include(gone.text, "role=\"alert\">This message is not stored any more</p>")
      assert.include(gone.text, "<h2 id=\"who\"><bdi class=\"name\">ada</bdi></h2>")
      const unknown = yield* submit("/_fake/script", { preset: "<nope>", back: "/faults" })
      assert.strictEqual(unknown.status, 400)
      assert.include(unknown.text, "No fault is called &quot;&lt;nope&gt;&quot;")
      for (
        const back of [
          "//evil.test",
          "/\\evil.test",
          "https://evil.test",
          "/\t/evil.test",
          "javascript:alert(1)",
          "/%0d\r\nx: y"
        ]
      ) {
        const { headers, status } = yield* submit("/_fake/script", { preset: "truncated JSON", back })
        assert.deepStrictEqual([status, headers.get("location")], [303, "/"], back)
      }
    }).pipe(fake))

  it.live("create the workflow that a program triggered and nobody had made", () =>
    Effect.gen(function*() {
      const base = yield* origin
      yield* populate(base)
      const { text } = yield* get("/requests")
      assert.include(text, "No workflow is called <bdi class=\"name\">password-forgotten</bdi>.")
      const created = yield* press("/requests", "Create it with in-app and e-mail")
      assert.strictEqual(created.status, 303)
      assert.notInclude((yield* get("/requests")).text, "Create it with")
      const novu = yield* FakeNovu
      yield* novu.reset
      yield* novu.seed({ workflows: [] })
      yield* trigger(base, "new-thing", "ada", { link: "https://x.example", minutes: 15 })
      yield* press("/requests", "Create it with in-app and e-mail")
      const again = yield* trigger(base, "new-thing", "ada", { link: "https://x.example", minutes: 15 })
      assert.strictEqual(again.status, 201)
      const messages = yield* novu.messages({ subscriberId: "ada" })
      assert.deepStrictEqual(messages.map(({ channel }) => channel), ["in_app", "email"])
      assert.include(messages[0]?.content, "{{payload.link}}")
    }).pipe(fake))

  it.live("script faults and rules, and remove them", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const scripted = yield* submit("/_fake/script", {
        preset: "503 with Retry-After: 1",
        times: "2",
        back: "/faults"
      })
      assert.strictEqual(scripted.headers.get("location"), "/faults")
      yield* submit("/_fake/script", {
        preset: "429 with Retry-After: 1",
        rule: "yes",
        method: "GET",
        path: "/v2/workflows",
        every: "2"
      })
      const page = yield* get("/faults")
      assert.include(page.text, "Waiting <small id=\"scripted\">2</small>")
      assert.include(page.text, "GET, path from /v2/workflows, one in 2")
      const statuses: Array<number | undefined> = []
      for (let index = 0; index < 4; index++) statuses.push((yield* api(base, "GET", "/v2/workflows")).status)
      assert.deepStrictEqual(statuses, [503, 503, 200, 429])
      yield* press("/faults", "Remove all faults")
      assert.include((yield* get("/faults")).text, "<small id=\"rules\">0</small>")
      for (
        const wrong of [{ times: "0" }, { times: "1.5" }, { rule: "yes", every: "-1" }, { rule: "yes", share: "101" }]
      ) {
        assert.strictEqual((yield* submit("/_fake/script", { preset: "truncated JSON", ...wrong })).status, 400)
      }
    }).pipe(fake))

  it.live("run a digest that waits, and nothing a second time", () =>
    Effect.gen(function*() {
      yield* populate(yield* origin)
      const { text } = yield* get("/activity?status=waiting")
      const { action, fields } = buttonIn(text, "Run now")
      assert.strictEqual((yield* submit(action, fields)).status, 303)
      const messages = yield* (yield* FakeNovu).messages({ subscriberId: "ada", channel: "in_app" })
      assert.deepStrictEqual(
        messages.map(({ subject }) => subject).filter((each) => each === "What happened today").length,
        1
      )
      const twice = yield* submit(action, fields)
      assert.strictEqual(twice.status, 404)
      assert.include(twice.text, "No run of that id waits")
      assert.include((yield* get("/activity?status=waiting")).text, "Nothing matches.")
    }).pipe(fake))
})

describe("an environment of its own", () => {
  it.live("is chosen on the page, and its buttons use its key", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      assert.notInclude((yield* get("/")).text, "name=\"environment\">")
      yield* novu.seed({
        environments: [{
          name: "Staging & <more>",
          secretKey: "sk_staging_key",
          seed: {
            subscribers: ["lin"],
            workflows: [{ id: "hello", steps: ["in_app", { type: "delay", controls: { amount: 1, unit: "hours" } }] }]
          }
        }]
      })
      const sent = yield* api(base, "POST", "/v1/events/trigger", { name: "hello", to: "lin" }, {
        authorization: "ApiKey sk_staging_key"
      })
      assert.strictEqual(sent.status, 201)
      const main = yield* get("/")
      const [, id = ""] = /<option value="(\w+)">Staging &amp; &lt;more&gt;<\/option>/.exec(main.text) ?? []
      assert.notInclude(main.text, "bell unread")
      const view = `/inbox?environment=${id}`
      assert.include((yield* get(view)).text, `<a href="/activity?environment=${id}"`)
      yield* press(view, "Mark read")
      assert.include((yield* get(view)).text, "bell read")
      const [call] = (yield* novu.requests).slice(-1)
      assert.strictEqual(call?.headers["authorization"], "ApiKey sk_staging_key")
      yield* press(`/activity?environment=${id}`, "Run now")
      assert.include((yield* get(`/activity?environment=${id}&status=completed`)).text, "hello")
      yield* api(base, "POST", "/v1/events/trigger", { name: "nobody-made-it", to: "lin" }, {
        authorization: "ApiKey sk_staging_key"
      })
      const requests = yield* get("/requests")
      assert.notInclude(requests.text, "sk_staging_key")
      assert.include(requests.text, "<span class=\"pill plain\">Staging &amp; &lt;more&gt;</span>")
      yield* press("/requests", "Create it with in-app and e-mail")
      assert.include((yield* get(`/resources?table=workflows&environment=${id}`)).text, "nobody-made-it")
      assert.notInclude((yield* get("/resources?table=workflows")).text, "nobody-made-it")
      assert.strictEqual((yield* submit("/_fake/act", { do: "read", environment: "nope", message: "m" })).status, 404)
    }).pipe(Effect.provide(served())))
})

describe("what the page is made of", () => {
  const hostile = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><style>*{background:url(https://evil.test)}",
    "&lt;b&gt;",
    "\u0000<b\u0000>"
  ]

  it("a text is never markup, wherever it stands", () => {
    for (const text of hostile) {
      const written = html`<p title="${text}" lang='${text}'>${text}${[text, html`<b>${text}</b>`]}</p>`.write((each) =>
        each
      )
      const inner = written.slice("<p title=\"".length, -"</b></p>".length)
      assert.lengthOf(inner.match(/[<>]/g) ?? [], 3, text)
      assert.strictEqual(written.match(/"/g)?.length, 2, text)
      assert.strictEqual(written.match(/'/g)?.length, 2, text)
      assert.notInclude(written, "\u0000")
    }
  })

  it("a text is cleaned before it is cut, so that no half of a secret is left", () => {
    const clean = (text: string) => text.replaceAll("secret-token", "<redacted>")
    for (let most = 0; most < 60; most++) {
      const written = clipped(`before secret-token after`, most).write(clean)
      assert.notInclude(written, "secret")
      assert.isAtMost(written.replace(/…$/, "").length, Math.max(most, 0))
    }
    assert.strictEqual(clipped("a & 👩‍🚀", 100).write(clean), "a &amp; 👩‍🚀")
    assert.strictEqual(clipped("&&&&", 11).write(clean), "&amp;&amp;…")
    assert.isTrue(clipped("👩‍🚀".repeat(9), 10).write(clean).isWellFormed())
  })

  it("many secrets are found at once, those that overlap included", () => {
    const hide = makeFinder(["abcdef", "defghi-long", "xoxb-1", "xoxb-1-and-more", "abcdef"])
    assert.strictEqual(hide("1 abcdefghi-long 2", "*"), "1 * 2")
    assert.strictEqual(hide("xoxb-1-and-more, xoxb-1-and-mor", "*"), "*, *-and-mor")
    assert.strictEqual(hide("abcde", "*"), "abcde")
    assert.strictEqual(hide("abcdefabcdef", "*"), "**")
    assert.strictEqual(makeFinder([])("abcdef", "*"), "abcdef")
  })
})

describe("ten thousand messages and ten thousand requests", () => {
  it.live(
    "are paged, each view under 300 KB, and no more are kept",
    () =>
      Effect.gen(function*() {
        const base = yield* origin
        const long = `<p>${"Lorem ipsum & \"dolor\" <b>sit</b> amet. ".repeat(400)}</p>`
        const novu = yield* FakeNovu
        yield* novu.seed({
          workflows: [{
            id: "long",
            steps: [
              { type: "in_app", controls: { subject: long, body: long, primaryAction: { label: long } } },
              { type: "email", controls: { subject: long, body: long } }
            ]
          }]
        })
        const events = Array.from(
          { length: 100 },
          (_, index) => ({ name: "long", to: `subscriber-${index}`, payload: { long } })
        )
        for (let index = 0; index < 51; index++) yield* api(base, "POST", "/v1/events/trigger/bulk", { events })
        yield* novu.webhooks({ to: `${base}/nowhere`, secret: Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") })
        yield* Effect.promise(async () => {
          const body = JSON.stringify({ context: { type: "tenant", id: "acme", data: { long } }, accessToken: "tok-1" })
          for (let index = 0; index < 101; index++) {
            await Promise.all(Array.from({ length: 100 }, (_, each) =>
              fetch(`${base}/v2/contexts?${"long=1&".repeat(200)}`, {
                method: "POST",
                headers: {
                  authorization: "ApiKey sk_fake",
                  "content-type": "application/json",
                  "x-long": "long ".repeat(800),
                  "idempotency-key": `key-${index}-${each >> 1}`
                },
                body: body.replace("tok-1", `token-of-number-${index}-${each}`)
              }).then((response) => response.arrayBuffer())))
          }
        })
        assert.lengthOf(yield* novu.messages(), 10_000)
        assert.lengthOf(yield* novu.requests, 10_000)
        const shown = [
          ...views,
          "/inbox?page=2",
          "/inbox?page=500",
          "/inbox?channel=email&page=7",
          "/inbox?subscriber=subscriber-7",
          "/inbox?people=3",
          "/activity?page=9",
          "/requests?page=100",
          "/requests?status=failed",
          "/requests?number=12000",
          "/resources?table=messages",
          "/resources?table=messages&page=400",
          "/resources?table=runs",
          "/resources?table=contexts",
          "/resources?table=workflows"
        ]
        for (const view of shown) {
          const { status, text } = yield* get(view)
          assert.strictEqual(status, 200)
          assert.isBelow(Buffer.byteLength(text), 300_000, view)
          assert.notInclude(text, "token-of-number", view)
        }
        assert.include((yield* get("/inbox?page=2")).text, "21–40 of 10000")
        assert.include((yield* get("/requests?page=3")).text, "51–75 of 5000")
      }).pipe(Effect.provide(served())),
    120_000
  )
})

describe("what a served fake keeps", () => {
  it.live("is bounded by an option, and a run that waits stays", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      yield* novu.seed({
        workflows: [{ id: "now", steps: ["in_app"] }, {
          id: "later",
          steps: [{ type: "delay", controls: { amount: 1, unit: "hours" } }, "in_app"]
        }]
      })
      const first = yield* trigger(base, "later", "ada", { apiToken: "the-first-token" })
      for (let index = 0; index < 10; index++) yield* trigger(base, "now", "grace", { note: "the-first-token" })
      const { messages, runs } = yield* novu.state
      assert.lengthOf(messages, 3)
      assert.deepStrictEqual(runs.map(({ workflowId }) => workflowId), ["later", "now", "now"])
      assert.lengthOf(yield* novu.requests, 3)
      assert.notInclude((yield* get("/requests")).text, "the-first-token")
      assert.include((yield* get("/")).text, "The latest 3 requests, messages and runs are kept.")
      assert.strictEqual(first.status, 201)
      yield* post("/_fake/clock", { advance: "1 hour" })
      assert.deepStrictEqual((yield* novu.messages({ subscriberId: "ada" })).length, 1)
    }).pipe(Effect.provide(served({ keep: 3 }))))
})

describe("the requests on the page", () => {
  const fake = Effect.provide(served({ idempotency: true }))

  it.live("have the answer and the time until it, and repeats of a write are one row", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      yield* novu.seed({ workflows: [{ id: "welcome", steps: ["in_app"] }] })
      yield* novu.script(Fault.respond({ status: 503 }), Fault.hangUp("after-write"))
      for (let index = 0; index < 3; index++) yield* trigger(base, "welcome", "ada", { orderId: "1042" }, "one-key")
      yield* trigger(base, "welcome", "ada", { orderId: "1043" }, "other-key")
      yield* api(base, "GET", "/v2/workflows", undefined, { "idempotency-key": "one-key" })
      const { text } = yield* get("/requests")
      assert.lengthOf(text.match(/data-key="request-/g) ?? [], 3)
      assert.include(text, "3 attempts")
      assert.match(text, /503<\/span>.*no answer<\/span>.*201<\/span>/)
      assert.include(text, "&quot;orderId&quot;: &quot;1042&quot;")
      assert.include(text, "&quot;acknowledged&quot;: true")
      assert.match(text, /<1 ms|\d+ ms/)
      assert.notInclude(text, "sk_fake")
      const [, , answered, other] = yield* novu.requests
      assert.strictEqual(answered?.answer?.status, 201)
      assert.include(answered?.answer?.body, "acknowledged")
      assert.isAtLeast(other?.duration ?? -1, 0)
      const failed = yield* get("/requests?status=no+answer")
      assert.lengthOf(failed.text.match(/data-key="request-/g) ?? [], 1)
      assert.include((yield* get("/requests?q=nothing-like-it")).text, "Nothing matches.")
      assert.include((yield* get("/requests?number=2")).text, "The connection was cut.")
    }).pipe(fake))

  it.live("say that a client did not wait", () =>
    Effect.gen(function*() {
      const base = yield* origin
      yield* (yield* FakeNovu).script(Fault.stall("headers"))
      const gone = yield* Effect.promise(() =>
        fetch(`${base}/v2/workflows`, { signal: AbortSignal.timeout(200) }).then(() => "answered", () => "gone")
      )
      assert.strictEqual(gone, "gone")
      const shown = yield* Effect.repeat(get("/requests"), { until: ({ text }) => text.includes("client left") }).pipe(
        Effect.timeout("5 seconds")
      )
      assert.include(shown.text, "client left")
    }).pipe(fake))

  it.live("have no token, which a message that was made of it still has for its recipient", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      yield* novu.seed({
        variables: [{ key: "SMTP_PASSWORD", value: "stored-secret", isSecret: true }],
        workflows: [{
          id: "reset",
          steps: [{ type: "in_app", controls: { body: "Use token-to-follow, not stored-secret" } }]
        }]
      })
      yield* trigger(base, "reset", "ada", { resetToken: "token-to-follow" })
      assert.include((yield* get("/inbox")).text, "Use token-to-follow, not &lt;redacted&gt;")
      for (const view of ["/requests", "/activity", "/resources?table=messages", "/resources?table=runs"]) {
        assert.notMatch((yield* get(view)).text, /token-to-follow|stored-secret/, view)
      }
    }).pipe(fake))

  it.live("show no token that an answer has, damaged or not", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      const connection = {
        integrationIdentifier: "slack-prod",
        workspace: { id: "T1" },
        auth: { accessToken: "xoxb-stored-token" }
      }
      yield* novu.script(Fault.pass, Fault.truncated, Fault.html({ status: 502 }))
      yield* api(base, "POST", "/v1/channel-connections", { ...connection, subscriberId: "ada" })
      yield* api(base, "GET", "/v1/channel-connections")
      yield* api(base, "GET", "/v1/channel-connections?accessToken=short")
      yield* api(base, "GET", "/v1/environments")
      yield* api(base, "GET", "/v1/nowhere?token=short", undefined, { referer: "http://localhost/?token=short" })
      const page = yield* get("/requests")
      const json = yield* get("/_fake/requests")
      for (const { text } of [page, json]) {
        assert.notMatch(text, /xoxb|sk_fake|=short/)
        assert.include(text, "502 from the proxy")
      }
      assert.isNull(JSON.parse(json.text).at(-1).answer.body.match(/short/))
    }).pipe(fake))
})

describe("the time of the fake", () => {
  const fake = Effect.provide(served())
  const delayed = (id: string, amount: number) => ({
    id,
    steps: [{ type: "delay", controls: { amount, unit: "minutes" } }, { type: "in_app", controls: { body: id } }]
  })

  it.live("is moved over HTTP, and what becomes due happens in its order at its own time", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      yield* novu.seed({
        workflows: [delayed("third", 90), delayed("first", 10), delayed("second", 60), delayed("last", 3000)]
      })
      for (const id of ["third", "first", "second", "last"]) yield* trigger(base, id, "ada")
      const before = yield* Effect.map(get("/_fake/clock"), ({ text }) => JSON.parse(text))
      assert.strictEqual(before.movedBy, 0)
      const next = yield* post("/_fake/clock", { to: "next" })
      assert.strictEqual(next.status, 200)
      assert.deepStrictEqual((yield* novu.messages()).map(({ content }) => content), ["first"])
      assert.isAtLeast(Date.parse(next.json.now), Date.parse(before.next))
      const moved = yield* post("/_fake/clock", { advance: "2 hours" })
      assert.strictEqual(moved.json.movedBy - next.json.movedBy, 7_200_000)
      const messages = yield* novu.messages()
      assert.deepStrictEqual(messages.map(({ content }) => content), ["first", "second", "third"])
      const [first = 0, second = 0, third = 0] = messages.map(({ createdAt }) =>
        Math.round(Date.parse(createdAt) / 60_000)
      )
      assert.deepStrictEqual([second - first, third - second], [50, 30])
      const far = new Date(Date.parse(moved.json.next) + 1000).toISOString()
      const last = yield* post("/_fake/clock", { to: far })
      assert.isNull(last.json.next)
      assert.lengthOf(yield* novu.messages(), 4)
      assert.isAtLeast(
        Date.parse((yield* api(base, "GET", "/v1/subscribers/ada")).text === "" ? "" : last.json.now),
        Date.parse(far)
      )
      assert.include((yield* get("/activity")).text, "moved forward by 2 d")
      yield* novu.reset
      const after = yield* Effect.map(get("/_fake/clock"), ({ text }) => JSON.parse(text))
      assert.deepStrictEqual([after.movedBy, after.next], [0, null])
    }).pipe(fake))

  it.live("is what answers say, and stays where it was when it cannot be moved", () =>
    Effect.gen(function*() {
      const base = yield* origin
      yield* submit("/_fake/clock", { advance: "3 days", back: "/activity" })
      const created = yield* api(base, "POST", "/v2/contexts", { type: "tenant", id: "acme" })
      const ahead = Date.parse(JSON.parse(created.text).data.createdAt) - Date.now()
      assert.isTrue(ahead > 259_000_000 && ahead <= 259_200_000, String(ahead))
      const { json: { movedBy } } = yield* post("/_fake/clock", { to: "next" })
      for (
        const wrong of [
          {},
          { advance: "1 hour", to: "next" },
          { advance: "an hour" },
          { advance: "-1 hour" },
          { advance: -1 },
          { advance: "Infinity" },
          { advance: "9999999999 weeks" },
          { to: "yesterday" },
          { to: "2020-01-01T00:00:00Z" },
          { advance: true },
          "1 hour"
        ]
      ) {
        const { json, status } = yield* post("/_fake/clock", wrong)
        assert.strictEqual(status, 400, JSON.stringify(wrong))
        assert.isString(json.message)
      }
      assert.strictEqual(JSON.parse((yield* get("/_fake/clock")).text).movedBy, movedBy)
    }).pipe(fake))

  it.live("brings on the attempts of webhooks as well", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      const hook = yield* novu.webhooks({
        to: async () => new Response(null, { status: 500 }),
        secret: Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
      })
      yield* hook.send({ type: "message.sent", data: {} })
      yield* hook.settled
      yield* post("/_fake/clock", { advance: "2 days" })
      const [delivery] = yield* hook.deliveries
      assert.strictEqual(delivery?.state, "failed")
      const [begun = 0, ...rest] = delivery?.attempts.map(({ at }) => at) ?? []
      const minutes = rest.map((at) => Math.round((at - begun) / 60_000))
      assert.deepStrictEqual(minutes, [0, 5, 35, 155, 455, 1055, 1655])
    }).pipe(fake))

  it.live("runs one wait that a program names, in the environment that it names", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      yield* novu.seed({ workflows: [delayed("later", 10)] })
      yield* trigger(base, "later", "ada")
      const [run] = (yield* novu.state).runs
      assert.strictEqual(
        (yield* post("/_fake/run", { run: run?.id, environment: "6615943e7ace93b0540ae378" })).status,
        404
      )
      assert.strictEqual((yield* post("/_fake/run", { run: run?.id })).status, 204)
      assert.strictEqual((yield* post("/_fake/run", { run: run?.id })).status, 404)
      assert.strictEqual((yield* post("/_fake/run", {})).status, 400)
      assert.lengthOf(yield* novu.messages(), 1)
    }).pipe(fake))
})

describe("webhooks on the page", () => {
  it.live("go to a destination that is added there, whose secret is shown once", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      yield* novu.seed({ workflows: [{ id: "welcome", steps: ["in_app"] }] })
      const url = `${base}/v1/nowhere?token=in-the-address`
      const added = yield* submit("/_fake/webhooks", { do: "add", url, back: "/webhooks" })
      const [secret = ""] = /whsec_[A-Za-z0-9+/=]+/.exec(added.text) ?? []
      assert.strictEqual(added.status, 200)
      assert.lengthOf(secret, "whsec_".length + 32)
      yield* trigger(base, "welcome", "ada")
      const deliveries = yield* Effect.repeat(get("/webhooks"), {
        until: ({ text }) => (text.match(/>404</g) ?? []).length >= 2,
        schedule: undefined
      }).pipe(Effect.timeout("10 seconds"))
      assert.include(deliveries.text, "message.sent")
      assert.include(deliveries.text, "ada · in_app · welcome")
      for (const view of ["/webhooks", "/requests", "/_fake/requests", "/_fake/state"]) {
        const { text } = yield* get(view)
        assert.notInclude(text, secret)
        assert.notInclude(text, "in-the-address")
      }
      const resent = yield* press("/webhooks", "Resend")
      assert.strictEqual(resent.status, 303)
      const json = yield* post("/_fake/webhooks", { url })
      assert.strictEqual(json.status, 201)
      assert.match(json.json.secret, /^whsec_/)
      for (const wrong of ["", "nowhere", "ftp://a.test", "javascript:alert(1)"]) {
        assert.strictEqual((yield* post("/_fake/webhooks", { url: wrong })).status, 400, wrong)
      }
    }).pipe(Effect.provide(served())))
})

describe("the events that the page listens to", () => {
  /** Reads what arrives until it has what is looked for. */
  const until = async (reader: ReadableStreamDefaultReader<Uint8Array>, wanted: RegExp): Promise<string> => {
    let text = ""
    while (!wanted.test(text)) {
      const { done, value } = await reader.read()
      if (done) return `${text} and then the end`
      text += new TextDecoder().decode(value)
    }
    return text
  }
  const listen = Effect.flatMap(origin, (base) =>
    Effect.promise(async () => {
      const { body, headers } = await fetch(`${base}/_fake/events`)
      assert(body !== null)
      const reader = body.getReader()
      await until(reader, /event: open\n.*\n\n/)
      return { reader, type: headers.get("content-type") }
    }))

  it.live("tell only that something changed, many changes at once", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* FakeNovu
      yield* novu.seed({ workflows: [{ id: "welcome", steps: ["in_app"] }] })
      const { reader, type } = yield* listen
      assert.include(type, "text/event-stream")
      yield* Effect.all(Array.from({ length: 20 }, () => trigger(base, "welcome", "ada", { secret: "tell-nobody" })), {
        concurrency: 20
      })
      const text = yield* Effect.promise(() => until(reader, /event: change\n/))
      assert.isBelow(text.match(/event: change/g)?.length ?? 0, 20)
      assert.notMatch(text, /welcome|ada|tell-nobody/)
      yield* Effect.promise(() => reader.cancel())
    }).pipe(Effect.provide(served())))

  it.live("tell of what becomes due by itself", () =>
    Effect.gen(function*() {
      const base = yield* origin
      yield* (yield* FakeNovu).seed({
        workflows: [{ id: "soon", steps: [{ type: "delay", controls: { amount: 1, unit: "seconds" } }, "in_app"] }]
      })
      yield* trigger(base, "soon", "ada")
      const { reader } = yield* listen
      yield* Effect.promise(() => until(reader, /event: change\n/))
      assert.include((yield* get("/inbox")).text, "bell unread")
      yield* Effect.promise(() => reader.cancel())
    }).pipe(Effect.provide(served())))

  it.live("end at once when the server ends", () =>
    Effect.gen(function*() {
      const readers = yield* Effect.scoped(
        Effect.flatMap(
          Layer.build(served()),
          (context) => Effect.provide(Effect.all([listen, listen, listen]), context)
        )
      ).pipe(Effect.timeout("5 seconds"))
      const texts = yield* Effect.promise(() =>
        Promise.all(readers.map(({ reader }) => until(reader, /never/).catch(() => "cut")))
      )
      for (const text of texts) assert.match(text, /and then the end|cut/)
    }))
})
