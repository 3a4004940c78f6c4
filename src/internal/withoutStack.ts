/**
 * Makes a reason without its stack trace: `NovuError` has one, the reason's
 * would repeat it, and taking it is a sixth of what a failed call costs.
 *
 * @internal
 */
export const withoutStack = <A>(make: () => A): A => {
  const limit: unknown = Reflect.get(Error, "stackTraceLimit")
  // By reflection, because not every platform has it, and `Error` is frozen on some.
  Reflect.set(Error, "stackTraceLimit", 0)
  try {
    return make()
  } finally {
    Reflect.set(Error, "stackTraceLimit", limit)
  }
}
