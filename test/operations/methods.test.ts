import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { NovuTransport } from "effect-novu"
import type { RequestOptions } from "effect-novu/Transport/RequestOptions"
import { ask, paramsOf, withClient } from "./calls.ts"
import { all, type AnyInput, type AnyOperation, everyGroup } from "./rows.ts"
import { inputsOf } from "./samples.ts"

/** Makes a transport that returns what it is given. */
const passing = Layer.succeed(NovuTransport, {
  call: (operation, input, options) => Effect.succeed({ headers: {}, result: { operation, input, options } as never })
})

const options: RequestOptions = { idempotencyKey: "one", totalTimeout: "1 second" }

/** Returns the parts that an operation has. */
const inputFor = (operation: AnyOperation, { params, payload, query }: AnyInput): AnyInput => ({
  ...(paramsOf(operation).length === 0 ? undefined : { params: params ?? {} }),
  ...(operation.query === undefined ? undefined : { query: operation.method === "GET" ? query : { ...Object(query) } }),
  ...(operation.payload === undefined ? undefined : { payload })
})

describe.each(all)("$name", (each) => {
  it.effect("is run by its method, which takes its parts in their order, and then the options", () =>
    Effect.gen(function*() {
      const { operation } = each
      for (const input of yield* inputsOf(operation, { count: 20, number: 0 })) {
        const passed: Readonly<Record<string, unknown>> = Object((yield* ask(each, input, options)).result)
        assert.strictEqual(passed["operation"], operation)
        assert.deepStrictEqual(passed["input"], inputFor(operation, input))
        const { totalTimeout } = Object(passed["options"])
        assert.strictEqual(totalTimeout, options.totalTimeout)
      }
    }).pipe(Effect.provide(withClient(passing))))
})

describe.each(Object.entries(everyGroup))("%s", (onClient, { key, operations }) => {
  const group = key.slice(key.lastIndexOf("/") + 1)

  it("has on the client the name of its class", () => {
    assert.strictEqual(onClient, group.charAt(0).toLowerCase() + group.slice(1))
  })

  it("names each operation after itself and the method", () => {
    assert.deepStrictEqual(
      Object.values(operations).map(({ name }) => name),
      Object.keys(operations).map((method) => `${group}.${method}`)
    )
  })
})
