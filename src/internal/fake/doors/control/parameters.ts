/** Reads the query of a control route. What a route does not know, and what it cannot read, is refused in one sentence. */
import * as Result from "effect/Result"

/** Reads one value, and says what it takes where it cannot. */
export interface Parameter<A> {
  readonly takes: string
  readonly read: (text: string) => A | undefined
}

export const text: Parameter<string> = { takes: "a text that is not empty", read: (value) => value || undefined }

export const choice = (...choices: ReadonlyArray<string>): Parameter<string> => ({
  takes: `one of ${choices.join(", ")}`,
  read: (value) => choices.includes(value) ? value : undefined
})

export const count = (most: number): Parameter<number> => ({
  takes: `a number from 1 to ${most}`,
  read: (value) => /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most ? Number(value) : undefined
})

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

const longestWait = 300_000

/** Is a time span in milliseconds. */
export const wait: Parameter<number> = {
  takes: "a duration of at most five minutes, such as 5s, 500ms or 1m",
  read: (value) => {
    const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(value) ?? []
    const millis = Number(amount) * (units[unit] ?? Number.NaN)
    return millis <= longestWait ? millis : undefined
  }
}

/** Says after what a list begins: after the item with an id, or at a moment. */
export type After = { readonly id: string } | { readonly at: number }

/** A plus sign that nobody encoded arrives as a space. */
const momentOf = (value: string): number =>
  /^\d{4}-\d\d-\d\dT.+(Z|[ +-]\d\d:?\d\d)$/.test(value)
    ? Date.parse(value.replace(/ (?=\d\d:?\d\d$)/, "+"))
    : Number.NaN

export const after: Parameter<After> = {
  takes: "the id of an item, or a time with its zone such as 2026-01-31T12:00:00.000Z or 1769860800000",
  read: (value) => {
    if (/^[0-9a-f]{24}$/i.test(value)) return { id: value.toLowerCase() }
    const at = /^\d{1,15}$/.test(value) ? Number(value) : momentOf(value)
    return Number.isNaN(at) ? undefined : { at }
  }
}

type Values<Parameters> = {
  readonly [Name in keyof Parameters]?: Parameters[Name] extends Parameter<infer A> ? A : never
}

/** Reads the query of a path, of which each parameter stands once at most. */
export const readParameters = <const Parameters extends Readonly<Record<string, Parameter<unknown>>>>(
  target: string,
  parameters: Parameters
): Result.Result<Values<Parameters>, string> => {
  const [path = "", ...query] = target.split("?")
  const known = new Map<string, Parameter<unknown>>(Object.entries(parameters))
  const values = new Map<string, unknown>()
  for (const [name, value] of new URLSearchParams(query.join("?"))) {
    const parameter = known.get(name)
    if (parameter === undefined) {
      return Result.fail(`${name} is no parameter of ${path}, which takes ${[...known.keys()].join(", ")}`)
    }
    if (values.has(name)) return Result.fail(`${name} is given twice`)
    const found = parameter.read(value)
    if (found === undefined) return Result.fail(`${name} must be ${parameter.takes}`)
    values.set(name, found)
  }
  // Each value was read by the parameter of its name, which no type can say of a map.
  return Result.succeed(Object.fromEntries(values) as Values<Parameters>)
}
