import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { readFileSync } from "node:fs"
import { parseEnv } from "node:util"
import { readArguments } from "../../src/bin/fake/arguments.ts"
import { readFlags } from "../../src/bin/fake/flags.ts"

const folder = "examples/service"

const manifestOf = (file: string) =>
  JSON.parse(readFileSync(file, "utf8")) as
    & { readonly version: string; readonly engines: object; readonly scripts: Readonly<Record<string, string>> }
    & Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>

const manifest = manifestOf(`${folder}/package.json`)
const ours = manifestOf("package.json")
const compose = readFileSync(`${folder}/compose.yaml`, "utf8")
const env = parseEnv(readFileSync(`${folder}/fake.env`, "utf8"))

/** Reads the command that starts the fake, as the command itself does. */
const flagsIn = (text: string | undefined, end = /$/) =>
  Effect.flatMap(
    readArguments(text?.split("effect-novu fake")[1]?.split(end)[0]?.trim().split(/\s+/) ?? []),
    readFlags
  )

// That it installs, passes its own tests and runs is shown by `npm run check:package`.
describe("the service that is there to be copied", () => {
  it("has the dependencies that it is tested with", () => {
    const { "effect-novu": own, ...dependencies } = { ...manifest.dependencies, ...manifest.devDependencies }
    assert.strictEqual(own, `^${ours.version}`)
    const tested = Object.keys(dependencies).map((name) => [name, ours.devDependencies[name]])
    assert.deepStrictEqual(dependencies, Object.fromEntries(tested))
    assert.deepStrictEqual(manifest.engines, ours.engines)
  })

  it("is started in its image as outside of it", () => {
    const dockerfile = readFileSync(`${folder}/Dockerfile`, "utf8")
    const command = manifest.scripts["start"]?.split(" ").map((word) => JSON.stringify(word)).join(", ")
    assert.include(dockerfile, `\nCMD [${command}]\n`)
    assert.match(manifest.scripts["dev"] ?? "", /--env-file=fake\.env src\/main\.ts$/)
  })

  it.effect("starts a fake that calls it on this machine", () =>
    Effect.gen(function*() {
      const { port, webhooks } = yield* flagsIn(manifest.scripts["fake"])
      assert.strictEqual(env["NOVU_API_URL"], `http://localhost:${port}`)
      assert.deepStrictEqual(
        webhooks.map(({ secret, to }) => [to, Redacted.value(secret)]),
        [["http://localhost:3000/webhooks/novu", env["NOVU_WEBHOOK_SECRET"]]]
      )
    }))

  it.effect("starts a fake that calls it in containers", () =>
    Effect.gen(function*() {
      const { allowedHosts, host, port, seed, webhooks } = yield* flagsIn(compose, /\n {4}volumes:/)
      const [, name, publicPort] = /NOVU_API_URL: http:\/\/([a-z]+):(\d+)/.exec(compose) ?? []
      assert.deepStrictEqual([host, port, allowedHosts], ["0.0.0.0", Number(publicPort), [name]])
      assert.include(compose, `./${seed}:/app/${seed}:ro`)
      assert.deepStrictEqual(
        webhooks.map(({ secret, to }) => [to, Redacted.value(secret)]),
        [["http://orders:3000/webhooks/novu", env["NOVU_WEBHOOK_SECRET"]]]
      )
      assert.match(compose, /^ {2}orders:$/m)
    }))
})
