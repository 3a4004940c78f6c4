/** Writes times and durations for people. */
import { type Html, html } from "./html.ts"

/** Is the last moment of the year 9999, after which years have more digits. */
const lastMoment = 253_402_300_799_999

/** Times are in UTC, because that is what the API sends. */
export const time = (millis: number): Html => {
  if (!(millis >= 0 && millis <= lastMoment)) return html`<span class="muted">another age</span>`
  const iso = new Date(millis).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")}</time>`
}

const units: ReadonlyArray<readonly [name: string, millis: number]> = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000]
]

/** Writes a span with its two largest units, such as `1 h 5 min`. */
export const span = (millis: number): string => {
  let left = Math.max(0, Math.round(millis / 1000) * 1000)
  const parts: Array<string> = []
  for (const [unit, size] of units) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) parts.push(`${count} ${unit}`)
  }
  return parts.length === 0 ? "0 s" : parts.slice(0, 2).join(" ")
}

export const took = (millis: number | null): string =>
  millis === null
    ? ""
    : millis < 1
    ? "<1 ms"
    : millis < 1000
    ? `${Math.round(millis)} ms`
    : `${(millis / 1000).toFixed(1)} s`

/** Writes JSON so that it can be read. What is no JSON stays as it is. */
export const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
