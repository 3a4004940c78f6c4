import { assert, describe, it } from "@effect/vitest"
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { brokenLinks } from "../scripts/apiReference/brokenLinks.ts"
import { deadLinks } from "../scripts/links/deadLinks.ts"

/** Writes files into a folder of their own and looks at it. */
const within = <A>(files: Readonly<Record<string, string>>, look: (folder: string) => A): A => {
  const folder = mkdtempSync(join(tmpdir(), "effect-novu-links-"))
  try {
    mkdirSync(join(folder, "docs"))
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
    return look(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Looks at the links of the files in Markdown. */
const check = (files: Readonly<Record<string, string>>) =>
  within(files, (folder) => deadLinks(folder, globSync("**/*.md", { cwd: folder })))

const other =
  "# Other\n\n## `ensure`, twice\n\n## Same\n\n## Same\n\n<a id=\"by-hand\"></a>\n\n```sh\n# no heading\n```\n"

describe("the links of a page", () => {
  it("lead to files, folders, headings and lines", () => {
    assert.deepStrictEqual(
      check({
        "README.md": `# Here

[page](docs/other.md) [folder](docs) [self](#here) ![picture](docs/a.svg "with a title") [\`code\`](docs/other.md)
[heading](docs/other.md#ensure-twice) [second](docs/other.md#same-1) [id](docs/other.md#by-hand) [line](docs/a.svg#L3)
[elsewhere](https://novu.co) [mail](mailto:a@b.c) [by reference][other]

<picture><source media="(x)" srcset="docs/a.svg 1x, docs/a.svg 2x"><img src="docs/a.svg"></picture>

[other]: docs/other.md
`,
        "docs/other.md": `${other}[back](../README.md#here)`,
        "docs/a.svg": ""
      }),
      { links: 14, dead: [] }
    )
  })

  for (
    const [what, link, dead] of [
      ["a file", "[x](docs/missing.md)", "docs/missing.md"],
      ["a heading", "[x](docs/other.md#missing)", "docs/other.md#missing"],
      ["a heading of this page", "[x](#missing)", "#missing"],
      ["a third heading of a name", "[x](docs/other.md#same-2)", "docs/other.md#same-2"],
      ["a comment in a shell block", "[x](docs/other.md#no-heading)", "docs/other.md#no-heading"],
      ["a picture", "![x](docs/missing.svg)", "docs/missing.svg"],
      ["a picture in HTML", "<img width=\"1\" src=\"docs/missing.png\">", "docs/missing.png"],
      ["a picture over two lines", "<img\n  src=\"docs/missing.png\"\n>", "docs/missing.png"],
      ["a source", "<source srcset=\"docs/other.md 1x, docs/missing.png 2x\">", "docs/missing.png"],
      ["a definition", "[x][y]\n\n[y]: docs/missing.md", "docs/missing.md"],
      ["a reference that nothing defines", "[x][nothing]", "[nothing]"],
      ["a file outside", "[x](../package.json)", "../package.json"],
      ["a path from the root", "[x](/docs/other.md)", "/docs/other.md"],
      ["a page by another case", "[x](docs/Other.md)", "docs/Other.md"]
    ] as const
  ) {
    it(`are dead where they lead to ${what} that is not there`, () => {
      assert.deepStrictEqual(check({ "README.md": link, "docs/other.md": other }).dead, [`README.md: ${dead}`])
    })
  }

  it("do not count where they are code or a comment", () => {
    const page =
      "`[x](missing)`\n\n```md\n[x](missing)\n```\n\n<!-- [x](missing) -->\n\n- a list\n  ```md\n  [x](missing)\n  ```\n"
    assert.deepStrictEqual(check({ "README.md": page }), { links: 0, dead: [] })
  })
})

describe("the links of the API reference", () => {
  it("lead to pages and to what is named in them", () => {
    const files = {
      "index.html":
        "<a href=\"docs/one.html#there\"></a><a href=\"docs/one.html#gone\"></a><a href=\"docs/two.html\"></a>",
      "docs/one.html": "<h2 id=\"there\"></h2><a href=\"../index.html\"></a><a href=\"https://novu.co\"></a>"
    }
    assert.deepStrictEqual(within(files, brokenLinks), {
      links: 4,
      broken: ["index.html: docs/one.html#gone", "index.html: docs/two.html"]
    })
  })
})
