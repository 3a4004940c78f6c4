import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer } from "effect"
import { NovuClient } from "effect-novu"
import { isNovuError, promised, type PromisedClient, promisedClient } from "effect-novu/Promised"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { getEventListeners } from "node:events"
import { overFake, rejection } from "./overFake.ts"

/** Makes a client whose requests are never answered, and a promise for the signal of the first. */
const unanswered = () => {
  const asked = Promise.withResolvers<AbortSignal>()
  const client = promisedClient({
    secretKey: "sk",
    fetch: (_, init) => {
      if (init?.signal) asked.resolve(init.signal)
      return new Promise(() => {})
    }
  })
  return { client, asked: asked.promise }
}

const rejected = (promise: Promise<unknown>) => Effect.runPromise(rejection(promise))

const first = (items: AsyncIterable<unknown>) => items[Symbol.asyncIterator]().next()

/** Calls of every kind, with a signal among their options. */
const calls: Readonly<Record<string, (client: PromisedClient, signal: AbortSignal) => Promise<unknown>>> = {
  "a method": ({ contexts }, signal) => contexts.create({ type: "tenant", id: "acme" }, { signal }),
  "a method without an input": ({ integrations }, signal) => integrations.list({ signal }),
  "a method whose query was left out": ({ contexts }, signal) => contexts.list(undefined, { signal }),
  "an overloaded method": ({ events }, signal) => events.trigger({ name: "welcome", to: "ada" }, { signal }),
  "a method of several calls": ({ subscribers }, signal) => subscribers.ensure({ subscriberId: "ada" }, { signal }),
  "an edit": ({ workflows }, signal) => workflows.edit("welcome", () => ({}), { signal }),
  "a list": ({ contexts }, signal) => first(contexts.listAll(undefined, { signal })),
  "many items": ({ events }, signal) => first(events.triggerMany({ name: "welcome", to: ["ada"] }, { signal })),
  "a wait": ({ notifications }, signal) =>
    first(notifications.awaitActivity("t1", { until: () => true, within: "1 minute", signal }))
}

describe("a signal that is aborted", () => {
  for (const [what, call] of Object.entries(calls)) {
    it(`interrupts the request that is under way: ${what}`, async () => {
      const { asked, client } = unanswered()
      await using _ = client
      const controller = new AbortController()
      const promise = call(client, controller.signal)
      const signal = await asked
      assert.isFalse(signal.aborted)
      const reason = new Error("enough")
      controller.abort(reason)
      assert.strictEqual(await rejected(promise), reason)
      assert.isTrue(signal.aborted)
    })

    it.effect(`sends nothing where it was aborted before: ${what}`, () =>
      Effect.gen(function*() {
        const { client, fake } = yield* overFake()
        const error = yield* rejection(call(client, AbortSignal.abort()))
        assert.strictEqual((error as DOMException).name, "AbortError")
        assert.deepStrictEqual(yield* fake.requests, [])
      }))
  }

  it.effect("is no part of what is sent", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      const { signal } = new AbortController()
      yield* Effect.promise(() => client.topics.create({ key: "crew", name: "Crew" }, { failIfExists: true, signal }))
      yield* Effect.promise(() => client.topics.list({ limit: 5 }, { signal, totalTimeout: "5 seconds" }))
      yield* Effect.promise(() => client.topics.delete("crew", { signal: undefined }))
      assert.deepStrictEqual((yield* fake.requests).map(({ url }) => url), [
        "/v2/topics?failIfExists=true",
        "/v2/topics?limit=5",
        "/v2/topics/crew"
      ])
    }))

  it("carries the interruption of an effect across", async () => {
    const { asked, client } = unanswered()
    await using _ = client
    const fiber = Effect.runFork(Effect.tryPromise((signal) => client.integrations.list({ signal })))
    const signal = await asked
    await Effect.runPromise(Fiber.interrupt(fiber))
    assert.isTrue(signal.aborted)
  })

  it("ends an iteration between two items, and what it sends ahead", async () => {
    const asked = Promise.withResolvers<AbortSignal>()
    let answered = 0
    await using client = promisedClient({
      secretKey: "sk",
      fetch: async (_, init) => {
        if (answered++ === 0) {
          return Response.json({ data: { acknowledged: true, status: "processed", transactionId: "t" } })
        }
        if (init?.signal) asked.resolve(init.signal)
        return new Promise(() => {})
      }
    })
    const controller = new AbortController()
    const to = Array.from({ length: 300 }, (_, index) => `person-${index}`)
    const outcomes = client.events.triggerMany({ name: "welcome", to }, { signal: controller.signal, concurrency: 2 })
    const iterator = outcomes[Symbol.asyncIterator]()
    assert.strictEqual((await iterator.next()).value?.index, 0)
    const ahead = await asked.promise
    controller.abort()
    assert.strictEqual((await rejected(iterator.next()) as DOMException).name, "AbortError")
    assert.isTrue(ahead.aborted)
  })

  it.effect("does nothing after the call, and nobody listens to it any more", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake()
      const controller = new AbortController()
      const { signal } = controller
      const { result } = yield* Effect.promise(() => client.contexts.create({ type: "tenant", id: "acme" }, { signal }))
      yield* Effect.promise(async () => {
        for await (const _ of client.contexts.listAll({}, { signal })) break
        for await (const _ of client.contexts.listAll({}, { signal }));
      })
      yield* rejection(client.contexts.retrieve("tenant", "gone", { signal }))
      assert.deepStrictEqual(getEventListeners(signal, "abort"), [])
      controller.abort()
      assert.strictEqual(result.id, "acme")
      assert.strictEqual((yield* Effect.promise(() => client.contexts.retrieve("tenant", "acme"))).result.id, "acme")
    }))
})

