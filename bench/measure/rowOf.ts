import { type Samples, typical } from "./rounds.ts"
import { type Asked, type Other, others, type Row } from "./row.ts"

/** Makes a line of what each contestant took. */
export const rowOf = (
  what: string,
  kind: keyof Samples,
  samples: Readonly<Record<"ours", Samples> & Partial<Record<Other, Samples>>>,
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
    ours: typical(samples.ours[kind]),
    ...figures,
    ...(asked.length === 0 ? {} : { asked })
  }
}
