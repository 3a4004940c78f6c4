/**
 * Compiles every `ts` block of our doc comments and Markdown pages with one
 * `tsc`, then runs each in a process of its own. `value // => expected` asserts
 * with `Equal.equals`; a page's block marked `ts continued` goes on from the one
 * before it; `ts compile` is compiled only.
 *
 * Meanwhile a fake Novu listens, fresh for each block, and the environment points
 * to it, so that what a page shows runs as it stands.
 *
 *   npm run doctest
 */
import { NodeHttpServer } from "@effect/platform-node"
import { Effect, Layer, Logger, References } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { execFile, execFileSync } from "node:child_process"
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { promisify } from "node:util"

const out = ".doctest"

interface Block {
  readonly name: string
  readonly source: string
  readonly runs: boolean
}

const prelude = `import { Equal as __Equal } from "effect"
const __same = (actual: unknown, expected: unknown): void => {
  if (!__Equal.equals(actual, expected)) {
    throw new Error(\`expected \${JSON.stringify(expected)}, got \${JSON.stringify(actual)}\`)
  }
}
`

const withAssertions = (source: string): string =>
  source.replace(
    /^(const (\w+) = )?(.+?) \/\/ => (.+)$/gm,
    (_, declaration, name, value, expected) =>
      declaration === undefined
        ? `__same(${value}, ${expected})`
        : `${declaration}${value}\n__same(${name}, ${expected})`
  )

const nameOf = (file: string, index: number): string => `${file.replace(/\W+/g, "-")}-${index + 1}`

const ofComments = (file: string): ReadonlyArray<Block> =>
  [...readFileSync(file, "utf8").matchAll(/^ *\* ```ts\n([\s\S]*?)^ *\* ```$/gm)].map(([, body = ""], index) => ({
    name: nameOf(file, index),
    source: body.replace(/^ *\* ?/gm, ""),
    runs: true
  }))

const ofPage = (file: string): ReadonlyArray<Block> => {
  const blocks: Array<Block> = []
  for (const [, mark = "", source = ""] of readFileSync(file, "utf8").matchAll(/^```ts *(.*)\n([\s\S]*?)^```$/gm)) {
    const before = mark === "continued" ? blocks.pop()?.source ?? "" : ""
    blocks.push({ name: nameOf(file, blocks.length), source: before + source, runs: mark !== "compile" })
  }
  return blocks
}

const blocks = [
  ...globSync("src/**/*.ts").flatMap(ofComments),
  ...["README.md", ...globSync("*.md", { exclude: ["README.md", "CHANGELOG.md"] }), ...globSync("docs/*.md")].flatMap(
    ofPage
  )
]

rmSync(out, { recursive: true, force: true })
mkdirSync(out)
for (const { name, source } of blocks) {
  writeFileSync(`${out}/${name}.ts`, `${prelude}${withAssertions(source)}\nexport {}\n`)
}
writeFileSync(
  `${out}/tsconfig.json`,
  JSON.stringify({
    extends: "../tsconfig.json",
    compilerOptions: { noUnusedLocals: false, rootDir: ".." },
    include: ["*.ts"]
  })
)
execFileSync("tsc", ["-p", out], { stdio: "inherit" })

const run = promisify(execFile)

const failures = await Effect.runPromise(
  Effect.gen(function*() {
    const fake = yield* FakeNovu
    const { address } = yield* HttpServer.HttpServer
    const env = { ...process.env, NOVU_SECRET_KEY: "sk_fake", NOVU_API_URL: HttpServer.formatAddress(address) }
    const failed: Array<string> = []
    for (const { name } of blocks.filter(({ runs }) => runs)) {
      yield* fake.reset
      yield* Effect.promise(() =>
        run(process.execPath, ["--conditions=effect-novu:source", `${out}/${name}.ts`], { env, timeout: 60_000 })
          .catch((error: unknown) => failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`))
      )
    }
    return failed
  }).pipe(
    Effect.provide(
      FakeNovu.serve({ idempotency: true, rateLimit: { level: "free" } }).pipe(
        Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
      )
    ),
    Effect.provide(Logger.layer([])),
    Effect.provideService(References.MinimumLogLevel, "None")
  )
)

for (const failure of failures) console.error(failure)
console.log(`${blocks.length - failures.length} code blocks passed, ${failures.length} failed`)
if (failures.length > 0) process.exitCode = 1
else rmSync(out, { recursive: true })
