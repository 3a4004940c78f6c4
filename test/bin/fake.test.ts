import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { once } from "node:events"
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { createServer, type IncomingHttpHeaders, request } from "node:http"
import { connect } from "node:net"
import { networkInterfaces, tmpdir } from "node:os"
import { join } from "node:path"
import { Webhook } from "standardwebhooks"
import { version } from "../../src/internal/version.ts"
import { main, run, type Running, start, unheard } from "./program.ts"

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Asks with any `Host`, which fetch does not allow to set. */
const ask = (url: string, headers: Record<string, string> = {}, body?: unknown) =>
  Effect.callback<Answer>((resume) => {
    const asking = request(url, {
      method: body === undefined ? "GET" : "POST",
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) }
    }, (response) => {
      let text = ""
      response.setEncoding("utf8").on("data", (chunk) => text += chunk)
        .on("end", () => resume(Effect.succeed({ status: response.statusCode, headers: response.headers, text })))
    })
    asking.end(body === undefined ? undefined : JSON.stringify(body))
  })

const keyed = (key: string) => ({ authorization: `ApiKey ${key}` })

const trigger = ({ url }: Running, key: string, name: string) =>
  ask(`${url}/v1/events/trigger`, keyed(key), { name, to: { subscriberId: "lin" }, payload: { name: "Lin" } })

const messages = ({ url }: Running, key: string) =>
  Effect.map(
    ask(`${url}/v1/messages`, keyed(key)),
    ({ text }): ReadonlyArray<{ readonly content: string }> => JSON.parse(text).data
  )

/** Makes a folder that is gone after the test. */
const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "effect-novu-command-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

const seed = {
  $schema: "./seed.schema.json",
  subscribers: ["lin"],
  workflows: [{ id: "hello", steps: [{ type: "in_app", controls: { body: "Hi {{payload.name | upcase}}" } }] }]
}

const seedFile = Effect.gen(function*() {
  const file = join(yield* folder, "seed.json")
  yield* Effect.promise(() => writeFile(file, JSON.stringify(seed)))
  return file
})

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"))

const ended = ({ child, ended: end }: Running, signal: NodeJS.Signals) =>
  Effect.promise(async () => {
    const began = performance.now()
    child.kill(signal)
    return { ...await end, millis: performance.now() - began }
  })

const assertEnded = ({ code, millis, stderr }: Effect.Success<ReturnType<typeof ended>>) => {
  assert.strictEqual(stderr, "")
  assert.strictEqual(code, 0)
  assert.isBelow(millis, 1000)
}

