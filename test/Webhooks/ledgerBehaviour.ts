/** What every ledger does, whatever keeps it. */
import { assert } from "@effect/vitest"
import { Context, Duration, Effect, Layer, type Scope } from "effect"
import {
  type InvalidLedger,
  WebhookLedger,
  type WebhookLedgerError,
  type WebhookLedgerOptions
} from "effect-novu/Webhooks/WebhookLedger"
import { TestClock } from "effect/testing"

type Ledger = WebhookLedger["Service"]

export interface LedgerTime {
  /** Is long against a call of the store. */
  readonly unit: Duration.Duration
  readonly pass: (time: Duration.Duration) => Effect.Effect<void>
}

/** Is the time of stores that ask the process's clock. */
const virtualTime: LedgerTime = { unit: Duration.minutes(1), pass: TestClock.adjust }

type Open = (units?: number) => Effect.Effect<Ledger, InvalidLedger, Scope.Scope>

interface Place {
  /** Opens the ledger of one consumer, with so many units of retention. */
  readonly open: Open
  /** Opens one of the same store for another consumer. */
  readonly openOther: Open
  readonly units: (count: number) => Duration.Duration
  readonly pass: (count: number) => Effect.Effect<void>
}

type Behaviour = (place: Place) => Effect.Effect<void, InvalidLedger | WebhookLedgerError, Scope.Scope>

const tags = (claims: ReadonlyArray<{ readonly _tag: string }>) => claims.map(({ _tag }) => _tag)

const claimFresh = Effect.fnUntraced(function*(ledger: Ledger, lease: Duration.Duration, id = "msg_1") {
  const claim = yield* ledger.claim(id, lease)
  if (claim._tag !== "Fresh") return assert.fail(`the claim is ${claim._tag}`)
  return claim.token
})

