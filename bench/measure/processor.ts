/** Runs something of so many units, and returns the microseconds of processor time that a unit took. */
export const processorOf = async (units: number, run: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  await run()
  const { system, user } = process.cpuUsage(before)
  return (system + user) / units
}
