import { beginning } from "./legible.ts"
import { plainText } from "./plainText.ts"
import { formsOf } from "./secretForms.ts"
import { shortest } from "./secrets.ts"

/** Stands in the place of a secret. */
export const redacted = "<redacted>"

/**
 * A text and a secret that share this many characters in a row do so by more
 * than chance. A part that long is replaced, because others cut what they
 * quote.
 */
const telling = 16

/** Secrets are cut into pieces of this length. Every part of `telling` characters holds a whole piece. */
const piece = telling / 2

/** Limits the places that are tried per piece. A secret that repeats itself has the same piece in many places. */
const mostPlaces = 16

/** Says where a piece stands: in which form of a secret, and at which character. */
interface Place {
  readonly form: string
  readonly at: number
}

/** Marks a range of a text, `to` not included. */
interface Range {
  readonly from: number
  readonly to: number
}

const piecesOf = (forms: Iterable<string>): ReadonlyMap<string, ReadonlyArray<Place>> => {
  const pieces = new Map<string, Array<Place>>()
  for (const form of forms) {
    for (let at = 0; at + piece <= form.length; at += piece) {
      const key = form.slice(at, at + piece)
      const places = pieces.get(key)
      if (places === undefined) pieces.set(key, [{ form, at }])
      else if (places.length < mostPlaces) places.push({ form, at })
    }
  }
  return pieces
}

/**
 * Measures how far a text and a secret go on alike, from one place in each and
 * in one direction. Blanks of either are passed over, because lines are wrapped
 * and unwrapped.
 */
const alike = (text: string, at: number, form: string, place: number, step: 1 | -1) => {
  let [i, j, end, length] = [at, place, at, 0]
  for (let a = text[i], b = form[j]; a !== undefined && b !== undefined; a = text[i], b = form[j]) {
    if (a === b) {
      i += step
      j += step
      end = i
      length++
    } else if (a === " ") i += step
    else if (b === " ") j += step
    else break
  }
  return { end, length }
}

/** Returns the range around one piece that a text shares with a secret, if it is long enough to tell. */
const sharedAround = (text: string, at: number, { at: place, form }: Place): Range | undefined => {
  const after = alike(text, at + piece, form, place + piece, 1)
  const before = alike(text, at - 1, form, place - 1, -1)
  return before.length + piece + after.length < telling ? undefined : { from: before.end + 1, to: after.end }
}

const sharedRanges = (text: string, pieces: ReadonlyMap<string, ReadonlyArray<Place>>): Array<Range> => {
  const ranges: Array<Range> = []
  // This holds up to where each form was found already, so that a long range is walked once.
  const found = new Map<string, number>()
  for (let at = 0; at + piece <= text.length; at++) {
    for (const place of pieces.get(text.slice(at, at + piece)) ?? []) {
      const until = found.get(place.form) ?? 0
      const range = until > at ? undefined : sharedAround(text, at, place)
      if (range === undefined) continue
      ranges.push(range)
      found.set(place.form, range.to)
    }
  }
  return ranges
}

const wholeRanges = (text: string, forms: Iterable<string>): Array<Range> => {
  const ranges: Array<Range> = []
  for (const form of forms) {
    for (let from = text.indexOf(form); from !== -1; from = text.indexOf(form, from + form.length)) {
      ranges.push({ from, to: from + form.length })
    }
  }
  return ranges
}

/** Limits the characters of a text that are searched: more than an error shows, and more again for a long secret. */
const looked = 1000
const mostLooked = 32 * 1024

/**
 * Makes a function that takes secrets out of a text that someone else wrote,
 * whole or in part and in whichever form: a server may repeat in a message what
 * it was sent. Of a long text it returns the beginning.
 */
export const scrubber = (secrets: ReadonlySet<string>): (text: string) => string => {
  const forms = new Set<string>()
  let room = looked
  for (const secret of secrets) {
    for (const form of formsOf(secret, shortest)) forms.add(form)
    room = Math.max(room, Math.min(looked + 2 * secret.length, mostLooked))
  }
  const short = [...forms].filter(({ length }) => length < telling)
  const pieces = piecesOf([...forms].filter(({ length }) => length >= telling))
  return (text) => {
    const isCut = text.length > room
    const source = isCut ? beginning(text, room) : text
    const plain = plainText(source)
    const ranges = [...sharedRanges(plain.text, pieces), ...wholeRanges(plain.text, short)]
      .toSorted((a, b) => a.from - b.from)
    // The end of a cut text may be the beginning of a secret, too short to be recognised.
    const end = isCut ? plain.origin(Math.max(0, plain.text.length - telling)) : source.length
    let clean = ""
    let done = 0
    for (const { from, to } of ranges) {
      const start = plain.origin(from)
      if (start >= end) break
      if (start >= done && !(start === done && clean !== "")) clean += source.slice(done, start) + redacted
      done = Math.max(done, plain.origin(to))
    }
    return clean + source.slice(done, end) + (isCut ? "…" : "")
  }
}
