import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import { NovuError } from "../../Errors/NovuError.ts"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { encoder } from "../wire/encode.ts"
import { jsonBody } from "../wire/jsonBody.ts"
import { scrubber, tracesOf } from "../wire/scrub.ts"
import { secretsIn } from "../wire/secrets.ts"
import type { Written } from "./written.ts"

/** Makes the failure of an item that cannot be sent. */
export const refuse = (operation: string, reason: InvalidInput): Result.Result<never, NovuError> =>
  Result.fail(new NovuError({ operation, attempts: 0, reason }))

/** Makes the function that checks an item and writes it as JSON. */
export const writer = <Item>(operation: string, schema: Schema.Codec<Item, unknown>) => {
  const encode = encoder(schema)
  return (item: Item): Result.Result<Written<Item>, NovuError> => {
    const wire = encode(item, (text) => scrubber(tracesOf(secretsIn(item)))(text))
    if (wire instanceof InvalidInput) return refuse(operation, wire)
    const body = jsonBody(wire)
    return body instanceof InvalidInput ? refuse(operation, body) : Result.succeed({ item, bytes: body.bytes })
  }
}
