const slot = /^\s*(?:\/\*\*|\*)\s.*\bTODO\b|\/\*\*\s*(?:@deprecated )?TODO/

const mark = /^\s*\/\/ check: /

/** Returns the lines of a source that still wait for a person: slots without words, and marks that nobody judged. */
export const unfinished = (text: string): ReadonlyArray<string> =>
  text.split("\n").filter((line) => slot.test(line) || mark.test(line)).map((line) => line.trim())
