import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { type Fault, pass } from "../../../Testing/Fault.ts"
import type { FaultRule } from "../../../Testing/FaultRule.ts"
import type { FakeRequest } from "../protocol/message.ts"
import { makeRandom } from "../store/ids.ts"

interface Standing {
  readonly rule: FaultRule
  readonly fault: Fault
  readonly random: (() => number) | undefined
  matched: number
}

/**
 * The faults to come: a script, one fault a request, and rules that stay. The
 * script goes first; the first rule that strikes wins.
 *
 * @internal
 */
export const makeFaults = () => {
  const script: Array<Fault> = []
  const standing: Array<Standing> = []

  const next = (request: FakeRequest): Effect.Effect<Fault> => {
    if (script.length === 0 && standing.length === 0) return none
    return Effect.map(Random.next, (number) => {
      let struck: Fault | undefined
      for (const rule of standing) {
        if (strikes(rule, request, number)) struck ??= rule.fault
      }
      return script.shift() ?? struck ?? pass
    })
  }

  return {
    next,
    script: (faults: ReadonlyArray<Fault>) => {
      script.push(...faults)
    },
    rule: (rule: FaultRule, fault: Fault) => {
      standing.push({ rule, fault, random: rule.seed === undefined ? undefined : makeRandom(rule.seed), matched: 0 })
    },
    pending: () => ({ scripted: script.length, rules: standing.length }),
    reset: () => {
      script.length = 0
      standing.length = 0
    }
  }
}

const none = Effect.succeed(pass)

const strikes = (standing: Standing, request: FakeRequest, number: number): boolean => {
  const { rule } = standing
  if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) return false
  if (typeof rule.path === "string" && !request.target.startsWith(rule.path)) return false
  if (rule.path instanceof RegExp && request.target.search(rule.path) === -1) return false
  standing.matched++
  if (rule.nth !== undefined && standing.matched !== rule.nth) return false
  if (rule.every !== undefined && standing.matched % rule.every !== 0) return false
  return rule.probability === undefined || (standing.random?.() ?? number) < rule.probability
}
