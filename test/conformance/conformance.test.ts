import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { RetryPolicy } from "effect-novu"
import { HttpClient } from "effect/http"
import { measureBulk } from "./bulk.ts"
import { bulkCases } from "./bulkCases.ts"
import { cases, lostDeletes, olderRows, patience, patient, repeatClasses } from "./cases.ts"
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

  for (const each of olderRows) {
    it.effect(`create meets a connection ${each.there}`, () =>
      Effect.gen(function*() {
        const { lasted: _, ...conduct } = yield* measure(["reset-before", "answer"], "guarded", { there: each.there })
        assert.deepStrictEqual(conduct, each.create)
      }))
  }

  for (const each of cases) {
    for (const repeat of repeatClasses) {
      it.effect(`${each.on.join(", ")}: ${repeat}, through a client that fails where the status is not 2xx`, () =>
        Effect.gen(function*() {
          const { lasted: _, ...conduct } = yield* measure(each.on, repeat, {
            transformClient: HttpClient.filterStatusOk
          })
          assert.deepStrictEqual(conduct, each[repeat])
        }))
    }
  }

  for (const each of patient) {
    it.effect(`${each.on.join(", ")}: with patience`, () =>
      Effect.gen(function*() {
        const policy = RetryPolicy.make({ maxAttempts: patience })
        const { lasted, ...conduct } = yield* measure(each.on, "idempotent", { policy })
        assert.deepStrictEqual(conduct, each.idempotent)
        assert.strictEqual(lasted, each.lasted)
      }))
  }

  for (const { conduct, on } of bulkCases) {
    it.effect(`${on.join(", ")}: the second of three groups of many events`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* measureBulk(on), conduct)
      }))
  }
})
