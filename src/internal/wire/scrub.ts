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

/** Holds the pieces of secrets, to find them in a text. */
interface Pieces {
  readonly places: ReadonlyMap<string, ReadonlyArray<Place>>
  /** Holds the first two characters of each, because that tells of most places of a text that no piece is there. */
  readonly starts: ReadonlySet<number>
}

/** Returns two characters of a text as one number. */
const startAt = (text: string, at: number): number => text.charCodeAt(at) << 16 | text.charCodeAt(at + 1)

const piecesOf = (forms: ReadonlyArray<string>): Pieces => {
  const places = new Map<string, Array<Place>>()
  const starts = new Set<number>()
  for (const form of forms) {
    for (let at = 0; at + piece <= form.length; at += piece) {
      const key = form.slice(at, at + piece)
      starts.add(startAt(key, 0))
      const known = places.get(key) ?? []
      places.set(key, known)
      if (known.length < mostPlaces) known.push({ form, at })
    }
  }
  return { places, starts }
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

const sharedRanges = (text: string, { places, starts }: Pieces): Array<Range> => {
  const ranges: Array<Range> = []
  // This holds up to where each form was found already, so that a long range is walked once.
  const found = new Map<string, number>()
  for (let at = 0; at + piece <= text.length; at++) {
    if (!starts.has(startAt(text, at))) continue
    for (const place of places.get(text.slice(at, at + piece)) ?? []) {
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

/** Holds what a text is searched for, which takes longer to make than to search a text for it. */
export interface Traces {
  readonly pieces: Pieces
  /** Lists the forms that are too short to have telling parts. */
  readonly short: ReadonlyArray<string>
  /** Is how many characters of a text are searched. */
  readonly room: number
}

/** Returns what texts are searched for, so that secrets are found whole or in part and in whichever form. */
export const tracesOf = (secrets: ReadonlySet<string>): Traces => {
  const forms = new Set<string>()
  let room = looked
  for (const secret of secrets) {
    for (const form of formsOf(secret, shortest)) forms.add(form)
    room = Math.max(room, Math.min(looked + 2 * secret.length, mostLooked))
  }
  const all = [...forms]
  return {
    pieces: piecesOf(all.filter(({ length }) => length >= telling)),
    short: all.filter(({ length }) => length < telling),
    room
  }
}

/**
 * Makes a function that takes secrets out of a text that someone else wrote: a
 * server may repeat in a message what it was sent. Of a long text it returns the
 * beginning.
 */
export const scrubber = (...traces: ReadonlyArray<Traces>): (text: string) => string => {
  const room = Math.max(...traces.map((each) => each.room))
  return (text) => {
    const isCut = text.length > room
    const source = isCut ? beginning(text, room) : text
    const plain = plainText(source)
    const ranges = traces
      .flatMap(({ pieces, short }) => sharedRanges(plain.text, pieces).concat(wholeRanges(plain.text, short)))
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
