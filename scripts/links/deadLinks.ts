import { existsSync, readFileSync } from "node:fs"
import { join, posix } from "node:path"
import { anchorsOf, linksOf } from "./markdown.ts"

/** Counts the links that were looked at, and names those that lead nowhere with their pages. */
export interface Links {
  readonly links: number
  readonly dead: ReadonlyArray<string>
}

const isMarkdown = (file: string): boolean => /\.(md|txt)$/.test(file)

/** A page may show lines of a source. */
const lines = /^L\d+(-L\d+)?$/

/**
 * Looks where the links of pages lead within a folder: files, folders, and headings.
 * Links to other hosts are not fetched. One that leads out of the folder is dead, and
 * so is one from the root, because npm and a tarball have no root.
 */
export const deadLinks = (folder: string, pages: ReadonlyArray<string>): Links => {
  const read = (page: string): string => readFileSync(join(folder, page), "utf8")
  const anchors = new Map<string, ReadonlySet<string>>()
  const has = (page: string, anchor: string): boolean => {
    const known = anchors.get(page) ?? anchorsOf(read(page))
    anchors.set(page, known)
    return known.has(anchor)
  }
  const leads = (page: string, link: string): boolean => {
    const [path = "", anchor] = link.split("#").map(decodeURIComponent)
    const target = path === "" ? page : posix.join(posix.dirname(page), path)
    if (/^(\/|\[)/.test(link) || target.startsWith("..") || !existsSync(join(folder, target))) return false
    if (anchor === undefined) return true
    return isMarkdown(target) ? has(target, anchor) : lines.test(anchor)
  }
  const found = pages.flatMap((page) =>
    linksOf(read(page)).filter((link) => !/^([a-z][a-z\d+.-]*:|\/\/)/i.test(link)).map((link) => ({ page, link }))
  )
  return {
    links: found.length,
    dead: found.filter(({ link, page }) => !leads(page, link)).map(({ link, page }) => `${page}: ${link}`)
  }
}
