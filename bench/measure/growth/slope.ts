/**
 * Returns the exponent by which `y` grows with `x`: the slope of the line through the
 * logarithms that has the least squares. 0 is flat, 1 grows as `x` does.
 */
export const slope = (points: ReadonlyArray<readonly [x: number, y: number]>): number => {
  // What noise has made negative has no logarithm.
  const logs = points.filter(([, y]) => y > 0).map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (of: (log: readonly [number, number]) => number): number =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)]
  return mean(([x, y]) => (x - meanX) * (y - meanY)) / mean(([x]) => (x - meanX) ** 2)
}
