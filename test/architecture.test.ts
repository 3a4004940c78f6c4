import { assert, describe, it } from "@effect/vitest"
import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** What a file imports: our own files as paths, others by name; values apart from types. */
const importsOf = (file: string): ReadonlyArray<{ readonly from: string; readonly isType: boolean }> =>
  [...readFileSync(file, "utf8").matchAll(/^(?:import|export) (type )?[^;]*?from "([^"]+)"$/gm)].map((
    [, type, from = ""]
  ) => ({
    from: from.startsWith(".") ? join(dirname(file), from) : from,
    isType: type !== undefined
  }))

const offenders = (glob: string, allowed: (from: string, isType: boolean) => boolean): ReadonlyArray<string> =>
  globSync(glob).flatMap((file) =>
    importsOf(file).filter(({ from, isType }) => !allowed(from, isType)).map(({ from }) => `${file} imports ${from}`)
  )

describe("the rules of ARCHITECTURE.md", () => {
  it("schemas import schemas, errors import errors", () => {
    const ours = (folder: string, ...more: ReadonlyArray<string>) => (from: string) =>
      !from.startsWith("src/") || from.startsWith(`src/${folder}/`) || more.includes(from)
    assert.deepStrictEqual(offenders("src/Schema/*.ts", ours("Schema", "src/internal/schema.ts")), [])
    assert.deepStrictEqual(offenders("src/Errors/*.ts", ours("Errors")), [])
  })

  it("the transport alone has HTTP among the public modules of the client", () => {
    const isFree = (from: string, isType: boolean) => isType || !from.startsWith("effect/http")
    assert.deepStrictEqual(
      offenders("src/{Client,Schema,Errors}/*.ts", isFree),
      ["src/Client/NovuTransport.ts imports effect/http/HttpClient"]
    )
  })

  it("the client does not import the fake", () => {
    const isFree = (from: string) => !/^src\/(Testing|internal\/fake)\//.test(from)
    assert.deepStrictEqual(offenders("src/{index,{Client,Schema,Errors,internal}/*}.ts", isFree), [])
  })

  it("the page names files that exist", () => {
    const page = readFileSync("ARCHITECTURE.md", "utf8")
    const named = [...page.matchAll(/`((?:src|test|examples|docs|bench|scripts)(?:\/[\w./]+)?)`/g)].map((
      [, path = ""]
    ) => path)
    assert.isAbove(named.length, 20)
    assert.deepStrictEqual(named.filter((path) => !existsSync(path)), [])
  })
})
