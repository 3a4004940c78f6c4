const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
const hexadecimal = "0123456789abcdef"

/** Makes a generator of numbers from 0 up to, but not including, 1. Equal seeds give equal numbers. */
export const makeRandom = (seed: number): () => number => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Makes the ids of what the server creates. Every fake gives the same ids in the same order. */
export const makeIds = () => {
  const seed = 0x6e6f7675
  let random = makeRandom(seed)
  const pick = (from: string, length: number): string => {
    let text = ""
    for (let i = 0; i < length; i++) text += from[Math.floor(random() * from.length)]
    return text
  }
  const machine = pick(hexadecimal, 10)
  let counter = Math.floor(random() * 0x7fffff)
  let taken = seed

  return {
    /** Returns twelve characters to go after a prefix. */
    suffix: (): string => pick(alphabet, 12),
    /**
     * Keeps what is made from now on apart from an id that was made before, by this
     * fake or by the one whose seed is loaded.
     */
    take: (id: string): void => {
      for (const character of id) taken = Math.imul(taken ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
      random = makeRandom(taken)
      if (id.slice(8, 18) === machine) counter = Math.max(counter, Number.parseInt(id.slice(18), 16) || 0)
    },
    token: (length: number): string => pick(alphabet, length),
    /** Returns 24 hexadecimal digits, which grow with time and with each call. */
    objectId: (now: number): string => {
      counter++
      return hex(Math.floor(now / 1000), 8) + machine + hex(counter, 6)
    },
    uuid: (): string =>
      [
        pick(hexadecimal, 8),
        pick(hexadecimal, 4),
        `4${pick(hexadecimal, 3)}`,
        `${pick("89ab", 1)}${pick(hexadecimal, 3)}`,
        pick(hexadecimal, 12)
      ].join("-")
  }
}

const hex = (value: number, digits: number): string =>
  Math.max(0, value).toString(16).padStart(digits, "0").slice(-digits)
