/**
 * Makes the workspaces of a user whose program is on Effect 3: one of them has the
 * package and Effect 4, and hands on what the package has for programs without
 * Effect. They must install without force, type-check with all declarations of both
 * versions, and run.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const versionOf = (dependency: string, folder = "."): string =>
  (JSON.parse(readFileSync(join(folder, "node_modules", dependency, "package.json"), "utf8")) as {
    readonly version: string
  }).version

const handOn = `export * from "effect-novu/Promised"
`

const program = `
import { Cause, Duration, Effect, Either, Exit, Fiber, Schema as S } from "effect"
import { DateTime, isNovuError, promisedClient, Redacted, Result, Schema, Trigger } from "notify"

const OrderShipped = Trigger.make("order-shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc },
  key: ({ orderId }) => orderId
})

const requests: Array<string> = []
const answer = (url: string) =>
  url.endsWith("/bulk")
    ? { data: [{ acknowledged: true, status: "processed", transactionId: "t1" }] }
    : url.endsWith("/trigger")
    ? { data: { acknowledged: true, status: "processed", transactionId: "t1" } }
    : { data: [] }

const client = promisedClient({
  secretKey: "sk_1",
  fetch: async (url, init) => {
    requests.push(String(url))
    if (String(url).includes("/subscribers/slow")) {
      return new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(init?.signal?.reason)))
    }
    if (String(url).includes("/subscribers/")) return Response.json({ message: "none" }, { status: 404 })
    return Response.json(answer(String(url)))
  }
})

class OrderId extends S.Class<OrderId>("OrderId")({ value: S.NonEmptyString }) {}

const notify = (order: OrderId) =>
  Effect.tryPromise({
    try: (signal) =>
      client.events.trigger(
        OrderShipped,
        { to: "ada", payload: { orderId: order.value, at: DateTime.nowUnsafe() } },
        { signal }
      ),
    catch: (error) => isNovuError(error) ? error : Effect.runSync(Effect.die(error))
  })

// @ts-expect-error the payload is that of the trigger
export const wrong = () => client.events.trigger(OrderShipped, { to: "ada", payload: { orderId: 1 } })

const sent = await Effect.runPromise(Effect.either(notify(new OrderId({ value: "o1" }))))
if (!Either.isRight(sent) || sent.right.result.transactionId === undefined) throw new Error("nothing was triggered")

for await (const { result } of client.events.triggerAll([{ name: "welcome", to: "ada" }])) {
  if (Result.isFailure(result)) throw result.failure
}

const missing = await Effect.runPromise(
  Effect.tryPromise({ try: () => client.subscribers.retrieve("nobody"), catch: (error) => error }).pipe(
    Effect.match({
      onSuccess: () => "found",
      onFailure: (error) => isNovuError(error, "NotFound") ? String(error.reason.status) : "unknown"
    })
  )
)
if (missing !== "404") throw new Error("a failure lost its reason: " + missing)

const slow = Effect.runFork(Effect.tryPromise((signal) => client.subscribers.retrieve("slow", { signal })))
await Effect.runPromise(Effect.sleep(Duration.millis(20)))
const exit = await Effect.runPromise(Fiber.interrupt(slow))
if (!Exit.isFailure(exit) || !Cause.isInterruptedOnly(exit.cause)) throw new Error("nothing was interrupted")

if (Redacted.value(Redacted.make("x")) !== "x") throw new Error("secrets cannot be read")
if (requests.length !== 4) throw new Error("sent " + requests.join())
await client.dispose()
`

const manifests = (tarball: string) => ({
  "package.json": { private: true, workspaces: ["app", "notify"] },
  "app/package.json": {
    name: "app",
    private: true,
    type: "module",
    dependencies: { effect: "^3.22.0", notify: "*" },
    devDependencies: { typescript: versionOf("typescript") }
  },
  "notify/package.json": {
    name: "notify",
    version: "1.0.0",
    type: "module",
    exports: { types: "./index.d.ts", default: "./index.js" },
    dependencies: { effect: versionOf("effect"), "effect-novu": `file:${tarball}` }
  },
  "app/tsconfig.json": {
    compilerOptions: {
      module: "nodenext",
      target: "es2024",
      lib: ["es2024", "dom", "dom.iterable", "dom.asynciterable"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      outDir: "out"
    },
    files: ["program.ts"]
  }
})

/** Checks this in a folder that does not exist yet. */
export const checkWorkspaces = (folder: string, tarball: string): void => {
  const app = join(folder, "app")
  for (const each of [app, join(folder, "notify")]) mkdirSync(each, { recursive: true })
  for (const [file, manifest] of Object.entries(manifests(tarball))) {
    writeFileSync(join(folder, file), JSON.stringify(manifest))
  }
  for (const file of ["index.js", "index.d.ts"]) writeFileSync(join(folder, "notify", file), handOn)
  writeFileSync(join(app, "program.ts"), program)
  const run = (command: string, words: ReadonlyArray<string>, cwd: string) =>
    execFileSync(command, words, { cwd, stdio: ["ignore", "ignore", "inherit"] })
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], folder)
  execFileSync(join(folder, "node_modules/.bin/tsc"), ["-p", "."], { cwd: app, stdio: "inherit" })
  run(process.execPath, ["out/program.js"], app)
  const [outer, inner] = [versionOf("effect", folder), versionOf("effect", join(folder, "notify"))]
  if (!outer.startsWith("3.") || !inner.startsWith("4.")) throw new Error(`installed Effect ${outer} and ${inner}`)
  console.log(`workspaces: a program on Effect ${outer} calls Novu over Effect ${inner}`)
}
