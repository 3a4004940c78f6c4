import { assert, it } from "@effect/vitest"
import { ourOperations } from "../scripts/tables/ourOperations.ts"
import { counterpartOf } from "../scripts/tables/peerTable.ts"
import { peerMethods } from "../scripts/upstream/peerMethods.ts"

it("has what Novu's SDK can call, by method and path, and no more", async () => {
  const theirs = await peerMethods()
  const counterparts = new Map(theirs.map((method) => [method, counterpartOf(method)]))
  const lacking = theirs.filter((method) => counterparts.get(method) === undefined)
  assert.deepStrictEqual(lacking.map(({ operation }) => operation), [])
  const known = new Set(counterparts.values())
  assert.deepStrictEqual(ourOperations.filter((operation) => !known.has(operation)).map(({ name }) => name), [])
  assert.strictEqual(ourOperations.length, 149)
})
