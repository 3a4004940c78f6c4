import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { NovuTransport } from "effect-novu"
import type { RequestOptions } from "effect-novu/Transport/RequestOptions"
import { ask, paramsOf, withClient } from "./calls.ts"
import { all, type AnyInput, type AnyOperation, everyGroup } from "./rows.ts"
import { inputsOf } from "./samples.ts"

/** Makes a transport that keeps what it is given, and answers nothing. */
const keeping = () => {
  const kept: Array<Readonly<Record<"operation" | "input" | "options", unknown>>> = []
  const transport = Layer.succeed(NovuTransport, {
    call: (operation, input, options) =>
      Effect.suspend(() => {
        kept.push({ operation, input, options })
        return Effect.interrupt
      })
  })
  return { kept, transport }
}

const options: RequestOptions = { idempotencyKey: "one", totalTimeout: "1 second" }

/** Returns the parts that an operation has. */
const inputFor = (operation: AnyOperation, { params, payload, query }: AnyInput): AnyInput => ({
  ...(paramsOf(operation).length === 0 ? undefined : { params: params ?? {} }),
  ...(operation.query === undefined ? undefined : { query: operation.method === "GET" ? query : { ...Object(query) } }),
  ...(operation.payload === undefined ? undefined : { payload })
})

describe.each(all)("$name", (each) => {
  it.effect("is run by its method, which takes its parts in their order, and then the options", () => {
    const { kept, transport } = keeping()
    return Effect.gen(function*() {
      const { operation, row: { completed = (input: AnyInput): unknown => input } } = each
      for (const input of yield* inputsOf(operation, { count: 20, number: 0 })) {
        yield* Effect.exit(ask(each, input, options))
        const passed = kept.pop()
        assert.strictEqual(passed?.operation, operation)
        assert.deepStrictEqual(completed(Object(passed?.input)), completed(inputFor(operation, input)))
        const { totalTimeout } = Object(passed?.options)
        assert.strictEqual(totalTimeout, options.totalTimeout)
      }
    }).pipe(Effect.provide(withClient(transport)))
  })
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
