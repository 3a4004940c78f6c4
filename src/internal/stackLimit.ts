/**
 * Runs a function while stack traces have at most so many frames. By reflection,
 * because not every platform has the limit, and `Error` is frozen on some.
 */
export const withStackLimit = <A>(frames: number, make: () => A): A => {
  const limit: unknown = Reflect.get(Error, "stackTraceLimit")
  Reflect.set(Error, "stackTraceLimit", frames)
  try {
    return make()
  } finally {
    Reflect.set(Error, "stackTraceLimit", limit)
  }
}

/**
 * Makes an error without a stack trace: a reason, because `NovuError` has one
 * that the reason's would repeat, and taking it is a sixth of what a failed call
 * costs.
 */
export const withoutStack = <A>(make: () => A): A => withStackLimit(0, make)
