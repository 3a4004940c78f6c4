import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { publishedManifest } from "../scripts/build/manifest.ts"
import { asked, unfilled } from "../scripts/checkPackage/manifest.ts"

const membersOf = (manifest: Readonly<Record<string, unknown>>) => unfilled(manifest).map(({ member }) => member)

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>
}

describe("package.json", () => {
  for (
    const [what, manifest, left] of [
      ["nothing", {}, ["repository", "homepage", "bugs"]],
      ["an owner who is not filled in", { repository: "", homepage: "", bugs: {} }, ["repository", "homepage", "bugs"]],
      ["a host alone", { repository: { type: "git", url: "https://github.com" } }, ["repository", "homepage", "bugs"]],
      ["a repository that npm knows", { repository: { type: "git", url: "git+https://github.com/a/b.git" } }, []],
      ["a repository elsewhere", { repository: { type: "git", url: "https://git.example/a/b" } }, ["homepage", "bugs"]],
      [
        "everything",
        {
          repository: "https://git.example/a/b",
          homepage: "https://a.example",
          bugs: { url: "https://a.example/bugs" }
        },
        []
      ]
    ] as const
  ) {
    it(`with ${what} lacks ${left.join(", ") || "nothing"}`, () =>
      assert.deepStrictEqual(membersOf(manifest), [...left]))
  }

  it("is asked for by name", () => {
    const [first = ""] = asked(unfilled({}))
    assert.match(first, /fill in `repository` before publishing: .*pictures of README\.md/)
  })

  it("stops npm from publishing without what the owner fills in", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"))
    assert.strictEqual(scripts.prepublishOnly, "node scripts/checkPackage/manifest.ts")
  })

  it("allows the install scripts that its packages have, and no others", () => {
    const { allowScripts } = JSON.parse(readFileSync("package.json", "utf8"))
    const { packages }: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"))
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ""))
    assert.deepStrictEqual(Object.keys(allowScripts), [...new Set(scripted)].toSorted())
  })

  it("is published without what concerns this repository alone", () => {
    const published = JSON.parse(publishedManifest())
    assert.doesNotHaveAnyKeys(published, ["allowScripts", "devDependencies"])
    assert.notInclude(JSON.stringify(published.exports), "effect-novu:source")
  })
})
