import { assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { licencesOf } from "../../scripts/build/licences.ts"
import { bundleProgram } from "../../scripts/build/program.ts"

const sorted = (texts: Iterable<string | undefined>) =>
  [...new Set(texts)].filter((text) => text !== undefined).toSorted()

const { code, metafile } = await bundleProgram({ minify: false })

describe("the bundled program", () => {
  it("leaves Effect and Node.js outside, and nothing else", () => {
    const imported = sorted(Array.from(code.matchAll(/^import .*?"([^"]+)";$/gm), ([, name]) => name))
    assert.isAbove(imported.length, 20)
    assert.deepStrictEqual(imported.filter((name) => !/^(node:|effect\/)/.test(name)), [])
    const required = sorted(Array.from(code.matchAll(/__require\("([^"]+)"\)/g), ([, name]) => name))
    const builtin = /^(buffer|crypto|events|fs|http|https|net|path|querystring|stream|tls|url|util|zlib)$/
    // `ws` does without these two where they are not installed.
    assert.deepStrictEqual(required.filter((name) => !builtin.test(name)), ["bufferutil", "utf-8-validate"])
  })

  it("comes with the licence of every package of which something is in it", () => {
    const licences = licencesOf(metafile)
    // The bundler names the file of each part in a comment, whatever it wrote into its report.
    const inside = sorted(
      Array.from(code.matchAll(/^\s*\/\/ .*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm), ([, name]) => name)
    )
    assert.includeMembers(inside, ["@effect/platform-node", "ajv", "liquidjs", "ws"])
    const parts = licences.split(/^-{80}$/m)
    assert.deepStrictEqual(parts.map((part) => /^# (\S+) \d+\.\d+\.\d+ \(.+\)$/m.exec(part)?.[1]), inside)
    for (const part of parts) {
      assert.match(part, /copyright/i)
      assert.match(part, /permission is hereby granted|redistribution and use/i)
    }
  })
})

describe("the file that looks at the version of Node.js", () => {
  const file = "src/bin/effect-novu.cjs"
  const source = readFileSync(file, "utf8")
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"))

  it("asks for what the package asks for", () => {
    const [, needed = ""] = /needed = \[(\d+, \d+)\]/.exec(source) ?? []
    assert.strictEqual(engines.node, `>=${needed.replace(", ", ".")}`)
  })

  it("says so in a sentence to an older one, and otherwise loads the program", () => {
    const pretend = (version: string) => {
      const script = `Object.defineProperty(process.versions, "node", { value: "${version}" });require("./${file}")`
      const { status, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" })
      return { status, stderr }
    }
    for (const version of ["22.18.0", "20.20.2", "8.17.0"]) {
      assert.deepStrictEqual(pretend(version), {
        status: 2,
        stderr: `effect-novu needs Node.js 22.19 or newer, and this is ${version}: ` +
          "install a newer one from https://nodejs.org.\n"
      })
    }
    // The program is built beside it, and is not there in the source.
    for (const version of ["22.19.0", "24.0.0"]) assert.include(pretend(version).stderr, "effect-novu.js")
  })

  it("says in a sentence that Effect is missing", () => {
    const folder = mkdtempSync(join(tmpdir(), "effect-novu-alone-"))
    try {
      copyFileSync(file, join(folder, "effect-novu.cjs"))
      writeFileSync(join(folder, "effect-novu.js"), "import * as Effect from \"effect/Effect\"\nEffect.void\n")
      writeFileSync(join(folder, "package.json"), "{ \"type\": \"module\" }")
      const { status, stderr } = spawnSync(process.execPath, [join(folder, "effect-novu.cjs")], { encoding: "utf8" })
      assert.deepStrictEqual([status, stderr], [
        2,
        "effect-novu needs the package effect beside it: install it with npm install effect.\n"
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it("is written in a syntax that old ones read", () => {
    const words = source.replace(/\/\*[\s\S]*?\*\/|^#!.*$/gm, "").replace(/"(?:[^"\\]|\\.)*"/g, "")
    assert.notMatch(words, /=>|`|\?\?|\?\.|\b(?:const|let|class|async|await|export)\b|\.\.\./)
  })
})
