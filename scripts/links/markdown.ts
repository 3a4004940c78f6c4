/** What links lead out of a page in Markdown, and what links can lead to in it. */

const withoutFences = (page: string): string =>
  page.replace(/<!--[\s\S]*?-->/g, "").replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *\2`*~*$/gm, "")

const withoutCode = (page: string): string =>
  withoutFences(page).replace(/(?<!`)(`+)(?!`)(?:(?!\n\s*\n)[\s\S])+?(?<!`)\1(?!`)/g, "")

const all = (text: string, pattern: RegExp): ReadonlyArray<string> =>
  Array.from(text.matchAll(pattern), ([, found = ""]) => found)

/** Returns the first of what `srcset` offers of each size, which is all that it has to name. */
const ofSrcset = (srcset: string): ReadonlyArray<string> =>
  srcset.split(",").map((each) => each.trim().split(/\s+/)[0] ?? "")

/** Returns where the links and pictures of a page lead, as they are written, and names of references that nothing defines. */
export const linksOf = (page: string): ReadonlyArray<string> => {
  const text = withoutCode(page)
  const defined = new Set(all(text, /^ {0,3}\[([^\]]+)\]:/gm).map((name) => name.toLowerCase()))
  return [
    ...all(text, /\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+"[^"]*")?\s*\)/g),
    ...all(text, /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm),
    ...all(text, /<[a-z][^>]*\s(?:href|src)="([^"]*)"/gi),
    ...all(text, /<[a-z][^>]*\ssrcset="([^"]*)"/gi).flatMap(ofSrcset),
    ...all(text, /\][[]([^\]]+)\]/g).filter((name) => !defined.has(name.toLowerCase())).map((name) => `[${name}]`)
  ]
}

/** Makes the anchor of a heading as GitHub and npm do. */
const slugOf = (heading: string): string =>
  heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").trim().toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-")

/** Returns the anchors of a page: its headings, where the second of a name has `-1`, and what has an `id`. */
export const anchorsOf = (page: string): ReadonlySet<string> => {
  const text = withoutFences(page)
  const anchors = new Set(all(text, /<[a-z][^>]*\s(?:id|name)="([^"]*)"/gi))
  for (const heading of all(text, /^#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const slug = slugOf(heading)
    let anchor = slug
    for (let more = 1; anchors.has(anchor); more++) anchor = `${slug}-${more}`
    anchors.add(anchor)
  }
  return anchors
}
