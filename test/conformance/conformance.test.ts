import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { RetryPolicy } from "effect-novu"
import { cases, lostDeletes, patience, patient, repeatClasses } from "./cases.ts"
import { measure } from "./measure.ts"

describe("every call behaves as the conformance table says", () => {
  for (const each of cases) {
    for (const repeat of repeatClasses) {
      it.effect(`${each.on.join(", ")}: ${repeat}`, () =>
        Effect.gen(function*() {
          const { lasted, ...conduct } = yield* measure(each.on, repeat)
          assert.deepStrictEqual(conduct, each[repeat])
          assert.isAtMost(lasted, 30_000)
        }))
    }
  }

  for (const each of lostDeletes) {
    it.effect(`${each.on.join(", ")}: delete`, () =>
      Effect.gen(function*() {
        const { lasted: _, ...conduct } = yield* measure(each.on, "delete")
        assert.deepStrictEqual(conduct, each.delete)
      }))
  }

  for (const each of patient) {
    it.effect(`${each.on.join(", ")}: with patience`, () =>
      Effect.gen(function*() {
        const policy = RetryPolicy.make({ maxAttempts: patience })
        const { lasted, ...conduct } = yield* measure(each.on, "idempotent", policy)
        assert.deepStrictEqual(conduct, each.idempotent)
        assert.strictEqual(lasted, each.lasted)
      }))
  }
})
