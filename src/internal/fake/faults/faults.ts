import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { type Fault, pass } from "../../../Testing/Fault.ts"
import type { FaultRule } from "../../../Testing/FaultRule.ts"
import type { FakeRequest } from "../protocol/message.ts"
import { makeRandom } from "../store/ids.ts"

/** A rule stays until a reset, and counts the requests that satisfy its method and path. */
interface ActiveRule {
  readonly rule: FaultRule
  readonly fault: Fault
  /** Draws numbers from the rule's own seed, if it has one. */
  readonly random: (() => number) | undefined
  /** Counts the requests that have satisfied its method and path. */
  count: number
}

export interface PendingFaults {
  readonly scripted: ReadonlyArray<Fault>
  readonly rules: ReadonlyArray<Pick<ActiveRule, "rule" | "fault" | "count">>
}

/**
 * Keeps the faults to come: a script, which has one fault per request, and rules,
 * which stay. The script goes first; of the rules that match, the first wins.
 */
export const makeFaults = (changed: () => void = () => {}) => {
  const script: Array<Fault> = []
  const rules: Array<ActiveRule> = []

  const next = (request: FakeRequest): Effect.Effect<Fault> => {
    if (script.length === 0 && rules.length === 0) return none
    return Effect.map(Random.next, (number) => {
      let matched: Fault | undefined
      // Every rule counts the request, even if the script or another rule decides about it.
      for (const active of rules) {
        if (matches(active, request, number)) matched ??= active.fault
      }
      return script.shift() ?? matched ?? pass
    })
  }

  return {
    next,
    script: (faults: ReadonlyArray<Fault>) => {
      script.push(...faults)
      changed()
    },
    rule: (rule: FaultRule, fault: Fault) => {
      rules.push({ rule, fault, random: rule.seed === undefined ? undefined : makeRandom(rule.seed), count: 0 })
      changed()
    },
    /** Returns what is to come, in its order. */
    pending: (): PendingFaults => ({
      scripted: [...script],
      rules: rules.map(({ count, fault, rule }) => ({ rule, fault, count }))
    }),
    reset: () => {
      script.length = 0
      rules.length = 0
      changed()
    }
  }
}

const none = Effect.succeed(pass)

/** Counts the request and decides about it. `number` is a random number for a rule without a seed of its own. */
const matches = (active: ActiveRule, request: FakeRequest, number: number): boolean => {
  const { rule } = active
  if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) return false
  if (typeof rule.path === "string" && !request.target.startsWith(rule.path)) return false
  if (rule.path instanceof RegExp && request.target.search(rule.path) === -1) return false
  active.count++
  if (rule.nth !== undefined && active.count !== rule.nth) return false
  if (rule.every !== undefined && active.count % rule.every !== 0) return false
  return rule.probability === undefined || (active.random?.() ?? number) < rule.probability
}
