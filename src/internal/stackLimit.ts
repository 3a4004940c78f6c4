/**
 * Runs a function while stack traces have at most `frames` frames. It goes by
 * reflection, because not every platform has the limit, and `Error` is frozen
 * on some.
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
 * Makes an error without a stack trace. A reason needs none, because
 * `NovuError` has the same one, and taking it twice slows down every failed
 * call.
 */
export const withoutStack = <A>(make: () => A): A => withStackLimit(0, make)