describe("a client that is disposed", () => {
  const watched = (events: Array<string>) =>
    FakeNovu.layerClient().pipe(Layer.provideMerge(Layer.effectDiscard(
      Effect.acquireRelease(
        Effect.sync(() => void events.push("built")),
        () => Effect.sync(() => void events.push("released"))
      )
    )))

  it("releases its layers at the end of a block", async () => {
    const events: Array<string> = []
    {
      await using client = promised(watched(events))
      assert.deepStrictEqual(events, [])
      await client.contexts.list()
      await client.integrations.list()
      assert.deepStrictEqual(events, ["built"])
    }
    assert.deepStrictEqual(events, ["built", "released"])
  })

  it("releases them once, and builds none for it", async () => {
    const events: Array<string> = []
    const unused = promised(watched(events))
    await unused.dispose()
    assert.deepStrictEqual(events, [])
    const client = promised(watched(events))
    await client.contexts.list()
    await Promise.all([client.dispose(), client[Symbol.asyncDispose]()])
    await client.dispose()
    assert.deepStrictEqual(events, ["built", "released"])
  })

  it("interrupts what is under way, and its promises reject", async () => {
    const { asked, client } = unanswered()
    const call = rejected(client.integrations.list())
    const iteration = rejected(first(client.contexts.listAll()))
    const signal = await asked
    await client.dispose()
    assert.isTrue(signal.aborted)
    assert.strictEqual((await call as DOMException).name, "AbortError")
    assert.strictEqual((await iteration as DOMException).name, "AbortError")
  })

  it.effect("releases its layers also where the source of an iteration cannot be closed", () =>
    Effect.gen(function*() {
      const events: Array<string> = []
      const client = promised(watched(events))
      const broken = {
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.resolve({ done: false as const, value: { name: "welcome", to: "ada" } }),
          return: () => Promise.reject(new Error("cannot be closed"))
        })
      }
      const controller = new AbortController()
      const aborted = client.events.triggerAll(broken, { signal: controller.signal })[Symbol.asyncIterator]()
      yield* Effect.promise(() => aborted.next())
      const left = client.events.triggerAll(broken)[Symbol.asyncIterator]()
      yield* Effect.promise(() => left.next())
      controller.abort(new Error("enough"))
      assert.strictEqual(String(yield* rejection(aborted.next())), "Error: enough")
      assert.include(String(yield* rejection(client.dispose())), "cannot be closed")
      assert.deepStrictEqual(events, ["built", "released"])
    }))

  it.effect("calls nothing afterwards", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      yield* Effect.promise(() => client.contexts.list())
      const iterator = client.contexts.listAll()[Symbol.asyncIterator]()
      yield* Effect.promise(client.dispose)
      const later = [() => client.contexts.list(), () => iterator.next(), () => first(client.contexts.listAll())]
      for (const call of later) assert.include(String(yield* rejection(call())), "The client was disposed")
      assert.strictEqual((yield* fake.requests).length, 1)
    }))

  it.effect("ends while its layer is being built", () =>
    Effect.gen(function*() {
      const client = promised(Layer.effect(NovuClient, Effect.never))
      const call = rejection(client.contexts.list())
      const fiber = yield* Effect.forkChild(call)
      yield* Effect.promise(client.dispose)
      assert.include(String(yield* Fiber.join(fiber)), "The client was disposed")
    }))
})

describe("a layer that fails", () => {
  it("rejects every call with its failure", async () => {
    await using client = promisedClient({ secretKey: "sk", apiUrl: "nowhere" })
    const errors = await Promise.all([
      rejected(client.contexts.list()),
      rejected(first(client.contexts.listAll())),
      rejected(client.integrations.list())
    ])
    assert.isTrue(errors.every((error) => isNovuError(error, "InvalidInput")))
  })

  it.effect("rejects with what its own errors are", () =>
    Effect.gen(function*() {
      const failure = new Error("no vault")
      const client = promised(Layer.effect(NovuClient, Effect.fail(failure)))
      assert.strictEqual(yield* rejection(client.contexts.list()), failure)
    }))
})
