import { Context, Effect, Layer } from "effect"
import { promised } from "effect-novu/Promised"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"

/** Makes a client in promises over a fake that the test can look into, in the time of the test. */
export const overFake = (options?: FakeNovuOptions) =>
  Effect.gen(function*() {
    const services = yield* Layer.build(FakeNovu.layerClient(options))
    const client = promised(Layer.succeedContext(Context.merge(yield* Effect.context<never>(), services)))
    yield* Effect.addFinalizer(() => Effect.promise(client.dispose))
    return { client, fake: Context.get(services, FakeNovu) }
  })

/** Waits until a fake has got requests. */
export const arrived = (fake: FakeNovu["Service"], count: number): Effect.Effect<void> =>
  Effect.flatMap(fake.requests, ({ length }) =>
    length >= count ? Effect.void : Effect.yieldNow.pipe(
      Effect.andThen(Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))),
      Effect.andThen(arrived(fake, count))
    ))

/** Returns what a promise rejects with, for which it waits from now on. */
export const rejection = (promise: Promise<unknown>): Effect.Effect<unknown> => {
  const settled = promise.then((value) => {
    throw new Error(`resolved with ${String(value)}`)
  }, (error: unknown) => error)
  return Effect.promise(() => settled)
}
