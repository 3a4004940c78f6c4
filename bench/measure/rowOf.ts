import { type Samples, typical } from "./rounds.ts"
import { type Asked, type Contestant, type Other, others, type Row } from "./row.ts"

/** Makes a line of what each contestant took. */
export const rowOf = (
  what: string,
  kind: "wall" | "processor",
  samples: Readonly<Partial<Record<Contestant, Samples>>>,
  ...asked: ReadonlyArray<Asked>
): Row => {
  const figures: Partial<Record<Other, number>> = {}
  for (const name of others) {
    const taken = samples[name]
    if (taken !== undefined) figures[name] = typical(taken[kind])
  }
  return {
    what: `${what}, ${kind === "wall" ? "elapsed" : "processor"}`,
    unit: "µs",
    ours: typical(samples.ours?.[kind] ?? []),
    ...figures,
    ...(asked.length === 0 ? {} : { asked })
  }
}