const behaviours: Record<string, Behaviour> = {
  "an id is fresh, then running, and done once it is completed": Effect.fnUntraced(function*({ open, units }) {
    const ledger = yield* open()
    const token = yield* claimFresh(ledger, units(10))
    assert.strictEqual((yield* ledger.claim("msg_1", units(10)))._tag, "Running")
    yield* ledger.complete("msg_1", token)
    assert.deepStrictEqual(yield* ledger.claim("msg_1", units(10)), { _tag: "Done" })
    assert.strictEqual((yield* ledger.claim("msg_2", units(10)))._tag, "Fresh")
  }),
  "a running claim says how long it may still last": Effect.fnUntraced(function*({ open, pass, units }) {
    const ledger = yield* open()
    yield* claimFresh(ledger, units(10))
    yield* pass(2)
    const claim = yield* ledger.claim("msg_1", units(100))
    if (claim._tag !== "Running") return assert.fail(`the claim is ${claim._tag}`)
    assert.isAtMost(Duration.toMillis(claim.remaining), Duration.toMillis(units(8)))
    assert.isAbove(Duration.toMillis(claim.remaining), Duration.toMillis(units(3)))
  }),
  "a claim is taken over once its lease has ended, and its token then does nothing": Effect.fnUntraced(
    function*({ open, pass, units }) {
      const ledger = yield* open()
      const old = yield* claimFresh(ledger, units(1))
      yield* pass(1)
      const token = yield* claimFresh(ledger, units(100))
      assert.notStrictEqual(token, old)
      yield* ledger.release("msg_1", old)
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Running")
      yield* ledger.complete("msg_1", old)
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Running")
      yield* ledger.complete("msg_1", token)
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Done")
    }
  ),
  "a claim whose lease has ended is completed if nobody took it over": Effect.fnUntraced(
    function*({ open, pass, units }) {
      const ledger = yield* open()
      const token = yield* claimFresh(ledger, units(1))
      yield* pass(2)
      yield* ledger.complete("msg_1", token)
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Done")
    }
  ),
  "a claim that another took over and released is not completed by its old token": Effect.fnUntraced(
    function*({ open, pass, units }) {
      const ledger = yield* open()
      const old = yield* claimFresh(ledger, units(1))
      yield* pass(2)
      yield* ledger.release("msg_1", yield* claimFresh(ledger, units(100)))
      yield* ledger.complete("msg_1", old)
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Fresh")
    }
  ),
  "a released claim is fresh again": Effect.fnUntraced(function*({ open, units }) {
    const ledger = yield* open()
    const token = yield* claimFresh(ledger, units(100))
    yield* ledger.release("msg_1", token)
    yield* claimFresh(ledger, units(100))
  }),
  "what is done is neither released nor completed again, and no other token than the claim's completes": Effect
    .fnUntraced(function*({ open, pass, units }) {
      const ledger = yield* open(4)
      const token = yield* claimFresh(ledger, units(100))
      yield* ledger.complete("msg_1", "another")
      yield* ledger.release("msg_1", "another")
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Running")
      yield* ledger.complete("msg_1", token)
      yield* ledger.release("msg_1", token)
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Done")
      yield* pass(2)
      yield* ledger.complete("msg_1", token)
      yield* pass(2)
      assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Fresh")
    }),
  "a forgotten id is fresh, whether it was done or running": Effect.fnUntraced(function*({ open, units }) {
    const ledger = yield* open()
    yield* ledger.forget("msg_1")
    yield* ledger.complete("msg_1", yield* claimFresh(ledger, units(100)))
    yield* ledger.forget("msg_1")
    const forgotten = yield* claimFresh(ledger, units(100))
    yield* ledger.forget("msg_1")
    yield* ledger.complete("msg_1", forgotten)
    yield* claimFresh(ledger, units(100))
  }),
  "an id is remembered for the retention and not longer": Effect.fnUntraced(function*({ open, pass, units }) {
    const ledger = yield* open(5)
    yield* ledger.complete("msg_1", yield* claimFresh(ledger, units(1)))
    yield* pass(2)
    assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Done")
    yield* pass(3)
    yield* claimFresh(ledger, units(1))
  }),
  "two consumers of one store both handle an id": Effect.fnUntraced(function*({ open, openOther, units }) {
    const [ledger, other] = [yield* open(), yield* openOther()]
    yield* ledger.complete("msg_1", yield* claimFresh(ledger, units(100)))
    const token = yield* claimFresh(other, units(100))
    yield* ledger.forget("msg_1")
    assert.strictEqual((yield* other.claim("msg_1", units(1)))._tag, "Running")
    yield* other.complete("msg_1", token)
    assert.strictEqual((yield* other.claim("msg_1", units(1)))._tag, "Done")
    yield* claimFresh(ledger, units(100))
  }),
  "of fifty who claim an id at once, one gets it": Effect.fnUntraced(function*({ open, units }) {
    const ledger = yield* open()
    for (let round = 0; round < 5; round++) {
      const claims = yield* Effect.all(
        Array.from({ length: 50 }, () => ledger.claim(`msg_${round}`, units(100))),
        { concurrency: "unbounded" }
      )
      assert.lengthOf(tags(claims).filter((tag) => tag === "Fresh"), 1)
      assert.lengthOf(tags(claims).filter((tag) => tag === "Running"), 49)
    }
  }),
  "any text of a thousand characters is an id of its own": Effect.fnUntraced(function*({ open, units }) {
    const ledger = yield* open()
    const ids = ["", " ", "a:b", "\0", "a\0", "\ud800", "\ud801", "ÿ".repeat(255), "é'\"%_\n", "\u{1F600}".repeat(127)]
    const long = ["a", "\u{1F600}", "\ud800", "\ud801", "\0"].map((each) => each.repeat(1000).slice(0, 1000))
    // Random digits cannot be compressed, so no index holds them in less.
    const random = Array.from({ length: 63 }, () => crypto.randomUUID()).join("").slice(0, 1000)
    for (const id of [...ids, ...long, random, `${random.slice(1)}x`]) {
      yield* ledger.complete(id, yield* claimFresh(ledger, units(100), id))
      assert.strictEqual((yield* ledger.claim(id, units(1)))._tag, "Done")
    }
  }),
  "a lease without an end lasts, and one of no time has ended": Effect.fnUntraced(function*({ open, units }) {
    const ledger = yield* open()
    yield* claimFresh(ledger, Duration.infinity)
    assert.strictEqual((yield* ledger.claim("msg_1", units(1)))._tag, "Running")
    yield* claimFresh(ledger, Duration.zero, "msg_2")
    yield* claimFresh(ledger, units(1), "msg_2")
  })
}

/** Runs every behaviour with `it.effect` of a suite that provides what the layer needs. */
export const ledgerBehaviour = <R>(
  it: (name: string, run: () => Effect.Effect<void, unknown, R | Scope.Scope>) => void,
  layer: (options: WebhookLedgerOptions) => Layer.Layer<WebhookLedger, InvalidLedger, R>,
  time: LedgerTime = virtualTime
): void => {
  const units = (count: number) => Duration.times(time.unit, count)
  for (const [name, behaviour] of Object.entries(behaviours)) {
    it(name, () =>
      Effect.gen(function*() {
        const context = yield* Effect.context<R>()
        const openAs = (consumer: string): Open => (retention = 10_000) =>
          Layer.build(layer({ consumer, retention: units(retention) })).pipe(
            Effect.map((services) => Context.get(services, WebhookLedger)),
            Effect.provideContext(context)
          )
        // Tests that share a store have consumers of their own.
        const consumer = crypto.randomUUID()
        yield* behaviour({
          open: openAs(consumer),
          openOther: openAs(`${consumer}:other`),
          units,
          pass: (count) => time.pass(units(count))
        })
      }))
  }
}
