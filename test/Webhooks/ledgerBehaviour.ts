/** Says what every ledger does, whatever keeps it. */
import { assert } from "@effect/vitest"
import { Duration, Effect, type Layer } from "effect"
import { type Claim, type InvalidLedger, WebhookLedger } from "effect-novu/Webhooks"

/** Makes the layer of a consumer over one store. */
export type LedgerOf<E, R> = (consumer: string) => Layer.Layer<WebhookLedger, InvalidLedger | E, R>

interface Behaviour {
  readonly says: string
  /** Moves time on: a ledger in the process follows the `Clock`, and Redis its own. */
  readonly run: <E, R>(ledger: LedgerOf<E, R>, pass: (time: Duration.Duration) => Effect.Effect<void>) => Effect.Effect<
    void,
    unknown,
    R
  >
}

const lease = Duration.millis(400)

const claim = (id: string, time = lease) => WebhookLedger.use((ledger) => ledger.claim(id, time))

const token = (claim: Claim): string => {
  assert(claim._tag === "Fresh")
  return claim.token
}

const tag = (id: string) => Effect.map(claim(id), ({ _tag }) => _tag)

export const behaviours: ReadonlyArray<Behaviour> = [
  {
    says: "claims an id once, and says how long the claim lasts",
    run: (ledger) =>
      Effect.gen(function*() {
        yield* claim("a", Duration.seconds(30))
        const again = yield* claim("a")
        assert(again._tag === "Running")
        assert.isAbove(Duration.toMillis(again.remaining), 20_000)
        assert.isAtMost(Duration.toMillis(again.remaining), 30_000)
        assert.strictEqual(yield* tag("b"), "Fresh")
      }).pipe(Effect.provide(ledger("first")))
  },
  {
    says: "remembers what was handled",
    run: (ledger, pass) =>
      Effect.gen(function*() {
        const { complete } = yield* WebhookLedger
        yield* complete("c", token(yield* claim("c")))
        yield* pass(Duration.times(lease, 2))
        assert.strictEqual(yield* tag("c"), "Done")
      }).pipe(Effect.provide(ledger("second")))
  },
  {
    says: "lets a released id be claimed again",
    run: (ledger) =>
      Effect.gen(function*() {
        const { release } = yield* WebhookLedger
        yield* release("d", token(yield* claim("d")))
        assert.strictEqual(yield* tag("d"), "Fresh")
      }).pipe(Effect.provide(ledger("third")))
  },
  {
    says: "lets an id be claimed again when its lease has ended, and then obeys the later claim alone",
    run: (ledger, pass) =>
      Effect.gen(function*() {
        const { complete, release } = yield* WebhookLedger
        const first = token(yield* claim("e"))
        yield* pass(Duration.times(lease, 2))
        const second = token(yield* claim("e", Duration.seconds(30)))
        assert.notStrictEqual(first, second)
        yield* release("e", first)
        yield* complete("e", first)
        assert.strictEqual(yield* tag("e"), "Running")
        yield* complete("e", second)
        assert.strictEqual(yield* tag("e"), "Done")
        yield* release("e", second)
        assert.strictEqual(yield* tag("e"), "Done")
      }).pipe(Effect.provide(ledger("fourth")))
  },
  {
    says: "records what was handled after its lease had ended, if nobody else has claimed it",
    run: (ledger, pass) =>
      Effect.gen(function*() {
        const { complete } = yield* WebhookLedger
        const first = token(yield* claim("f"))
        yield* pass(Duration.times(lease, 2))
        yield* complete("f", first)
        assert.strictEqual(yield* tag("f"), "Done")
      }).pipe(Effect.provide(ledger("fifth")))
  },
  {
    says: "forgets what is asked for, and nothing else",
    run: (ledger) =>
      Effect.gen(function*() {
        const { complete, forget } = yield* WebhookLedger
        for (const id of ["g", "h"]) yield* complete(id, token(yield* claim(id)))
        yield* forget("g")
        yield* forget("never seen")
        assert.strictEqual(yield* tag("g"), "Fresh")
        assert.strictEqual(yield* tag("h"), "Done")
      }).pipe(Effect.provide(ledger("sixth")))
  },
  {
    says: "keeps consumers apart, whatever their names and ids are",
    run: (ledger) =>
      Effect.gen(function*() {
        for (const [consumer, id] of [["x", "i"], ["y", "i"], ["x:y", "z"], ["x", "y:z"]] as const) {
          const complete = Effect.gen(function*() {
            const { complete } = yield* WebhookLedger
            yield* complete(id, token(yield* claim(id)))
            assert.strictEqual(yield* tag(id), "Done")
          })
          yield* Effect.provide(complete, ledger(consumer))
        }
      })
  },
  {
    says: "gives one of many that claim at once the claim",
    run: (ledger) =>
      Effect.gen(function*() {
        const claims = yield* Effect.all(Array.from({ length: 50 }, () => claim("j", Duration.seconds(30))), {
          concurrency: "unbounded"
        })
        assert.lengthOf(claims.filter(({ _tag }) => _tag === "Fresh"), 1)
        assert.lengthOf(claims.filter(({ _tag }) => _tag === "Running"), 49)
      }).pipe(Effect.provide(ledger("seventh")))
  },
  {
    says: "takes any text as an id",
    run: (ledger) =>
      Effect.gen(function*() {
        const { complete } = yield* WebhookLedger
        for (const id of ["", "'; DROP TABLE novu_webhooks; --", "msg_ü🎉", "x".repeat(1000), "done", "running:"]) {
          yield* complete(id, token(yield* claim(id)))
          assert.strictEqual(yield* tag(id), "Done", id)
        }
      }).pipe(Effect.provide(ledger("eighth")))
  }
]
