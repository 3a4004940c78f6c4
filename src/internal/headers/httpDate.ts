const time = "(\\d\\d):(\\d\\d):(\\d\\d)"

/**
 * Matches `Sun, 06 Nov 1994 08:49:37 GMT`, the form that servers must send, and
 * `Sunday, 06-Nov-94 08:49:37 GMT` of RFC 850. Which day of the week it was
 * follows from the date, so its name is not checked.
 */
const dayFirst = new RegExp(`^[a-z]+, (\\d\\d)([ -])([a-z]{3})\\2(\\d\\d|\\d{4}) ${time} GMT$`, "i")

/** Matches `Sun Nov  6 08:49:37 1994`, the form of C's `asctime`. */
const asctime = new RegExp(`^[a-z]{3} ([a-z]{3}) +(\\d{1,2}) ${time} (\\d{4})$`, "i")

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/** Fifty years in milliseconds, close enough for the rule about years of two digits. */
const fiftyYears = 50 * 365.25 * 86_400_000

type Parts = readonly [
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined
]

const partsOf = (text: string): Parts | undefined => {
  const usual = dayFirst.exec(text)
  if (usual !== null) return [usual[4], usual[3], usual[1], usual[5], usual[6], usual[7]]
  const c = asctime.exec(text)
  return c === null ? undefined : [c[6], c[1], c[2], c[3], c[4], c[5]]
}

/** Returns `undefined` for a date that does not exist: `Date.UTC` carries the 31st of November over to December. */
const epochMillis = (year: number, month: number, day: number, hour: number, minute: number, second: number) => {
  const midnight = new Date(Date.UTC(year, month, day))
  const exists = midnight.getUTCFullYear() === year && midnight.getUTCMonth() === month && midnight.getUTCDate() === day
  // Second 60 is a leap second.
  return exists && hour < 24 && minute < 60 && second <= 60
    ? midnight.getTime() + (hour * 3600 + minute * 60 + second) * 1000
    : undefined
}

/**
 * Reads an HTTP date in one of its three forms, all of which are UTC, as epoch
 * milliseconds. Nothing else is a date, though engines read far more as one, in
 * the time zone of the process. A year of two digits lies at most fifty years
 * ahead of `now`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export const parseHttpDate = (text: string, now: number): number | undefined => {
  const parts = partsOf(text.trim())
  if (parts === undefined) return undefined
  const [year = "", name = "", ...rest] = parts
  const month = months.indexOf(name.toLowerCase())
  const [day = 0, hour = 0, minute = 0, second = 0] = rest.map(Number)
  if (month === -1) return undefined
  if (year.length === 4) return epochMillis(Number(year), month, day, hour, minute, second)
  const century = Math.floor(new Date(now).getUTCFullYear() / 100) * 100
  return [century + 100, century, century - 100]
    .map((start) => epochMillis(start + Number(year), month, day, hour, minute, second))
    .find((candidate) => candidate !== undefined && candidate <= now + fiftyYears)
}
