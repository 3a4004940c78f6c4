import type { Point } from "./point.ts"

/** Runs something of so many units, and returns what a unit took. */
export const timed = async (
  units: number,
  run: () => Promise<unknown>
): Promise<Required<Pick<Point, "micros" | "perSecond">>> => {
  const processor = process.cpuUsage()
  const start = performance.now()
  await run()
  const seconds = (performance.now() - start) / 1000
  const { system, user } = process.cpuUsage(processor)
  return { micros: (system + user) / units, perSecond: units / seconds }
}
