import * as Effect from "effect/Effect"
import { type Refusal, refusal } from "./refusal.ts"

/** Is an environment of its own, for a test suite that runs beside others. */
export interface NamedKey {
  readonly name: string
  readonly key: string
}

export interface Keys {
  /** Is the key of the environment Development, which the page shows. */
  readonly main: string
  readonly named: ReadonlyArray<NamedKey>
}

const main = "Development"

/** Exists already with a key of its own. */
const taken = "Production"

/** Takes what a header and a shell can carry. */
const isKey = (text: string): boolean => /^[\x21-\x7e]+$/.test(text)

/**
 * Reads `--key`, which is a key or `name=key`. The first key without a name is that
 * of Development, and each other one has an environment of its own.
 */
export const readKeys = (given: ReadonlyArray<string>, otherwise: string): Effect.Effect<Keys, Refusal> =>
  Effect.gen(function*() {
    const environments = new Map<string, string>()
    for (const text of given) {
      const equals = text.indexOf("=")
      const name = equals >= 0
        ? text.slice(0, equals).trim()
        : environments.has(main)
        ? `Environment ${environments.size + 1}`
        : main
      const key = text.slice(equals + 1)
      if (name === "" || !isKey(key)) {
        return yield* refusal(
          "--key needs a key without spaces, such as sk_mine, or a name and a key, such as ci=sk_ci."
        )
      }
      if (name === taken) return yield* refusal(`--key cannot change ${taken}, which has its own: choose another name.`)
      if (environments.has(name)) {
        return yield* refusal(`--key names ${name} twice: give each environment its own name.`)
      }
      if (new Set(environments.values()).has(key)) {
        return yield* refusal(`--key gives ${name} the key of another environment: give each environment its own key.`)
      }
      environments.set(name, key)
    }
    const { [main]: own = otherwise, ...others } = Object.fromEntries(environments)
    const named = Object.entries(others).map(([name, key]) => ({ name, key }))
    if (named.some(({ key }) => key === own)) {
      return yield* refusal(`--key gives two environments the key of ${main}: give each environment its own key.`)
    }
    return { main: own, named }
  })
