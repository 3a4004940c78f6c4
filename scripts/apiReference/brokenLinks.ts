import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"

const attributes = (html: string, pattern: RegExp): ReadonlyArray<string> =>
  [...html.matchAll(pattern)].map(([, value = ""]) => value.replaceAll("&amp;", "&"))

/** Returns the broken links between the pages of a folder, and to their headings. */
export const brokenLinks = (folder: string): { readonly links: number; readonly broken: ReadonlyArray<string> } => {
  const pages = new Map(
    globSync("**/*.html", { cwd: folder }).map((page) => {
      const html = readFileSync(join(folder, page), "utf8")
      return [resolve(folder, page), {
        links: attributes(html, /(?:href|src)="([^"]*)"/g).filter((link) => !/^(https?:|data:|mailto:)/.test(link)),
        names: new Set(attributes(html, /\bid="([^"]*)"/g))
      }]
    })
  )
  const broken: Array<string> = []
  let links = 0
  for (const [page, { links: found }] of pages) {
    for (const link of found) {
      links += 1
      const [path = "", fragment = ""] = link.split("#").map(decodeURIComponent)
      const target = path === "" ? page : resolve(dirname(page), path)
      const names = pages.get(target)?.names
      const leads = names === undefined ? existsSync(target) : fragment === "" || names.has(fragment)
      if (!leads) broken.push(`${relative(folder, page)}: ${link}`)
    }
  }
  return { links, broken }
}
