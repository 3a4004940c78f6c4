import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { isDeepStrictEqual } from "node:util"
import type { PeerFault } from "../peer/peerFaults.ts"
import { plain } from "../peer/plain.ts"
import { ours, recorder, type Sent, settled, theirs } from "../peer/recording.ts"
import { wireOf, type Zod } from "../peer/zodSchema.ts"
import { ask, descriptionsOf, withClient } from "./calls.ts"
import { all, type AnyInput, type Case } from "./rows.ts"
import { enough, inBatches, inputsOf, patience, samples, valuesOf } from "./samples.ts"

/** Checks that both clients send the same for the same inputs, except for listed faults, which must occur. */
const sendsTheSame = (each: Case) => {
  const { operation, row: { asks, faults = [] } } = each
  const mine = recorder()
  const peers = recorder()
  const peer = theirs(peers.fetch)
  const shown = new Set<PeerFault>()
  const expectedOf = (sent: Sent, query: Readonly<Record<string, unknown>>): Sent | undefined => {
    let expected: Sent | undefined = sent
    for (const fault of faults) {
      if (expected === undefined) break
      const next: Sent | undefined = fault.sends(expected, query)
      if (!isDeepStrictEqual(next, expected)) shown.add(fault)
      expected = next
    }
    return expected
  }
  const compare = Effect.fnUntraced(function*(input: AnyInput) {
    const asked = plain(input) as AnyInput
    const outcome = yield* Effect.exit(ask(each, input))
    const sent = mine.take()
    assert(sent !== undefined, `we refuse ${JSON.stringify(asked)}: ${JSON.stringify(outcome)}`)
    if (asks === undefined) return
    yield* settled(() => asks(peer, asked as never))
    assert.deepStrictEqual(peers.take(), expectedOf(sent, Object(asked.query)), JSON.stringify(asked))
  })
  return Effect.gen(function*() {
    yield* inBatches(
      samples,
      (batch) =>
        Effect.flatMap(inputsOf(operation, batch), (inputs) => Effect.forEach(inputs, compare, { discard: true })),
      () => shown.size === faults.length
    )
    const never = faults.filter((fault) => !shown.has(fault)).map(({ reason }) => reason)
    assert.deepStrictEqual(never, [], "listed, but did not show")
  }).pipe(Effect.provide(withClient(ours(mine.fetch))))
}

/** Generates texts that are valid wherever Novu wants one. */
const text: Schema.Codec<unknown> = Schema.Literals(["a-1", "B_2"])

const data = Schema.Struct({ plan: text, seats: Schema.Finite })

/** These schemas say what Novu accepts where its SDK would send anything. */
const rules = {
  limit: Schema.Literals([1, 100]),
  offset: Schema.Literals([0, 7]),
  orderBy: Schema.Literals(["createdAt", "updatedAt"]),
  color: Schema.Literals(["#FF8547", "abc"]),
  context: Schema.Struct({
    tenant: Schema.Union([text, Schema.Struct({ id: text, data: Schema.optionalKey(data) })])
  })
}

/** Checks that every member and constant that the SDK sends in a part of a request fits ours. */
const fits = (
  { name, row: { accepts = () => true } }: Case,
  schema: Schema.Codec<unknown, unknown>,
  peer: Zod
) =>
  Effect.gen(function*() {
    let accepted = 0
    for (const sent of yield* valuesOf(wireOf(peer, rules, text), name)) {
      // The key is an option of ours, not a part of the input.
      const { idempotencyKey: _, ...input }: Record<string, unknown> = Object(sent)
      if (!accepts(input)) continue
      accepted++
      const decoded = yield* Schema.decodeUnknownEffect(schema, { onExcessProperty: "error" })(input)
      assert.deepStrictEqual(yield* Schema.encodeEffect(schema)(decoded), input)
    }
    assert.isAtLeast(accepted, enough, "enough of them are inputs that Novu accepts")
  })

describe.each(all)("$name", (each) => {
  const what = each.row.asks === undefined ? "whatever its schemas allow" : "what Novu's SDK sends"
  it.effect(`sends ${what}`, () => sendsTheSame(each), patience)

  const descriptions = descriptionsOf(each)
  if (descriptions.length > 0) {
    it.effect(
      "takes what Novu's SDK takes, where Novu does",
      () => Effect.forEach(descriptions, ({ peer, schema }) => fits(each, schema, peer), { discard: true }),
      patience
    )
  }
})

it("asks Novu's SDK for every operation that it has", () => {
  const novu: Readonly<Record<string, unknown>> = Object(theirs(fetch))
  const left = all.filter(({ group, method, row }) => row.asks === undefined && method in Object(novu[group]))
  assert.deepStrictEqual(left.map(({ name }) => name), [])
})
