import * as Effect from "effect/Effect"
import { defaultSeed, type Seed, type SeedEnvironment } from "../../Testing/Seed.ts"
import { checkFolder, readText, readTextIfThere } from "./files.ts"
import type { Flags } from "./flags.ts"
import type { NamedKey } from "./keys.ts"
import { type Refusal, refusal } from "./refusal.ts"
import { readSeed } from "./seeds.ts"

const sampleAdvice = "write a sample to start from with npx effect-novu fake --init."
const stateAdvice = "name a file in a folder that is there and can be written to."

const readAs = (file: string, text: string, advice: string): Effect.Effect<Seed, Refusal> =>
  Effect.mapError(
    readSeed(text),
    ({ message }) => refusal(`${file} cannot be read: ${message.replace(/\.$/, "")}; ${advice}`)
  )

/** Returns what the fake was saved with, what a file says, or what there is without either. */
const startingSeed = ({ seed, state }: Flags): Effect.Effect<Seed, Refusal> =>
  Effect.gen(function*() {
    if (state !== undefined) {
      yield* checkFolder(state, stateAdvice)
      const text = yield* readTextIfThere(state, stateAdvice)
      if (text !== undefined) return yield* readAs(state, text, "mend it, or delete it to start anew.")
    }
    if (seed === undefined) return defaultSeed
    return yield* readAs(seed, yield* readText(seed, sampleAdvice), `mend it, or ${sampleAdvice}`)
  })

/** Makes the part of an identifier that comes from a name. */
const slugOf = (name: string): string => name.toLowerCase().replaceAll(/\W+/g, "_")

/**
 * Gives each named key an environment with the same beginning as Development. What
 * was saved of such an environment stays, and has the key that is asked for now.
 */
const withEnvironments = (seed: Seed, named: ReadonlyArray<NamedKey>, applicationIdentifier: string): Seed => {
  if (named.length === 0) return seed
  const { environments = [], ...own } = seed
  const names = new Set(named.map(({ name }) => name))
  const asked = named.map(({ key, name }): SeedEnvironment => {
    const fresh = { name, identifier: `${applicationIdentifier}_${slugOf(name)}`, seed: own }
    return { ...fresh, ...environments.find((each) => each.name === name), secretKey: key }
  })
  return { ...own, environments: [...environments.filter(({ name }) => !names.has(name)), ...asked] }
}

/** Returns what the fake starts with, in every environment. */
export const start = (flags: Flags): Effect.Effect<Seed, Refusal> =>
  Effect.map(startingSeed(flags), (seed) => withEnvironments(seed, flags.keys.named, flags.applicationIdentifier))