describe("effect-novu fake", { concurrent: false, timeout: 30_000 }, () => {
  it.live("says where it is, answers on both addresses, renders what is triggered, and keeps environments apart", () =>
    Effect.gen(function*() {
      const file = yield* seedFile
      const running = yield* start(
        ["--seed", file, "--key", "sk_mine", "--key", "a=sk_a", "--key", "b=sk_b", "--app-id", "app_mine"]
      )
      const { banner, port, url } = running
      assert.strictEqual(url, `http://localhost:${port}`)
      for (
        const line of [
          `effect-novu fake ${version}`,
          `NOVU_API_URL=${url} NOVU_SECRET_KEY=sk_mine`,
          `new Novu({ serverURL: "${url}", secretKey: "sk_mine" })`,
          "applicationIdentifier=\"app_mine\"",
          "subscriber=\"lin\"",
          `backendUrl="${url}"`,
          `socketUrl="${url}"`,
          "key sk_a",
          "key sk_b"
        ]
      ) assert.include(banner, line)

      for (const host of hasIpv6 ? ["127.0.0.1", "[::1]", "localhost"] : ["127.0.0.1", "localhost"]) {
        assert.strictEqual((yield* ask(`http://${host}:${port}/`)).status, 200, host)
      }
      const [mine, a] = [yield* trigger(running, "sk_mine", "hello"), yield* trigger(running, "sk_a", "hello")]
      assert.deepStrictEqual([mine.status, a.status], [201, 201])
      assert.deepStrictEqual((yield* messages(running, "sk_a")).map(({ content }) => content), ["Hi LIN"])
      assert.lengthOf(yield* messages(running, "sk_mine"), 1)
      assert.lengthOf(yield* messages(running, "sk_b"), 0)
      assert.strictEqual((yield* trigger(running, "sk_fake", "hello")).status, 401)

      const refused = yield* ask(`${url}/v1/messages`, { ...keyed("sk_mine"), host: `novu:${port}` })
      assert.strictEqual(refused.status, 403)
      assert.include(refused.text, "--allow-host novu")
      assertEnded(yield* ended(running, "SIGINT"))
    }))

  it.live("does what its flags say: names, idempotency, limits, and webhooks with a secret that it says when it made it", () =>
    Effect.gen(function*() {
      const got = yield* Effect.acquireRelease(
        Effect.promise(async () => {
          const seen: Array<{ readonly path: string | undefined; readonly body: string; readonly headers: Headers }> =
            []
          const server = createServer((incoming, response) => {
            let body = ""
            incoming.setEncoding("utf8").on("data", (text) => body += text).on("end", () => {
              const { headers, url } = incoming
              const named = ["webhook-id", "webhook-timestamp", "webhook-signature"]
              seen.push({ path: url, body, headers: new Headers(named.map((name) => [name, String(headers[name])])) })
              response.end()
              server.emit("seen")
            })
          })
          await once(server.listen(0, "127.0.0.1"), "listening")
          return { seen, server }
        }),
        ({ server }) => Effect.sync(() => server.close())
      )
      const address = got.server.address()
      const to = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`
      const own = `${to}2,whsec_bXkgc2VjcmV0`
      const flags = "--allow-host novu --host 127.0.0.1 --idempotency --rate-limit free".split(" ")
      const running = yield* start([...flags, "--seed", yield* seedFile, "--webhook", to, "--webhook", own])
      const [, made = ""] = /hook, with the secret (whsec_\S{44})\n/.exec(running.banner) ?? []
      assert.notInclude(running.banner, "bXkgc2VjcmV0")
      assert.strictEqual(running.url, `http://127.0.0.1:${running.port}`)
      const named = { ...keyed("sk_fake"), host: `novu:${running.port}`, "idempotency-key": "once" }
      const triggered = yield* ask(`${running.url}/v1/events/trigger`, named, { name: "hello", to: "lin" })
      assert.strictEqual(triggered.status, 201)
      assert.strictEqual(triggered.headers["ratelimit-limit"], "300")
      const again = yield* ask(`${running.url}/v1/events/trigger`, named, { name: "hello", to: "lin" })
      assert.deepStrictEqual([again.text, again.headers["idempotency-replay"]], [triggered.text, "true"])
      while (got.seen.length < 2) yield* Effect.promise(() => once(got.server, "seen"))
      for (const { body, headers, path } of got.seen) {
        const secret = path === "/hook" ? made : "whsec_bXkgc2VjcmV0"
        assert.include(new Webhook(secret).verify(body, Object.fromEntries(headers)), { object: "message" })
      }
    }))

  it.live("ends within a second whatever is open, and prints nothing then", () =>
    Effect.gen(function*() {
      const running = yield* start([])
      const { port, url } = running
      yield* ask(`${url}/_fake/script`, {}, {
        faults: [{ _tag: "Stall", in: "headers" }, { _tag: "Stall", in: "body" }]
      })
      const sockets = yield* Effect.promise(async () => {
        const requests = [
          "GET /v1/integrations HTTP/1.1\r\nHost: localhost\r\nAuthorization: ApiKey sk_fake\r\n\r\n",
          "GET /v1/integrations HTTP/1.1\r\nHost: localhost\r\nAuthorization: ApiKey sk_fake\r\n\r\n",
          "POST /v1/events/trigger HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
          "GET / HTTP/1.1\r\n",
          ""
        ]
        return Promise.all(requests.map(async (text) => {
          const socket = connect(port, "127.0.0.1")
          socket.on("error", () => {})
          await once(socket, "connect")
          socket.write(text)
          return socket
        }))
      })
      // The fake has taken the requests when it answers one that came after them.
      yield* ask(`${url}/_fake/requests`)
      running.child.kill("SIGINT")
      assertEnded(yield* ended(running, "SIGTERM"))
      for (const socket of sockets) socket.destroy()
    }))

  it.live("ends when the shell is gone in which npm started it, because npx ends that alone", () =>
    Effect.gen(function*() {
      // The shell has something left to do, so that it does not become the program.
      const running = yield* start(
        [],
        { npm_lifecycle_script: "'effect-novu' fake" },
        ["sh", "-c", "\"$0\" \"$@\"; exit 7", ...main]
      )
      const { millis, stderr } = yield* ended(running, "SIGTERM")
      assert.strictEqual(stderr, "")
      assert.isBelow(millis, 1000)
      assert.strictEqual(yield* Effect.promise(() => fetch(running.url).then(() => "answered", () => "gone")), "gone")
    }))

  it.live("refuses with 2 and one sentence, which is all that it prints", () =>
    Effect.gen(function*() {
      const { port } = yield* start([])
      const cases: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
        [["fake", "--port", `${port}`], `Port ${port} is in use`],
        [["fake", "--wrong"], "no flag --wrong"],
        [["serve"], "no command \"serve\""],
        [[], "npx effect-novu fake"]
      ]
      for (const [args, says] of cases) {
        const { code, stderr, stdout } = yield* run(...args)
        assert.deepStrictEqual([code, stdout], [2, ""])
        assert.match(stderr, /^[^\n]+\n$/)
        assert.include(stderr, says)
      }
    }))

  it.live("writes a sample seed and its schema, which start it, and does not write over a seed", () =>
    Effect.gen(function*() {
      const here = yield* folder
      const file = join(here, "my.json")
      const { code, stdout } = yield* run("fake", "--init", "--seed", file)
      assert.strictEqual(code, 0)
      assert.include(stdout, `npx effect-novu fake --seed ${file}`)
      assert.deepStrictEqual((yield* Effect.promise(() => readdir(here))).toSorted(), ["my.json", "seed.schema.json"])
      const written = JSON.parse(yield* Effect.promise(() => readFile(file, "utf8")))
      assert.strictEqual(written.$schema, "./seed.schema.json")
      assert.isNotEmpty(written.subscribers)
      yield* start(["--seed", file])
    }))

  it.live("serves also when nobody reads what it prints", () =>
    Effect.gen(function*() {
      const port = yield* Effect.promise(async () => {
        const server = createServer().listen(0, "127.0.0.1")
        await once(server, "listening")
        const address = server.address()
        await new Promise((resolve) => server.close(resolve))
        return typeof address === "object" ? address?.port ?? 0 : 0
      })
      const { ended: end } = yield* unheard(port)
      const answered = async (): Promise<string> => {
        const status = await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.status, () => undefined)
        return status === undefined ? new Promise((resolve) => setTimeout(() => resolve(answered()), 50)) : `${status}`
      }
      const first = yield* Effect.promise(() => Promise.race([answered(), end.then(({ stderr }) => stderr)]))
      assert.strictEqual(first, "200")
    }))

  it.live("says its version", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* run("--version"), { code: 0, stdout: `${version}\n`, stderr: "" })
    }))
})
