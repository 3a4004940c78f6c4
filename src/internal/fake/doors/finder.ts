/** As many characters of a text are looked up at once. No text to be found may be shorter. */
const width = 6

const hashOf = (text: string, at: number): number => (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & 0xffff

/**
 * Makes what replaces many texts in another, in time that does not grow with their
 * number. Where found texts overlap, all of what they cover is replaced once.
 */
export const makeFinder = (wanted: Iterable<string>) => {
  // By start and then by length, because many tokens begin alike, and few lengths occur.
  const byStart = new Map<string, Map<number, Set<string>>>()
  const starts = new Uint8Array(0x10000)
  for (const text of wanted) {
    const start = text.slice(0, width)
    const lengths = byStart.get(start) ?? new Map<number, Set<string>>()
    byStart.set(start, lengths)
    lengths.set(text.length, (lengths.get(text.length) ?? new Set()).add(text))
    starts[hashOf(text, 0)] = 1
  }

  /** Returns where the longest wanted text that begins here ends, or the same index where none begins. */
  const endAt = (text: string, at: number): number => {
    if (starts[hashOf(text, at)] === 0) return at
    let end = at
    for (const [length, texts] of byStart.get(text.slice(at, at + width)) ?? []) {
      if (texts.has(text.slice(at, at + length))) end = Math.max(end, at + length)
    }
    return end
  }

  return (text: string, replacement: string): string => {
    if (byStart.size === 0) return text
    let clean = ""
    let copied = 0
    for (let at = 0; at + width <= text.length; at++) {
      const begun = at
      let end = endAt(text, at)
      if (end === at) continue
      for (at++; at < end; at++) end = Math.max(end, endAt(text, at))
      clean += text.slice(copied, begun) + replacement
      copied = end
      at = end - 1
    }
    return copied === 0 ? text : clean + text.slice(copied)
  }
}
