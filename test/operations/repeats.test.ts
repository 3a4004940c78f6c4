import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import type { Repeat } from "effect-novu/Transport/Operation"
import { TestClock } from "effect/testing"
import { plain } from "../peer/plain.ts"
import { inVirtualTime } from "../support/client.ts"
import { ask, attemptsOf, prepare, repeatOf } from "./calls.ts"
import type { Lost } from "./row.ts"
import { all, type AnyAttempt, type Case } from "./rows.ts"

/** Says which repeat class an operation needs for each end of a lost answer. */
const classOf: Readonly<Record<Lost, Repeat>> = {
  same: "idempotent",
  again: "idempotent",
  gone: "idempotent",
  found: "guarded",
  dropped: "guarded",
  twice: "unguarded",
  once: "unguarded"
}

/** In each of these ways Novu acts and its answer does not arrive. */
const losses: Readonly<Record<string, Fault.Fault>> = {
  "the connection breaks after the write": Fault.hangUp("after-write"),
  "the connection breaks in the headers": Fault.hangUp("in-headers"),
  "a gateway answers 502": Fault.failAfterWrite({ status: 502, text: "Bad Gateway" }),
  "a gateway answers 504": Fault.failAfterWrite({ status: 504, text: "Gateway Timeout" }),
  "no headers arrive": Fault.stall("headers")
}

const ofTheRequest = new Set([
  "updatedAt",
  "activityFeedLink",
  "readAt",
  "archivedAt",
  "lastReadDate",
  "lastOnlineAt",
  "runAt",
  "date"
])

/** Hides what names the request itself: a repeated one is later than the first, and has a log of its own. */
const withoutTraces = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, member: unknown) => ofTheRequest.has(name) && member !== null ? "hidden" : member) ??
      "null"
  )

/** Makes what an example needs, calls it, and returns what is then in the fake. */
const after = (
  each: Case,
  attempt: AnyAttempt,
  idempotency: boolean,
  calls: number,
  ...faults: ReadonlyArray<Fault.Fault>
) =>
  Effect.gen(function*() {
    const fake = yield* FakeNovu
    yield* prepare(attempt.needs)
    const before = (yield* fake.requests).length
    yield* fake.script(...faults)
    const exit = yield* inVirtualTime(
      Effect.exit(
        Effect.replicateEffect(ask(each, attempt.example), calls).pipe(Effect.map((all) => all.at(-1)?.result))
      )
    )
    const sent = (yield* fake.requests).slice(before)
    return { exit, sent, state: withoutTraces(plain(yield* fake.state)) }
  }).pipe(
    Effect.provide(FakeNovu.layerClient({ idempotency, ...each.row.fake })),
    // Two runs are compared together with the times that they store, so both start at 0.
    (run) => Effect.andThen(TestClock.setTime(0), run)
  )

/** A repeated request may show the times of what the first has made, which the first leaves out. */
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(
      value,
      (name, member: unknown) => name === "createdAt" || name === "updatedAt" ? undefined : member
    ) ??
      "null"
  )

const resultOf = (exit: Exit.Exit<unknown, unknown>) => {
  assert(Exit.isSuccess(exit), String(exit))
  return withoutTimes(withoutTraces(plain(exit.value)))
}

/** Checks that the state is that of one success, and that the call succeeds or says that its outcome is unknown. */
const actsOnce = Effect.fnUntraced(function*(each: Case, attempt: AnyAttempt, idempotency: boolean) {
  const once = yield* after(each, attempt, idempotency, 1)
  for (const [what, loss] of Object.entries(losses)) {
    const { exit, sent, state } = yield* after(each, attempt, idempotency, 1, loss)
    assert.deepStrictEqual(state, once.state, what)
    const attempts = sent.filter(({ method, url }) => method === sent[0]?.method && url === sent[0]?.url)
    if (classOf[attempt.lost] === "unguarded") {
      assert.lengthOf(sent, 1, what)
      const error = yield* Effect.flip(exit)
      assert.isTrue(error.mayHaveActed, what)
    } else {
      assert.lengthOf(attempts, 2, what)
      const result = resultOf(exit)
      if (attempt.lost !== "again") assert.deepStrictEqual(result, resultOf(once.exit), what)
    }
  }
})

describe.each(all)("$name", (each) => {
  it.each(attemptsOf(each))("declares what a second request does: $lost", (attempt) => {
    assert.strictEqual(repeatOf(each.operation, attempt.example ?? {}), classOf[attempt.lost])
  })

  it.effect.each(attemptsOf(each))(
    "acts once when its answer is lost: $lost",
    (attempt) => Effect.andThen(actsOnce(each, attempt, false), actsOnce(each, attempt, true))
  )
})

const actTwice = all.flatMap((each) =>
  attemptsOf(each).filter(({ lost }) => lost === "twice").map((attempt) => ({ name: each.name, each, attempt }))
)

it.effect.each(actTwice)("$name would act twice if it were repeated", ({ attempt, each }) =>
  Effect.gen(function*() {
    const once = yield* after(each, attempt, false, 1)
    const twice = yield* after(each, attempt, false, 2)
    assert.notDeepEqual(twice.state, once.state)
  }))

/** A method that completes its input always asks with what decides. */
const depends = all.filter(({ operation, row }) =>
  typeof operation.repeat === "function" && row.completed === undefined
)

describe.each(depends)("$name", (each) => {
  it("has an example of more than one repeat class", () => {
    const classes = attemptsOf(each).map(({ example = {} }) => repeatOf(each.operation, example))
    assert.isAbove(new Set(classes).size, 1)
  })
})
