import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import { NovuClient } from "effect-novu"
import { type BulkOutcome, isNovuError, promised, promisedClient, Result, Schema, Trigger } from "effect-novu/Promised"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { ReadableStream } from "node:stream/web"
import { overFake, rejection } from "./overFake.ts"

const inbox = { workflows: [{ id: "welcome", steps: ["in_app" as const] }] }

const Welcome = Trigger.make("welcome", { payload: { name: Schema.String } })

/** Collects what an iterable yields, and fails with what it throws. */
const collect = async <A>(items: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const item of items) all.push(item)
  return all
}

const said = ({ result }: BulkOutcome<unknown, unknown>): string =>
  Result.isFailure(result) ? result.failure.reason._tag : "ok"

const collected = <A>(items: AsyncIterable<A>) => Effect.promise(() => collect(items))

describe("a stream as an asynchronous iterable", () => {
  it.effect("reads every page as it is iterated, and anew each time", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      for (const id of ["a", "b", "c"]) yield* Effect.promise(() => client.contexts.create({ type: "tenant", id }))
      const before = (yield* fake.requests).length
      const all = client.contexts.listAll({ limit: 2 })
      assert.notInstanceOf(all, Promise)
      assert.strictEqual((yield* fake.requests).length, before)
      const ids = yield* collected(all)
      assert.deepStrictEqual(ids.map(({ id }) => id).toSorted(), ["a", "b", "c"])
      assert.strictEqual((yield* fake.requests).length, before + 2)
      assert.deepStrictEqual(yield* collected(all), ids)
      assert.strictEqual((yield* fake.requests).length, before + 4)
    }))

  it.effect("reads no further once the loop is left", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      for (const id of ["a", "b", "c"]) yield* Effect.promise(() => client.contexts.create({ type: "tenant", id }))
      const before = (yield* fake.requests).length
      const first = yield* Effect.promise(async () => {
        for await (const { id } of client.contexts.listAll({ limit: 1 })) return id
        return undefined
      })
      assert.isString(first)
      assert.strictEqual((yield* fake.requests).length, before + 1)
    }))

  it("interrupts the request that is under way when the loop is left", async () => {
    const asked = Promise.withResolvers<AbortSignal>()
    await using client = promisedClient({
      secretKey: "sk",
      fetch: (_, init) => {
        if (init?.signal) asked.resolve(init.signal)
        return new Promise(() => {})
      }
    })
    const iterator = client.contexts.listAll()[Symbol.asyncIterator]()
    const next = iterator.next()
    const signal = await asked.promise
    assert.isFalse(signal.aborted)
    await iterator.return?.()
    assert.isTrue(signal.aborted)
    assert.deepStrictEqual(await next, { done: true, value: undefined })
    assert.deepStrictEqual(await iterator.next(), { done: true, value: undefined })
  })

  it.effect("throws the NovuError, which names the file that called", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      yield* fake.script(Fault.respond({ status: 401 }))
      const error = yield* rejection(collect(client.contexts.listAll()))
      assert.isTrue(isNovuError(error, "Unauthorized"))
      assert.include(isNovuError(error) ? error.stack?.split("\n")[1] : "", "iterating.test.ts")
    }))

  it.effect("gives items one after the other to whoever asks for several at once", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake()
      for (const id of ["a", "b"]) yield* Effect.promise(() => client.contexts.create({ type: "tenant", id }))
      const iterator = client.contexts.listAll({ limit: 1 })[Symbol.asyncIterator]()
      const steps = yield* Effect.promise(() => Promise.all([iterator.next(), iterator.next(), iterator.next()]))
      assert.deepStrictEqual(steps.map(({ done }) => done), [false, false, true])
      assert.notStrictEqual(steps[0]?.value.id, steps[1]?.value.id)
    }))

  it("is told by what a method returns, also by a client of one's own", async () => {
    const { novu } = await Effect.runPromise(Effect.provide(
      Effect.map(NovuClient, (client) => ({ novu: client })),
      FakeNovu.layerClient()
    ))
    const topics = { ...novu.topics, listAll: () => Stream.make({ key: "crew", name: "Crew" }) }
    await using client = promised(Layer.succeed(NovuClient, { ...novu, topics }))
    assert.deepStrictEqual(await collect(client.topics.listAll()), [{ key: "crew", name: "Crew" }])
  })
})

describe("many items at once", () => {
  const people = ["ada", "grace", "lin"]

  async function* later() {
    yield* people
  }

  const sources = {
    "a list": () => people,
    "a set": () => new Set(people),
    "a generator": () => people.values(),
    "an asynchronous generator": later,
    "a stream of the platform": () => ReadableStream.from(people)
  }

  for (const [what, source] of Object.entries(sources)) {
    it.effect(`are read from ${what}`, () =>
      Effect.gen(function*() {
        const { client, fake } = yield* overFake({ seed: inbox })
        const outcomes = yield* collected(
          client.events.triggerMany(Welcome, { to: source(), payload: { name: "x" } })
        )
        assert.deepStrictEqual(outcomes.map(({ index, item }) => [index, item]), [...people.entries()])
        assert.isTrue(outcomes.every(({ result }) => Result.isSuccess(result)))
        assert.deepStrictEqual((yield* fake.sent()).map(({ subscriberId }) => subscriberId).toSorted(), people)
      }))
  }

  it.effect("are sent by every method that takes them", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake({ seed: inbox })
      async function* each<A>(...items: ReadonlyArray<A>) {
        yield* items
      }
      const rows = yield* collected(client.subscribers.createAll(each({ subscriberId: "new" })))
      const events = yield* collected(
        client.events.triggerAll(Welcome, each({ to: "ada", payload: { name: "x" } }), { concurrency: 1 })
      )
      const named = yield* collected(
        client.events.triggerAll(each({ name: "welcome", to: "ada" }, { name: "no", to: "x" }))
      )
      const topics = yield* collected(client.topicSubscriptions.createAll("crew", each("ada", "new")))
      const preferences = yield* collected(client.subscriberPreferences.updateAll(
        each({ subscriberId: "ada", workflowId: "welcome", channels: { in_app: false } })
      ))
      const outcomes = [rows, events, named, topics, preferences].map((all) => all.map(said))
      assert.deepStrictEqual(outcomes, [["ok"], ["ok"], ["ok", "WorkflowNotFound"], ["ok", "ok"], ["ok"]])
      assert.strictEqual((yield* fake.sent()).length, 2)
    }))

  it.effect("stop with what their source throws", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake({ seed: inbox })
      const thrown = new Error("the file ended")
      async function* broken() {
        yield "ada"
        throw thrown
      }
      const error = yield* rejection(collect(client.events.triggerMany({ name: "welcome", to: broken() })))
      assert.strictEqual(error, thrown)
    }))

  it.effect("close their source when the loop is left", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake({ seed: inbox })
      let closed = false
      async function* endless() {
        try {
          for (let index = 0;; index++) yield { name: "welcome", to: `person-${index}` }
        } finally {
          closed = true
        }
      }
      yield* Effect.promise(async () => {
        for await (const { index } of client.events.triggerAll(endless())) if (index === 150) break
      })
      assert.isTrue(closed)
    }))
})
