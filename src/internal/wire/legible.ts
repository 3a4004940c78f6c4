const escape = "\u001b"

/** Matches what colours a terminal, moves its cursor or sets its title. */
const terminalSequences = new RegExp(
  `(?:${escape}\\[|\u009b)[0-?]*[ -/]*[@-~]|${escape}\\][^${escape}\u0007]*(?:\u0007|${escape}\\\\)?`,
  "g"
)

/** Matches line ends, tabs and every blank that is not the usual one. */
const blanks = /[^\S ]/g

/**
 * Matches controls, marks of direction and characters without a width. The
 * variation selectors that emoji end with are none of them.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]+/gu

/**
 * Takes out of someone else's words what would forge a line of a log, run in a
 * terminal, or show something other than what is there.
 */
export const legible = (text: string): string =>
  text.replace(terminalSequences, " ").replace(blanks, " ").replace(unseen, "\ufffd")

/**
 * Copies the beginning of a text. A slice alone would not do: engines keep the
 * whole text for as long as one piece of it is held. Joined to another text, the
 * piece is copied before it is cut off again, which is the cheapest copy.
 */
export const beginning = (text: string, length: number): string => ` ${text.slice(0, length)}`.toWellFormed().slice(1)

/** Limits the characters of someone else's words that an error carries in one place. */
const longest = 500

/** Returns someone else's words as an error carries them: without secrets, legible, on one line and short. */
export const inShort = (text: string, clean: (text: string) => string, length = longest): string => {
  const words = legible(clean(text)).replace(/ {2,}/g, " ").trim()
  return words.length > length ? `${beginning(words, length)}…` : beginning(words, length)
}
