interface Named {
  readonly _id: string
  readonly name: string
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** Writes an id in 62 letters and digits, as slugs have it. */
const shortId = (id: string): string => {
  let text = ""
  for (let left = BigInt(`0x${id}`); left > 0n; left /= 62n) text = base62.charAt(Number(left % 62n)) + text
  return text.padStart(16, "0")
}

/** Reads the id that 16 letters and digits stand for. */
export const idOf = (short: string): string => {
  let id = 0n
  for (const character of short) id = id * 62n + BigInt(base62.indexOf(character))
  return id.toString(16).padStart(24, "0")
}

/** Makes an identifier of a name. */
export const slugified = (text: string): string =>
  text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")

/** Returns the slug of a row, which changes with its name. `kind` is `wf`, `st` or `layout`. */
export const slug = ({ _id, name }: Named, kind: string): string => `${slugified(name)}_${kind}_${shortId(_id)}`

/** Says whether a text is a slug of a row. Only its end counts. */
export const isSlugOf = ({ _id }: Pick<Named, "_id">, kind: string, text: string): boolean =>
  text.endsWith(`_${kind}_${shortId(_id)}`) || text === `${kind}_${shortId(_id)}`
