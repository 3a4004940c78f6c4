import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import { concat, hmacWith } from "./hmac.ts"

/** The names that headers begin with: Svix has a switch for it. */
const families = { webhook: ["webhook"], svix: ["svix"], both: ["webhook", "svix"] } as const

/** A webhook that is about to be posted. */
interface Unsigned {
  readonly id: string
  /** Epoch milliseconds, of which whole seconds are sent. */
  readonly attemptedAt: number
  readonly body: Uint8Array
  readonly family: keyof typeof families
}

/** Makes the headers of a webhook, signed with each of the keys. */
export const signedDelivery = Effect.fnUntraced(function*(
  { attemptedAt, body, family, id }: Unsigned,
  keys: ReadonlyArray<Uint8Array>
) {
  const timestamp = String(Math.floor(attemptedAt / 1000))
  const content = concat(`${id}.${timestamp}.`, body)
  const signatures = yield* Effect.forEach(
    keys,
    (key) => Effect.flatMap(hmacWith(key), (hmac) => Effect.map(hmac(content), (tag) => `v1,${Base64.encode(tag)}`))
  )
  const headers: Readonly<Record<string, string>> = {
    "content-type": "application/json",
    ...Object.fromEntries(families[family].flatMap((name) => [
      [`${name}-id`, id],
      [`${name}-timestamp`, timestamp],
      [`${name}-signature`, signatures.join(" ")]
    ]))
  }
  return headers
})

/** Makes the id of a message of Svix, which every attempt and every endpoint has in common. */
export const newDeliveryId = (): string => `msg_${crypto.randomUUID().replaceAll("-", "")}`
